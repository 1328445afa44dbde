import type { Badge, BadgesAnswer, Subject } from '../messages.ts';

const MOST_IN_ONE_MESSAGE = 200;
const MOST_REMEMBERED = 3_000;
/** After a failure the page's own changes may bring the question up again, but not at once. */
const AGAIN_AFTER_MS = 5_000;
/** A page that does not change asks again by itself so often, each time after twice as long; then it stays as it is. */
const MOST_TRIES_AGAIN = 4;
/** What was heard longer ago is asked again when the page changes, scrolls or is looked at; until then it stays. */
const OLD_AFTER_MS = 15 * 60_000;
/** A worker that ends while it is asked may never answer; it gives up on the server much sooner. */
const LOST_AFTER_MS = 15_000;

export interface Answers {
  /** undefined: not known yet; null: nobody we know. */
  get(key: string): Badge | null | undefined;
  want(subject: Subject): void;
  /** Whether questions were left without an answer long enough ago to ask again. */
  mayAskAgain(): boolean;
  /** Forgets everything once the oldest answer is too old to rest on. */
  forgetOld(): void;
  forget(): void;
}

/** The key under which a subject's answer is kept: everything that was read of it. */
export function keyOf({ name, uscc, formerNames }: Subject): string {
  return [uscc ?? '', name, ...formerNames].join('\n');
}

/**
 * Asks the worker, one message at a time, and remembers what it said.
 * @param ask undefined: there was nobody to answer
 */
export function createAnswers(
  ask: (subjects: readonly Subject[]) => Promise<BadgesAnswer | undefined>,
  arrived: () => void,
): Answers {
  const known = new Map<string, Badge | null>();
  const wanted = new Map<string, Subject>();
  let asking = false;
  let failedAt: number | null = null;
  let triesAgain = 0;
  let round = 0;
  /** When the oldest answer in `known` was asked for, milliseconds since 1970; a computer that sleeps gets older too. */
  let oldest: number | null = null;

  function askAgainLater(): void {
    failedAt = performance.now();
    wanted.clear();
    if (triesAgain === MOST_TRIES_AGAIN) return;
    setTimeout(arrived, AGAIN_AFTER_MS * 2 ** triesAgain);
    triesAgain += 1;
  }

  async function send(): Promise<void> {
    const batch = [...wanted].slice(0, MOST_IN_ONE_MESSAGE);
    const started = round;
    const askedAt = Date.now();
    let answer: BadgesAnswer | undefined;
    try {
      answer = await orLost(ask(batch.map(([, subject]) => subject)));
    } catch {
      answer = undefined;
    }
    // Everything was forgotten meanwhile, and perhaps asked for anew.
    if (started !== round) return;
    asking = false;
    if (answer === undefined || 'unavailable' in answer) {
      askAgainLater();
      return;
    }
    triesAgain = 0;
    oldest ??= askedAt;
    for (const [index, [key]] of batch.entries()) {
      wanted.delete(key);
      known.set(key, answer.badges[index] ?? null);
    }
    for (const key of known.keys()) {
      if (known.size <= MOST_REMEMBERED) break;
      known.delete(key);
    }
    arrived();
    wake();
  }

  function wake(): void {
    if (asking || wanted.size === 0) return;
    asking = true;
    const started = round;
    // Names come one by one within a task and leave together.
    queueMicrotask(() => {
      if (started === round) void send();
    });
  }

  function forget(): void {
    round += 1;
    known.clear();
    wanted.clear();
    asking = false;
    failedAt = null;
    oldest = null;
  }

  return {
    get: (key) => known.get(key),
    want(subject) {
      const key = keyOf(subject);
      if (known.has(key)) return;
      wanted.set(key, subject);
      wake();
    },
    mayAskAgain() {
      if (failedAt === null || performance.now() - failedAt < AGAIN_AFTER_MS) return false;
      failedAt = null;
      return true;
    },
    forgetOld() {
      if (oldest !== null && Date.now() - oldest > OLD_AFTER_MS) forget();
    },
    forget,
  };
}

/** @throws Error when the answer does not come */
async function orLost<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const lost = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), LOST_AFTER_MS);
  });
  try {
    return await Promise.race([answer, lost]);
  } finally {
    clearTimeout(timer);
  }
}
