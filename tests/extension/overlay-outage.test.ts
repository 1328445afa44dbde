import { extensionWording } from '@xinshao/core/wording/extension/common.ts';
import { optionsWording } from '@xinshao/core/wording/extension/options.ts';
import { panelWording } from '@xinshao/core/wording/extension/panel.ts';
import { popupWording } from '@xinshao/core/wording/extension/popup.ts';
import { companyAddress } from '@xinshao/sandbox/registry/start-registry.ts';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { expectAccessible } from './support/axe.ts';
import { CUSTOMERS, HUAXING, ON_LISTS, SPECIAL } from './support/companies.ts';
import { type OverlayHarness, startOverlayHarness } from './support/harness.ts';

const LIST = 'https://www.qixin.com/search?count=8';
const LOGIN_PAGE = '<!doctype html><title>Login</title><p>Please sign in to use this network.</p>';
const words = { ...extensionWording.zh, ...optionsWording.zh, ...panelWording.zh, ...popupWording.zh };
const WAIT = { timeout: 30_000, interval: 100 };
const PATIENT = { timeout: 30_000 };

interface Outage {
  readonly name: string;
  readonly said: string;
  begin(harness: OverlayHarness): Promise<void>;
  end(harness: OverlayHarness): Promise<void>;
}

const troubled = (trouble: OverlayHarness['server']['trouble']): Pick<Outage, 'begin' | 'end'> => ({
  begin: async ({ server }) => {
    server.trouble = trouble;
  },
  end: async ({ server }) => {
    server.trouble = null;
  },
});

const OUTAGES: readonly Outage[] = [
  {
    name: 'is down',
    said: words.serverUnreachable,
    begin: ({ server }) => server.goDown(),
    end: ({ server }) => server.comeBack(),
  },
  {
    name: 'is down behind a gateway that is up',
    said: words.serverUnreachable,
    ...troubled({ status: 502, page: '<h1>Bad Gateway</h1>' }),
  },
  { name: 'does not answer in time', said: words.serverSlow, ...troubled({ silent: true }) },
  { name: 'is hidden by a login page of the network', said: words.serverForeign, ...troubled({ page: LOGIN_PAGE }) },
  {
    name: 'is hidden by a proxy that wants to know who asks',
    said: words.serverForeign,
    ...troubled({ status: 401, page: LOGIN_PAGE }),
  },
  { name: 'answers JSON of another kind', said: words.serverRefused, ...troubled({ page: '{"entries":"none"}' }) },
];

const withChromium = findChromium() ? describe : describe.skip;
withChromium('while the server', () => {
  let harness: OverlayHarness;
  beforeAll(async () => {
    harness = await startOverlayHarness({ companies: SPECIAL, customers: CUSTOMERS });
    await harness.own.close();
  }, 120_000);
  afterAll(() => harness?.close());
  afterEach(async () => {
    harness.server.trouble = null;
    await harness.server.comeBack();
    for (const page of harness.browser.context.pages().slice(1)) await page.close();
  });

  const open = (path: string): Promise<Page> =>
    harness.open(`chrome-extension://${harness.browser.extensionId}/${path}`);
  const ask = (page: Page, request: object): Promise<unknown> =>
    page.evaluate((message) => chrome.runtime.sendMessage(message), request);

  /** Pairs anew, so that no earlier answer is remembered. */
  async function connectAnew(): Promise<void> {
    const page = await open('options.html');
    await ask(page, { kind: 'disconnect' });
    const { address, code } = harness.server;
    expect(await ask(page, { kind: 'connect', address, code })).toMatchObject({ ok: true });
    await page.close();
  }

  test.each(OUTAGES)(
    '$name: no badges; panel, popup and settings say why; one press, and all is back',
    async (outage) => {
      await connectAnew();
      await outage.begin(harness);
      const list = await harness.open(LIST);
      await harness.expectBadges(list, {});
      const panel = await open('sidepanel.html');
      const site = await harness.open(companyAddress('www.qcc.com', HUAXING));
      await panel.getByText(outage.said).waitFor(PATIENT);
      await harness.expectBadges(site, {});
      for (const path of ['popup.html', 'options.html']) {
        const page = await open(path);
        await page.getByText(outage.said).waitFor(PATIENT);
        expect(await page.getByRole('button', { name: words.retry }).count()).toBe(1);
        await expectAccessible(page);
        await page.close();
      }
      await site.bringToFront();
      await panel.getByText(outage.said).waitFor(PATIENT);
      // The connection is not given up for it.
      expect(await ask(panel, { kind: 'connection' })).toMatchObject({ connected: true });

      await outage.end(harness);
      // Whoever asks first finds out for all: if a page did so before the press, the button is gone.
      const retry = panel.getByRole('button', { name: words.retry });
      await retry.press('Enter', { timeout: 2_000 }).catch(() => undefined);
      await panel.getByRole('heading', { level: 2, name: CUSTOMERS[0]?.name ?? '' }).waitFor(PATIENT);
      await harness.expectBadges(list, ON_LISTS);
      await list.close();
      const popup = await open('popup.html');
      await popup.getByLabel(words.search, { exact: true }).waitFor();
      await vi.waitFor(async () => {
        expect(await ask(popup, { kind: 'connection' })).toMatchObject({ connected: true, problem: null });
        expect(await popup.getByText(outage.said).count()).toBe(0);
      }, WAIT);
    },
    120_000,
  );

  test('is down: a press asks at once, even just after a failure', async () => {
    await connectAnew();
    harness.server.trouble = { page: LOGIN_PAGE };
    const panel = await open('sidepanel.html');
    await harness.open(companyAddress('www.qcc.com', HUAXING));
    await panel.getByText(words.serverForeign).waitFor(PATIENT);
    const before = harness.server.asked.length;
    for (let press = 1; press <= 3; press += 1) {
      await panel.getByRole('button', { name: words.retry }).press('Enter');
      await vi.waitFor(() => expect(harness.server.asked.length).toBeGreaterThanOrEqual(before + press), WAIT);
      await panel.getByText(words.serverForeign).waitFor(PATIENT);
    }
  }, 60_000);

  test('is down: whoever looks at the panel need not press anything', async () => {
    await connectAnew();
    await harness.server.goDown();
    const list = await harness.open(LIST);
    await harness.expectBadges(list, {});
    const panel = await open('sidepanel.html?customer=1');
    await panel.getByText(words.serverUnreachable).waitFor(PATIENT);
    await panel.getByText(words.retriesItself).waitFor();
    await harness.server.comeBack();
    await panel.getByRole('heading', { level: 2, name: CUSTOMERS[0]?.name ?? '' }).waitFor({ timeout: 60_000 });
    await harness.expectBadges(list, ON_LISTS);
  }, 120_000);

  test('is down, and the worker is stopped meanwhile: the one that wakes tells the pages that wait', async () => {
    await connectAnew();
    await harness.server.goDown();
    const list = await harness.open(LIST);
    await harness.expectBadges(list, {});
    await harness.server.comeBack();
    const session = await list.context().newCDPSession(list);
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    // A popup that is opened is a look at how things are.
    await open('popup.html');
    await harness.expectBadges(list, ON_LISTS);
  }, 60_000);

  test('left one question without an answer: what went well meanwhile is not taken back when that one gives up', async () => {
    await connectAnew();
    const page = await open('options.html');
    const asked = harness.server.asked.length;
    harness.server.trouble = { silent: true };
    const unanswered = ask(page, { kind: 'check' });
    await vi.waitFor(() => expect(harness.server.asked.length).toBeGreaterThan(asked), WAIT);
    harness.server.trouble = null;
    const well = { connected: true, problem: null };
    const list = await harness.open(LIST);
    await harness.expectBadges(list, ON_LISTS);
    expect(await ask(page, { kind: 'connection' })).toMatchObject(well);
    expect(await unanswered).toMatchObject(well);
    await list.close();
    // The next page gets its badges at once as well: nobody rests because of what is over.
    const next = await harness.open(`${LIST}&again=1`);
    await harness.expectBadges(next, ON_LISTS);
    expect(await ask(page, { kind: 'connection' })).toMatchObject(well);
  }, 60_000);

  test('only the failures we caused were written to a console', () => {
    const caused = /status of (?:401|502)|ERR_CONNECTION_REFUSED/;
    expect(harness.complaints.filter((line) => !caused.test(line))).toEqual([]);
  });
});
