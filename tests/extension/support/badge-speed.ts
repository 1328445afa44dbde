import type { BrowserContext, CDPSession, Page } from 'playwright-core';

const LIST = 'https://www.qixin.com/search?count=1';
/** Companies on a list. */
const ROWS = 100;
const TRIES = 7;
/** A third of the list: seen from its middle, all hundred rows are within a window's height of what the reader sees. */
const WINDOW_HEIGHT = 2_600;
/** The mean slice of a fixed piece of work by its fastest one: more than this, and others were at work as well. */
const BUSY_FROM = 1.3;

/** Medians over a series of tries, in milliseconds. */
export interface Speed {
  /** From the painting of a list of a hundred companies until each has its badge painted. */
  readonly total: number;
  /** What we took of the page's thread meanwhile, and what the browser did for us. */
  readonly ours: number;
  /** The machine did other things as well: the figures say little. */
  readonly isBusy: boolean;
  readonly shown: string;
}

/**
 * Measures a series after one try that warms up. The whole and our part are taken in turns, since a profiler slows
 * everything down.
 * @param from the first company to show; a series takes `COMPANIES_A_SERIES`, each of them once
 */
export async function measureSpeed(context: BrowserContext, from: number): Promise<Speed> {
  const totals: number[] = [];
  const parts: number[] = [];
  const load: number[] = [];
  for (let turn = 0; turn <= TRIES; turn += 1) {
    const whole = await measureOnce(context, from + 2 * turn * ROWS, 'total');
    const ours = await measureOnce(context, from + (2 * turn + 1) * ROWS, 'ours');
    if (turn === 0) continue;
    totals.push(whole.milliseconds);
    parts.push(ours.milliseconds);
    load.push(whole.load, ours.load);
  }
  const shown = totals.map((total, turn) => `${total.toFixed(0)}/${(parts[turn] ?? 0).toFixed(1)}`).join(' ');
  const busy = median(load);
  return {
    total: median(totals),
    ours: median(parts),
    isBusy: busy > BUSY_FROM,
    shown: `${shown}; load ${busy.toFixed(2)}`,
  };
}

export const COMPANIES_A_SERIES = 2 * (TRIES + 1) * ROWS;

async function measureOnce(
  context: BrowserContext,
  from: number,
  what: 'total' | 'ours',
): Promise<{ readonly milliseconds: number; readonly load: number }> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1280, height: WINDOW_HEIGHT });
  await page.goto(LIST);
  const session = await context.newCDPSession(page);
  await page.waitForTimeout(300);
  const items = await page.evaluate(
    async ({ start, count }) => (await fetch(`/sandbox/items?from=${start}&count=${count}`)).text(),
    { start: from, count: ROWS },
  );
  const before = await loadOf(page);
  if (what === 'ours') {
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: 200 });
    await session.send('Profiler.start');
  }
  const total = await untilAllHaveBadges(page, items);
  const milliseconds = what === 'total' ? total : await ourPart(page, session);
  const load = Math.max(before, await loadOf(page));
  await page.close();
  return { milliseconds, load };
}

function untilAllHaveBadges(page: Page, items: string): Promise<number> {
  return page.evaluate(
    ({ html, rows }) =>
      new Promise<number>((done, failed) => {
        const list = document.querySelector('#list');
        if (!list) return failed(new Error('no list'));
        // The same for both: the browser takes its time to paint so tall a list, with badges or without.
        const afterPaint = (then: (now: number) => void): void => {
          requestAnimationFrame(() => setTimeout(() => then(performance.now())));
        };
        let appeared = Number.NaN;
        let badges = 0;
        const observer = new MutationObserver((records) => {
          for (const { addedNodes } of records)
            for (const node of addedNodes)
              if (node.nodeName === 'SPAN' && node.parentNode?.nodeName === 'A') badges += 1;
          if (badges < rows) return;
          observer.disconnect();
          afterPaint((painted) => done(painted - appeared));
        });
        list.innerHTML = html;
        scrollTo(0, (document.documentElement.scrollHeight - innerHeight) / 2);
        afterPaint((painted) => {
          appeared = painted;
        });
        observer.observe(list, { childList: true, subtree: true });
        setTimeout(() => failed(new Error(`${badges} badges of ${rows}`)), 30_000);
      }),
    { html: items, rows: ROWS },
  );
}

/** Time in our functions and in whatever they call: a shadow root, a measured place or a forced layout is ours too. */
async function ourPart(page: Page, session: CDPSession): Promise<number> {
  await page.waitForTimeout(50);
  const { profile } = await session.send('Profiler.stop');
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const ours = new Set<number>();
  const waiting = profile.nodes.filter(({ callFrame }) => callFrame.url.startsWith('chrome-extension://'));
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (ours.has(node.id)) continue;
    ours.add(node.id);
    for (const child of node.children ?? []) {
      const called = byId.get(child);
      if (called !== undefined) waiting.push(called);
    }
  }
  let microseconds = 0;
  for (const [index, id] of (profile.samples ?? []).entries()) {
    if (ours.has(id)) microseconds += profile.timeDeltas?.[index] ?? 0;
  }
  return microseconds / 1000;
}

/** How much longer the same small piece of work takes at the mean than at its best: 1 on a machine that does nothing else. */
function loadOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    let seed = 1;
    const slice = (): number => {
      const started = performance.now();
      for (let step = 0; step < 1_000_000; step += 1) seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      return performance.now() - started;
    };
    for (let warm = 0; warm < 5; warm += 1) slice();
    const slices = Array.from({ length: 30 }, slice);
    return slices.reduce((sum, one) => sum + one, 0) / slices.length / Math.max(0.1, Math.min(...slices));
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.POSITIVE_INFINITY;
}
