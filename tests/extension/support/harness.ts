import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Role } from '@xinshao/core/roles/roles.ts';
import { type Registry, type RegistryOptions, startRegistry } from '@xinshao/sandbox/registry/start-registry.ts';
import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { type Browser, launchChromium } from '../../support/chromium.ts';
import { badgesOf } from './badges.ts';
import { type OverlayServer, startOverlayServer, type TestCustomer } from './overlay-server.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const SETTLED_MS = 250;
export const BUILT = join(ROOT, 'apps', 'extension', 'build', 'chrome-mv3-prod');

export function buildExtension(): void {
  const result = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build-extension.mjs')], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
}

export interface OverlayHarness {
  readonly browser: Browser;
  readonly registry: Registry;
  readonly server: OverlayServer;
  /** Errors and warnings of all pages' consoles, and layout shifts. */
  readonly complaints: string[];
  /** A page of the extension, to speak to the worker from. */
  readonly own: Page;
  connect(): Promise<void>;
  open(address: string): Promise<Page>;
  /** Waits until exactly these badges are there: name → text. */
  expectBadges(page: Page, wanted: Readonly<Record<string, string>>): Promise<void>;
  /** The page's layout shift so far. */
  shiftOf(page: Page): Promise<number>;
  close(): Promise<void>;
}

/** The shipped extension in a real Chromium, the sandbox's registry sites under the real names, and a server. */
export async function startOverlayHarness(options: {
  readonly companies: RegistryOptions['companies'];
  readonly strangers?: number;
  readonly customers: readonly TestCustomer[];
  readonly locale?: 'zh' | 'en';
  readonly role?: Role;
  readonly colorScheme?: 'light' | 'dark';
  readonly backForwardCache?: boolean;
}): Promise<OverlayHarness> {
  buildExtension();
  const { strangers = 400, locale = 'zh', role = 'risk', colorScheme = 'light' } = options;
  const server = await startOverlayServer(options.customers, { locale, role });
  const registry = await startRegistry({ companies: options.companies, strangers });
  const browser = await launchChromium({
    extension: BUILT,
    locale: locale === 'zh' ? 'zh-CN' : 'en-US',
    args: registry.chromiumArguments,
    colorScheme,
    ...(options.backForwardCache ? { backForwardCache: true } : {}),
  });
  const complaints: string[] = [];
  browser.context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  browser.context.on('weberror', (error) => complaints.push(error.error().message));
  await browser.context.addInitScript(() => {
    const shifts = { total: 0 };
    Reflect.set(window, 'layoutShifts', shifts);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.total += Number(Reflect.get(entry, 'value'));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const own = await browser.context.newPage();
  await own.goto(`chrome-extension://${browser.extensionId}/popup.html`);

  return {
    browser,
    registry,
    server,
    complaints,
    own,
    async connect() {
      const answer = await own.evaluate(
        ({ address, code }) => chrome.runtime.sendMessage({ kind: 'connect', address, code }),
        { address: server.address, code: server.code },
      );
      expect(answer).toMatchObject({ ok: true, state: { connected: true } });
    },
    async open(address) {
      const page = await browser.context.newPage();
      await page.goto(address);
      return page;
    },
    async expectBadges(page, wanted) {
      const compare = async (): Promise<void> => {
        const seen = await badgesOf(page);
        expect(Object.fromEntries(seen.map(({ name, text }) => [name, text]))).toEqual(wanted);
        expect(seen).toHaveLength(Object.keys(wanted).length);
      };
      await vi.waitFor(compare, { timeout: 20_000, interval: 50 });
      // And so it stays: a wrong one might come a moment later.
      await pause(SETTLED_MS);
      await compare();
    },
    shiftOf: (page) => page.evaluate(() => Number(Reflect.get(Reflect.get(window, 'layoutShifts'), 'total'))),
    async close() {
      await browser.close();
      await registry.close();
      await server.close();
    },
  };
}
