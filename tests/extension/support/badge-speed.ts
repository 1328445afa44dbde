import type { BrowserContext, Page } from 'playwright-core';
import { startOurTime, stopOurTime } from './our-time.ts';

const LIST = 'https://www.qixin.com/search?count=1';
/** Companies on a list. */
const ROWS = 100;
const TRIES = 7;

/** Over a series of tries, in milliseconds: the median of the whole, the least of our part. */
export interface Speed {
  /**
   * From a list of a hundred companies in the page until each has its badge, and the frame that places and paints them
   * all. The time that the browser first needs to bring the list itself to the screen is not in it: until then no page
   * and no extension gets another frame.
   */
  readonly total: number;
  /** What we took of the page's thread meanwhile, and what the browser did for us. */
  readonly ours: number;
  readonly shown: string;
}

/**
 * Measures a series after one try that warms up. The whole and our part are taken in turns, since a profiler slows
 * everything down.
 * @param from the first company to show; a series takes `COMPANIES_A_SERIES`, each of them once
 */
export async function measureSpeed(context: BrowserContext, from: number): Promise<Speed> {
  const totals: Drawn[] = [];
  const parts: number[] = [];
  for (let turn = 0; turn <= TRIES; turn += 1) {
    const whole = await measureOnce(context, from + 2 * turn * ROWS, 'total');
    const ours = await measureOnce(context, from + (2 * turn + 1) * ROWS, 'ours');
    if (turn === 0) continue;
    totals.push(whole.drawn);
    parts.push(ours.ours);
  }
  const shown = totals
    .map(({ work, painted }, turn) => `${work.toFixed(0)}/${(parts[turn] ?? 0).toFixed(1)} (${painted.toFixed(0)})`)
    .join(' ');
  return {
    total: median(totals.map(({ work }) => work)),
    // Whatever interrupts us counts as ours on the clock, and only ever adds.
    ours: Math.min(...parts),
    shown,
  };
}

export const COMPANIES_A_SERIES = 2 * (TRIES + 1) * ROWS;

async function measureOnce(
  context: BrowserContext,
  from: number,
  what: 'total' | 'ours',
): Promise<{ readonly drawn: Drawn; readonly ours: number }> {
  const page = await context.newPage();
  // A tall window, so that all hundred rows are near what the reader sees.
  await page.setViewportSize({ width: 1280, height: 4000 });
  await page.goto(LIST);
  const session = await context.newCDPSession(page);
  await page.waitForTimeout(300);
  const items = await page.evaluate(
    async ({ start, count }) => (await fetch(`/sandbox/items?from=${start}&count=${count}`)).text(),
    { start: from, count: ROWS },
  );
  if (what === 'ours') await startOurTime(session);
  const drawn = await untilAllHaveBadges(page, items);
  await page.waitForTimeout(50);
  const ours = what === 'ours' ? (await stopOurTime(session)).total : 0;
  await page.close();
  return { drawn, ours };
}

/** In milliseconds from the list in the page. */
interface Drawn {
  /** As `Speed.total`. */
  readonly work: number;
  /** Until all badges have been painted, whatever the browser did before. */
  readonly painted: number;
}

function untilAllHaveBadges(page: Page, items: string): Promise<Drawn> {
  return page.evaluate(
    ({ html, rows }) =>
      new Promise<Drawn>((done, failed) => {
        const list = document.querySelector('#list');
        if (!list) return failed(new Error('no list'));
        const started = performance.now();
        let badges = 0;
        const observer = new MutationObserver((records) => {
          for (const { addedNodes } of records)
            for (const node of addedNodes)
              if (node.nodeName === 'SPAN' && node.parentNode?.nodeName === 'A') badges += 1;
          if (badges < rows) return;
          observer.disconnect();
          const there = performance.now();
          requestAnimationFrame(() => {
            const frame = performance.now();
            setTimeout(() => {
              const now = performance.now();
              done({ work: there - started + now - frame, painted: now - started });
            });
          });
        });
        list.innerHTML = html;
        observer.observe(list, { childList: true, subtree: true });
        setTimeout(() => failed(new Error(`${badges} badges of ${rows}`)), 30_000);
      }),
    { html: items, rows: ROWS },
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.POSITIVE_INFINITY;
}
