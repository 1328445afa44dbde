import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { newPairingCode, secretHash } from '@xinshao/bot/pairing/secrets.ts';
import { parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import { dashboardWording } from '@xinshao/core/wording/dashboard.ts';
import { importFile } from '@xinshao/db/import/import-file.ts';
import { runMonitor } from '@xinshao/db/monitor/run-monitor.ts';
import { issuePairingCode } from '@xinshao/db/overlay/pairing.ts';
import { openQueue } from '@xinshao/db/queue/queue.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { startSandbox } from '@xinshao/sandbox/start-sandbox.ts';
import type { Workspace } from '@xinshao/sandbox/types.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestBot } from '../slack/support/harness.ts';
import { type Browser, findChromium, launchChromium } from '../support/chromium.ts';
import { BUILT, buildExtension } from './support/harness.ts';
import { takePicture } from './support/picture.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const DATA = join(ROOT, 'examples', 'data');
const KINDS = [
  'teams',
  'staff',
  'industries',
  'customers',
  'ownership',
  'invoices',
  'payments',
  'statements',
  'events',
] as const;
const LATEST = '2026-10-31';
const EARLIER = '2026-07-31';
const NOW = new Date('2026-10-31T03:00:00Z');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const words = dashboardWording.zh;

/** The sample company, assessed three months ago and now; a real bot serves it. */
async function startCompany() {
  const database = await freshDatabase();
  const settings = { baseCurrency: 'CNY', rates: {}, defaultTermDays: null, timeZone: 'Asia/Shanghai' };
  for (const kind of KINDS)
    await importFile(database, { kind, path: join(DATA, `${kind}.csv`), settings, today: LATEST });
  const text = readFileSync(join(ROOT, 'policies', 'trade-credit.yaml'), 'utf8');
  const parsed = parsePolicy(text);
  const company = parseCompanySettings(readFileSync(join(ROOT, 'policies', 'company.yaml'), 'utf8'));
  if (!parsed.ok || !company.ok) throw new Error('the shipped policies are broken');
  const policy = { text, policy: compilePolicy(parsed.policy, parsed.hash) };
  const queue = await openQueue(database.url, { works: false });
  for (const asOf of [EARLIER, LATEST] as const) {
    await runMonitor(database, queue, { policy, settings: company.value, asOf, full: true, now: NOW });
  }
  await queue.stop({ graceful: false });
  const workspace: Workspace = JSON.parse(readFileSync(join(DATA, 'workspace.json'), 'utf8'));
  const sandbox = await startSandbox({ workspace });
  const bot = await startTestBot('socket', database, sandbox, []);
  return {
    database,
    bot,
    /** A one-time code, as `/credit connect` gives it. */
    async codeFor(staffCode: string): Promise<string> {
      const { rows } = await database.pool.query<{ slack: string }>(
        'SELECT slack_user_id AS slack FROM staff WHERE code = $1',
        [staffCode],
      );
      const { code, handle } = newPairingCode();
      // The browser's clock is the real one, and a token must still be good by it.
      const now = new Date();
      const expiresAt = new Date(now.getTime() + 600_000);
      const codeHash = secretHash(code);
      await issuePairingCode(database, {
        staffCode,
        slackUserId: rows[0]?.slack ?? '',
        handle,
        codeHash,
        now,
        expiresAt,
      });
      return code;
    },
    close: async () => {
      await bot.stop();
      await sandbox.close();
    },
  };
}

const withChromium = findChromium() ? describe : describe.skip;
withChromium('the dashboard, built, in a real Chromium, before the real server', () => {
  let company: Awaited<ReturnType<typeof startCompany>>;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    buildExtension();
    company = await startCompany();
    browser = await launchChromium({ locale: 'zh-CN', extension: BUILT, width: 1360, height: 900 });
    browser.context.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    browser.context.on('weberror', (error) => complaints.push(error.error().message));
    page = await browser.context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(address());
  }, 280_000);
  afterAll(async () => {
    await browser?.close();
    await company?.close();
  });

  const address = (hash = '') => `chrome-extension://${browser.extensionId}/tabs/dashboard.html${hash}`;
  const figure = (name: string) => page.locator('.figure', { hasText: name }).locator('.figure-value').textContent();
  const settled = () => page.locator('main[aria-busy="false"]').waitFor();
  const connect = async (staffCode: string) => {
    const answer = await page.evaluate(
      ({ address: at, code }) => chrome.runtime.sendMessage({ kind: 'connect', address: at, code }),
      { address: company.bot.url, code: await company.codeFor(staffCode) },
    );
    expect(answer).toMatchObject({ ok: true });
  };
  const counted = async (condition: string): Promise<number> => {
    const { rows } = await company.database.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM customers customer JOIN customer_state state ON state.customer_id = customer.id WHERE ${condition}`,
    );
    return rows[0]?.count ?? 0;
  };
  const violations = async (): Promise<string[]> => {
    await page.evaluate(AXE);
    return page.evaluate(async () => {
      const { violations: found } = await Reflect.get(window, 'axe').run();
      return found.map(
        (one: { id: string; nodes: { html: string }[] }) => `${one.id}: ${one.nodes.map(({ html }) => html).join(' ')}`,
      );
    });
  };

  test('before pairing it says how to connect', async () => {
    await page.getByText(words.notConnectedHow).waitFor();
    expect(await page.getByRole('button', { name: words.openOptions }).count()).toBe(1);
    expect(await violations()).toEqual([]);
  }, 60_000);

  /** What makes the page scroll sideways in a window so wide, or is cut in two lines where it is one figure. */
  const stickingOut = async (width: number): Promise<string[]> => {
    await page.setViewportSize({ width, height: 900 });
    const found = await page.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      const name = (element: Element) => `${element.tagName} ${element.getAttribute('class')}`;
      const beyond =
        scrollWidth > clientWidth
          ? [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > clientWidth)
          : [];
      const figures = [...document.querySelectorAll('.figure-value')].filter(
        (one) => one.getClientRects().length > 1 || one.clientHeight > 40,
      );
      return [...beyond, ...figures].map(name);
    });
    await page.setViewportSize({ width: 1_360, height: 900 });
    return found;
  };

  test('a risk officer sees every customer, by grade, with nothing for axe to find', async () => {
    await connect('R01');
    await page.reload();
    await page.getByText(words.breakdown, { exact: true }).waitFor();
    await settled();
    expect(await figure(words.customers)).toBe(String(await counted('true')));
    expect(await page.locator('.matrix .cell').count()).toBeGreaterThan(4);
    expect(await violations()).toEqual([]);
    for (const width of [760, 1_100, 1_360]) expect(await stickingOut(width)).toEqual([]);
    await takePicture(page, 'dashboard.png', { width: 1360, height: 1120 });
  }, 90_000);

  test('filters combine, stay in the address and through a reload, and are cleared', async () => {
    await page.getByRole('button', { name: words.addFilter }).click();
    await page.getByLabel(words.chooseDimension).selectOption('size');
    await page.getByRole('checkbox', { name: /^小型/ }).check();
    await page.getByRole('checkbox', { name: /^微型/ }).check();
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: words.apply }).click();
    await page.getByRole('button', { name: words.addFilter }).click();
    await page.getByLabel(words.chooseDimension).selectOption('attr.channel');
    await page.getByRole('checkbox', { name: /^直销/ }).check();
    await page.keyboard.press('Enter');
    const both = `customer.size IN ('小型', '微型') AND customer.attributes ->> 'channel' = '直销'`;
    await expect.poll(() => figure(words.customers), { timeout: 20_000 }).toBe(String(await counted(both)));
    await page.getByText(words.trendByGradeOnly).waitFor();
    await page.reload();
    await expect.poll(() => figure(words.customers), { timeout: 20_000 }).toBe(String(await counted(both)));
    await page.getByRole('button', { name: /^去掉筛选 channel/ }).click();
    const one = `customer.size IN ('小型', '微型')`;
    await expect.poll(() => figure(words.customers), { timeout: 20_000 }).toBe(String(await counted(one)));
    await page.getByRole('button', { name: words.clearFilters }).click();
    await expect.poll(() => figure(words.customers), { timeout: 20_000 }).toBe(String(await counted('true')));
    await page.goBack();
    await expect.poll(() => figure(words.customers), { timeout: 20_000 }).toBe(String(await counted(one)));
    await page.goForward();
  }, 120_000);

  test('a bar opens its customers by keyboard; the file holds exactly those, and no formula', async () => {
    await company.database.pool.query(
      `UPDATE customers SET name = '=HYPERLINK("x")' WHERE id = (SELECT customer_id FROM customer_state WHERE grade = 'C' LIMIT 1)`,
    );
    const last = await company.database.pool.query<{ id: string }>('SELECT max(id)::text AS id FROM audit_log');
    // The figures still on their way show the largest customers of all grades, and record looks at them too.
    const bar = page.getByRole('button', { name: /^C：/ });
    await bar.focus();
    await page.keyboard.press('Enter');
    const inC = await counted(`state.grade = 'C'`);
    await page.getByText(words.total({ count: String(inC) })).waitFor();
    const section = page.locator('section', { has: page.getByRole('heading', { name: words.customerList }) });
    expect(await section.locator('tbody tr').count()).toBe(Math.min(100, inC));
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words.customerList);
    expect(await violations()).toEqual([]);
    const saving = page.waitForEvent('download');
    // While the file is made the button is out of reach: each file that is asked for is recorded as an export.
    const held = await company.database.pool.connect();
    await held.query('BEGIN; LOCK TABLE customers IN ACCESS EXCLUSIVE MODE');
    const download = page.getByRole('button', { name: words.download, exact: true });
    await download.click();
    const making = page.getByRole('button', { name: words.downloading, exact: true });
    await making.waitFor();
    expect(await making.isDisabled()).toBe(true);
    await making.click({ force: true });
    await making.dispatchEvent('click');
    await held.query('ROLLBACK');
    held.release();
    const file = await saving;
    await page.getByText(words.downloaded({ rows: String(inC) })).waitFor();
    expect(await download.isEnabled()).toBe(true);
    const text = readFileSync(await file.path(), 'utf8');
    expect(file.suggestedFilename()).toMatch(/^xinshao-customers-\d{4}-\d\d-\d\d\.csv$/);
    expect(text.trimEnd().split('\r\n')).toHaveLength(inC + 1);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    await section.getByRole('searchbox').fill('绝无此名');
    await page.getByText(words.noCustomers).waitFor();
    const { rows } = await company.database.pool.query<{ action: string; count: number }>(
      `SELECT action, count(DISTINCT CASE action WHEN 'data_exported' THEN id::text ELSE subject_id END)::int AS count FROM audit_log WHERE id > $1::bigint AND actor = 'R01'
         AND surface = 'api' AND (action = 'data_exported' OR (action = 'customer_viewed' AND subject_id IN (
           SELECT code FROM customers JOIN customer_state ON customer_id = customers.id WHERE grade = 'C')))
       GROUP BY 1 ORDER BY 1`,
      [last.rows[0]?.id ?? '0'],
    );
    expect(rows).toEqual([
      { action: 'customer_viewed', count: Math.min(100, inC) },
      { action: 'data_exported', count: 1 },
    ]);
  }, 120_000);

  test('a salesperson sees their own customers, a manager their team’s, whatever the address asks for', async () => {
    for (const [code, condition] of [
      ['S01', `customer.sales_owner = 'S01'`],
      [
        'M01',
        `customer.sales_owner IN (SELECT code FROM staff WHERE manager_code = 'M01' OR team_code = 'T-EAST' OR code = 'M01')`,
      ],
    ] as const) {
      await connect(code);
      await page.goto('about:blank');
      await page.goto(address());
      await expect.poll(() => figure(words.customers), { timeout: 20_000 }).toBe(String(await counted(condition)));
      await page.goto('about:blank');
      await page.goto(address(`#f=${encodeURIComponent('["owner","S06"]')}`));
      await page.getByText(words.emptyFiltered).waitFor();
    }
  }, 120_000);

  test('a server that is gone is said in words, with a way on', async () => {
    await company.bot.stop();
    await page.reload();
    await page.getByText(words.problemUnreachable).waitFor();
    expect(await page.getByRole('button', { name: words.retry }).count()).toBe(1);
    expect(await violations()).toEqual([]);
  }, 60_000);

  test('no page wrote an error or a warning to the console', () => {
    expect(complaints.filter((line) => !line.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
  });
});
