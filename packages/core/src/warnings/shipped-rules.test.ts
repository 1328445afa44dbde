import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EventFacts, Facts, StatementFacts } from '../facts/facts.ts';
import { ledgerFacts, nameOnlyFacts, statementFacts } from '../facts/testing/example-facts.ts';
import { compileText } from '../policy/testing/small-policy.ts';
import { assess } from '../scorecard/assess.ts';
import { detect } from './detect.ts';

const policy = compileText(readFileSync(new URL('../../../../policies/trade-credit.yaml', import.meta.url), 'utf8'));

/** The severity of one rule of the shipped policy on these facts; null: it does not warn. */
function severityOf(ruleId: string, facts: Facts): string | null {
  expect(policy.warnings.map(({ rule }) => rule.id)).toContain(ruleId);
  const warnings = detect(null, facts, assess(facts, policy), policy);
  return warnings.find((warning) => warning.ruleId === ruleId)?.severity ?? null;
}

const stating = (stated: Partial<StatementFacts>, before: Partial<StatementFacts> | null = null): Facts =>
  nameOnlyFacts({
    statement: statementFacts(stated),
    previousStatement: before === null ? null : statementFacts({ ...before, periodEnd: '2024-12-31' }),
  });

const HUNDRED = 10_000_000_000;
/** A share of total assets, in tenths of a percent. */
const liabilities = (perMille: number) => ({ totalAssetsFen: HUNDRED, totalLiabilitiesFen: perMille * 10_000_000 });
const score = (latestValue: number): EventFacts => ({
  count12m: 1,
  count24m: 1,
  latestOn: '2026-10-20',
  latestValue,
  latestTitle: null,
  latestSource: null,
  amount12mFen: 0,
});

describe('the shipped thresholds on statements', () => {
  it.each([
    // R29: 50–60% costs points and reads as worth watching; it warns from 60% on.
    ['a debt ratio of 59.9%', 'debt_ratio', liabilities(599), null],
    ['a debt ratio of 60%', 'debt_ratio', liabilities(600), 'yellow'],
    ['a debt ratio of 74.9%', 'debt_ratio', liabilities(749), 'yellow'],
    ['a debt ratio of 75%', 'debt_ratio', liabilities(750), 'orange'],
    ['a debt ratio of 90%', 'debt_ratio', liabilities(900), 'red'],
    // R30: cash flow should exceed 1.5 times short-term debt; half of all sound companies miss it.
    ['cover of 1.5', 'cash_flow_cover', { ...liabilities(500), ...cover(150) }, 'yellow'],
    ['cover of 1.51', 'cash_flow_cover', { ...liabilities(500), ...cover(151) }, null],
    ['cover of 1.5 at a debt ratio of 49.9%', 'cash_flow_cover', { ...liabilities(499), ...cover(150) }, null],
    ['cover of 0.01', 'cash_flow_cover', { ...liabilities(500), ...cover(1) }, 'yellow'],
    ['no cash flow at all', 'cash_flow_cover', { ...liabilities(500), ...cover(0) }, 'orange'],
    // R31
    ['29.9% of all debt new', 'new_debt', newDebt(299), null],
    ['30% of all debt new', 'new_debt', newDebt(300), 'yellow'],
    ['50% of all debt new', 'new_debt', newDebt(500), 'orange'],
  ] as const)('%s', (_what, ruleId, stated, severity) => {
    expect(severityOf(ruleId, stating(stated))).toBe(severity);
  });

  // R35: from a ratio of 1.4 on the current ratio, and of 0.9 on the quick one; 12 times a year on turnover.
  it.each([
    ['a current ratio that fell by 29%', 'current_ratio_drop', current(994), current(1400), null],
    ['a current ratio that fell by 30%', 'current_ratio_drop', current(980), current(1400), 'yellow'],
    ['a current ratio that fell by half', 'current_ratio_drop', current(700), current(1400), 'orange'],
    ['a current ratio that fell by 30% to 1.5', 'current_ratio_drop', current(1500), current(2150), null],
    ['a quick ratio that fell by 29%', 'quick_ratio_drop', current(639), current(900), null],
    ['a quick ratio that fell by 31%', 'quick_ratio_drop', current(621), current(900), 'yellow'],
    ['a quick ratio that fell by half', 'quick_ratio_drop', current(450), current(900), 'orange'],
    ['a quick ratio that fell by 31% to 1', 'quick_ratio_drop', current(1000), current(1450), null],
    ['receivables turned over 39% less', 'turnover_drop', revenue(610), revenue(1000), null],
    ['receivables turned over 40.1% less', 'turnover_drop', revenue(599), revenue(1000), 'yellow'],
  ] as const)('%s', (_what, ruleId, stated, before, severity) => {
    expect(severityOf(ruleId, stating(stated, before))).toBe(severity);
    // One statement alone is no movement.
    expect(severityOf(ruleId, stating(stated))).toBeNull();
  });
});

describe('the shipped thresholds on what others say', () => {
  it.each([
    [600, null],
    [599, 'orange'],
    [500, 'orange'],
    [499, 'red'],
  ] as const)('a bureau score of %d (R32)', (value, severity) => {
    expect(severityOf('bureau_score', nameOnlyFacts({ events: { bureau_score: score(value) } }))).toBe(severity);
  });

  it.each([
    [0.2, 'down', 1, null],
    [0.21, 'down', 1, 'yellow'],
    // Nearly every industry owes more than a fifth: alone that says nothing of this customer.
    [0.21, 'normal', 1, null],
    [0.21, 'down', 0, null],
  ] as const)('an industry debt ratio of %d, outlook %s, ¥%d overdue (R33)', (debtRatio, outlook, yuan, severity) => {
    const overdueFen = yuan * 100;
    const facts = nameOnlyFacts({ industry: { debtRatio, outlook }, ledger: ledgerFacts({ overdueFen }) });
    expect(severityOf('industry_debt', facts)).toBe(severity);
  });
});

describe('the shipped thresholds on the ledger', () => {
  it.each([
    [29, null],
    [30, 'yellow'],
    [60, 'orange'],
    [90, 'red'],
  ] as const)('%d days past due (R40)', (maximumDaysPastDue, severity) => {
    const overdue = (overdueFen: number) => nameOnlyFacts({ ledger: ledgerFacts({ maximumDaysPastDue, overdueFen }) });
    expect(severityOf('overdue', overdue(100_000))).toBe(severity);
    expect(severityOf('overdue', overdue(99_999))).toBeNull();
  });

  it.each([
    [49, null],
    [50, 'yellow'],
    [149, 'yellow'],
    [150, 'orange'],
    [300, 'red'],
  ] as const)('%d‰ of what is open older than 90 days (R37)', (perMille, severity) => {
    const old = perMille * 100_000;
    const aging = [100_000_000 - old, 0, 0, 0, old, 0, 0] as const;
    const ledger = ledgerFacts({ openFen: 100_000_000, aging, overdueFen: old, maximumDaysPastDue: 120 });
    expect(severityOf('aging_over_90', nameOnlyFacts({ ledger }))).toBe(severity);
  });
});

function cover(percent: number): Partial<StatementFacts> {
  return { shortTermDebtFen: 1_000_000, operatingCashFlowFen: percent * 10_000 };
}

function newDebt(perMille: number): Partial<StatementFacts> {
  return { totalDebtFen: 1_000_000, newDebt12mFen: perMille * 1_000 };
}

/** Current assets without inventory, as thousandths of the current liabilities: the quick ratio is the same. */
function current(perMille: number): Partial<StatementFacts> {
  return { currentLiabilitiesFen: 1_000_000, currentAssetsFen: perMille * 1_000, inventoryFen: 0 };
}

function revenue(thousandths: number): Partial<StatementFacts> {
  return { receivablesFen: 1_000_000, revenueFen: thousandths * 12_000 };
}
