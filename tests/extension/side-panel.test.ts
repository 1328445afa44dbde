import { badgeWording } from '@xinshao/core/wording/badge.ts';
import { extensionWording } from '@xinshao/core/wording/extension/common.ts';
import { panelWording } from '@xinshao/core/wording/extension/panel.ts';
import { popupWording } from '@xinshao/core/wording/extension/popup.ts';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { badgesOf, pressBadge } from './support/badges.ts';
import { CUSTOMERS, HUAXING, RENAMED, SPECIAL, STOPPED } from './support/companies.ts';
import { type OverlayHarness, startOverlayHarness } from './support/harness.ts';
import { openSidePanels, type SidePanel, sidePanel } from './support/side-panel.ts';

const LIST = 'https://www.qixin.com/search?count=8';
const OTHER_PAGE = `data:text/html;charset=utf-8,<title>News</title><p id="text"> ${RENAMED.name} </p><p id="blank">   </p>`;
const words = { ...extensionWording.zh, ...panelWording.zh, ...popupWording.zh };
const WAIT = { timeout: 20_000, interval: 100 };

const withChromium = findChromium() ? describe : describe.skip;
withChromium('the panel beside the page, as the browser itself opens it', () => {
  let harness: OverlayHarness;
  let list: Page;
  let session: CDPSession;
  let panel: SidePanel;
  beforeAll(async () => {
    harness = await startOverlayHarness({ companies: SPECIAL, customers: CUSTOMERS });
    await harness.connect();
    list = await harness.open(LIST);
    session = await list.context().newCDPSession(list);
  }, 120_000);
  afterAll(() => harness?.close());

  const looks = (): string[] => harness.server.asked.filter((line) => line.includes('/customers/'));
  const badgeOf = (name: string) =>
    vi.waitFor(async () => {
      const badge = (await badgesOf(list)).find((one) => one.name === name);
      if (badge === undefined) throw new Error(`no badge for ${name}`);
      return badge;
    }, WAIT);

  test('a list with badges opens none, and no customer is looked at', async () => {
    await badgeOf(STOPPED.name);
    expect(await openSidePanels(session, harness.browser)).toEqual([]);
    expect(looks()).toEqual([]);
  });

  test('a press on a badge opens it with that company; the page stays where it is', async () => {
    await pressBadge(list, await badgeOf(STOPPED.name));
    panel = await sidePanel(session, harness.browser);
    await panel.expectText(STOPPED.name);
    await panel.expectText('已暂停新增授信');
    expect(await panel.read('document.visibilityState')).toBe('visible');
    expect(looks()).toEqual(['GET /api/v1/customers/6/panel']);
    expect(list.url()).toBe(LIST);
  });

  test('a press on another badge shows the other company in the same panel', async () => {
    await pressBadge(list, await badgeOf(HUAXING.name));
    await panel.expectText('华兴(上海)贸易有限公司');
    expect(await panel.read('document.body.innerText')).not.toContain(STOPPED.name);
    expect(await openSidePanels(session, harness.browser)).toHaveLength(1);
    expect(looks()).toEqual(['GET /api/v1/customers/6/panel', 'GET /api/v1/customers/1/panel']);
  });

  test('it sees for itself when the server is back', async () => {
    await harness.server.goDown();
    await pressBadge(list, await badgeOf(STOPPED.name));
    await panel.expectText(words.serverUnreachable);
    await harness.server.comeBack();
    await panel.expectText('已暂停新增授信');
  });

  describe('text selected on any other page', () => {
    let other: Page;
    beforeAll(async () => {
      other = await harness.open(OTHER_PAGE);
    });

    test('such a page has nothing in the panel', async () => {
      await panel.expectText(words.emptyHeading);
      expect(await panel.read('document.body.innerText')).not.toContain(STOPPED.name);
    });

    test('there is one entry in the menu, in the reader’s language', async () => {
      // The menu itself is drawn by the system, where nothing that drives a headless browser reaches.
      const title = badgeWording.zh.lookUp;
      const entry = { id: 'look-up', title, contexts: ['selection'] };
      const again = await harness.own.evaluate(
        (properties) =>
          new Promise<string>((done) => {
            chrome.contextMenus.create(properties as chrome.contextMenus.CreateProperties, () =>
              done(chrome.runtime.lastError?.message ?? ''),
            );
          }),
        entry,
      );
      expect(again).toContain('duplicate id');
    });

    test('a press on it shows that company in the panel', async () => {
      await pressMenu(other, '#text');
      await panel.expectText(RENAMED.name);
      await panel.expectText('B 良好');
      expect(looks().at(-1)).toBe('GET /api/v1/customers/2/panel');
    });

    test('it opens the panel where none is open', async () => {
      await panel.read('window.close()').catch(() => undefined);
      await vi.waitFor(async () => expect(await openSidePanels(session, harness.browser)).toEqual([]), WAIT);
      await pressMenu(other, '#text');
      panel = await sidePanel(session, harness.browser);
      await panel.expectText('B 良好');
    });

    test('nothing visible selected: nothing happens', async () => {
      const before = looks().length;
      await pressMenu(other, '#blank');
      await panel.expectText('B 良好');
      expect(looks()).toHaveLength(before);
    });
  });

  test('a customer found in the popup opens it, and the popup is gone', async () => {
    await panel.read('window.close()').catch(() => undefined);
    await vi.waitFor(async () => expect(await openSidePanels(session, harness.browser)).toEqual([]), WAIT);
    const popup = await harness.open(`chrome-extension://${harness.browser.extensionId}/popup.html`);
    await popup.getByLabel(words.search, { exact: true }).fill(STOPPED.name);
    await popup.getByLabel(words.search, { exact: true }).press('Enter');
    await popup.getByRole('list', { name: words.results }).getByRole('button').click();
    await sidePanel(session, harness.browser);
    await vi.waitFor(() => expect(popup.isClosed()).toBe(true), WAIT);
  });

  test('only the outage we caused was written to a console', () => {
    expect(harness.complaints.filter((line) => !line.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
  });

  /**
   * Does what the browser does when the menu's entry is pressed: the worker hears of it while it may do what only a
   * person's press allows. The press comes through a page of the extension, whose messages carry it.
   */
  async function pressMenu(page: Page, selector: string): Promise<void> {
    const selectionText = await page.evaluate((where) => {
      const element = document.querySelector(where);
      if (element !== null) getSelection()?.selectAllChildren(element);
      return getSelection()?.toString();
    }, selector);
    const { context } = harness.browser;
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    await page.bringToFront();
    await worker.evaluate(async (text) => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      const info = { menuItemId: 'look-up', selectionText: text, editable: false };
      chrome.runtime.onMessage.addListener(function hear(message) {
        if (message !== 'pressed') return;
        chrome.runtime.onMessage.removeListener(hear);
        Reflect.get(chrome.contextMenus.onClicked, 'dispatch').call(chrome.contextMenus.onClicked, info, tab);
      });
    }, selectionText);
    const own = await context.newCDPSession(harness.own);
    await own.send('Runtime.evaluate', { expression: `chrome.runtime.sendMessage('pressed')`, userGesture: true });
    await own.detach();
  }
});
