import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXTENSION_ID } from '@xinshao/core/contract/extension-id.ts';
import { extensionWording } from '@xinshao/core/wording/extension/common.ts';
import { optionsWording } from '@xinshao/core/wording/extension/options.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, findChromium, launchChromium } from '../support/chromium.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const BUILT = join(ROOT, 'apps', 'extension', 'build', 'chrome-mv3-prod');

function build(): void {
  const result = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build-extension.mjs')], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
}

beforeAll(build, 120_000);

test('a second build of the same sources is instant', () => {
  const started = performance.now();
  build();
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('the built extension asks for no more than it needs, and runs on the registry sites alone', () => {
  const manifest = JSON.parse(readFileSync(join(BUILT, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ manifest_version: 3, default_locale: 'zh_CN', host_permissions: [] });
  expect(manifest.permissions.toSorted()).toEqual(['contextMenus', 'sidePanel', 'storage']);
  expect(manifest.content_scripts).toHaveLength(1);
  expect(manifest.content_scripts[0].matches.toSorted()).toEqual([
    'https://*.gsxt.gov.cn/*',
    'https://aiqicha.baidu.com/*',
    'https://www.qcc.com/*',
    'https://www.qixin.com/*',
    'https://www.tianyancha.com/*',
  ]);
  expect(manifest.web_accessible_resources).toBeUndefined();
  for (const icon of Object.values<string>(manifest.icons)) expect(existsSync(join(BUILT, icon))).toBe(true);
  const languages = ['zh_CN', 'en'].map((language) =>
    JSON.parse(readFileSync(join(BUILT, '_locales', language, 'messages.json'), 'utf8')),
  );
  for (const messages of languages) {
    expect(Object.keys(messages).sort()).toEqual(['extensionDescription', 'extensionName']);
    // The web store's limits.
    expect(messages.extensionName.message.length).toBeLessThanOrEqual(45);
    expect(messages.extensionDescription.message.length).toBeLessThanOrEqual(132);
  }
});

test('its id follows from the key in its manifest, and is the one that the server answers', () => {
  const { key } = JSON.parse(readFileSync(join(BUILT, 'manifest.json'), 'utf8'));
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
  const id = digest.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
  expect(id).toBe(EXTENSION_ID);
});

const withChromium = findChromium() ? describe : describe.skip;
withChromium.each([
  { locale: 'zh-CN', language: 'zh' },
  { locale: 'en-US', language: 'en' },
] as const)('in a real Chromium, $locale', ({ locale, language }) => {
  const words = { ...extensionWording[language], ...optionsWording[language] };
  let browser: Browser;
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await launchChromium({ locale, extension: BUILT });
  }, 60_000);
  afterAll(() => browser?.close());

  async function open(path: string): Promise<Page> {
    const page = await browser.context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`chrome-extension://${browser.extensionId}/${path}`);
    return page;
  }

  test('the browser shows its name in the language it runs in', async () => {
    expect(browser.extensionId).toBe(EXTENSION_ID);
    const page = await open('popup.html');
    // A Chromium without the Chinese language pack runs in English whatever it is asked for.
    const { running, name } = await page.evaluate(() => ({
      running: chrome.i18n.getMessage('@@ui_locale'),
      name: chrome.i18n.getMessage('extensionName'),
    }));
    expect(name).toBe(running.startsWith('zh') ? '信哨 Xinshao' : 'Xinshao 信哨');
    await page.goto('chrome://extensions');
    expect(await page.locator('extensions-item #name').first().textContent()).toContain(name);
    await page.close();
  });

  test('the popup says that it is not connected and how to get there, and opens the settings', async () => {
    const page = await open('popup.html');
    await page.getByText(words.notConnected, { exact: true }).waitFor();
    for (const text of [words.endedNever, words.howToConnect]) expect(await page.getByText(text).count()).toBe(1);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale === 'zh-CN' ? 'zh-CN' : 'en');
    const opened = browser.context.waitForEvent('page');
    await page.getByRole('button', { name: words.openOptions }).click();
    const options = await opened;
    await options.getByLabel(words.address).waitFor();
    expect(await options.title()).toBe(words.title);
    await options.close();
    await page.close();
  });

  test('the panel says the same', async () => {
    const page = await open('sidepanel.html');
    await page.getByText(words.notConnected, { exact: true }).waitFor();
    await page.close();
  });

  test('the settings say what is wrong with an address and a code before anything is sent', async () => {
    const page = await open('options.html');
    const address = page.getByLabel(words.address);
    const code = page.getByLabel(words.code);
    const press = () => page.getByRole('button', { name: words.connect }).click();
    await press();
    await page.getByText(words.addressMissing).waitFor();
    await address.fill('http://xinshao.example.com');
    await press();
    await page.getByText(words.addressInsecure).waitFor();
    expect(await address.getAttribute('aria-invalid')).toBe('true');
    await address.fill('https://xinshao.example.com/');
    expect(await page.getByRole('alert').textContent()).toBe('');
    await address.press('Enter');
    await page.getByText(words.codeMissing).waitFor();
    await code.fill('ABCD');
    await code.press('Enter');
    await page.getByText(words.codeMalformed).waitFor();
    expect(await code.getAttribute('aria-invalid')).toBe('true');
    await page.close();
  });

  test('what an administrator of the browser may set is known to it, and nothing is set here', async () => {
    const page = await open('options.html');
    expect(await page.evaluate(() => chrome.storage.managed.get(null))).toEqual({});
    const manifest = await page.evaluate(() => chrome.runtime.getManifest());
    expect(manifest.storage?.managed_schema).toMatch(/schema/);
    await page.close();
  });

  test('no page wrote an error or a warning to the console', () => {
    expect(complaints).toEqual([]);
  });
});
