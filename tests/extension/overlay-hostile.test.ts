import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { badgesOf } from './support/badges.ts';
import { CUSTOMERS, HUAXING, ON_LISTS, SPECIAL } from './support/companies.ts';
import { type OverlayHarness, startOverlayHarness } from './support/harness.ts';
import { startOurTime, stopOurTime } from './support/our-time.ts';

const IMAGE = {
  name: '<img src=x onerror="document.body.dataset.caught=1">有限公司',
  uscc: '91320115MAJBDNA5X7',
  formerNames: [],
};
const LIST = 'https://www.qcc.com/web/search?count=12';
/** 100,000 changes may cost us no more than they cost the page itself; read one by one they cost half as much again. */
const FLOOD_PART = 1;

const withChromium = findChromium() ? describe : describe.skip;
withChromium('a page that means no good', () => {
  let harness: OverlayHarness;
  beforeAll(async () => {
    harness = await startOverlayHarness({
      companies: [...SPECIAL, IMAGE],
      customers: [...CUSTOMERS, { id: 99, name: IMAGE.name, uscc: null, grade: 'C"><img src=x onerror=alert(1)>' }],
    });
    await harness.connect();
  }, 120_000);
  afterAll(() => harness?.close());

  const wanted: Readonly<Record<string, string>> = { ...ON_LISTS, [IMAGE.name]: 'C"><img src=x onerror=alert(1)>' };
  const wantedOf = (companies: readonly { readonly name: string }[]) =>
    Object.fromEntries(Object.entries(wanted).filter(([name]) => companies.some((one) => one.name === name)));

  /** No badge stands beside a name that is not its own. */
  async function expectNoneWrong(page: Page): Promise<void> {
    for (const { name, text } of await badgesOf(page)) expect({ [name]: text }).toEqual({ [name]: wanted[name] });
  }

  test.each(['copy', 'steal', 'style', 'remove', 'press'])(
    '%s: never a badge beside another company, and no endless fight',
    async (hostile) => {
      const page = await harness.open(`${LIST}&hostile=${hostile}`);
      await page.waitForTimeout(1_200);
      await expectNoneWrong(page);
      if (hostile !== 'remove' && hostile !== 'steal') await harness.expectBadges(page, wanted);
      // The page still answers: nobody is caught in a loop.
      expect(await page.evaluate(() => 1 + 1)).toBe(2);
      await page.close();
    },
  );

  test('a style the page puts on a badge neither hides nor moves it', async () => {
    const still = await harness.open(LIST);
    const moved = await harness.open(`${LIST}&hostile=style`);
    await harness.expectBadges(moved, wanted);
    await harness.expectBadges(still, wanted);
    const place = (page: Page) =>
      page.evaluate((name) => {
        const link = [...document.querySelectorAll('a.title')].find((one) => one.textContent === name);
        const host = link?.querySelector('span');
        if (!link || !host) return null;
        const box = host.getBoundingClientRect();
        return {
          x: box.x,
          y: box.y,
          display: getComputedStyle(host).display,
          position: getComputedStyle(host).position,
        };
      }, HUAXING.name);
    const there = await place(still);
    expect(there).toMatchObject({ position: 'absolute' });
    expect(there?.display).not.toBe('none');
    expect(await place(moved)).toEqual(there);
    await still.close();
    await moved.close();
  });

  test('the page cannot look into a badge, nor press it', async () => {
    const page = await harness.open(`${LIST}&hostile=press`);
    await harness.expectBadges(page, wanted);
    const seen = await page.evaluate(() =>
      [...document.querySelectorAll('a.title > span')].map((host) => [
        host.shadowRoot,
        host.textContent,
        host.attributes.length,
      ]),
    );
    expect(seen.length).toBeGreaterThan(0);
    for (const one of seen) expect(one).toEqual([null, '', 0]);
    const tabs = await harness.own.evaluate(() => chrome.storage.session.get(null));
    const picked = Object.entries(tabs)
      .filter(([key]) => key.startsWith('tab:'))
      .map(([, tab]) => Reflect.get(Object(tab), 'picked'));
    expect(picked.filter(Boolean)).toEqual([]);
    await page.close();
  });

  test('a company named like markup is a text', async () => {
    const page = await harness.open(LIST);
    await harness.expectBadges(page, wanted);
    expect(await page.evaluate(() => document.body.dataset.caught)).toBeUndefined();
    await page.close();
  });

  test('100,000 changes of the page: it stays usable, and the badges are right', async () => {
    const page = await harness.open('https://www.qcc.com/web/search?count=5');
    await harness.expectBadges(page, wantedOf(SPECIAL.slice(0, 5)));
    const session = await page.context().newCDPSession(page);
    await startOurTime(session);
    await page.click('#flood-now');
    await page.waitForFunction(() => document.body.dataset.flooded === 'yes', null, { timeout: 60_000 });
    const { ofPage } = await stopOurTime(session);
    expect(ofPage).toBeLessThan(FLOOD_PART);
    await page.click('#next');
    await harness.expectBadges(page, wantedOf([...SPECIAL.slice(5), IMAGE]));
    await page.close();
  }, 90_000);

  test('what a content script may not ask, a page’s process gets no answer to', async () => {
    const page = await harness.open(LIST);
    await harness.expectBadges(page, wanted);
    const session = await page.context().newCDPSession(page);
    const contexts: { id: number; origin: string }[] = [];
    session.on('Runtime.executionContextCreated', ({ context }) => contexts.push(context));
    await session.send('Runtime.enable');
    await vi.waitFor(() => expect(contexts.some(({ origin }) => origin.startsWith('chrome-extension'))).toBe(true));
    const world = contexts.find(({ origin }) => origin.startsWith('chrome-extension'))?.id;
    const evaluate = async (expression: string): Promise<unknown> => {
      const answer = await session.send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
        ...(world === undefined ? {} : { contextId: world }),
      });
      return answer.exceptionDetails ? 'refused' : (answer.result.value ?? null);
    };
    expect(await evaluate('chrome.storage.local.get(null)')).toBe('refused');
    expect(await evaluate('chrome.storage.session.get(null)')).toBe('refused');
    for (const request of [
      { kind: 'connection' },
      { kind: 'ask', method: 'GET', path: '/health' },
      { kind: 'find', subject: { name: HUAXING.name, uscc: null, formerNames: [] } },
      { kind: 'disconnect' },
      { kind: 'badges', subjects: [{ name: 1 }] },
      { kind: 'badges', subjects: Array.from({ length: 201 }, () => ({ name: 'x', uscc: null, formerNames: [] })) },
    ]) {
      expect(await evaluate(`chrome.runtime.sendMessage(${JSON.stringify(request)})`)).toBeNull();
    }
    const state = await harness.own.evaluate(() => chrome.runtime.sendMessage({ kind: 'connection' }));
    expect(state).toMatchObject({ connected: true });
    await page.close();
  });

  test('no console was written to', () => expect(harness.complaints).toEqual([]));
});
