import { extensionWording } from '@xinshao/core/wording/extension/common.ts';
import { evidenceWording } from '@xinshao/core/wording/extension/evidence.ts';
import { optionsWording } from '@xinshao/core/wording/extension/options.ts';
import { panelWording } from '@xinshao/core/wording/extension/panel.ts';
import { companyAddress } from '@xinshao/sandbox/registry/start-registry.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { badgesOf } from './support/badges.ts';
import { CUSTOMERS, HUAXING, RENAMED, SPECIAL } from './support/companies.ts';
import { type OverlayHarness, startOverlayHarness } from './support/harness.ts';

const WAIT = { timeout: 20_000, interval: 100 };
const { en, zh } = {
  zh: { ...extensionWording.zh, ...optionsWording.zh, ...panelWording.zh, ...evidenceWording.zh },
  en: { ...extensionWording.en, ...optionsWording.en, ...panelWording.en, ...evidenceWording.en },
};

const withChromium = findChromium() ? describe : describe.skip;
withChromium('somebody whose role, name or language changes while their browser is connected', () => {
  let harness: OverlayHarness;
  let site: Page;
  let settings: Page;
  let panel: Page;
  beforeAll(async () => {
    harness = await startOverlayHarness({ companies: SPECIAL, customers: CUSTOMERS });
    settings = await harness.open(`chrome-extension://${harness.browser.extensionId}/options.html`);
    panel = await harness.open(`chrome-extension://${harness.browser.extensionId}/sidepanel.html`);
    site = await harness.browser.context.newPage();
    await harness.connect();
  }, 120_000);
  afterAll(() => harness?.close());

  const show = (company: typeof HUAXING): Promise<unknown> => site.goto(companyAddress('www.qcc.com', company));
  const save = (words: typeof zh | typeof en): Promise<number> =>
    panel.getByRole('button', { name: words.save }).count();
  const label = async (): Promise<string | undefined> => (await badgesOf(site))[0]?.label;

  test('as they were connected: a risk officer, in Chinese, who may save what a page shows', async () => {
    await show(HUAXING);
    await vi.waitFor(async () => expect(await save(zh)).toBe(1), WAIT);
    await vi.waitFor(async () => expect(await label()).toContain('我司客户'), WAIT);
    await settings.getByText(zh.personIs({ name: '赵敏', role: '风控' })).waitFor();
  });

  test('another role: the next answer brings it, and what that role may not do is offered no more', async () => {
    harness.server.holder = { ...harness.server.holder, name: '赵小敏', role: 'sales' };
    await show(RENAMED);
    await settings.getByText(zh.personIs({ name: '赵小敏', role: '销售' })).waitFor();
    await show(HUAXING);
    await panel.getByRole('heading', { level: 2, name: '华兴(上海)贸易有限公司' }).waitFor();
    await panel.getByText('AA 良好').waitFor();
    expect(await save(zh)).toBe(0);
  });

  test('another language: open pages are loaded anew in it, badges change where they stand', async () => {
    await vi.waitFor(async () => expect(await label()).toContain('我司客户'), WAIT);
    harness.server.holder = { ...harness.server.holder, locale: 'en' };
    await panel.getByRole('button', { name: '苏州新辰精密机械有限公司', exact: true }).press('Enter');
    await settings.getByRole('heading', { name: en.connectedHeading }).waitFor();
    await panel.getByText(en.reasons, { exact: true }).waitFor();
    await vi.waitFor(async () => expect(await label()).toContain('Our customer'), WAIT);
    expect(await panel.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  test('it outlives the pages and the worker; nobody connected: the language of the browser again', async () => {
    const stored = await settings.evaluate(() => chrome.storage.local.get('connection'));
    expect(stored).toMatchObject({ connection: { member: { name: '赵小敏', role: 'sales', locale: 'en' } } });
    await settings.reload();
    await settings.getByRole('button', { name: en.disconnect }).press('Enter');
    await settings.getByText(zh.endedByPerson).waitFor();
    await panel.getByText(zh.endedByPerson).waitFor();
    expect(await settings.evaluate(() => chrome.storage.local.get('connection'))).toEqual({});
  });
});
