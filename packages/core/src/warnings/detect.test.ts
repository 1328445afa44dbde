import { describe, expect, it } from 'vitest';
import type { EventFacts, Facts } from '../facts/facts.ts';
import { customerFacts, ledgerFacts, nameOnlyFacts } from '../facts/testing/example-facts.ts';
import { smallPolicy } from '../policy/testing/small-policy.ts';
import { assess } from '../scorecard/assess.ts';
import type { CompiledPolicy } from '../scorecard/compiled.ts';
import { detect } from './detect.ts';
import type { PreviousResult } from './finding.ts';
import type { Warning } from './warning.ts';

const policy = smallPolicy();

function warningsOf(facts: Facts, before: PreviousResult | null = null, by: CompiledPolicy = policy): Warning[] {
  return detect(before, facts, assess(facts, by), by);
}

const overdue = (days: number, overdueFen = 5_000_000): Facts =>
  nameOnlyFacts({ ledger: ledgerFacts({ maximumDaysPastDue: days, overdueFen }), dataDates: { ledger: '2026-10-31' } });

const events = (stated: Partial<EventFacts>): EventFacts => ({
  count12m: 1,
  count24m: 1,
  latestOn: '2026-10-20',
  latestValue: null,
  latestTitle: '买卖合同纠纷',
  latestSource: '裁判文书网',
  amount12mFen: 30_000_000,
  ...stated,
});

describe('a threshold', () => {
  it.each([
    [29, []],
    [30, ['yellow']],
    [59, ['yellow']],
    [60, ['orange']],
    [89, ['orange']],
    [90, ['red']],
    [400, ['red']],
  ])('%d days past due warn %j', (days, severities) => {
    expect(warningsOf(overdue(days)).map((warning) => warning.severity)).toEqual(severities);
  });

  it('says what was found, against what, from where and of when', () => {
    expect(warningsOf(overdue(75))).toEqual([
      {
        ruleId: 'overdue',
        severity: 'orange',
        type: 'default',
        form: 'arrears',
        coolDownDays: 30,
        evidence: {
          kind: 'threshold',
          metric: 'ledger.maximum_days_past_due',
          value: 75,
          threshold: 60,
          direction: 'at_least',
          source: 'ledger',
          dataDate: '2026-10-31',
        },
      },
    ]);
  });

  it('does not warn on one indicator alone: a remainder below ¥1,000 is no arrears', () => {
    expect(warningsOf(overdue(200, 99_999))).toEqual([]);
    expect(warningsOf(overdue(200, 100_000))).toHaveLength(1);
  });

  it.each([
    [600, []],
    [599, ['bureau_low']],
  ])('a bureau score of %d warns %j: below 600 is below 600', (score, rules) => {
    const facts = nameOnlyFacts({ events: { bureau_score: events({ latestValue: score }) } });
    expect(warningsOf(facts).map((warning) => warning.ruleId)).toEqual(rules);
  });

  it('never warns of what is not known', () => {
    expect(warningsOf(nameOnlyFacts())).toEqual([]);
  });

  it('states thresholds on amounts in fen, as the value is', () => {
    const amounts = smallPolicy([
      'metric: bureau.score\n    levels:\n      - {severity: orange, below: 600}',
      'metric: ledger.disputed_fen\n    levels:\n      - {severity: orange, above: 500}',
    ]);
    const disputed = (disputedFen: number): Facts => nameOnlyFacts({ ledger: ledgerFacts({ disputedFen }) });
    expect(warningsOf(disputed(50_000), null, amounts)).toEqual([]);
    expect(warningsOf(disputed(50_001), null, amounts)[0]?.evidence).toMatchObject({
      value: 50_001,
      threshold: 50_000,
      direction: 'above',
    });
  });
});

describe('an event', () => {
  it.each([
    ['2026-08-02', 1],
    ['2026-08-01', 0],
  ] as const)('of %s warns %d times when the rule looks back 90 days', (latestOn, count) => {
    expect(warningsOf(nameOnlyFacts({ events: { lawsuit: events({ latestOn }) } }))).toHaveLength(count);
  });

  it.each([
    [1, 'yellow'],
    [2, 'yellow'],
    [3, 'red'],
  ])('%d lawsuits in 12 months are %s', (count12m, severity) => {
    expect(warningsOf(nameOnlyFacts({ events: { lawsuit: events({ count12m }) } }))[0]?.severity).toBe(severity);
  });

  it('is quoted with its day, title, source and amount', () => {
    expect(warningsOf(nameOnlyFacts({ events: { lawsuit: events({ count12m: 2 }) } }))[0]?.evidence).toEqual({
      kind: 'event',
      eventKind: 'lawsuit',
      occurredOn: '2026-10-20',
      count12m: 2,
      title: '买卖合同纠纷',
      source: '裁判文书网',
      amountFen: 30_000_000,
    });
  });
});

describe('a downgrade', () => {
  const graded = (score: number): Facts =>
    nameOnlyFacts({
      customer: customerFacts({ documentsComplete: true }),
      events: { bureau_score: events({ latestValue: score }) },
    });
  const was = (grade: string | null): PreviousResult => ({ grade, score: 95, asOf: '2026-09-30' });

  it.each([
    ['A', 950, []],
    ['A', 650, ['yellow']],
    ['C', 650, []],
    ['B', 650, []],
  ])('from %s at a bureau score of %d warns %j', (before, score, severities) => {
    expect(warningsOf(graded(score), was(before)).map((warning) => warning.severity)).toEqual(severities);
  });

  it('by two steps is red, with both grades, scores and the day of the earlier result', () => {
    const downgrade = warningsOf(graded(550), was('A')).find((warning) => warning.ruleId === 'downgrade');
    expect(downgrade?.severity).toBe('red');
    expect(downgrade?.evidence).toEqual({
      kind: 'downgrade',
      before: 'A',
      after: 'C',
      beforeOn: '2026-09-30',
      scoreBefore: 95,
      scoreAfter: 59,
    });
  });

  it('says so where the policy was revised in between, and nothing where it was not', () => {
    const evidence = (policyHash: string) =>
      warningsOf(graded(550), { ...was('A'), policyHash }).find(({ ruleId }) => ruleId === 'downgrade')?.evidence;
    expect(evidence('another')).toMatchObject({ policyChanged: true });
    expect(evidence(policy.hash)).not.toHaveProperty('policyChanged');
  });

  it('needs a grade before and after, both of this scale', () => {
    const isDowngrade = (warning: Warning): boolean => warning.ruleId === 'downgrade';
    expect(warningsOf(graded(550), null).some(isDowngrade)).toBe(false);
    expect(warningsOf(graded(550), was(null)).some(isDowngrade)).toBe(false);
    expect(warningsOf(graded(550), was('优秀')).some(isDowngrade)).toBe(false);
    expect(warningsOf(nameOnlyFacts(), was('A')).some(isDowngrade)).toBe(false);
  });
});

describe('several warnings', () => {
  it('come heaviest first, then in the order of the policy', () => {
    const facts = nameOnlyFacts({
      ledger: ledgerFacts({ maximumDaysPastDue: 70, overdueFen: 5_000_000 }),
      events: { bureau_score: events({ latestValue: 500 }), lawsuit: events({ count12m: 3 }) },
    });
    expect(warningsOf(facts).map(({ ruleId, severity }) => `${severity} ${ruleId}`)).toEqual([
      'red lawsuit',
      'orange overdue',
      'orange bureau_low',
    ]);
  });
});
