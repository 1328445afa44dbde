import { extensionWording } from '@xinshao/core/wording/extension/common.ts';
import { optionsWording } from '@xinshao/core/wording/extension/options.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Browser, findChromium } from '../support/chromium.ts';
import { badgesOf } from './support/badges.ts';
import { CUSTOMERS, HUAXING, ON_LISTS, SPECIAL, STOPPED } from './support/companies.ts';
import { type OverlayHarness, startOverlayHarness } from './support/harness.ts';

const LIST = 'https://www.qixin.com/search?count=8';
const HUAXING_PAGE = 'https://www.qixin.com/search?key=%E5%8D%8E%E5%85%B4';

const withChromium = findChromium() ? describe : describe.skip;
withChromium('between the extension and the server', () => {
  let harness: OverlayHarness;
  beforeAll(async () => {
    harness = await startOverlayHarness({ companies: SPECIAL, customers: CUSTOMERS });
  }, 120_000);
  afterAll(() => harness?.close());
  afterEach(() => {
    harness.server.trouble = null;
  });

  const worker = (request: object): Promise<unknown> =>
    harness.own.evaluate((message) => chrome.runtime.sendMessage(message), request);

  test('before pairing nothing is asked and nothing is shown', async () => {
    const page = await harness.open(LIST);
    await harness.expectBadges(page, {});
    expect(harness.server.asked).toEqual([]);
    expect(await worker({ kind: 'connection' })).toEqual({ connected: false, reason: 'never' });
    await page.close();
  });

  test('a wrong code is refused in the server’s words', async () => {
    const answer = await worker({ kind: 'connect', address: harness.server.address, code: 'wrong' });
    expect(answer).toEqual({ ok: false, status: 400, problem: { kind: 'refused', message: '配对码不对' } });
  });

  test('pairing shows badges on the pages that are open', async () => {
    const page = await harness.open(LIST);
    await harness.connect();
    await harness.expectBadges(page, ON_LISTS);
    await page.close();
  });

  test('the server hears prefixes alone: no name, no code, no address, no whole hash; in no order of the page', () => {
    expect(harness.server.lookups.length).toBeGreaterThan(0);
    for (const body of harness.server.lookups) {
      const { prefixes, ...rest } = JSON.parse(body);
      expect(rest).toEqual({});
      expect(prefixes).toEqual(prefixes.toSorted());
      for (const prefix of prefixes) expect(prefix).toMatch(/^[0-9a-f]{5}$/);
    }
  });

  test('what was asked once is not asked again, strangers included', async () => {
    const before = harness.server.lookups.length;
    const page = await harness.open(LIST);
    await harness.expectBadges(page, ON_LISTS);
    expect(harness.server.lookups.length).toBe(before);
    await page.close();
  });

  test('a list of many companies is one request', async () => {
    const before = harness.server.lookups.length;
    const page = await harness.open('https://www.qixin.com/search?count=30&from=20');
    await vi.waitFor(() => expect(harness.server.lookups.length).toBeGreaterThan(before), { timeout: 20_000 });
    await harness.expectBadges(page, {});
    const first = JSON.parse(harness.server.lookups[before] ?? '{}');
    expect(first.prefixes.length).toBeGreaterThan(8);
    expect(harness.server.lookups.length).toBeLessThanOrEqual(before + 2);
    await page.close();
  });

  test('an answer that got old is shown at once and asked again; when it differs, the open page follows', async () => {
    harness.server.freshSeconds = 0;
    await worker({ kind: 'disconnect' });
    await harness.connect();
    const page = await harness.open(HUAXING_PAGE);
    await harness.expectBadges(page, {
      [HUAXING.name]: 'AA ¥50万 60天',
      [`${HUAXING.name}杭州分公司`]: '分支机构 总公司是客户',
    });
    harness.server.setCustomers(CUSTOMERS.map((one) => (one.id === 1 ? { ...one, grade: 'C', stopped: true } : one)));
    await page.reload();
    await vi.waitFor(
      async () => expect((await badgesOf(page)).find(({ name }) => name === HUAXING.name)?.text).toBe('C 已停'),
      { timeout: 20_000 },
    );
    harness.server.setCustomers(CUSTOMERS);
    harness.server.freshSeconds = 300;
    await page.close();
  });

  test('the worker may be stopped at any time: what it knows is there again', async () => {
    const page = await harness.open(LIST);
    await harness.expectBadges(page, ON_LISTS);
    const before = harness.server.lookups.length;
    await stopWorker(harness.browser);
    await page.reload();
    await harness.expectBadges(page, ON_LISTS);
    expect(await worker({ kind: 'connection' })).toMatchObject({ connected: true, member: { name: '赵敏' } });
    expect(harness.server.lookups.length).toBeLessThanOrEqual(before + 1);
    await page.close();
  });

  test.each([
    ['fails', { status: 503 }, { kind: 'unreachable', message: '稍后再试' }],
    ['does not answer in time', { delay: 6_000 }, { kind: 'slow' }],
    ['has had enough', { status: 429 }, { kind: 'limited' }],
  ])('a server that %s: no badges, no noise, and the reason is kept', async (_name, trouble, problem) => {
    await worker({ kind: 'disconnect' });
    await harness.connect();
    harness.server.trouble = trouble;
    const page = await harness.open(LIST);
    await vi.waitFor(
      async () => expect(await worker({ kind: 'connection' })).toMatchObject({ connected: true, problem }),
      {
        timeout: 20_000,
        interval: 100,
      },
    );
    await harness.expectBadges(page, {});
    await page.close();
  });

  test('a file takes its time: for one alone, a server that is slow is waited for', async () => {
    await harness.connect();
    harness.server.trouble = { delay: 6_000 };
    const ask = (path: string) => worker({ kind: 'ask', method: 'POST', path, body: {} });
    const [list, file] = await Promise.all([ask('/portfolio/customers'), ask('/portfolio/customers/csv')]);
    expect(list).toMatchObject({ ok: false, problem: { kind: 'slow' } });
    // This server has no files, and says so.
    expect(file).toMatchObject({ ok: false, status: 404, problem: { kind: 'refused' } });
  }, 30_000);

  test('a token that was revoked ends the connection, and its badges go', async () => {
    await worker({ kind: 'disconnect' });
    await harness.connect();
    const page = await harness.open(HUAXING_PAGE);
    await harness.expectBadges(page, {
      [HUAXING.name]: 'AA ¥50万 60天',
      [`${HUAXING.name}杭州分公司`]: '分支机构 总公司是客户',
    });
    harness.server.revoke();
    const other = await harness.open('https://www.qixin.com/search?count=10&from=100');
    await harness.expectBadges(page, {});
    expect(await worker({ kind: 'connection' })).toEqual({ connected: false, reason: 'revoked' });
    await other.close();
    await page.close();
  });

  test('disconnecting takes all badges away', async () => {
    await harness.connect();
    const page = await harness.open(LIST);
    await harness.expectBadges(page, ON_LISTS);
    expect(await worker({ kind: 'disconnect' })).toEqual({ connected: false, reason: 'by_person' });
    await harness.expectBadges(page, {});
    await page.close();
  });

  test.each([
    ['is down', null],
    ['fails', { status: 503 }],
    ['is hidden by a login page', { page: '<p>Please sign in</p>' }],
  ])('disconnecting while the server %s: forgotten here, and said how to finish it', async (_name, trouble) => {
    await harness.connect();
    const page = await harness.open(LIST);
    await harness.expectBadges(page, ON_LISTS);
    if (trouble === null) await harness.server.goDown();
    else harness.server.trouble = trouble;
    const settings = await harness.open(`chrome-extension://${harness.browser.extensionId}/options.html`);
    await settings.getByRole('button', { name: optionsWording.zh.disconnect }).click();
    await settings.getByText(extensionWording.zh.endedUnfinished).waitFor();
    expect(await settings.evaluate(() => chrome.storage.local.get('connection'))).toEqual({});
    await harness.expectBadges(page, {});
    await harness.server.comeBack();
    await settings.close();
    await page.close();
  });

  test('by keyboard: the badge is reached with Tab, and Enter picks its company for the panel', async () => {
    await harness.connect();
    const page = await harness.open(
      `${LIST}&from=5&key=%E5%8D%97%E4%BA%AC%E9%9C%81%E6%BA%90`.replace('from=5', 'from=0'),
    );
    await harness.expectBadges(page, { [STOPPED.name]: 'C 已停' });
    const [badge] = await badgesOf(page);
    expect(badge?.label).toBe(`我司客户 ${STOPPED.name}。等级 C。授信额度 ¥1,000.00。已暂停新增授信。按回车打开详情。`);
    await page.focus('.company-title a');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await vi.waitFor(
      async () => expect(await worker({ kind: 'currentPage' })).toMatchObject({ subject: { name: STOPPED.name } }),
      { timeout: 10_000 },
    );
    expect(page.url()).toContain('/search');
    expect(await worker({ kind: 'find', subject: { name: STOPPED.name, uscc: null, formerNames: [] } })).toMatchObject({
      ok: true,
      found: { state: 'customer', matchedBy: 'name', entries: [{ customerId: 6, grade: 'C', stopped: true }] },
    });
    await page.close();
  });

  test('the panel is told what the page is about; a known page that stays unreadable is reported without its names', async () => {
    const good = await harness.open(`https://www.qixin.com/search?count=3`);
    await vi.waitFor(
      async () =>
        expect(await worker({ kind: 'currentPage' })).toMatchObject({
          reading: { site: 'qixin', kind: 'list', outcome: 'read' },
          changed: null,
        }),
      { timeout: 10_000 },
    );
    await good.close();
    // Nothing appears on this list, and its page had time enough.
    const empty = await harness.open('https://www.qixin.com/search?count=3&from=900000');
    await vi.waitFor(
      async () =>
        expect(await worker({ kind: 'currentPage' })).toMatchObject({ reading: { outcome: 'nothing' }, changed: null }),
      { timeout: 10_000 },
    );
    await vi.waitFor(
      async () =>
        expect(await worker({ kind: 'currentPage' })).toMatchObject({
          changed: { site: 'qixin', kind: 'list', outcome: 'nothing', places: { links: 0 }, settled: true },
        }),
      { timeout: 25_000, interval: 500 },
    );
    await empty.close();
  }, 60_000);

  test('only the failures we caused were written to a console', () => {
    expect(harness.complaints.filter((line) => !/503|429|400|401|ERR_CONNECTION_REFUSED/.test(line))).toEqual([]);
  });
});

async function stopWorker(browser: Browser): Promise<void> {
  const page = await browser.context.newPage();
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await page.close();
}
