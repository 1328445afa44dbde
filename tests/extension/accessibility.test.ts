import { dashboardWording } from '@xinshao/core/wording/dashboard.ts';
import { extensionWording } from '@xinshao/core/wording/extension/common.ts';
import { optionsWording } from '@xinshao/core/wording/extension/options.ts';
import { panelWording } from '@xinshao/core/wording/extension/panel.ts';
import { popupWording } from '@xinshao/core/wording/extension/popup.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { strangers } from '@xinshao/sandbox/registry/companies.ts';
import { companyAddress } from '@xinshao/sandbox/registry/start-registry.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { expectAccessible } from './support/axe.ts';
import { BRANCH, CUSTOMERS, HUAXING, SPECIAL, TWINS } from './support/companies.ts';
import { type OverlayHarness, startOverlayHarness } from './support/harness.ts';

const PATIENT = { timeout: 30_000 };
const [STRANGER = HUAXING] = strangers(1);

const wordsOf = (locale: Locale) => ({
  common: extensionWording[locale],
  dashboard: dashboardWording[locale],
  options: optionsWording[locale],
  panel: panelWording[locale],
  popup: popupWording[locale],
});
type Words = ReturnType<typeof wordsOf>;

interface State {
  readonly name: string;
  readonly path: string;
  /** false: before pairing. */
  readonly connected: boolean;
  /** The server fails. */
  readonly down?: boolean;
  /** The registry page in front, whose company the panel shows. */
  readonly site?: typeof HUAXING;
  /** Brings the page into its state and waits for what belongs to it. */
  reach(page: Page, words: Words): Promise<void>;
}

const text = (page: Page, value: string): Promise<void> => page.getByText(value).first().waitFor(PATIENT);
const panel = { path: 'sidepanel.html', connected: true };
const popup = { path: 'popup.html', connected: true };
const options = { path: 'options.html', connected: true };
const dashboard = { path: 'tabs/dashboard.html', connected: true };

const STATES: readonly State[] = [
  {
    ...panel,
    name: 'panel, not connected',
    connected: false,
    reach: (page, words) => text(page, words.common.endedNever),
  },
  { ...panel, name: 'panel, no company', reach: (page, words) => text(page, words.panel.emptyHint) },
  {
    ...panel,
    name: 'panel, a customer with everything',
    site: HUAXING,
    async reach(page, words) {
      await text(page, words.panel.dataDates);
      await page.getByText(words.panel.asTable).press('Enter');
    },
  },
  {
    ...panel,
    name: 'panel, several',
    site: TWINS,
    reach: (page, words) => text(page, words.panel.several({ count: 2 })),
  },
  { ...panel, name: 'panel, a branch', site: BRANCH, reach: (page, words) => text(page, words.panel.openParent) },
  { ...panel, name: 'panel, no customer', site: STRANGER, reach: (page, words) => text(page, words.panel.precheck) },
  {
    ...panel,
    name: 'panel, server down',
    path: 'sidepanel.html?customer=1',
    down: true,
    reach: (page, words) => text(page, words.common.retriesItself),
  },
  {
    ...popup,
    name: 'popup, not connected',
    connected: false,
    reach: (page, words) => text(page, words.common.endedNever),
  },
  {
    ...popup,
    name: 'popup, with results',
    async reach(page, words) {
      await page.getByLabel(words.popup.search, { exact: true }).fill('有限公司');
      await page.getByLabel(words.popup.search, { exact: true }).press('Enter');
      await page.getByRole('list', { name: words.popup.suggestions }).waitFor(PATIENT);
    },
  },
  {
    ...popup,
    name: 'popup, server down',
    down: true,
    reach: (page, words) => text(page, words.common.serverUnreachable),
  },
  {
    ...options,
    name: 'settings, with something wrong in the form',
    connected: false,
    async reach(page, words) {
      await page.getByRole('button', { name: words.options.connect, exact: true }).click();
      await text(page, words.options.addressMissing);
    },
  },
  { ...options, name: 'settings, connected', reach: (page, words) => text(page, words.options.connectedHeading) },
  {
    ...options,
    name: 'settings, server down',
    down: true,
    reach: (page, words) => text(page, words.common.serverUnreachable),
  },
  {
    ...dashboard,
    name: 'dashboard, not connected',
    connected: false,
    reach: (page, words) => text(page, words.dashboard.notConnectedHow),
  },
  {
    ...dashboard,
    name: 'dashboard, every section and customers',
    async reach(page, words) {
      await page.getByRole('button', { name: words.dashboard.showCustomers }).click(PATIENT);
      await text(page, 'C00002');
    },
  },
  {
    ...dashboard,
    name: 'dashboard, server down',
    down: true,
    reach: (page, words) => text(page, words.dashboard.problemUnreachable),
  },
];

const withChromium = findChromium() ? describe : describe.skip;
withChromium.each(['zh', 'en'] as const)('axe has nothing to complain of, %s', (locale) => {
  const words = wordsOf(locale);
  let harness: OverlayHarness;
  beforeAll(async () => {
    harness = await startOverlayHarness({ companies: SPECIAL, customers: CUSTOMERS, locale });
  }, 120_000);
  afterAll(() => harness?.close());

  async function prepare({ connected, down = false }: State): Promise<void> {
    const { own, server } = harness;
    const state = await own.evaluate(() => chrome.runtime.sendMessage({ kind: 'connection' }));
    if (connected && !state.connected) await harness.connect();
    if (!connected && state.connected) await own.evaluate(() => chrome.runtime.sendMessage({ kind: 'disconnect' }));
    if (!connected) await own.evaluate(() => chrome.storage.local.clear());
    if (down) server.trouble = { status: 503 };
  }

  // A page is brought into its state once, and looked at by day and by night: what differs is style alone.
  describe.each(STATES)('$name', (state) => {
    let page: Page;
    beforeAll(async () => {
      await prepare(state);
      page = await harness.browser.context.newPage();
      await page.goto(`chrome-extension://${harness.browser.extensionId}/${state.path}`);
      if (state.site !== undefined) await harness.open(companyAddress('www.qcc.com', state.site));
      await state.reach(page, words);
    }, 60_000);
    afterAll(async () => {
      harness.server.trouble = null;
      for (const one of harness.browser.context.pages())
        if (one !== harness.own && one.url() !== 'about:blank') await one.close();
    });

    test.each(['light', 'dark'] as const)(
      '%s',
      async (scheme) => {
        await page.emulateMedia({ colorScheme: scheme });
        expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(scheme === 'dark');
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale === 'zh' ? 'zh-CN' : 'en');
        await expectAccessible(page);
      },
      60_000,
    );
  });
});
