import { addDays, type Day } from '../day/day.ts';
import type { GivenPromise, JudgedPromise, PaidOnDay, PromiseTerms } from './promise.ts';

/**
 * What became of a customer's promises to pay, as of a day. A payment counts for a promise from the day on which it was
 * made until its day and the days of grace after it, whatever the money was for. Payments are shared among several
 * promises in the order of their due days, so that no yuan keeps two of them; money that was taken back (a bounced
 * cheque) keeps none.
 * @param promises of one customer
 * @param payments of the same customer; those after `asOf` are not seen
 * @returns in the order of their due days
 */
export function judgePromises(
  promises: readonly GivenPromise[],
  payments: readonly PaidOnDay[],
  terms: PromiseTerms,
  asOf: Day,
): JudgedPromise[] {
  const left = withoutTakenBack(payments.filter(({ paidOn }) => paidOn <= asOf));
  return [...promises].sort(byDueDay).map((promise) => judge(promise, left, terms, asOf));
}

interface Money {
  readonly paidOn: Day;
  leftFen: number;
}

/** Takes what the promise needs out of the money that is left. */
function judge(given: GivenPromise, left: readonly Money[], terms: PromiseTerms, asOf: Day): JudgedPromise {
  const { alertId, amountFen, dueOn, id, madeOn } = given;
  const lastDay = addDays(dueOn, terms.graceDays);
  let paidFen = 0;
  let filledOn: Day | null = null;
  for (const money of left) {
    if (money.paidOn < madeOn || money.leftFen === 0) continue;
    if (money.paidOn > lastDay || paidFen === amountFen) break;
    const taken = Math.min(money.leftFen, amountFen - paidFen);
    money.leftFen -= taken;
    paidFen += taken;
    if (paidFen === amountFen) filledOn = money.paidOn;
  }
  // Members in alphabetical order: facts hold it, and their plain JSON is their canonical JSON.
  const result = (state: JudgedPromise['state'], decidedOn: Day | null): JudgedPromise => {
    return { alertId, amountFen, decidedOn, dueOn, id, madeOn, paidFen, state };
  };
  if (filledOn !== null) return result('kept', filledOn);
  if (asOf <= lastDay) return result('open', null);
  const isPart = paidFen > 0 && paidFen >= amountFen * terms.partlyKeptShare;
  return result(isPart ? 'partly_kept' : 'broken', addDays(lastDay, 1));
}

/** The money of each day in order; what was taken back is taken from the money of its day, then the latest before it. */
function withoutTakenBack(payments: readonly PaidOnDay[]): Money[] {
  const byDay = new Map<Day, number>();
  for (const { paidOn, amountFen } of payments) byDay.set(paidOn, (byDay.get(paidOn) ?? 0) + amountFen);
  const money: Money[] = [];
  for (const [paidOn, amountFen] of [...byDay].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (amountFen >= 0) {
      money.push({ paidOn, leftFen: amountFen });
      continue;
    }
    let owed = -amountFen;
    for (let place = money.length - 1; place >= 0 && owed > 0; place -= 1) {
      const latest = money[place];
      if (latest === undefined) break;
      const taken = Math.min(owed, latest.leftFen);
      latest.leftFen -= taken;
      owed -= taken;
    }
  }
  return money;
}

function byDueDay(a: GivenPromise, b: GivenPromise): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1;
  if (a.madeOn !== b.madeOn) return a.madeOn < b.madeOn ? -1 : 1;
  return Number(a.id) - Number(b.id);
}
