import type { Page } from 'playwright-core';
import type { Browser } from '../../support/chromium.ts';

/** Sets what `chrome.storage.managed` holds for the extension; null: no policy any more. */
export type SetPolicy = (policy: Readonly<Record<string, unknown>> | null) => Promise<void>;

/**
 * Plays the administrator of the browser by its own page for trying policies: they take the way of real ones, and no
 * file of the system is touched.
 * @returns null where this browser has no such page (released Chrome does not)
 */
export async function openPolicies(browser: Browser): Promise<SetPolicy | null> {
  const page = await browser.context.newPage();
  await page.goto('chrome://policy/test').catch(() => undefined);
  if (!(await canTry(page))) {
    await page.close();
    return null;
  }
  return async (policy) => {
    const entries = Object.entries(policy ?? {}).map(([name, value]) => ({
      // Mandatory, for the machine, from its administrator.
      ...{ level: 1, scope: 1, source: 2 },
      ...{ namespace: browser.extensionId, name, value },
    }));
    // As text: the test runner would make another thing of an import within a function.
    await page.evaluate(
      `import('chrome://resources/js/cr.js').then(({ sendWithPromise }) =>
        sendWithPromise('setLocalTestPolicies', ${JSON.stringify(JSON.stringify(entries))}, ''))`,
    );
  };
}

function canTry(page: Page): Promise<boolean> {
  return page.evaluate(() => document.querySelector('script[src*="policy_test"]') !== null).catch(() => false);
}
