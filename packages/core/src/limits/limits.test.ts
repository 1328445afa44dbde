import { describe, expect, it } from 'vitest';
import type { Day } from '../day/day.ts';
import type { Facts } from '../facts/facts.ts';
import { customerFacts, ledgerFacts, nameOnlyFacts, statementFacts, taxFacts } from '../facts/testing/example-facts.ts';
import { smallPolicy } from '../policy/testing/small-policy.ts';
import type { LimitCandidateId } from '../scorecard/assessment.ts';
import type { CompiledGrade } from '../scorecard/compiled.ts';
import { expectedLoss } from './expected-loss.ts';
import { recommendLimit } from './recommend-limit.ts';
import { recommendTerms } from './terms.ts';

const policy = smallPolicy();

function grade(letter: string): CompiledGrade {
  const found = policy.grades.find((entry) => entry.grade === letter);
  if (found === undefined) throw new Error(`no grade ${letter}`);
  return found;
}

function candidate(facts: Facts, id: LimitCandidateId, letter = 'A'): number | null | undefined {
  return recommendLimit(facts, grade(letter), policy).candidates.find((entry) => entry.id === id)?.fen;
}

const agreed = customerFacts({
  termDays: 60,
  orderCount: 50,
  agreementSignedOn: '2026-01-01',
  documentsComplete: true,
});

describe('limit candidates', () => {
  it('need: a year of sales of ¥3.65m on 60 days, paid 10 days late, is ¥700,000', () => {
    const ledger = ledgerFacts({ sales12mFen: 365_000_000, daysBeyondTerms: 10 });
    expect(candidate(nameOnlyFacts({ customer: agreed, ledger }), 'need')).toBe(70_000_000);
  });

  it('need: takes the terms of the invoices, then those of the grade, where none are agreed', () => {
    const ledger = ledgerFacts({ sales12mFen: 365_000_000, averageTermDays: 45 });
    expect(candidate(nameOnlyFacts({ ledger }), 'need')).toBe(45_000_000);
    expect(candidate(nameOnlyFacts({ ledger: { ...ledger, averageTermDays: null } }), 'need')).toBe(60_000_000);
  });

  it('need: is nothing for who pays before the due day by more than the terms, unknown without sales', () => {
    const early = ledgerFacts({ daysBeyondTerms: -70 });
    expect(candidate(nameOnlyFacts({ customer: agreed, ledger: early }), 'need')).toBe(0);
    expect(candidate(nameOnlyFacts({ customer: agreed }), 'need')).toBeNull();
  });

  it('strength: 10% of tangible net worth for an A, nothing where debts exceed assets', () => {
    expect(candidate(nameOnlyFacts({ statement: statementFacts() }), 'strength')).toBe(600_000_000);
    expect(candidate(nameOnlyFacts({ statement: statementFacts({ equityFen: -1 }) }), 'strength')).toBe(0);
    expect(candidate(nameOnlyFacts(), 'strength')).toBeNull();
  });

  it('turnover: a share of what it buys from us, or of a tenth of all it buys', () => {
    expect(candidate(nameOnlyFacts({ ledger: ledgerFacts(), tax: taxFacts() }), 'turnover')).toBe(30_000_000);
    expect(candidate(nameOnlyFacts({ tax: taxFacts() }), 'turnover')).toBe(75_000_000);
  });

  it('group: what the other members leave of the group limit', () => {
    const group = {
      code: 'G1',
      name: '华东集团',
      memberCount: 3,
      exposureFen: 50_000_000,
      othersOverdueFen: 0,
      othersOpenFen: 40_000_000,
      othersMaximumDaysPastDue: 0,
      limitFen: 60_000_000,
    };
    expect(candidate(nameOnlyFacts({ ledger: ledgerFacts(), group }), 'group')).toBe(20_000_000);
    expect(
      candidate(nameOnlyFacts({ ledger: ledgerFacts(), group: { ...group, limitFen: 30_000_000 } }), 'group'),
    ).toBe(0);
    expect(
      candidate(nameOnlyFacts({ ledger: ledgerFacts(), group: { ...group, limitFen: null } }), 'group'),
    ).toBeNull();
  });

  it('concentration: the tightest of customer, industry and region; small portfolios are not judged', () => {
    const portfolio = { exposureFen: 1_000_000_000, industryExposureFen: 380_000_000, regionExposureFen: 100_000_000 };
    const ledger = ledgerFacts();
    expect(candidate(nameOnlyFacts({ ledger, portfolio }), 'concentration')).toBe(100_000_000);
    const inIndustry = customerFacts({ industry: '机械', region: '华东' });
    expect(candidate(nameOnlyFacts({ customer: inIndustry, ledger, portfolio }), 'concentration')).toBe(30_000_000);
    const small = { ...portfolio, exposureFen: 99_999_999 };
    expect(candidate(nameOnlyFacts({ ledger, portfolio: small }), 'concentration')).toBeNull();
  });
});

describe('the recommended limit', () => {
  it('is the least candidate, rounded down to whole thousands, and says which it was', () => {
    const ledger = ledgerFacts({ sales12mFen: 123_456_789 });
    const limit = recommendLimit(nameOnlyFacts({ customer: agreed, ledger }), grade('A'), policy);
    expect(limit).toMatchObject({ binding: 'need', recommendedFen: 20_200_000, suggestion: null });
    expect(limit.candidates.map(({ id }) => id)).toEqual([
      'need',
      'strength',
      'turnover',
      'ceiling',
      'group',
      'concentration',
    ]);
  });

  it('never exceeds the ceiling of the grade', () => {
    const facts = nameOnlyFacts({ customer: agreed, ledger: ledgerFacts({ sales12mFen: 90_000_000_000 }) });
    expect(recommendLimit(facts, grade('B'), policy)).toMatchObject({ binding: 'ceiling', recommendedFen: 30_000_000 });
  });

  it('suggests shorter terms while 15 days and more would do, else security', () => {
    const facts = (sales12mFen: number): Facts =>
      nameOnlyFacts({ customer: agreed, ledger: ledgerFacts({ sales12mFen }) });
    // A ceiling of ¥300,000 carries 15 days of ¥7.3m a year.
    expect(recommendLimit(facts(730_000_000), grade('B'), policy).suggestion).toBe('shorter_terms');
    expect(recommendLimit(facts(730_100_000), grade('B'), policy).suggestion).toBe('security');
  });

  it('is not given without a grade, but what can be computed is shown', () => {
    const limit = recommendLimit(nameOnlyFacts({ customer: agreed, ledger: ledgerFacts() }), null, policy);
    expect(limit).toMatchObject({ recommendedFen: null, binding: null });
    expect(limit.candidates[0]).toEqual({ id: 'need', fen: 19_726_027 });
  });
});

describe('terms (R16)', () => {
  const terms = (stated: Partial<Facts>) => recommendTerms(nameOnlyFacts(stated), grade('A'), policy.policy.terms);

  it.each([
    [0, 0, ['first_orders_prepaid']],
    [2, 0, ['first_orders_prepaid']],
    [3, 60, ['grade']],
  ])('after %d orders: %d days', (orderCount, days, reasons) => {
    expect(terms({ customer: { ...agreed, orderCount } })).toEqual({ days, reasons });
  });

  it('invoices prove orders that nobody counted', () => {
    const uncounted = { ...agreed, orderCount: null };
    expect(terms({ customer: uncounted, ledger: ledgerFacts({ invoiceCount: 2 }) }).reasons).toEqual([
      'first_orders_prepaid',
    ]);
    expect(terms({ customer: uncounted, ledger: ledgerFacts({ invoiceCount: 3 }) }).reasons).toEqual(['grade']);
    expect(terms({ customer: uncounted }).reasons).toEqual(['first_orders_prepaid']);
  });

  it.each<readonly [Day, number, readonly string[]]>([
    ['2025-11-01', 60, ['grade']],
    ['2025-10-31', 0, ['agreement_expired']],
    ['2019-10-31', 0, ['agreement_expired']],
    ['2026-10-31', 60, ['grade']],
  ])(
    'an agreement signed on %s gives %d days on 2026-10-31: it holds for 365 days',
    (agreementSignedOn, days, reasons) => {
      expect(terms({ customer: { ...agreed, agreementSignedOn } })).toEqual({ days, reasons });
    },
  );

  it('are not ended by an old agreement where the policy says nothing of its length, or asks for none', () => {
    const facts = nameOnlyFacts({ customer: { ...agreed, agreementSignedOn: '2019-10-31' } });
    const { agreementValidDays: _, ...endless } = policy.policy.terms;
    expect(recommendTerms(facts, grade('A'), endless)).toEqual({ days: 60, reasons: ['grade'] });
    const without = { ...policy.policy.terms, requireAgreement: false };
    expect(recommendTerms(facts, grade('A'), without)).toEqual({ days: 60, reasons: ['grade'] });
  });

  it('begin only with agreement and documents, and name everything that is missing', () => {
    expect(terms({ customer: { ...agreed, agreementSignedOn: null } })).toEqual({
      days: 0,
      reasons: ['agreement_missing'],
    });
    expect(terms({ customer: { ...agreed, documentsComplete: false } })).toEqual({
      days: 0,
      reasons: ['documents_missing'],
    });
    expect(terms({})).toEqual({ days: 0, reasons: ['first_orders_prepaid', 'agreement_missing', 'documents_missing'] });
  });
});

describe('expected loss', () => {
  it('is PD × LGD × exposure: 5% × 50% of ¥100,000 is ¥2,500', () => {
    expect(expectedLoss(nameOnlyFacts({ ledger: ledgerFacts() }), grade('B'), 0.5)).toEqual({
      probabilityOfDefault: 0.05,
      lossGivenDefault: 0.5,
      exposureAtDefaultFen: 10_000_000,
      expectedLossFen: 250_000,
    });
  });

  it('is unknown without a grade or a ledger', () => {
    expect(expectedLoss(nameOnlyFacts({ ledger: ledgerFacts() }), null, 0.5)).toBeNull();
    expect(expectedLoss(nameOnlyFacts(), grade('B'), 0.5)).toBeNull();
  });
});
