import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '../day/day.ts';
import { judgePromises } from './judge-promises.ts';
import type { GivenPromise, PaidOnDay, PromiseTerms } from './promise.ts';
import { promiseFacts } from './promise-facts.ts';

const TERMS: PromiseTerms = { graceDays: 3, partlyKeptShare: 0.5 };
const promise = (more: Partial<GivenPromise> = {}): GivenPromise => ({
  id: '1',
  alertId: '7',
  madeOn: '2026-10-01',
  dueOn: '2026-10-10',
  amountFen: 1_000,
  ...more,
});
const paid = (paidOn: Day, amountFen: number): PaidOnDay => ({ paidOn, amountFen });
const judge = (payments: PaidOnDay[], asOf: Day, more: Partial<GivenPromise> = {}) => {
  const [judged] = judgePromises([promise(more)], payments, TERMS, asOf);
  return `${judged?.state} ${judged?.paidFen} ${judged?.decidedOn ?? '-'}`;
};

describe('a promise of 1,000 made on 1 October, due on the 10th, with 3 days of grace', () => {
  it.each<[string, PaidOnDay[], Day, string]>([
    ['is open until its grace ends', [], '2026-10-13', 'open 0 -'],
    ['is broken on the day after that', [], '2026-10-14', 'broken 0 2026-10-14'],
    ['is kept on the day of the payment', [paid('2026-10-05', 1_000)], '2026-10-05', 'kept 1000 2026-10-05'],
    ['is not kept by what is paid tomorrow', [paid('2026-10-05', 1_000)], '2026-10-04', 'open 0 -'],
    ['is kept by a payment on the day it was made', [paid('2026-10-01', 1_000)], '2026-10-20', 'kept 1000 2026-10-01'],
    ['is not kept by the day before', [paid('2026-09-30', 1_000)], '2026-10-20', 'broken 0 2026-10-14'],
    ['is kept on the last day of grace', [paid('2026-10-13', 1_000)], '2026-10-20', 'kept 1000 2026-10-13'],
    ['is broken by money a day later', [paid('2026-10-14', 1_000)], '2026-10-20', 'broken 0 2026-10-14'],
    ['is kept by two halves', [paid('2026-10-02', 500), paid('2026-10-09', 700)], '2026-10-20', 'kept 1000 2026-10-09'],
    ['is partly kept by half', [paid('2026-10-09', 500)], '2026-10-20', 'partly_kept 500 2026-10-14'],
    ['is broken by less than half', [paid('2026-10-09', 499)], '2026-10-20', 'broken 499 2026-10-14'],
    ['is still open with half of it paid', [paid('2026-10-09', 500)], '2026-10-13', 'open 500 -'],
    [
      'is not kept by a cheque that bounced',
      [paid('2026-10-05', 1_000), paid('2026-10-08', -1_000)],
      '2026-10-20',
      'broken 0 2026-10-14',
    ],
    [
      'is kept as long as the cheque has not bounced',
      [paid('2026-10-05', 1_000), paid('2026-10-08', -1_000)],
      '2026-10-07',
      'kept 1000 2026-10-05',
    ],
  ])('%s', (_, payments, asOf, expected) => {
    expect(judge(payments, asOf)).toBe(expected);
  });
});

describe('several promises of one customer', () => {
  it('share one payment in the order of their due days: it never keeps two', () => {
    const both = [promise({ id: '1', dueOn: '2026-10-12' }), promise({ id: '2', dueOn: '2026-10-10' })];
    const judged = judgePromises(both, [paid('2026-10-09', 1_600)], TERMS, '2026-10-31');
    expect(judged.map(({ id, state, paidFen }) => [id, state, paidFen])).toEqual([
      ['2', 'kept', 1_000],
      ['1', 'partly_kept', 600],
    ]);
  });

  it('what the first does not need in time is there for the next', () => {
    const later = promise({ id: '2', madeOn: '2026-10-08', dueOn: '2026-10-30' });
    const payments = [paid('2026-10-03', 400), paid('2026-10-20', 1_000)];
    const judged = judgePromises([promise(), later], payments, TERMS, '2026-11-30');
    expect(judged.map(({ state, paidFen }) => [state, paidFen])).toEqual([
      ['broken', 400],
      ['kept', 1_000],
    ]);
  });

  it('money paid to promises adds up: never more than was paid, never more than was promised', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((offset) => addDays('2026-09-01', offset));
    const promises = fc.array(
      fc.record({ madeOn: day, runs: fc.nat(20), amountFen: fc.integer({ min: 1, max: 5_000 }) }),
      { minLength: 1, maxLength: 6 },
    );
    const payments = fc.array(fc.record({ paidOn: day, amountFen: fc.integer({ min: -2_000, max: 5_000 }) }), {
      maxLength: 12,
    });
    const reached = new Set<string>();
    fc.assert(
      fc.property(promises, payments, day, fc.nat(5), (made, money, asOf, graceDays) => {
        const given = made.map(({ madeOn, runs, amountFen }, index) =>
          promise({ id: String(index + 1), madeOn, dueOn: addDays(madeOn, runs), amountFen }),
        );
        const terms = { graceDays, partlyKeptShare: 0.5 };
        const judged = judgePromises(given, money, terms, asOf);
        expect(judged).toHaveLength(given.length);
        const received = money
          .filter(({ paidOn, amountFen }) => paidOn <= asOf && amountFen > 0)
          .reduce((sum, { amountFen }) => sum + amountFen, 0);
        expect(judged.reduce((sum, { paidFen }) => sum + paidFen, 0)).toBeLessThanOrEqual(received);
        for (const { state, paidFen, amountFen, decidedOn, dueOn } of judged) {
          reached.add(state);
          expect(paidFen).toBeGreaterThanOrEqual(0);
          expect(paidFen).toBeLessThanOrEqual(amountFen);
          expect(state === 'kept').toBe(paidFen === amountFen);
          expect(state === 'open').toBe(decidedOn === null);
          if (decidedOn !== null) expect(decidedOn <= asOf).toBe(true);
          if (state === 'broken') expect(asOf > addDays(dueOn, graceDays)).toBe(true);
        }
        // For any time up to a promise's end, all promises together got no more than came in until then.
        for (const until of judged.map(({ dueOn }) => addDays(dueOn, graceDays))) {
          const owed = judged.filter(({ dueOn }) => addDays(dueOn, graceDays) <= until);
          const came = money
            .filter(({ paidOn, amountFen }) => paidOn <= asOf && paidOn <= until && amountFen > 0)
            .reduce((sum, { amountFen }) => sum + amountFen, 0);
          expect(owed.reduce((sum, { paidFen }) => sum + paidFen, 0)).toBeLessThanOrEqual(came);
        }
        // The order in which things are read does not matter.
        expect(judgePromises([...given].reverse(), [...money].reverse(), terms, asOf)).toEqual(judged);
      }),
      { numRuns: 800 },
    );
    expect([...reached].sort()).toEqual(['broken', 'kept', 'open', 'partly_kept']);
  });
});

describe('the facts of promises', () => {
  it('count two years and say nothing where nothing was promised', () => {
    expect(promiseFacts([], [], TERMS, '2026-10-31')).toEqual({ broken: 0, brokenAmountFen: 0, kept: 0 });
    const of = (asOf: Day) => promiseFacts([promise()], [paid('2026-10-09', 400)], TERMS, asOf);
    expect(of('2026-10-31')).toMatchObject({ broken: 1, brokenAmountFen: 600, kept: 0, partlyKept: 0 });
    expect(of('2028-10-09').broken).toBe(1);
    expect(of('2028-10-10')).toEqual({ broken: 0, brokenAmountFen: 0, kept: 0 });
  });
});
