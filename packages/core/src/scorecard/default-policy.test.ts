import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EventFacts, Facts, LedgerFacts } from '../facts/facts.ts';
import {
  excellentFacts,
  ledgerFacts,
  nameOnlyFacts,
  statementFacts,
  taxFacts,
} from '../facts/testing/example-facts.ts';
import { compileText } from '../policy/testing/small-policy.ts';
import { assess } from './assess.ts';

const tradeCredit = compileText(
  readFileSync(new URL('../../../../policies/trade-credit.yaml', import.meta.url), 'utf8'),
);

const oneEvent: EventFacts = {
  count12m: 1,
  count24m: 1,
  latestOn: '2026-10-15',
  latestValue: null,
  latestTitle: null,
  latestSource: null,
  amount12mFen: 0,
};

function ledgerOnly(ledger: LedgerFacts): Facts {
  return nameOnlyFacts({ ledger, dataDates: { ledger: '2026-10-31' } });
}

describe('the default policy', () => {
  it('grades an excellent customer AAA when it is well secured, with full confidence', () => {
    expect(assess(excellentFacts(), tradeCredit)).toMatchObject({ grade: 'AAA', confidence: 1, caps: [], stale: [] });
  });

  it('grades a good payer of whom only the ledger is known, at A at best for lack of documents', () => {
    const assessment = assess(ledgerOnly(ledgerFacts()), tradeCredit);
    expect(assessment).toMatchObject({ outcome: 'graded', grade: 'A' });
    expect(assessment.caps.map((cap) => cap.id)).toContain('documents_missing');
    expect(assessment.confidence).toBeGreaterThan(0.35);
    expect(assessment.confidence).toBeLessThan(0.5);
  });

  it('grades a bad payer of whom only the ledger is known C', () => {
    const ledger = ledgerFacts({
      paymentIndex: 35,
      maximumDaysPastDue: 100,
      overdueFen: 8_000_000,
      aging: [2_000_000, 0, 0, 0, 8_000_000, 0, 0],
    });
    const assessment = assess(ledgerOnly(ledger), tradeCredit);
    expect(assessment.grade).toBe('C');
    expect(assessment.caps.map((cap) => cap.id)).toEqual(
      expect.arrayContaining(['payment_timeliness_low', 'long_arrears']),
    );
  });

  it('grades a company from its tax invoices alone', () => {
    const facts = nameOnlyFacts({ tax: taxFacts() });
    expect(assess(facts, tradeCredit)).toMatchObject({ outcome: 'graded', grade: 'B' });
    const poor = taxFacts({
      sales12mFen: 50_000_000,
      salesPrevious12mFen: 200_000_000,
      voidShare: 0.3,
      largestBuyerShare: 0.95,
      activeMonths: 7,
      purchases12mFen: 90_000_000,
    });
    expect(assess(nameOnlyFacts({ tax: poor }), tradeCredit)).toMatchObject({ outcome: 'graded', grade: 'C' });
  });

  it('grades twelve months of tax invoices without an earlier year to compare with', () => {
    const oneYear = nameOnlyFacts({ tax: taxFacts({ salesPrevious12mFen: 0 }) });
    const assessment = assess(oneYear, tradeCredit);
    expect(assessment).toMatchObject({ outcome: 'graded', confidence: 0.38 });
    expect(assessment.factors.find(({ id }) => id === 'sales_trend')?.metric).toBe('tax.sales_slope');
  });

  // 107 days: by quarter, until the 15th after it.
  it.each([
    ['2026-07-16', 0.38, 'graded'],
    ['2026-07-15', 0.266, 'graded'],
    ['2025-10-30', 0.266, 'graded'],
    ['2025-10-29', 0, 'insufficient_data'],
  ] as const)('with the latest tax invoice of %s is %d sure on 2026-10-31: %s', (lastIssuedOn, confidence, outcome) => {
    const assessment = assess(nameOnlyFacts({ tax: taxFacts({ lastIssuedOn }) }), tradeCredit);
    expect(assessment).toMatchObject({ confidence, outcome });
  });

  it('does not grade by tax invoices of five months, but by those of six', () => {
    const thin = (activeMonths: number) => assess(nameOnlyFacts({ tax: taxFacts({ activeMonths }) }), tradeCredit);
    expect(thin(5).outcome).toBe('insufficient_data');
    expect(thin(6).outcome).toBe('graded');
  });

  it('lets a year of prompt payment reach A, and no more, on the ledger alone', () => {
    const prompt = ledgerFacts({ firstInvoiceOn: '2025-10-25', salesPrevious12mFen: 0 });
    expect(assess(ledgerOnly(prompt), tradeCredit).grade).toBe('A');
    const quiteLate = { ...prompt, paymentIndex: 72, daysBeyondTerms: 12, lateShare: 0.8, daysBeyondTermsBefore: 12 };
    expect(assess(ledgerOnly({ ...quiteLate, daysBeyondTermsRecent: 12 }), tradeCredit).grade).toBe('B');
  });

  it.each([
    [{ daysBeyondTerms: 20, lateShare: 0.5 }, true],
    [{ daysBeyondTerms: 19.9, lateShare: 0.5 }, false],
    [{ daysBeyondTerms: 20, lateShare: 0.49 }, false],
  ])('early payments hide no chronic lateness: %j forces C: %s', (stated, forced) => {
    const assessment = assess(excellentFacts({ ledger: ledgerFacts({ paymentIndex: 75, ...stated }) }), tradeCredit);
    expect(assessment.grade === 'C').toBe(forced);
    expect(assessment.caps.some(({ id }) => id === 'chronically_late')).toBe(forced);
  });

  it('keeps the grades over a holiday week without imports, and says that the ledger is old', () => {
    const facts = nameOnlyFacts({ ledger: ledgerFacts(), dataDates: { ledger: '2026-10-21' } });
    const assessment = assess(facts, tradeCredit);
    expect(assessment).toMatchObject({ grade: 'A', stale: [{ source: 'ledger', ageDays: 10, allowedDays: 3 }] });
    expect(assessment.confidence).toBeLessThan(assess(ledgerOnly(ledgerFacts()), tradeCredit).confidence);
  });

  it('knows too little of a name, even with a full customer file', () => {
    expect(assess(nameOnlyFacts(), tradeCredit)).toMatchObject({ outcome: 'insufficient_data', confidence: 0 });
    const file = excellentFacts().customer;
    expect(assess(nameOnlyFacts({ customer: file }), tradeCredit).outcome).toBe('insufficient_data');
  });

  // R10: payment timeliness at 5 points or less. An index of 59.9 earns 4 points, 60 earns 7 (no better than A), 70 earns 11.
  it.each([
    [59.9, 'C'],
    [60, 'A'],
    [70, 'AAA'],
  ])('an index of %d ends in %s', (paymentIndex, grade) => {
    const facts = excellentFacts({ ledger: ledgerFacts({ paymentIndex }) });
    expect(assess(facts, tradeCredit).grade).toBe(grade);
  });

  it('does not take an unknown payment record for a bad one', () => {
    const facts = excellentFacts({ ledger: ledgerFacts({ paymentIndex: null }) });
    expect(assess(facts, tradeCredit).caps).toEqual([]);
  });

  // R11: a new customer, or one with key documents missing, cannot reach AA.
  it.each([
    [{ orderCount: 2 }, 'A', 'new_customer'],
    [{ firstOrderOn: '2026-01-01' }, 'A', 'new_customer'],
    [{ documentsComplete: false }, 'A', 'documents_missing'],
    [{ documentsComplete: null }, 'A', 'documents_missing'],
  ] as const)('%j cannot reach AA', (stated, grade, cap) => {
    const base = excellentFacts();
    const assessment = assess({ ...base, customer: { ...base.customer, ...stated } }, tradeCredit);
    expect(assessment.grade).toBe(grade);
    expect(assessment.caps.map(({ id }) => id)).toEqual([cap]);
  });

  it.each([
    ['a heavy loss', { statement: statementFacts({ netProfitFen: -1_800_000_000 }) }, 'heavy_loss'],
    [
      'falling sales',
      { ledger: ledgerFacts({ monthlySalesFen: [100, 100, 100, 100, 100, 100, 100, 90, 70, 50, 30, 1] }) },
      'sales_collapse',
    ],
    ['a lawsuit by another supplier', { events: { supplier_lawsuit: oneEvent } }, 'supplier_lawsuit'],
    ['the list of dishonest debtors', { events: { dishonest_debtor: oneEvent } }, 'dishonest_debtor'],
    ['bankruptcy', { events: { bankruptcy: oneEvent } }, 'bankruptcy'],
  ])('%s forces C', (_name, stated, cap) => {
    const assessment = assess(excellentFacts(stated), tradeCredit);
    expect(assessment.grade).toBe('C');
    expect(assessment.caps.map(({ id }) => id)).toContain(cap);
  });
});
