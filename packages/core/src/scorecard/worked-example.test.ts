import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Facts } from '../facts/facts.ts';
import { customerFacts, ledgerFacts, nameOnlyFacts, statementFacts } from '../facts/testing/example-facts.ts';
import { fenFromYuan as yuan } from '../money/fen.ts';
import { compileText } from '../policy/testing/small-policy.ts';
import { detect } from '../warnings/detect.ts';
import { assess } from './assess.ts';

/** The customer that docs/policy.md scores by hand. */
const FACTS: Facts = nameOnlyFacts({
  customer: customerFacts({
    documentsComplete: true,
    agreementSignedOn: '2026-01-05',
    creditLimitFen: yuan(300_000),
    termDays: 45,
    firstOrderOn: '2023-05-10',
    orderCount: 60,
  }),
  ledger: ledgerFacts({
    invoiceCount: 60,
    firstInvoiceOn: '2023-05-12',
    openFen: yuan(260_000),
    aging: [yuan(220_000), yuan(40_000), 0, 0, 0, 0, 0],
    overdueFen: yuan(40_000),
    maximumDaysPastDue: 12,
    exposureFen: yuan(260_000),
    sales12mFen: yuan(1_800_000),
    salesPrevious12mFen: yuan(1_700_000),
    monthlySalesFen: Array.from({ length: 12 }, () => yuan(150_000)),
    daysBeyondTerms: 6,
    daysBeyondTermsRecent: 8,
    daysBeyondTermsBefore: 5,
    paymentIndex: 76,
    lateShare: 0.45,
  }),
  statement: statementFacts({
    totalAssetsFen: yuan(20_000_000),
    currentAssetsFen: yuan(12_000_000),
    totalLiabilitiesFen: yuan(11_000_000),
    currentLiabilitiesFen: yuan(9_000_000),
    shortTermDebtFen: yuan(2_000_000),
    totalDebtFen: yuan(3_000_000),
    newDebt12mFen: yuan(300_000),
    equityFen: yuan(9_000_000),
    retainedEarningsFen: yuan(4_000_000),
    revenueFen: yuan(30_000_000),
    netProfitFen: yuan(1_200_000),
    ebitFen: yuan(1_800_000),
    operatingCashFlowFen: yuan(1_600_000),
  }),
  dataDates: { ledger: '2026-10-30', master: '2026-10-31', registry: '2026-10-31', statements: '2025-12-31' },
});

it('the worked example of docs/policy.md comes out as it is written there', () => {
  const text = readFileSync(new URL('../../../../policies/trade-credit.yaml', import.meta.url), 'utf8');
  const policy = compileText(text);
  const assessment = assess(FACTS, policy);
  const points = (dimension: string): number =>
    assessment.factors
      .filter((factor) => factor.dimension === dimension)
      .reduce((sum, factor) => sum + factor.points, 0);
  expect(['character', 'capacity', 'capital', 'collateral', 'conditions'].map(points)).toEqual([31, 15, 11, 4, 12]);
  expect(assessment).toMatchObject({ score: 73, grade: 'A', tier: 'standard', confidence: 0.8, caps: [], stale: [] });
  expect(assessment.limit).toMatchObject({ recommendedFen: yuan(251_000), binding: 'need', suggestion: null });
  expect(assessment.limit.candidates.slice(0, 4)).toEqual([
    { id: 'need', fen: yuan(251_506.85) },
    { id: 'strength', fen: yuan(900_000) },
    { id: 'turnover', fen: yuan(360_000) },
    { id: 'ceiling', fen: yuan(5_000_000) },
  ]);
  expect(assessment.terms).toEqual({ days: 45, reasons: ['grade'] });
  expect(assessment.expectedLoss?.expectedLossFen).toBe(yuan(2_340));
  expect(detect(null, FACTS, assessment, policy).map(({ ruleId, severity }) => [ruleId, severity])).toEqual([
    ['cash_flow_cover', 'yellow'],
  ]);
});
