import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { findChromium as find } from '../../scripts/ensure-chromium.mjs';

/** Nothing but loopback is asked for anything, and no first-run pages, updates or prompts get in the way. */
const QUIET = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/** @returns the path of a Chromium on this machine; null when there is none. */
export function findChromium(): string | null {
  return find();
}

export interface Browser {
  readonly context: BrowserContext;
  /** The id of the loaded extension; empty when none was loaded. */
  readonly extensionId: string;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  readonly locale?: 'zh-CN' | 'en-US';
  /** Folder of a built extension to load. */
  readonly extension?: string;
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Keep pages that were left, as people's browsers do; the driver of the browser switches that off. */
  readonly backForwardCache?: boolean;
  /** More arguments; they win over ours. */
  readonly args?: readonly string[];
}

/**
 * Starts a headless Chromium with an empty profile of its own.
 * @throws Error when no Chromium is on this machine, or the extension cannot be loaded
 */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium: run node scripts/ensure-chromium.mjs');
  const { locale = 'zh-CN', extension, width = 1280, height = 800, colorScheme = 'light', args = [] } = options;
  const { backForwardCache = false } = options;
  const unwanted = [
    ...(extension ? ['--disable-extensions'] : []),
    ...(backForwardCache ? ['--disable-back-forward-cache'] : []),
  ];
  const profile = await mkdtemp(join(tmpdir(), 'xinshao-chromium-'));
  const removeProfile = (): Promise<void> => rm(profile, { recursive: true, force: true, maxRetries: 5 });
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: true,
      locale,
      colorScheme,
      viewport: { width, height },
      args: [
        // Of a switch given twice the last one counts.
        ...QUIET,
        ...args,
        `--lang=${locale}`,
        ...(extension ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`] : []),
      ],
      // The browser's own language on Linux comes from the environment.
      env: { ...environment(), LANGUAGE: locale.replace('-', '_'), LANG: `${locale.replace('-', '_')}.UTF-8` },
      ignoreDefaultArgs: unwanted,
    });
    const close = async (): Promise<void> => {
      await context.close();
      await removeProfile();
    };
    return { context, extensionId: extension ? await extensionId(context) : '', close };
  } catch (error) {
    await removeProfile();
    throw error;
  }
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** An extension without a service worker shows its id on the browser's page of extensions alone. */
async function extensionId(context: BrowserContext): Promise<string> {
  const page = await context.newPage();
  try {
    await page.goto('chrome://extensions');
    const id = await page.locator('extensions-item').first().getAttribute('id', { timeout: 10_000 });
    if (!id) throw new Error('the extension was not loaded');
    return id;
  } finally {
    await page.close();
  }
}
