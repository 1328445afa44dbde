import { extensionWording } from '@xinshao/core/wording/extension/common.ts';
import { optionsWording } from '@xinshao/core/wording/extension/options.ts';
import { panelWording } from '@xinshao/core/wording/extension/panel.ts';
import { popupWording } from '@xinshao/core/wording/extension/popup.ts';
import { OVERLAY_REFUSALS } from '@xinshao/core/wording/overlay.ts';
import { companyAddress, type Registry, startRegistry } from '@xinshao/sandbox/registry/start-registry.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ask, codeFor, typed } from '../overlay/support.ts';
import { type Harness, startHarness } from '../slack/support/harness.ts';
import { seedCustomer } from '../slack/support/seed.ts';
import { PEOPLE } from '../slack/support/workspace.ts';
import { type Browser, findChromium, launchChromium } from '../support/chromium.ts';
import { expectAccessible } from './support/axe.ts';
import { badgesOf } from './support/badges.ts';
import { HUAXING } from './support/companies.ts';
import { BUILT, buildExtension } from './support/harness.ts';

const words = { ...extensionWording.zh, ...panelWording.zh, ...popupWording.zh };
const options = optionsWording.zh;
const WAIT = { timeout: 20_000, interval: 100 };

const withChromium = findChromium() ? describe : describe.skip;
withChromium('the built extension and the real server', () => {
  let harness: Harness;
  let registry: Registry;
  let browser: Browser;
  let settings: Page;
  let customerId: number;
  beforeAll(async () => {
    buildExtension();
    harness = await startHarness('socket');
    customerId = await seedCustomer(harness.database, { code: 'C00001', name: HUAXING.name, uscc: HUAXING.uscc });
    registry = await startRegistry({ companies: [HUAXING], strangers: 3 });
    browser = await launchChromium({ extension: BUILT, args: registry.chromiumArguments });
    settings = await open('options.html');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await registry?.close();
    await harness?.close();
  });

  async function open(path: string): Promise<Page> {
    const page = await browser.context.newPage();
    await page.goto(`chrome-extension://${browser.extensionId}/${path}`);
    return page;
  }

  async function connect(address: string, code: string): Promise<void> {
    await settings.bringToFront();
    await settings.getByLabel(options.address).fill(address);
    await settings.getByLabel(options.code).fill(code);
    await settings.getByLabel(options.code).press('Enter');
  }

  test('an address where nobody answers, a wrong code, an expired one: each said', async () => {
    await expectAccessible(settings);
    await connect('http://127.0.0.1:9', 'K7QF-9M2X-4TZD');
    await settings.getByText(options.unreachable).waitFor();
    await connect(harness.bot.url, 'K7QF-9M2X-4TZD');
    await settings.getByText(OVERLAY_REFUSALS.code_unknown.zh).waitFor();
    const code = await codeFor(harness, PEOPLE.owner);
    await harness.database.pool.query(`UPDATE pairing_codes SET expires_at = now() - interval '1 minute'`);
    await connect(harness.bot.url, code);
    await settings.getByText(OVERLAY_REFUSALS.code_expired.zh).waitFor();
    expect(await settings.getByText(options.connectedHeading).count()).toBe(0);
  });

  test('/credit connect → settings → connected, as whom and until when', async () => {
    await connect(`${harness.bot.url}/`, (await codeFor(harness, PEOPLE.owner)).toLowerCase());
    await settings.getByRole('heading', { name: options.connectedHeading }).waitFor();
    await settings.getByText(options.personIs({ name: '张三', role: '销售' })).waitFor();
    await settings.getByText(harness.bot.url, { exact: true }).waitFor();
    await expectAccessible(settings);
  });

  test('→ badge → panel, with the details of the salesperson’s own customer', async () => {
    const panel = await open('sidepanel.html');
    const site = await browser.context.newPage();
    await site.goto(companyAddress('www.qcc.com', HUAXING));
    await vi.waitFor(async () => expect(await badgesOf(site)).toHaveLength(1), WAIT);
    await panel.getByRole('heading', { level: 2, name: HUAXING.name }).waitFor();
    for (const title of [words.aging, words.reasons, words.history, words.request]) {
      await panel.getByRole('heading', { name: title }).waitFor();
    }
    await panel.getByText(words.requestCommand({ code: 'C00001' })).waitFor();
    await expectAccessible(panel);
    const { rows } = await harness.database.pool.query(
      `SELECT count(*)::int AS looks FROM audit_log WHERE subject_id = 'C00001' AND actor = 'S01'`,
    );
    expect(rows[0].looks).toBe(1);
    // The server never learns the page.
    expect(harness.logged.filter((line) => line.includes('qcc') || line.includes('华兴'))).toEqual([]);
    await panel.close();
    await site.close();
  });

  test('the popup finds any customer and remembers the last ones', async () => {
    const popup = await open('popup.html');
    await popup.getByRole('heading', { name: words.recent }).waitFor();
    await popup.getByLabel(words.search, { exact: true }).fill('C00001');
    await popup.getByLabel(words.search, { exact: true }).press('Enter');
    await popup.getByRole('list', { name: words.results }).getByText(HUAXING.name).waitFor();
    await expectAccessible(popup);
    await popup.close();
    const alone = await open(`sidepanel.html?customer=${customerId}`);
    await alone.getByRole('heading', { level: 2, name: HUAXING.name }).waitFor();
    await alone.close();
  });

  test('disconnecting in the settings ends the token on the server at once, and forgets it here', async () => {
    const read = (): Promise<Record<string, unknown>> =>
      settings.evaluate(() => chrome.storage.local.get('connection'));
    const { connection } = await read();
    await settings.bringToFront();
    await settings.getByRole('button', { name: options.disconnect }).click();
    await settings.getByText(words.endedByPerson).waitFor();
    expect(await read()).toEqual({});
    const token = String(Reflect.get(Object(connection), 'token'));
    expect(token).toMatch(/^xinshao_/);
    expect((await ask(harness, 'POST', '/lookups', { token, body: { prefixes: [] } })).status).toBe(401);
    await expectAccessible(settings);
    await connect(harness.bot.url, await codeFor(harness, PEOPLE.owner));
    await settings.getByRole('heading', { name: options.connectedHeading }).waitFor();
  });

  test('a token carried out of the browser opens nothing, neither in another profile nor by itself; here it still does', async () => {
    const other = await launchChromium({ extension: BUILT, args: registry.chromiumArguments });
    try {
      const carried = await settings.evaluate(() => chrome.storage.local.get('connection'));
      const token = String(Reflect.get(Object(carried.connection), 'token'));
      const asked = await ask(harness, 'POST', '/search', { token, body: { q: 'C00001' } });
      expect([asked.status, asked.body.error]).toEqual([401, 'not_connected']);
      const page = await other.context.newPage();
      // A page that asks the worker nothing: it would remember that there is no connection.
      await page.goto(`chrome-extension://${other.extensionId}/manifest.json`);
      await page.evaluate((stored) => chrome.storage.local.set(stored), carried);
      await page.goto(`chrome-extension://${other.extensionId}/sidepanel.html?customer=${customerId}`);
      await page.getByText(words.notConnected, { exact: true }).waitFor();
      await page.getByText(words.endedNoKey).waitFor();
      expect(await page.getByText(HUAXING.name).count()).toBe(0);
      const panel = await open(`sidepanel.html?customer=${customerId}`);
      await panel.getByRole('heading', { level: 2, name: HUAXING.name }).waitFor();
      await panel.close();
      const { rows } = await harness.database.pool.query(
        `SELECT subject_id, after FROM audit_log WHERE action = 'extension_refused'`,
      );
      expect(rows).toEqual([{ subject_id: 'S01', after: '{"proof":"missing"}' }]);
    } finally {
      await other.close();
    }
  });

  test('the key cannot be read out of the browser', async () => {
    const read = await settings.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((done) => {
        const request = indexedDB.open('xinshao');
        request.onsuccess = () => done(request.result);
      });
      const key = await new Promise<CryptoKey>((done) => {
        const request = database.transaction('keys').objectStore('keys').get('connection');
        request.onsuccess = () => done(request.result);
      });
      database.close();
      const formats = ['jwk', 'pkcs8', 'raw'] as const;
      const outcomes = formats.map((format) =>
        crypto.subtle.exportKey(format, key).then(
          () => true,
          () => false,
        ),
      );
      return { extractable: key.extractable, exported: await Promise.all(outcomes) };
    });
    expect(read).toEqual({ extractable: false, exported: [false, false, false] });
  });

  test('/credit disconnect ends the connection', async () => {
    await typed(harness, PEOPLE.owner, 'disconnect');
    const panel = await open(`sidepanel.html?customer=${customerId}`);
    await panel.getByText(words.notConnected, { exact: true }).waitFor();
    await panel.getByText(words.endedRevoked).waitFor();
    expect(await panel.getByText(HUAXING.name).count()).toBe(0);
    await panel.close();
  });
});
