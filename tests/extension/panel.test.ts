import { badgeWording } from '@xinshao/core/wording/badge.ts';
import { extensionWording } from '@xinshao/core/wording/extension/common.ts';
import { evidenceWording } from '@xinshao/core/wording/extension/evidence.ts';
import { panelWording } from '@xinshao/core/wording/extension/panel.ts';
import { risksOf, strangers } from '@xinshao/sandbox/registry/companies.ts';
import { companyAddress } from '@xinshao/sandbox/registry/start-registry.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { expectAccessible } from './support/axe.ts';
import {
  BRANCH,
  BY_CODE,
  CONFLICTING,
  CUSTOMERS,
  HUAXING,
  NAMESAKE,
  NEAR,
  OLD_IN_OUR_FILES,
  RENAMED,
  SPECIAL,
  STOPPED,
  TWINS,
} from './support/companies.ts';
import { type OverlayHarness, startOverlayHarness } from './support/harness.ts';

const [STRANGER] = strangers(1);
const WAIT = { timeout: 20_000, interval: 100 };
const withChromium = findChromium() ? describe : describe.skip;

withChromium.each([
  { locale: 'zh', colorScheme: 'light' },
  { locale: 'en', colorScheme: 'dark' },
] as const)('the side panel, $locale, $colorScheme', ({ locale, colorScheme }) => {
  const words = { ...extensionWording[locale], ...panelWording[locale] };
  const evidence = evidenceWording[locale];
  let harness: OverlayHarness;
  let panel: Page;
  let site: Page;
  beforeAll(async () => {
    const companies = [...SPECIAL, NEAR, NAMESAKE, CONFLICTING];
    harness = await startOverlayHarness({ companies, customers: CUSTOMERS, locale, colorScheme });
    panel = await harness.open(`chrome-extension://${harness.browser.extensionId}/sidepanel.html`);
    site = await harness.browser.context.newPage();
  }, 120_000);
  afterAll(() => harness?.close());

  // The panel's tab is behind the page's, where nothing is drawn: it is used by keyboard alone, as some people do.
  const show = (company: typeof HUAXING): Promise<unknown> => site.goto(companyAddress('www.qcc.com', company));
  const heading = (name: string): Promise<void> =>
    panel.getByRole('heading', { level: 2, name, exact: true }).waitFor({ timeout: 20_000 });
  const looks = (): string[] => harness.server.asked.filter((line) => line.includes('/customers/'));

  test('not connected: it says how to, and asks for nothing', async () => {
    await show(HUAXING);
    await panel.getByText(words.endedNever).waitFor();
    await expectAccessible(panel);
    expect(harness.server.asked).toEqual([]);
  });

  test('connected: the company of the page in front, with everything its reader may see; one look', async () => {
    await harness.connect();
    await heading('华兴(上海)贸易有限公司');
    await panel.getByText('AA 良好').waitFor();
    for (const title of [words.aging, words.alerts, words.reasons, words.changes, words.history, words.dataDates]) {
      expect(await panel.getByRole('heading', { name: title }).count()).toBe(1);
    }
    expect(await panel.getByText(words.outdated).count()).toBe(1);
    const answer = panel.getByRole('link', { name: words.answerInSlack });
    expect(await answer.getAttribute('href')).toBe('https://example.slack.com/archives/C1/p1');
    await panel.getByText(words.notDelivered).waitFor();
    await panel.getByText(words.moreAlerts({ count: 7 })).waitFor();
    await panel.getByText(words.requestCommand({ code: 'C00001' })).waitFor();
    expect(await panel.getByRole('img').getAttribute('aria-label')).toContain('2025-11-28');
    await panel.getByText(words.asTable).press('Enter');
    await expectAccessible(panel);
    expect(looks()).toEqual(['GET /api/v1/customers/1/panel']);
  });

  test('page and knowledge differ: said, and nothing sent before the press at the form’s end', async () => {
    const { dishonest, enforcement, abnormal, penalty } = risksOf(HUAXING);
    const label = locale === 'zh' ? '被强制执行' : 'Enforcement';
    if (enforcement !== 1) {
      await panel.getByText(evidence.difference({ label, page: enforcement, known: 1 })).waitFor();
    }
    const count = panel.getByLabel(evidence.count({ label }));
    expect(await count.inputValue()).toBe(String(enforcement));
    await count.fill('-1');
    await panel.getByRole('button', { name: evidence.save }).press('Enter');
    await panel.getByText(evidence.countWrong).waitFor();
    await count.fill('7');
    expect(harness.server.sent).toEqual([]);
    await panel
      .getByLabel(evidence.include({ label: locale === 'zh' ? '行政处罚' : 'Administrative penalty' }))
      .press(' ');
    expect(penalty).toBeGreaterThanOrEqual(0);
    await panel.getByRole('button', { name: evidence.save }).press('Enter');
    await panel.getByText(evidence.saved({ stored: 1, known: 2 })).waitFor();
    expect(harness.server.sent).toHaveLength(1);
    expect(harness.server.sent[0]).toMatchObject({
      path: '/evidence',
      body: {
        customerId: 1,
        site: 'qcc',
        pageKind: 'company',
        facts: [
          { kind: 'dishonest_debtor', count: dishonest },
          { kind: 'enforcement', count: 7 },
          { kind: 'abnormal_operation', count: abnormal },
        ],
        registryStatus: '存续',
      },
    });
  });

  test('it follows the page: a member of the group, and back', async () => {
    await panel.getByRole('button', { name: RENAMED.name, exact: true }).press('Enter');
    await heading(RENAMED.name);
    await panel.getByText(words.stale({ day: '2026-08-01' })).waitFor();
    expect(await panel.getByRole('button', { name: evidence.save }).count()).toBe(0);
    await panel.getByRole('button', { name: words.backToPage({ name: HUAXING.name }) }).press('Enter');
    await heading('华兴(上海)贸易有限公司');
  });

  test('former name, several, branch: in words, without a grade that is not theirs', async () => {
    await show(OLD_IN_OUR_FILES);
    await heading('绵阳市嵘昌供应链有限公司');
    await panel.getByText(words.formerOnPage({ name: '绵阳市嵘昌供应链有限公司' })).waitFor();
    await show(TWINS);
    await panel.getByText(words.several({ count: 2 })).waitFor();
    expect(await panel.getByText('AAA').count()).toBe(0);
    // What tells them apart is their codes.
    for (const code of ['C00004', 'C00005']) await panel.getByRole('button', { name: code }).waitFor();
    await expectAccessible(panel);
    await show(BRANCH);
    await panel.getByText(words.branch({ parent: '华兴(上海)贸易有限公司' })).waitFor();
    await panel.getByRole('button', { name: words.openParent }).press('Enter');
    await heading('华兴(上海)贸易有限公司');
  });

  test('a stranger with a customer’s name and another code: no grade, nothing to save onto the customer, a pre-check', async () => {
    const before = looks().length;
    harness.server.sent.length = 0;
    await show(NAMESAKE);
    await panel.getByText(words.namesake).waitFor();
    await panel.getByText(words.namesakeHint({ names: RENAMED.name })).waitFor();
    await harness.expectBadges(site, { [NAMESAKE.name]: badgeWording[locale].namesake });
    expect(await panel.getByText('B 良好').count()).toBe(0);
    expect(await panel.getByRole('button', { name: evidence.save }).count()).toBe(0);
    expect(looks()).toHaveLength(before);
    await expectAccessible(panel);
    await panel.getByRole('button', { name: words.precheck }).press('Enter');
    await panel.getByText(words.precheckSent).waitFor();
    const body = { name: NAMESAKE.name, uscc: NAMESAKE.uscc, note: '' };
    expect(harness.server.sent).toEqual([{ path: '/prechecks', body }]);
  });

  test('a code that is one customer’s and a name that is another’s: said with both, no grade and no pre-check', async () => {
    const before = looks().length;
    await show(CONFLICTING);
    const byCode = CUSTOMERS.find(({ uscc }) => uscc === BY_CODE.uscc)?.name ?? '';
    await panel.getByText(words.conflictHint({ byCode, byName: STOPPED.name })).waitFor();
    await harness.expectBadges(site, { [CONFLICTING.name]: badgeWording[locale].conflict });
    expect(await panel.getByRole('button', { name: words.precheck }).count()).toBe(0);
    expect(looks()).toHaveLength(before);
    await expectAccessible(panel);
    await panel.getByRole('button', { name: byCode }).press('Enter');
    await heading(byCode);
  });

  test('found by its code alone, under another name: said', async () => {
    await show(BY_CODE);
    const { name = '' } = CUSTOMERS.find(({ uscc }) => uscc === BY_CODE.uscc) ?? {};
    await heading(name);
    await panel.getByText(words.codeOnly({ name })).waitFor();
  });

  test('a stranger: a pre-check with one press, then said to be sent; asked already is said', async () => {
    if (STRANGER === undefined) throw new Error('no stranger');
    harness.server.sent.length = 0;
    await show(STRANGER);
    await heading(STRANGER.name);
    await expectAccessible(panel);
    expect(harness.server.sent).toEqual([]);
    await panel.getByRole('button', { name: words.precheck }).press('Enter');
    await panel.getByText(words.precheckSent).waitFor();
    const body = { name: STRANGER.name, uscc: STRANGER.uscc, note: '' };
    expect(harness.server.sent).toEqual([{ path: '/prechecks', body }]);
    harness.server.alreadyAsked = true;
    await panel.reload();
    await panel.getByRole('button', { name: words.precheck }).press('Enter');
    await panel.getByText(words.precheckAgain).waitFor();
  });

  test('a name that is only near: suggested by name, no grade and no look before it is chosen', async () => {
    const before = looks().length;
    const near = { name: '上海华兴贸易有限责任公司', uscc: null, formerNames: [] };
    await site.bringToFront();
    await site.goto(`data:text/html;charset=utf-8,<title>${locale}</title>`);
    const asked = harness.server.asked.length;
    const answer = await panel.evaluate(
      (subject) => chrome.runtime.sendMessage({ kind: 'find', subject, anew: false }),
      near,
    );
    expect(answer).toMatchObject({
      ok: true,
      found: { state: 'unknown', entries: [], near: [{ customerId: 1, name: '华兴(上海)贸易有限公司' }] },
    });
    // Asked by five digits of a hash, as everything is that a page names.
    expect(harness.server.asked.slice(asked).every((line) => line === 'POST /api/v1/lookups')).toBe(true);
    await show(NEAR);
    await heading(NEAR.name);
    const suggested = panel.getByRole('list', { name: words.didYouMean }).getByRole('button');
    await suggested.waitFor();
    expect(await suggested.textContent()).toBe('华兴(上海)贸易有限公司');
    expect(await panel.getByText('AA').count()).toBe(0);
    expect(looks()).toHaveLength(before);
    await expectAccessible(panel);
    await suggested.press('Enter');
    await heading('华兴(上海)贸易有限公司');
    await panel.getByText('AA 良好').waitFor();
    expect(looks()).toHaveLength(before + 1);
  });

  test('details that are not for this reader are said to be hidden', async () => {
    harness.server.detailsHidden = '只有负责人可以查看';
    await show(HUAXING);
    await panel.getByText('只有负责人可以查看').waitFor();
    expect(await panel.getByRole('heading', { name: words.aging }).count()).toBe(0);
    expect(await panel.getByText(words.exposure, { exact: true }).count()).toBe(0);
    harness.server.detailsHidden = null;
  });

  test('a server that is down: said, with a way to try again', async () => {
    harness.server.trouble = { status: 503 };
    await show(RENAMED);
    await panel.getByText(words.serverUnreachable).waitFor();
    await expectAccessible(panel);
    harness.server.trouble = null;
    await vi.waitFor(async () => {
      await panel.getByRole('button', { name: words.retry }).press('Enter', { timeout: 1_000 });
      await panel.getByRole('heading', { level: 2, name: RENAMED.name }).waitFor({ timeout: 1_000 });
    }, WAIT);
  });

  test('a page that is no registry page: nothing is shown of the last one', async () => {
    await site.goto('about:blank');
    await panel.getByText(words.emptyHint).waitFor();
    await expectAccessible(panel);
  });

  test('a token revoked elsewhere: disconnected at the next look, and nothing of the customer is left', async () => {
    harness.server.revoke();
    await show(HUAXING);
    await panel.getByText(words.endedRevoked).waitFor();
    expect(await panel.getByText('AA 良好').count()).toBe(0);
    const recent = await panel.evaluate(() => chrome.storage.session.get('recent'));
    expect(recent).toEqual({});
  });

  test('nothing was written to a console but the refusals of the server', () => {
    expect(harness.complaints.filter((line) => !/status of (?:401|503)/.test(line))).toEqual([]);
  });
});
