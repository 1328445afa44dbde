import type { CDPSession } from 'playwright-core';

/** What the extension took of a page's main thread. */
export interface OurTime {
  /** Milliseconds on the clock: whatever interrupted us is in it. */
  readonly total: number;
  /**
   * As a part of what the page's own scripts took. Both wait for the processor alike, and are sampled alike, so that it
   * is the same on a fast machine, a slow one and one that is busy with something else.
   */
  readonly ofPage: number;
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
  const ours = calledFrom(profile.nodes, 'chrome-extension://');
  const pages = calledFrom(profile.nodes, 'https://');
  let [total, ofOurs, ofPages] = [0, 0, 0];
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const microseconds = profile.timeDeltas?.[index] ?? 0;
    // While a thread waits for the processor it is not sampled.
    const worked = Math.min(microseconds, MICROSECONDS_BETWEEN_SAMPLES);
    if (ours.has(id)) {
      total += microseconds / 1000;
      ofOurs += worked;
    } else if (pages.has(id)) ofPages += worked;
  }
  return { total, ofPage: ofOurs / ofPages };
}

type Nodes = readonly {
  readonly id: number;
  readonly callFrame: { readonly url: string };
  readonly children?: readonly number[];
}[];

/** The places in the profile where functions of such addresses run, or what they called. */
function calledFrom(nodes: Nodes, address: string): ReadonlySet<number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const found = new Set<number>();
  const waiting = nodes.filter(({ callFrame }) => callFrame.url.startsWith(address));
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (found.has(node.id)) continue;
    found.add(node.id);
    for (const child of node.children ?? []) {
      const called = byId.get(child);
      if (called !== undefined) waiting.push(called);
    }
  }
  return found;
}
