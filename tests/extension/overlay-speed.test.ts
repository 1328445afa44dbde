import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { strangers } from '@xinshao/sandbox/registry/companies.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { COMPANIES_A_SERIES, measureSpeed } from './support/badge-speed.ts';
import { badgesOf } from './support/badges.ts';
import { BUILT, buildExtension, type OverlayHarness, startOverlayHarness } from './support/harness.ts';
import type { TestCustomer } from './support/overlay-server.ts';

const MOST_BYTES = 25_000;
const MOST_MAIN_THREAD_MS = 20;
const MOST_MS_TO_BADGES = 150;
/** A browser that shares two cores is put aside in the middle of our work, which then counts as ours. */
const SERIES_AT_MOST = 5;

const COMPANIES = strangers(12_000).map((company) => ({
  ...company,
  name: `${company.name.slice(0, -4)}集团有限公司`,
}));
const customers: readonly TestCustomer[] = COMPANIES.map((company, index) => ({
  id: index + 1,
  name: company.name,
  uscc: company.uscc,
  grade: ['AAA', 'AA', 'A', 'B', 'C'][index % 5] ?? null,
  limitFen: 100_000_00,
  termDays: 30,
}));

function contentScript(): string {
  const manifest = JSON.parse(readFileSync(join(BUILT, 'manifest.json'), 'utf8'));
  return manifest.content_scripts[0].js[0];
}

test('the content script is small, and free of React and of the validator', () => {
  buildExtension();
  const text = readFileSync(join(BUILT, contentScript()), 'utf8');
  const bytes = gzipSync(text).length;
  process.stdout.write(`content script: ${bytes} bytes gzip\n`);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  expect(text).not.toMatch(/react|ZodError|opencc/i);
}, 120_000);

const withChromium = findChromium() ? describe : describe.skip;
withChromium('in a real Chromium', () => {
  let harness: OverlayHarness;
  beforeAll(async () => {
    harness = await startOverlayHarness({ companies: COMPANIES, strangers: 0, customers });
    await harness.connect();
  }, 120_000);
  afterAll(() => harness?.close());

  /** A tall window, so that all hundred rows are near what the reader sees. */
  async function openTall(address: string): Promise<Page> {
    const page = await harness.browser.context.newPage();
    await page.setViewportSize({ width: 1280, height: 4000 });
    await page.goto(address);
    return page;
  }

  test('a list of 100 companies has all its badges within 150 ms, for 20 ms of the page’s time at most', async () => {
    for (let series = 0; ; series += 1) {
      const from = 100 + series * COMPANIES_A_SERIES;
      const { total, ours, shown } = await measureSpeed(harness.browser.context, from);
      process.stdout.write(`100 companies: badges/main thread (all painted) in ms, each try: ${shown}\n`);
      const isGood = total <= MOST_MS_TO_BADGES && ours <= MOST_MAIN_THREAD_MS;
      if (!isGood && series + 1 < SERIES_AT_MOST) continue;
      expect(total).toBeLessThanOrEqual(MOST_MS_TO_BADGES);
      expect(ours).toBeLessThanOrEqual(MOST_MAIN_THREAD_MS);
      return;
    }
  }, 300_000);

  test('10,000 rows of a list that grows while it is scrolled: right to the end, and nothing moves', async () => {
    const page = await openTall('https://www.tianyancha.com/nsearch?count=500&variant=scroll&rows=10000');
    for (let turn = 0; turn < 200; turn += 1) {
      const shown = await page.evaluate(() => {
        scrollTo(0, document.body.scrollHeight);
        return Number(document.body.dataset.shown ?? 0);
      });
      if (shown >= 10_000) break;
      await page.waitForTimeout(100);
    }
    expect(await page.evaluate(() => document.querySelectorAll('#list > *').length)).toBe(10_000);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const last = COMPANIES[9_999]?.name ?? '';
    await page.waitForFunction(
      (name) =>
        [...document.querySelectorAll('#list > :last-child a > span:empty')].some(
          (host) => host.parentNode?.textContent === name,
        ),
      last,
      { timeout: 30_000, polling: 200 },
    );
    const byName = new Map(customers.map((customer) => [customer.name, customer]));
    const seen = await badgesOf(page);
    for (const { name, text } of seen) expect(text).toBe(`${byName.get(name)?.grade} ¥10万 30天`);
    process.stdout.write(`10,000 rows scrolled: ${seen.length} badges, ${harness.server.lookups.length} requests\n`);
    expect(await harness.shiftOf(page)).toBe(0);
    await page.close();
  }, 120_000);

  test('an idle page has no timers: our script does not run at all', async () => {
    const page = await openTall('https://www.qcc.com/web/search?count=40');
    await expect.poll(async () => (await badgesOf(page)).length, { timeout: 20_000 }).toBe(40);
    await page.waitForTimeout(500);
    const session = await page.context().newCDPSession(page);
    const asked = harness.server.asked.length;
    await session.send('Profiler.enable');
    await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await session.send('Profiler.takePreciseCoverage');
    await page.waitForTimeout(3_000);
    const { result } = await session.send('Profiler.takePreciseCoverage');
    const ran = result
      .filter(({ url }) => url.startsWith('chrome-extension://'))
      .flatMap(({ functions }) => functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0));
    expect(ran).toEqual([]);
    expect(harness.server.asked.length).toBe(asked);
    await page.close();
  });
});
