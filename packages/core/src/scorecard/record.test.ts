import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EVENT_KINDS, type EventFacts, type Facts } from '../facts/facts.ts';
import {
  customerFacts,
  excellentFacts,
  ledgerFacts,
  nameOnlyFacts,
  statementFacts,
  taxFacts,
} from '../facts/testing/example-facts.ts';
import { canonicalJson } from '../json/canonical.ts';
import { compileText, smallPolicy } from '../policy/testing/small-policy.ts';
import { assess } from './assess.ts';
import type { Assessment } from './assessment.ts';
import { type AssessmentRecord, assessmentOf, recordOf } from './record.ts';

const tradeCredit = compileText(
  readFileSync(new URL('../../../../policies/trade-credit.yaml', import.meta.url), 'utf8'),
);

const event = (latestOn: EventFacts['latestOn'], count12m: number): EventFacts => ({
  count12m,
  count24m: count12m + 1,
  latestOn,
  latestValue: 550,
  latestTitle: '“买卖合同”纠纷\n一审',
  latestSource: null,
  amount12mFen: 12_345,
});

/** Draws choices by a fixed sequence of numbers (a linear congruential generator's upper bits). */
function drawFrom(seed: number): <T>(...choices: readonly [T, ...T[]]) => T {
  let state = seed;
  return (...choices) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const chosen = choices[(state >>> 16) % choices.length];
    return chosen === undefined ? choices[0] : chosen;
  };
}

const draw = drawFrom(2026);

/** Everything that shapes an assessment, each part present, absent, good or bad, as drawn. */
function variedFacts(index: number): Facts {
  const base = excellentFacts();
  const kind = EVENT_KINDS[index % EVENT_KINDS.length] ?? 'lawsuit';
  const overdueFen = draw(0, 4_000_000);
  return {
    ...base,
    customer: draw(
      base.customer,
      customerFacts({ documentsComplete: false, orderCount: 2, region: '华北' }),
      customerFacts({ registryStatus: '吊销', establishedOn: '2019-02-28', registeredCapitalFen: 70_000_000 }),
    ),
    ledger: draw(
      ledgerFacts({ overdueFen, maximumDaysPastDue: overdueFen > 0 ? 95 : 0, paymentIndex: 83.123456 }),
      ledgerFacts({ paymentIndex: 55, daysBeyondTerms: 26.5, lateShare: 0.9, monthlySalesFen: [5, 4, 3, 2, 1] }),
      ledgerFacts({ paymentIndex: null, firstInvoiceOn: null, sales12mFen: 0, exposureFen: 0 }),
      null,
    ),
    tax: draw(taxFacts(), taxFacts({ activeMonths: 3 }), taxFacts({ lastIssuedOn: '2026-02-03' }), null),
    statement: draw(statementFacts(), statementFacts({ netProfitFen: -9_000_000_000, equityFen: -5 }), null),
    previousStatement: draw(null, statementFacts({ periodEnd: '2024-12-31' })),
    events: draw({}, { [kind]: event('2026-09-09', 1) }, { supplier_lawsuit: event('2026-01-01', 2) }),
    industry: draw({ debtRatio: 0.6, outlook: 'down' }, null),
    dataDates: draw(base.dataDates, { ledger: '2026-10-01', bureau: '2026-01-01' }, {}),
  };
}

const VARIED = Array.from({ length: 500 }, (_, index) => variedFacts(index));
const made = VARIED.map((facts) => ({ facts, assessment: assess(facts, tradeCredit) }));

/** What comes back after the record was written as JSON and read again. */
function restored(assessment: Assessment, facts: Facts): Assessment {
  const stored: AssessmentRecord = JSON.parse(JSON.stringify(recordOf(assessment, tradeCredit)));
  return assessmentOf(stored, facts, tradeCredit);
}

describe('the record of an assessment', () => {
  it('gives the whole assessment back, with its facts and policy, to the byte', () => {
    for (const { facts, assessment } of made) {
      const back = restored(assessment, facts);
      expect(back).toEqual(assessment);
      expect(canonicalJson(back)).toBe(canonicalJson(assessment));
    }
  });

  it('is canonical JSON as it is, and at most half as long as the assessment', () => {
    for (const { assessment } of made) {
      const record = recordOf(assessment, tradeCredit);
      const text = JSON.stringify(record);
      expect(text).toBe(canonicalJson(record));
      expect(text.length).toBeLessThan(canonicalJson(assessment).length / 2);
    }
  });

  it('was tried on every outcome, grade, kind of reason and cap, and on alternatives', () => {
    const seen = <T>(read: (assessment: Assessment) => readonly T[]) =>
      new Set(made.flatMap(({ assessment }) => read(assessment)));
    expect(seen(({ outcome }) => [outcome])).toEqual(new Set(['graded', 'insufficient_data']));
    expect(seen(({ grade }) => [grade])).toEqual(new Set(['AAA', 'AA', 'A', 'B', 'C', null]));
    expect(seen(({ reasons }) => reasons.map(({ kind }) => kind))).toEqual(
      new Set(['cap', 'factor', 'missing', 'stale']),
    );
    expect(seen(({ caps }) => caps.map(({ metric }) => metric === null))).toEqual(new Set([true, false]));
    expect(seen(({ expectedLoss }) => [expectedLoss === null])).toEqual(new Set([true, false]));
    expect(seen(({ factors }) => factors.map(({ metric }) => metric))).toContain('tax.gross_margin');
  });

  it('belongs to its policy: another one refuses it', () => {
    const [first] = made;
    if (first === undefined) throw new Error('nothing was made');
    const record = recordOf(first.assessment, tradeCredit);
    expect(() => assessmentOf(record, first.facts, smallPolicy())).toThrow(RangeError);
  });

  it('keeps an assessment of nothing but a name', () => {
    const facts = nameOnlyFacts();
    const assessment = assess(facts, tradeCredit);
    expect(restored(assessment, facts)).toEqual(assessment);
  });
});
