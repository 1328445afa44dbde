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

const promise = (
  id: string,
  dueOn: Day,
  decidedOn: Day | null,
  state: JudgedPromise['state'] = 'broken',
): JudgedPromise => ({
  id,
  alertId: '1',
  madeOn: '2020-01-01',
  dueOn,
  decidedOn,
  state,
  amountFen: 1_000,
  paidFen: 100,
});
/** Facts as of 2026-10-31; `known`: the promises that stood as broken when the customer was last looked at. */
const findingOf = (history: JudgedPromise[], known: string[] | null) => {
  const facts = nameOnlyFacts({ promises: { kept: 0, broken: 0, brokenAmountFen: 0, history } });
  const before = known === null ? null : { grade: 'A', score: 70, asOf: '2026-10-30' as const, brokenPromises: known };
  return find(facts, before, assess(facts, policy));
};
const severityOf = (history: JudgedPromise[], known: string[] | null) => findingOf(history, known)?.severity ?? null;

describe('a broken promise', () => {
  const october = promise('7', '2026-10-25', '2026-10-29');

  it('is raised once: when it was not known as broken before, however late that is learned', () => {
    expect(severityOf([october], [])).toBe('orange');
    expect(severityOf([october], null)).toBe('orange');
    expect(severityOf([october], ['7'])).toBeNull();
    expect(severityOf([promise('3', '2026-05-01', '2026-05-05'), october], ['7'])).toBe('red');
  });

  it('weighs more the second time within a year, and not any more after it', () => {
    expect(severityOf([promise('3', '2025-10-31', '2025-11-04'), october], ['3'])).toBe('red');
    expect(severityOf([promise('3', '2025-10-30', '2025-11-03'), october], ['3'])).toBe('orange');
  });

  it('is none where the promise was kept, partly kept or still runs', () => {
    expect(severityOf([promise('7', '2026-10-25', '2026-10-29', 'kept')], [])).toBeNull();
    expect(severityOf([promise('7', '2026-10-25', '2026-10-29', 'partly_kept')], [])).toBeNull();
    expect(severityOf([promise('7', '2026-10-30', null, 'open')], [])).toBeNull();
  });

  it('brings all promises of the customer as its evidence', () => {
    const kept = promise('3', '2026-09-10', '2026-09-09', 'kept');
    expect(findingOf([kept, october], [])?.evidence).toEqual({
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
