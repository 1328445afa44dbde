import { extensionWording } from '@xinshao/core/wording/extension/common.ts';
import { optionsWording } from '@xinshao/core/wording/extension/options.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { expectAccessible } from './support/axe.ts';
import { CUSTOMERS, ON_LISTS, SPECIAL } from './support/companies.ts';
import { type OverlayHarness, startOverlayHarness } from './support/harness.ts';
import { type OverlayServer, startOverlayServer } from './support/overlay-server.ts';
import { openPolicies, type SetPolicy } from './support/policy.ts';

const LIST = 'https://www.qixin.com/search?count=8';
const words = { ...extensionWording.zh, ...optionsWording.zh };
const WAIT = { timeout: 20_000, interval: 100 };
const WHY_NOT =
  'this browser has no chrome://policy/test: its build is a released Chrome, where only real policies count';

const withChromium = findChromium() ? describe : describe.skip;
withChromium('what the administrator of the browser sets (chrome.storage.managed)', () => {
  let harness: OverlayHarness;
  let other: OverlayServer;
  let settings: Page;
  let setPolicy: SetPolicy | null;
  beforeAll(async () => {
    harness = await startOverlayHarness({ companies: SPECIAL, customers: CUSTOMERS });
    other = await startOverlayServer(CUSTOMERS);
    setPolicy = await openPolicies(harness.browser);
    settings = await harness.open(`chrome-extension://${harness.browser.extensionId}/options.html`);
  }, 120_000);
  afterAll(async () => {
    await harness?.close();
    await other?.close();
  });
  beforeEach((context) => {
    if (setPolicy === null) context.skip(WHY_NOT);
  });

  const set: SetPolicy = async (policy) => setPolicy?.(policy);
  const address = () => settings.getByLabel(words.address);
  const menuEntries = (): Promise<unknown> =>
    harness.own.evaluate(async () => {
      // There is no list of entries to read: one that is not there cannot be changed.
      try {
        await chrome.contextMenus.update('look-up', { enabled: true });
        return 1;
      } catch {
        return 0;
      }
    });

  test('nothing set: the field is free', async () => {
    await address().fill('https://xinshao.example.com');
    expect(await settings.getByText(words.addressManaged).count()).toBe(0);
  });

  test('an address set while the settings are open: it is filled in, locked, and said to be the company’s', async () => {
    await set({ serverAddress: `${harness.server.address}/` });
    await settings.getByText(words.addressManaged).waitFor();
    expect(await address().inputValue()).toBe(harness.server.address);
    expect(await address().isEditable()).toBe(false);
    await expectAccessible(settings);
    await settings.getByLabel(words.code).fill(harness.server.code);
    await settings.getByLabel(words.code).press('Enter');
    await settings.getByRole('heading', { name: words.connectedHeading }).waitFor();
    await settings.getByText(words.addressManaged).waitFor();
    // The company's address is not kept as if a person had chosen it.
    expect(await settings.evaluate(() => chrome.storage.local.get('serverAddress'))).toEqual({});
  });

  test('whoever asks the worker to connect elsewhere is connected to the company’s server', async () => {
    const asked = harness.server.asked.length;
    const answer = await settings.evaluate(
      ({ at, code }) => chrome.runtime.sendMessage({ kind: 'connect', address: at, code }),
      { at: other.address, code: harness.server.code },
    );
    expect(answer).toMatchObject({ ok: true, state: { connected: true, address: harness.server.address } });
    expect(harness.server.asked.length).toBeGreaterThan(asked);
    expect(other.asked).toEqual([]);
  });

  test('another server set: the connection ends at once, its badges go, and the settings say why', async () => {
    const list = await harness.open(LIST);
    await harness.expectBadges(list, ON_LISTS);
    await set({ serverAddress: other.address });
    await settings.getByText(words.endedMoved).waitFor();
    await harness.expectBadges(list, {});
    expect(await address().inputValue()).toBe(other.address);
    await settings.getByLabel(words.code).fill(other.code);
    await settings.getByLabel(words.code).press('Enter');
    await settings.getByRole('heading', { name: words.connectedHeading }).waitFor();
    await harness.expectBadges(list, ON_LISTS);
    await list.close();
  });

  test('the policy is lifted: the connection stays, and the field is free again', async () => {
    await set(null);
    await vi.waitFor(async () => expect(await settings.getByText(words.addressManaged).count()).toBe(0), WAIT);
    await settings.getByRole('heading', { name: words.connectedHeading }).waitFor();
    await settings.getByRole('button', { name: words.disconnect }).click();
    await address().waitFor();
    expect(await address().isEditable()).toBe(true);
  });

  test.each([
    ['http://xinshao.example.com', words.addressInsecure],
    ['xinshao', words.addressInvalid],
    ['https://somebody:secret@xinshao.example.com', words.addressTooMuch],
  ])('%s: cannot be used, which is said; people choose meanwhile', async (serverAddress, why) => {
    await set({ serverAddress });
    await settings.getByText(`${words.addressManagedWrong} ${why}`).waitFor();
    expect(await address().isEditable()).toBe(true);
    await expectAccessible(settings);
  });

  test('no entry in the context menu where the company wants none, from that moment on', async () => {
    await set(null);
    await vi.waitFor(async () => expect(await menuEntries()).toBe(1), WAIT);
    await set({ lookUpSelection: false });
    await vi.waitFor(async () => expect(await menuEntries()).toBe(0), WAIT);
    await set({ lookUpSelection: true });
    await vi.waitFor(async () => expect(await menuEntries()).toBe(1), WAIT);
  });

  test('no page wrote an error or a warning to the console', () => {
    expect(harness.complaints).toEqual([]);
  });
});
