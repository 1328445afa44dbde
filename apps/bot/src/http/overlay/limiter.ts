/** Allows bursts and a steady rate per key, so that one caller who asks too much disturbs nobody else. */
export interface Limiter {
  /** Takes one if there is one left. @returns false: too many */
  take(key: string): boolean;
  /** Whether there is one left, without taking it. */
  has(key: string): boolean;
}

interface Bucket {
  left: number;
  at: number;
}

/** Keys remembered at most; a key that was forgotten begins anew. */
const KEYS_AT_MOST = 10_000;

/** @param now milliseconds */
export function limiter(options: {
  readonly burst: number;
  readonly perSecond: number;
  readonly now: () => number;
}): Limiter {
  const { burst, perSecond, now } = options;
  const buckets = new Map<string, Bucket>();
  const bucketOf = (key: string): Bucket => {
    const at = now();
    const known = buckets.get(key);
    const left = known === undefined ? burst : Math.min(burst, known.left + ((at - known.at) / 1000) * perSecond);
    return { left, at };
  };
  return {
    take(key) {
      const bucket = bucketOf(key);
      const enough = bucket.left >= 1;
      if (enough) bucket.left -= 1;
      // The one that was used longest ago stands first, and is the one to forget.
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > KEYS_AT_MOST) for (const oldest of [...buckets.keys()].slice(0, 100)) buckets.delete(oldest);
      return enough;
    },
    has: (key) => bucketOf(key).left >= 1,
  };
}
