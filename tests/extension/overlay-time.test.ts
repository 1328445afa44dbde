import type { RegistryCompany } from '@xinshao/sandbox/registry/companies.ts';
import { strangers } from '@xinshao/sandbox/registry/companies.ts';
import { companyAddress } from '@xinshao/sandbox/registry/start-registry.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { badgesOf } from './support/badges.ts';
import { CUSTOMERS, HUAXING, ON_PAGES, RENAMED, SPECIAL } from './support/companies.ts';
import { type OverlayHarness, startOverlayHarness } from './support/harness.ts';

const WAIT = { timeout: 20_000, interval: 100 };
/** Enough of them that most are far from what the reader sees. */
const MANY = strangers(300).map((company) => ({ ...company, name: `${company.name.slice(0, -4)}集团有限公司` }));
const customers = [
  ...CUSTOMERS,
  ...MANY.map(({ name, uscc }, index) => ({ id: 100 + index, name, uscc, grade: 'A', limitFen: 100_000 })),
];

const withChromium = findChromium() ? describe : describe.skip;
withChromium('a page that is left, comes back, is scrolled or stays open for hours', () => {
  let harness: OverlayHarness;
  beforeAll(async () => {
    harness = await startOverlayHarness({ companies: [...SPECIAL, ...MANY], customers, backForwardCache: true });
    await harness.connect();
  }, 120_000);
  afterAll(() => harness?.close());

  const worker = (request: object) => harness.own.evaluate((message) => chrome.runtime.sendMessage(message), request);
  const address = (company: RegistryCompany): string => companyAddress('www.qixin.com', company);
  const badge = (company: RegistryCompany) => ({ [company.name]: ON_PAGES[company.name] ?? '' });
  const expectSubject = ({ name }: RegistryCompany): Promise<void> =>
    vi.waitFor(async () => expect(await worker({ kind: 'currentPage' })).toMatchObject({ subject: { name } }), WAIT);
  /** As a person does it: the page may come from the cache of pages left, where no load event is. */
  async function goBack(page: Page): Promise<boolean> {
    await page.evaluate(() => {
      history.back();
    });
    await page.waitForURL(address(HUAXING), { waitUntil: 'commit' });
    return vi.waitFor(() => page.evaluate(() => Reflect.get(window, 'cameBack') === true), WAIT);
  }
  async function openTwo(): Promise<Page> {
    const page = await harness.open(address(HUAXING));
    await harness.expectBadges(page, badge(HUAXING));
    await page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => Reflect.set(window, 'cameBack', persisted));
    });
    await page.goto(address(RENAMED));
    await harness.expectBadges(page, badge(RENAMED));
    await expectSubject(RENAMED);
    return page;
  }

  test('disconnecting takes the badges of a long list away, those far out of sight too', async () => {
    const page = await harness.open('https://www.qixin.com/search?count=300&from=8');
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    for (let top = 0; top < height; top += 800) {
      await page.evaluate((to) => scrollTo(0, to), top);
      await page.waitForTimeout(60);
    }
    await vi.waitFor(async () => expect((await badgesOf(page)).length).toBeGreaterThan(250), WAIT);
    await worker({ kind: 'disconnect' });
    await harness.expectBadges(page, {});
    await page.evaluate(() => scrollTo(0, 0));
    await harness.expectBadges(page, {});
    await harness.connect();
    await page.close();
  }, 60_000);

  test('back from the cache of pages left: the panel is told again which company this is', async () => {
    const page = await openTwo();
    expect(await goBack(page)).toBe(true);
    await expectSubject(HUAXING);
    await harness.expectBadges(page, badge(HUAXING));
    await page.close();
  }, 60_000);

  test('disconnected meanwhile: the page that comes back has no badge', async () => {
    const page = await openTwo();
    await worker({ kind: 'disconnect' });
    expect(await goBack(page)).toBe(true);
    await harness.expectBadges(page, {});
    await harness.connect();
    await page.close();
  }, 60_000);

  test('a company page whose content comes after eight seconds: nobody calls it changed, and then it has its badge', async () => {
    const page = await harness.open(`${companyAddress('aiqicha.baidu.com', HUAXING)}?delay=8000`);
    await page.waitForTimeout(5_000);
    expect(await worker({ kind: 'currentPage' })).toMatchObject({ reading: { outcome: 'nothing' }, changed: null });
    expect(await badgesOf(page)).toEqual([]);
    await harness.expectBadges(page, badge(HUAXING));
    await expectSubject(HUAXING);
    await page.close();
  }, 60_000);

  test('a customer put on hold while a page stays open: said at the next look at it after a quarter of an hour', async () => {
    harness.server.freshSeconds = 0;
    await worker({ kind: 'disconnect' });
    await harness.connect();
    const page = await harness.open(address(HUAXING));
    await harness.expectBadges(page, badge(HUAXING));
    harness.server.setCustomers(customers.map((one) => (one.id === 1 ? { ...one, stopped: true } : one)));
    const look = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await look();
    await harness.expectBadges(page, badge(HUAXING));
    await passTime(page, 16 * 60_000);
    await look();
    await harness.expectBadges(page, { [HUAXING.name]: 'AA 已停' });
    await page.close();
  }, 60_000);

  test('no console was written to', () => expect(harness.complaints).toEqual([]));
});

/** Lets the clock of the content script's own world go on. */
async function passTime(page: Page, milliseconds: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const contexts: { id: number; origin: string }[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => contexts.push(context));
  await session.send('Runtime.enable');
  const own = await vi.waitFor(() => {
    const found = contexts.find(({ origin }) => origin.startsWith('chrome-extension'));
    if (found === undefined) throw new Error('no world of the content script');
    return found;
  }, WAIT);
  const expression = `{ const now = Date.now; Date.now = () => now() + ${milliseconds}; }`;
  await session.send('Runtime.evaluate', { expression, contextId: own.id });
  await session.detach();
}
