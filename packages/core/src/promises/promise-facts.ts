import { type Day, daysBetween } from '../day/day.ts';
import type { PromiseFacts } from '../facts/facts.ts';
import { judgePromises } from './judge-promises.ts';
import type { GivenPromise, JudgedPromise, PaidOnDay, PromiseTerms } from './promise.ts';

/** Promises count for two years after their day. */
export const PROMISE_DAYS_COUNTED = 730;
/** Older ones are still judged along, so that their money does not seem to keep a younger one. */
export const PROMISE_DAYS_READ = 1095;

/** What the facts hold of a customer that never promised anything. */
export const NO_PROMISES: PromiseFacts = { broken: 0, brokenAmountFen: 0, kept: 0 };

/** The promises of a customer as its facts hold them: how many were kept, and each of the last two years. */
export function promiseFacts(
  promises: readonly GivenPromise[],
  payments: readonly PaidOnDay[],
  terms: PromiseTerms,
  asOf: Day,
): PromiseFacts {
  const history = judgePromises(promises, payments, terms, asOf).filter(
    ({ dueOn }) => daysBetween(dueOn, asOf) <= PROMISE_DAYS_COUNTED,
  );
  if (history.length === 0) return NO_PROMISES;
  const broken = history.filter(({ state }) => state === 'broken');
  return {
    broken: broken.length,
    brokenAmountFen: broken.reduce((sum, promise) => sum + unpaidFen(promise), 0),
    history,
    kept: history.filter(({ state }) => state === 'kept').length,
    partlyKept: history.filter(({ state }) => state === 'partly_kept').length,
  };
}

function unpaidFen({ amountFen, paidFen }: JudgedPromise): number {
  return amountFen - paidFen;
}
