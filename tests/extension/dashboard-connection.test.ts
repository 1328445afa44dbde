import { dashboardWording } from '@xinshao/core/wording/dashboard.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { CUSTOMERS, SPECIAL } from './support/companies.ts';
import { type OverlayHarness, startOverlayHarness } from './support/harness.ts';
import { sidePanel } from './support/side-panel.ts';

const PATIENT = { timeout: 30_000 };
const words = dashboardWording.zh;

const withChromium = findChromium() ? describe : describe.skip;
withChromium('a portfolio on screen belongs to whoever is connected', () => {
  let harness: OverlayHarness;
  let page: Page;
  beforeAll(async () => {
    harness = await startOverlayHarness({ companies: SPECIAL, customers: CUSTOMERS });
    await harness.connect();
    page = await harness.open(`chrome-extension://${harness.browser.extensionId}/tabs/dashboard.html`);
  }, 120_000);
  afterAll(() => harness?.close());

  const figures = () => page.locator('.figure-value');
  const expectNothing = async (): Promise<void> => {
    await page.getByText(words.notConnectedHow).waitFor(PATIENT);
    expect(await figures().count()).toBe(0);
    expect(await page.locator('table').count()).toBe(0);
  };

  test('a customer in it opens the panel with that customer', async () => {
    await page.getByRole('button', { name: words.showCustomers }).click(PATIENT);
    const row = page.locator('tr', { hasText: 'C00002' });
    await row.getByRole('button').click(PATIENT);
    const session = await page.context().newCDPSession(page);
    const panel = await sidePanel(session, harness.browser);
    await panel.expectText('B 良好');
    expect(harness.server.asked).toContain('GET /api/v1/customers/2/panel');
    expect(page.isClosed()).toBe(false);
    await panel.read('window.close()').catch(() => undefined);
  });

  test('disconnected: it is gone at once, and back with the next connection', async () => {
    await figures().first().waitFor(PATIENT);
    await harness.own.evaluate(() => chrome.runtime.sendMessage({ kind: 'disconnect' }));
    await expectNothing();
    await harness.connect();
    await figures().first().waitFor(PATIENT);
  });

  test('another person connects: nothing of the first one’s is left while theirs is on its way', async () => {
    harness.server.member = 'S01';
    harness.server.trouble = { delay: 2_000 };
    await harness.connect();
    await vi.waitFor(async () => expect(await figures().count()).toBe(0), { timeout: 1_500, interval: 20 });
    harness.server.trouble = null;
    await figures().first().waitFor(PATIENT);
  });

  test('the connection’s day comes: it is gone by itself', async () => {
    harness.server.goodFor = 6_000;
    await harness.connect();
    await expectNothing();
    harness.server.goodFor = 86_400_000;
  });

  test('no console was written to', () => expect(harness.complaints).toEqual([]));
});
