import type { BadgeEntry } from '@xinshao/core/contract/overlay.ts';

const MOST_KEPT = 5_000;
const PREFIX = 'hash:';
/** Storing goes through the same process as answers to pages: whoever waits for a badge goes first. */
const STORED_AFTER_MS = 250;

export interface Kept {
  /** Customers with that hash; empty: nobody. */
  readonly entries: readonly BadgeEntry[];
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  readonly freshUntil: number;
}

export interface AnswerStore {
  get(hash: string): Kept | undefined;
  /** Known at once; stored a moment later. */
  put(answers: ReadonlyMap<string, Kept>): void;
  clear(): Promise<void>;
}

/**
 * What the server said of each hash. Kept in the session's storage, which outlives the worker (it sleeps after half a
 * minute) but not the browser, and never touches the disk. The oldest leave first.
 */
export async function openAnswerStore(): Promise<AnswerStore> {
  const kept = new Map<string, Kept>();
  const stored: Record<string, unknown> = await chrome.storage.session.get(null);
  const found: [string, Kept][] = [];
  for (const [key, value] of Object.entries(stored)) {
    if (key.startsWith(PREFIX) && isKept(value)) found.push([key.slice(PREFIX.length), value]);
  }
  for (const [hash, value] of found.sort(([, one], [, other]) => one.askedAt - other.askedAt)) kept.set(hash, value);

  /** What is not stored as it is kept, or not removed though it is kept no more. */
  const unstored = new Set<string>();

  async function store(): Promise<void> {
    const changed: Record<string, Kept> = {};
    const gone: string[] = [];
    for (const hash of unstored) {
      const value = kept.get(hash);
      if (value === undefined) gone.push(`${PREFIX}${hash}`);
      else changed[`${PREFIX}${hash}`] = value;
    }
    unstored.clear();
    await chrome.storage.session.set(changed);
    if (gone.length > 0) await chrome.storage.session.remove(gone);
  }

  return {
    get: (hash) => kept.get(hash),
    put(answers) {
      if (unstored.size === 0) setTimeout(() => void store(), STORED_AFTER_MS);
      for (const [hash, value] of answers) {
        kept.delete(hash);
        kept.set(hash, value);
        unstored.add(hash);
      }
      for (const hash of kept.keys()) {
        if (kept.size <= MOST_KEPT) break;
        kept.delete(hash);
        unstored.add(hash);
      }
    },
    async clear() {
      const keys = [...kept.keys(), ...unstored].map((hash) => `${PREFIX}${hash}`);
      kept.clear();
      unstored.clear();
      await chrome.storage.session.remove(keys);
    },
  };
}

function isKept(value: unknown): value is Kept {
  return (
    typeof value === 'object' &&
    value !== null &&
    'entries' in value &&
    Array.isArray(value.entries) &&
    'askedAt' in value &&
    'freshUntil' in value
  );
}
