import { evidenceWording } from '@xinshao/core/wording/extension/evidence.ts';
import { panelWording } from '@xinshao/core/wording/extension/panel.ts';
import { companyAddress } from '@xinshao/sandbox/registry/start-registry.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { CUSTOMERS, HUAXING, ON_LISTS, ON_PAGES, SPECIAL } from './support/companies.ts';
import { type OverlayHarness, startOverlayHarness } from './support/harness.ts';
import { takePicture } from './support/picture.ts';

// XINSHAO_PICTURES=on npm test -- tests/extension/pictures.test.ts tests/extension/dashboard.test.ts
const withChromium = findChromium() ? describe : describe.skip;
withChromium('what the pictures in the documents show is what the extension shows', () => {
  let harness: OverlayHarness;
  let company: Page;
  beforeAll(async () => {
    harness = await startOverlayHarness({ companies: SPECIAL, customers: CUSTOMERS });
    await harness.connect();
  }, 120_000);
  afterAll(() => harness?.close());

  test('badges beside our customers on a list', async () => {
    const list = await harness.open('https://www.qcc.com/web/search?count=8');
    await harness.expectBadges(list, ON_LISTS);
    await takePicture(list, 'overlay-list.png', { width: 900, height: 720 });
    await list.close();
  });

  test('the badge on a company’s own page', async () => {
    company = await harness.open(companyAddress('www.qcc.com', HUAXING));
    await harness.expectBadges(company, { [HUAXING.name]: ON_PAGES[HUAXING.name] ?? '' });
    await takePicture(company, 'overlay-company.png', { width: 900, height: 260 });
  });

  test('the panel beside it, with what the page says of the company', async () => {
    const panel = await harness.open(`chrome-extension://${harness.browser.extensionId}/sidepanel.html`);
    await company.bringToFront();
    await company.reload();
    await panel.getByText(panelWording.zh.aging, { exact: true }).waitFor({ timeout: 20_000 });
    await panel.getByRole('button', { name: evidenceWording.zh.read }).press('Enter');
    const save = panel.getByRole('button', { name: evidenceWording.zh.save });
    await save.waitFor({ timeout: 20_000 });
    expect(await save.isEnabled()).toBe(true);
    await takePicture(panel, 'panel.png', { width: 400 });
  }, 60_000);
});
