import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addDays } from '../day/day.ts';
import type { EventFacts, EventKind, Facts } from '../facts/facts.ts';
import { customerFacts, nameOnlyFacts } from '../facts/testing/example-facts.ts';
import { compileText } from '../policy/testing/small-policy.ts';
import { assess } from '../scorecard/assess.ts';
import { detect } from './detect.ts';
import type { Severity } from './warning.ts';

const policy = compileText(readFileSync(new URL('../../../../policies/trade-credit.yaml', import.meta.url), 'utf8'));

/** Facts with events of one kind: so many within 12 and within 24 months, the latest so many days ago. */
function happened(kind: EventKind, { in12m, in24m = in12m, daysAgo = 0 }: Happened): Facts {
  const { asOf } = nameOnlyFacts();
  const events: EventFacts = {
    count12m: in12m,
    count24m: in24m,
    latestOn: addDays(asOf, -daysAgo),
    latestValue: null,
    latestTitle: null,
    latestSource: null,
    amount12mFen: 0,
  };
  return nameOnlyFacts({ events: { [kind]: events } });
}

interface Happened {
  readonly in12m: number;
  readonly in24m?: number;
  readonly daysAgo?: number;
}

function severityOf(ruleId: string, facts: Facts): Severity | null {
  const warnings = detect(null, facts, assess(facts, policy), policy);
  return warnings.find((warning) => warning.ruleId === ruleId)?.severity ?? null;
}

type EventRow = readonly [kind: EventKind, levels: readonly (readonly [count: number, Severity])[], news: number];

/** From how many events on a rule of the shipped policy warns how loudly, and for how many days they are news. */
const RULES: readonly EventRow[] = [
  // R34: dishonest debtors, enforcement, public debt notices, and what goes with them.
  ['dishonest_debtor', [[1, 'red']], 365],
  ['bankruptcy', [[1, 'red']], 365],
  [
    'enforcement',
    [
      [1, 'orange'],
      [3, 'red'],
    ],
    180,
  ],
  ['bill_default', [[1, 'red']], 180],
  ['public_debt_notice', [[1, 'orange']], 180],
  ['equity_frozen', [[1, 'orange']], 180],
  ['tax_arrears', [[1, 'orange']], 180],
  ['abnormal_operation', [[1, 'orange']], 365],
  [
    'penalty',
    [
      [1, 'yellow'],
      [3, 'orange'],
    ],
    90,
  ],
  // R10: sued by another supplier over payment.
  [
    'supplier_lawsuit',
    [
      [1, 'orange'],
      [2, 'red'],
    ],
    180,
  ],
  // R36: lawsuits, recalls, changes of management, the news.
  [
    'lawsuit',
    [
      [1, 'yellow'],
      [3, 'orange'],
    ],
    180,
  ],
  ['recall', [[1, 'orange']], 90],
  ['management_change', [[1, 'yellow']], 60],
  [
    'negative_news',
    [
      [1, 'yellow'],
      [5, 'orange'],
    ],
    60,
  ],
  // R39
  [
    'delivery_anomaly',
    [
      [1, 'yellow'],
      [3, 'orange'],
    ],
    60,
  ],
];

describe('the shipped rules on events', () => {
  it.each(RULES)('%s: loud by %j, and news for %d days', (kind, levels, news) => {
    expect(severityOf(kind, nameOnlyFacts())).toBeNull();
    for (const [place, [count, severity]] of levels.entries()) {
      expect(severityOf(kind, happened(kind, { in12m: count }))).toBe(severity);
      const quieter = levels[place - 1]?.[1];
      if (quieter !== undefined) expect(severityOf(kind, happened(kind, { in12m: count - 1 }))).toBe(quieter);
    }
    const [first] = levels;
    const heaviest = levels.at(-1)?.[1];
    expect(severityOf(kind, happened(kind, { in12m: 1, daysAgo: news }))).toBe(first?.[1]);
    expect(severityOf(kind, happened(kind, { in12m: 9, daysAgo: news }))).toBe(heaviest);
    expect(severityOf(kind, happened(kind, { in12m: 9, daysAgo: news + 1 }))).toBeNull();
  });

  it('are all of them spoken of above', () => {
    const shipped = policy.policy.warnings.filter(({ kind }) => kind === 'event').map(({ id }) => id);
    expect(RULES.map(([kind]) => kind).toSorted()).toEqual(shipped.toSorted());
  });
});

describe('the shipped caps and points on what the courts and the registry say (R34)', () => {
  const capsOf = (facts: Facts) => assess(facts, policy).caps.map(({ id }) => id);

  it.each(['dishonest_debtor', 'bankruptcy'] as const)(
    '%s holds the grade at C while one of 24 months is known',
    (kind) => {
      const { caps } = assess(happened(kind, { in12m: 0, in24m: 1, daysAgo: 720 }), policy);
      expect(caps.find(({ id }) => id === kind)?.grade).toBe('C');
      expect(capsOf(happened(kind, { in12m: 0, in24m: 0, daysAgo: 740 }))).not.toContain(kind);
    },
  );

  it('a supplier’s suit over payment holds it at C for 12 months (R10)', () => {
    expect(capsOf(happened('supplier_lawsuit', { in12m: 1 }))).toContain('supplier_lawsuit');
    expect(capsOf(happened('supplier_lawsuit', { in12m: 0, in24m: 1 }))).not.toContain('supplier_lawsuit');
  });

  it.each([
    ['吊销', ['licence_revoked']],
    ['注销', ['deregistered']],
    ['存续', []],
    ['在营', []],
  ])('a company that the registry calls %s is capped by %j', (registryStatus, caps) => {
    const facts = nameOnlyFacts({ customer: customerFacts({ registryStatus }) });
    expect(capsOf(facts).filter((id) => id === 'licence_revoked' || id === 'deregistered')).toEqual(caps);
  });

  it.each([
    [0, 5],
    [1, 2],
    [2, 0],
    [3, 0],
  ])('%d cases in court within 24 months leave %d points for the court record', (in24m, points) => {
    const { factors } = assess(happened('lawsuit', { in12m: 0, in24m, daysAgo: 400 }), policy);
    expect(factors.find(({ id }) => id === 'legal_record')?.points).toBe(points);
  });
});
