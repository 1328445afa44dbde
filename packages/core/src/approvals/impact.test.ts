import { expect, it } from 'vitest';
import { customerFacts, ledgerFacts, nameOnlyFacts } from '../facts/testing/example-facts.ts';
import { creditImpact } from './impact.ts';

const limits = {
  concentration: { customerShare: 0.1, industryShare: 0.3, regionShare: 0.4, fromPortfolioYuan: 1_000_000 },
} as Parameters<typeof creditImpact>[2];
const facts = nameOnlyFacts({
  customer: customerFacts({ industry: '机械', region: null }),
  ledger: ledgerFacts({ exposureFen: 10_000_000 }),
  portfolio: { exposureFen: 100_000_000, industryExposureFen: 20_000_000, regionExposureFen: 0 },
  group: {
    code: 'G',
    name: '集团',
    memberCount: 3,
    exposureFen: 40_000_000,
    othersOverdueFen: 0,
    othersOpenFen: 0,
    othersMaximumDaysPastDue: 0,
    limitFen: 45_000_000,
  },
});

it('a limit of ¥200,000 used to the full adds what is not owed yet to customer, group, industry and whole', () => {
  const impact = creditImpact(facts, 20_000_000, limits);
  expect(impact.addedFen).toBe(10_000_000);
  expect(impact.group).toEqual({ name: '集团', beforeFen: 40_000_000, afterFen: 50_000_000, limitFen: 45_000_000 });
  expect(impact.shares).toEqual([
    { of: 'customer', before: 0.1, after: 20 / 110, allowed: 0.1 },
    { of: 'industry', before: 0.2, after: 30 / 110, allowed: 0.3 },
  ]);
});

it('a limit below what is owed already adds nothing', () => {
  const impact = creditImpact(facts, 5_000_000, limits);
  expect(impact.addedFen).toBe(0);
  expect(impact.group?.afterFen).toBe(40_000_000);
});

it('a portfolio below the policy’s size is not judged by shares', () => {
  const small = { ...facts, portfolio: { exposureFen: 99_999_999, industryExposureFen: 1, regionExposureFen: 1 } };
  expect(creditImpact(small, 20_000_000, limits).shares).toEqual([]);
});
