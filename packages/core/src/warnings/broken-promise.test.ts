import { describe, expect, it } from 'vitest';
import type { Day } from '../day/day.ts';
import { nameOnlyFacts } from '../facts/testing/example-facts.ts';
import { smallPolicy } from '../policy/testing/small-policy.ts';
import type { JudgedPromise } from '../promises/promise.ts';
import { assess } from '../scorecard/assess.ts';
import { compileBrokenPromise } from './broken-promise.ts';

const find = compileBrokenPromise({
  kind: 'broken_promise',
  id: 'broken_promise',
  label: { zh: '付款承诺未兑现', en: 'Broken promises to pay' },
  type: 'default',
  form: 'arrears',
  coolDownDays: 0,
  withinDays: 365,
  levels: [
    { severity: 'orange', countAtLeast: 1 },
    { severity: 'red', countAtLeast: 2 },
  ],
});
const policy = smallPolicy();

const promise = (dueOn: Day, decidedOn: Day | null, state: JudgedPromise['state'] = 'broken'): JudgedPromise => ({
  id: '1',
  alertId: '1',
  madeOn: '2020-01-01',
  dueOn,
  decidedOn,
  state,
  amountFen: 1_000,
  paidFen: 100,
});
/** Facts as of 2026-10-31, the customer last looked at on `lookedAt`. */
const findingOf = (history: JudgedPromise[], lookedAt: Day | null) => {
  const facts = nameOnlyFacts({ promises: { kept: 0, broken: 0, brokenAmountFen: 0, history } });
  const before = lookedAt === null ? null : { grade: 'A', score: 70, asOf: lookedAt };
  return find(facts, before, assess(facts, policy));
};
const severityOf = (history: JudgedPromise[], lookedAt: Day | null) => findingOf(history, lookedAt)?.severity ?? null;

describe('a broken promise', () => {
  const october = promise('2026-10-25', '2026-10-29');

  it('is raised once: when the customer is looked at for the first time after it was broken', () => {
    expect(severityOf([october], '2026-10-28')).toBe('orange');
    expect(severityOf([october], '2026-10-29')).toBeNull();
    expect(severityOf([october], '2026-10-31')).toBeNull();
    expect(severityOf([october], null)).toBe('orange');
  });

  it('weighs more the second time within a year, and not any more after it', () => {
    expect(severityOf([promise('2025-10-31', '2025-11-04'), october], '2026-10-28')).toBe('red');
    expect(severityOf([promise('2025-10-30', '2025-11-03'), october], '2026-10-28')).toBe('orange');
  });

  it('is none where the promise was kept, partly kept or still runs', () => {
    expect(severityOf([promise('2026-10-25', '2026-10-29', 'kept')], '2026-10-28')).toBeNull();
    expect(severityOf([promise('2026-10-25', '2026-10-29', 'partly_kept')], '2026-10-28')).toBeNull();
    expect(severityOf([promise('2026-10-30', null, 'open')], '2026-10-28')).toBeNull();
  });

  it('brings all promises of the customer as its evidence', () => {
    const kept = promise('2026-09-10', '2026-09-09', 'kept');
    expect(findingOf([kept, october], '2026-10-28')?.evidence).toEqual({
      kind: 'broken_promise',
      dueOn: '2026-10-25',
      amountFen: 1_000,
      paidFen: 100,
      count: 1,
      withinDays: 365,
      history: [kept, october],
    });
  });
});
