import type { BadgeEntry } from '@xinshao/core/contract/overlay.ts';

const MOST_KEPT = 5_000;
const PREFIX = 'hash:';

export interface Kept {
  /** Customers with that hash; empty: nobody. */
  readonly entries: readonly BadgeEntry[];
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  readonly freshUntil: number;
}

export interface AnswerStore {
  get(hash: string): Kept | undefined;
  put(answers: ReadonlyMap<string, Kept>): Promise<void>;
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

  return {
    get: (hash) => kept.get(hash),
    async put(answers) {
      for (const [hash, value] of answers) {
        kept.delete(hash);
        kept.set(hash, value);
      }
      const gone: string[] = [];
      for (const hash of kept.keys()) {
        if (kept.size - gone.length <= MOST_KEPT) break;
        gone.push(hash);
      }
      for (const hash of gone) kept.delete(hash);
      await chrome.storage.session.set(
        Object.fromEntries([...answers].map(([hash, value]) => [`${PREFIX}${hash}`, value])),
      );
      if (gone.length > 0) await chrome.storage.session.remove(gone.map((hash) => `${PREFIX}${hash}`));
    },
    async clear() {
      const keys = [...kept.keys()].map((hash) => `${PREFIX}${hash}`);
      kept.clear();
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
