import { optionsWording } from '@xinshao/core/wording/extension/options.ts';
import { popupWording } from '@xinshao/core/wording/extension/popup.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeFor } from '../overlay/support.ts';
import { type Harness, startHarness } from '../slack/support/harness.ts';
import { seedCustomer } from '../slack/support/seed.ts';
import { PEOPLE } from '../slack/support/workspace.ts';
import { type Browser, findChromium, launchChromium } from '../support/chromium.ts';
import { BUILT, buildExtension } from './support/harness.ts';

const options = optionsWording.zh;
const words = popupWording.zh;
const MINUTE = 60_000;

const withChromium = findChromium() ? describe : describe.skip;
withChromium('a browser whose clock is wrong', () => {
  let harness: Harness;
  let browser: Browser;
  let popup: Page;
  /** How far the server's clock is ahead of the browser's, milliseconds. */
  let ahead = 0;
  beforeAll(async () => {
    buildExtension();
    harness = await startHarness('socket', { bot: { now: () => new Date(Date.now() + ahead) } });
    await seedCustomer(harness.database, { code: 'C00001', name: '华兴（上海）贸易有限公司' });
    browser = await launchChromium({ extension: BUILT });
    const settings = await open('options.html');
    await settings.getByLabel(options.address).fill(harness.bot.url);
    await settings.getByLabel(options.code).fill(await codeFor(harness, PEOPLE.risk));
    await settings.getByLabel(options.code).press('Enter');
    await settings.getByRole('heading', { name: options.connectedHeading }).waitFor();
    await settings.close();
    popup = await open('popup.html');
    await popup.getByLabel(words.search, { exact: true }).waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await harness?.close();
  });

  async function open(path: string): Promise<Page> {
    const page = await browser.context.newPage();
    await page.goto(`chrome-extension://${browser.extensionId}/${path}`);
    return page;
  }
  /** What the server said to each search so far. */
  const statuses = (): number[] =>
    harness.logged
      .map((line) => JSON.parse(line))
      .filter(({ msg, route }) => msg === 'overlay request' && route === '/search')
      .map(({ status }) => status);
  /** Searches for the customer, and waits for it. @returns what the server said to that */
  async function search(): Promise<number[]> {
    const before = statuses().length;
    await popup.getByLabel(words.search, { exact: true }).fill('C00001');
    await popup.getByLabel(words.search, { exact: true }).press('Enter');
    await popup.getByRole('list', { name: words.results }).getByText('华兴').waitFor();
    await popup.getByLabel(words.search, { exact: true }).fill('无此公司');
    await popup.getByLabel(words.search, { exact: true }).press('Enter');
    await popup.getByText(words.nothingFound).waitFor();
    return statuses().slice(before);
  }

  test('right: everything is asked once', async () => {
    expect(await search()).toEqual([200, 200]);
  });

  test.each([
    ['ten minutes behind', 10],
    ['a day ahead', -24 * 60],
    ['right again', 0],
  ])('%s: asked again by the server’s time, and from then on asked once', async (_how, minutes) => {
    ahead = minutes * MINUTE;
    expect(await search()).toEqual([403, 200, 200]);
    expect(await search()).toEqual([200, 200]);
  });
});
