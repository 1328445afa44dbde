import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Expects that axe finds nothing to complain of on a page, and says what and where otherwise. */
export async function expectAccessible(page: Page): Promise<void> {
  // The library defines its global itself; the debugger may run it where the page's own policy forbids foreign scripts.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { violations } = await Reflect.get(window, 'axe').run(document);
    return violations.map(({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    }));
  });
  expect(violations).toEqual([]);
}
