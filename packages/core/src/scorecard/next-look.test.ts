import { describe, expect, it } from 'vitest';
import type { Day } from '../day/day.ts';
import type { EventFacts, Facts } from '../facts/facts.ts';
import { customerFacts, ledgerFacts, nameOnlyFacts, taxFacts } from '../facts/testing/example-facts.ts';
import { smallPolicy } from '../policy/testing/small-policy.ts';
import { assess } from './assess.ts';
import { nextLookOn } from './next-look.ts';

const policy = smallPolicy();

function next(stated: Partial<Facts>, earliestOpenDueOn: Day | null = null): Day {
  const facts = nameOnlyFacts(stated);
  return nextLookOn(facts, assess(facts, policy), policy, earliestOpenDueOn);
}

const report = (latestOn: Day, stated: Partial<EventFacts> = {}): EventFacts => ({
  count12m: 1,
  count24m: 1,
  latestOn,
  latestValue: 900,
  latestTitle: null,
  latestSource: null,
  amount12mFen: 0,
  ...stated,
});
const papers = customerFacts({ documentsComplete: true });

// Facts are as of 2026-10-31.
describe('the next look', () => {
  it('is tomorrow while something is overdue: days past due grow', () => {
    expect(next({ ledger: ledgerFacts({ overdueFen: 1, maximumDaysPastDue: 1 }) })).toBe('2026-11-01');
  });

  it('comes at the frequency of the grade, or of customers without one', () => {
    expect(next({ customer: papers, events: { bureau_score: report('2026-10-31') } })).toBe('2026-11-30');
    expect(next({})).toBe('2026-11-10');
  });

  it('is the day on which a promise to pay is decided, and the one on which it stops counting', () => {
    const promised = (state: 'open' | 'broken', dueOn: Day, decidedOn: Day | null) => ({
      promises: {
        kept: 0,
        broken: state === 'broken' ? 1 : 0,
        brokenAmountFen: 0,
        history: [{ id: '1', alertId: '1', madeOn: dueOn, dueOn, amountFen: 5, paidFen: 0, state, decidedOn }],
      },
    });
    // This policy knows no days of grace.
    expect(next(promised('open', '2026-11-04', null))).toBe('2026-11-05');
    expect(next(promised('broken', '2024-11-04', '2024-11-05'))).toBe('2026-11-05');
    expect(next(promised('broken', '2026-10-01', '2026-10-02'))).toBe('2026-11-10');
  });

  it('is the day after an open item falls due', () => {
    expect(next({}, '2026-11-03')).toBe('2026-11-04');
    expect(next({}, '2026-10-31')).toBe('2026-11-01');
    expect(next({}, '2026-12-24')).toBe('2026-11-10');
  });

  it('is the day on which a source becomes stale, but not again once it is', () => {
    expect(next({ dataDates: { bureau: '2026-10-03' } })).toBe('2026-11-04');
    expect(next({ dataDates: { bureau: '2026-09-01' } })).toBe('2026-11-10');
  });

  it('is the first day on which the annual agreement holds no more', () => {
    const signed = (agreementSignedOn: Day) => customerFacts({ agreementSignedOn });
    expect(next({ customer: signed('2025-11-01') })).toBe('2026-11-01');
    expect(next({ customer: signed('2025-11-05') })).toBe('2026-11-05');
    expect(next({ customer: signed('2025-10-31') })).toBe('2026-11-10');
    expect(next({ customer: signed('2026-10-31') })).toBe('2026-11-10');
  });

  it('is the day on which tax invoices say nothing of the present any more', () => {
    expect(next({ tax: taxFacts({ lastIssuedOn: '2025-11-03' }) })).toBe('2026-11-05');
  });

  it('is the day after the last on which a rule still looks at an event', () => {
    expect(next({ events: { lawsuit: report('2026-08-08') } })).toBe('2026-11-07');
  });

  it('is the day on which the latest event leaves its 12 or 24 months', () => {
    expect(next({ events: { penalty: report('2025-11-05') } })).toBe('2026-11-05');
    expect(next({ events: { penalty: report('2024-11-06', { count12m: 0 }) } })).toBe('2026-11-06');
  });

  it('is tomorrow where earlier events of the kind may leave any day', () => {
    expect(next({ events: { penalty: report('2026-10-20', { count12m: 2, count24m: 2 }) } })).toBe('2026-11-01');
  });

  it('is the first of the month when its sales become complete', () => {
    const ledger = ledgerFacts();
    expect(next({ ledger, asOf: '2026-10-31' })).toBe('2026-11-01');
    expect(next({ ledger, asOf: '2026-01-29' })).toBe('2026-02-01');
    expect(next({ ledger, asOf: '2026-12-25' })).toBe('2027-01-01');
  });

  it('is the day on which a customer is no longer new', () => {
    expect(next({ customer: customerFacts({ firstOrderOn: '2025-11-04', orderCount: 9 }) })).toBe('2026-11-04');
  });
});
