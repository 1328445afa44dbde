import { join } from 'node:path';
import type { Page } from 'playwright-core';

const DOCUMENTS = join(import.meta.dirname, '..', '..', '..', 'docs');

/**
 * Takes a picture of the documents anew, where `XINSHAO_PICTURES=on` asks for it: else a run leaves the checkout as it
 * was. @param size of the window; without a height the whole page is taken
 */
export async function takePicture(
  page: Page,
  file: string,
  { width, height }: { readonly width: number; readonly height?: number },
): Promise<void> {
  if (process.env.XINSHAO_PICTURES !== 'on') return;
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: height ?? 900 });
  // Badges find their places anew, and the pointer lights nothing up.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: join(DOCUMENTS, file), fullPage: height === undefined });
  if (before !== null) await page.setViewportSize(before);
}
