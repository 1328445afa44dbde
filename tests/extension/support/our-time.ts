import type { CDPSession } from 'playwright-core';

/** What the extension took of a page's main thread, in milliseconds of the clock. */
export interface OurTime {
  readonly total: number;
  /** The longest stretch without anything else in between: as long as that, the page could do nothing. */
  readonly longest: number;
}

const MICROSECONDS_BETWEEN_SAMPLES = 200;

/** Begins to measure; only the content script of the page is looked at, and whatever it calls. */
export async function startOurTime(session: CDPSession): Promise<void> {
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: MICROSECONDS_BETWEEN_SAMPLES });
  await session.send('Profiler.start');
}

/** Time in our functions and in whatever they call: a shadow root, a measured place or a forced layout is ours too. */
export async function stopOurTime(session: CDPSession): Promise<OurTime> {
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
  let [total, stretch, longest] = [0, 0, 0];
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const milliseconds = (profile.timeDeltas?.[index] ?? 0) / 1000;
    stretch = ours.has(id) ? stretch + milliseconds : 0;
    longest = Math.max(longest, stretch);
    if (ours.has(id)) total += milliseconds;
  }
  return { total, longest };
}
