import { type BadgeEntry, PREFIX_DIGITS, PREFIXES_AT_MOST } from '@xinshao/core/contract/overlay.ts';
import type { Answer, ServerProblem } from '../messages.ts';
import type { AnswerStore, Kept } from './answer-store.ts';

/** One request in so long at most; the first of a burst leaves at once. */
const BATCH_MS = 100;
/** An answer older than this is not shown while a fresh one is on its way. */
const STALE_AT_MOST_MS = 3_600_000;
/** A server that failed is left alone for so long. */
const REST_MS = 3_000;

export type Problem = Omit<ServerProblem, 'at'>;
export type Looked =
  | { readonly ok: true; readonly entries: readonly BadgeEntry[] }
  | { readonly ok: false; readonly problem: Problem };

export interface Lookups {
  /** The customers with each of these hashes. */
  look(hashes: readonly string[]): Promise<Looked[]>;
  /** Forgets a failure, so that the next question is asked at once. */
  wakeUp(): void;
}

export interface LookupParts {
  readonly store: AnswerStore;
  ask(prefixes: readonly string[]): Promise<Answer<{ body: unknown }>>;
  /** A stale answer was shown, and the fresh one differs. */
  changed(): void;
  now(): number;
}

/**
 * Asks by hash prefix and keeps what fits: the server learns five digits of each hash, sorted, and never which of the
 * companies in the bucket was on the page. What is stale is answered at once and asked again behind.
 */
export function createLookups({ store, ask, changed, now }: LookupParts): Lookups {
  const waiting = new Map<string, ((looked: Looked) => void)[]>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let nextAt = 0;
  let failed: { readonly problem: Problem; readonly until: number } | null = null;
  let sent = 0;
  /** The latest batch that was answered. */
  let lastAnswered = 0;

  function schedule(): void {
    if (timer !== null || waiting.size === 0) return;
    timer = setTimeout(() => void flush(), Math.max(0, nextAt - now()));
  }

  async function flush(): Promise<void> {
    timer = null;
    nextAt = now() + BATCH_MS;
    const batch = new Map<string, ((looked: Looked) => void)[]>();
    const prefixes = new Set<string>();
    for (const [hash, done] of waiting) {
      const prefix = hash.slice(0, PREFIX_DIGITS);
      if (!prefixes.has(prefix) && prefixes.size === PREFIXES_AT_MOST) break;
      prefixes.add(prefix);
      batch.set(hash, done);
      waiting.delete(hash);
    }
    schedule();
    sent += 1;
    const ordinal = sent;
    const answer = await ask([...prefixes].sort());
    const read = answer.ok ? readAnswer(answer.body) : null;
    if (read === null) {
      const problem: Problem = answer.ok ? { kind: 'refused', message: null } : answer.problem;
      // One that gives up late says nothing of a server that has answered a later one.
      if (ordinal > lastAnswered) failed = { problem, until: now() + REST_MS };
      for (const done of batch.values()) for (const one of done) one({ ok: false, problem });
      return;
    }
    lastAnswered = Math.max(lastAnswered, ordinal);
    failed = null;
    const asked = now();
    const answers = new Map<string, Kept>();
    let differs = false;
    for (const hash of batch.keys()) {
      const entries = read.entries.filter((entry) => entry.hash === hash);
      const before = store.get(hash);
      if (before !== undefined && isShown(before) && JSON.stringify(before.entries) !== JSON.stringify(entries)) {
        differs = true;
      }
      answers.set(hash, { entries, askedAt: asked, freshUntil: asked + read.freshSeconds * 1000 });
    }
    store.put(answers);
    for (const [hash, done] of batch) {
      for (const one of done) one({ ok: true, entries: answers.get(hash)?.entries ?? [] });
    }
    if (differs) changed();
  }

  const isShown = (kept: Kept): boolean => now() - kept.askedAt < STALE_AT_MOST_MS;

  function enqueue(hash: string, done?: (looked: Looked) => void): void {
    const others = waiting.get(hash) ?? [];
    if (done !== undefined) others.push(done);
    waiting.set(hash, others);
    schedule();
  }

  async function lookOne(hash: string): Promise<Looked> {
    const kept = store.get(hash);
    const resting = failed !== null && failed.until > now();
    if (kept !== undefined && isShown(kept)) {
      if (kept.freshUntil <= now() && !resting) enqueue(hash);
      return { ok: true, entries: kept.entries };
    }
    if (failed !== null && resting) return { ok: false, problem: failed.problem };
    return new Promise((done) => enqueue(hash, done));
  }

  return {
    look: (hashes) => Promise.all(hashes.map(lookOne)),
    wakeUp() {
      failed = null;
    },
  };
}

/** Whether a server answered lookups as agreed. */
export function isLookupsAnswer(body: unknown): boolean {
  return readAnswer(body) !== null;
}

/** Half an answer is none: a badge must not rest on a guess. */
function readAnswer(body: unknown): { entries: BadgeEntry[]; freshSeconds: number } | null {
  if (typeof body !== 'object' || body === null || !('entries' in body) || !('freshSeconds' in body)) return null;
  const { entries, freshSeconds } = body;
  if (!Array.isArray(entries) || !entries.every(isEntry) || typeof freshSeconds !== 'number') return null;
  return { entries, freshSeconds: Math.min(Math.max(freshSeconds, 0), 86_400) };
}

const isOrNull = (value: unknown, type: 'string' | 'number'): boolean => value === null || typeof value === type;

function isEntry(value: unknown): value is BadgeEntry {
  if (typeof value !== 'object' || value === null) return false;
  const entry: Partial<Record<keyof BadgeEntry, unknown>> = value;
  return (
    typeof entry.hash === 'string' &&
    (entry.matchedBy === 'uscc' ||
      entry.matchedBy === 'name' ||
      entry.matchedBy === 'former_name' ||
      entry.matchedBy === 'near') &&
    typeof entry.customerId === 'number' &&
    typeof entry.code === 'string' &&
    typeof entry.name === 'string' &&
    typeof entry.hasUscc === 'boolean' &&
    isOrNull(entry.grade, 'string') &&
    isOrNull(entry.limitFen, 'number') &&
    isOrNull(entry.termDays, 'number') &&
    typeof entry.stopped === 'boolean' &&
    isOrNull(entry.staleSince, 'string')
  );
}
