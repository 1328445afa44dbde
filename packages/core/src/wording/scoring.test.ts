import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EVENT_KINDS, type EventFacts, type Facts } from '../facts/facts.ts';
import { METRICS } from '../facts/metrics.ts';
import { customerFacts, excellentFacts, ledgerFacts, nameOnlyFacts } from '../facts/testing/example-facts.ts';
import { compileText, smallPolicy } from '../policy/testing/small-policy.ts';
import { assess } from '../scorecard/assess.ts';
import { DIRECTIONS, type Evidence } from '../warnings/warning.ts';
import { LOCALES, type Locale } from './locale.ts';
import { describeCandidate, describeEvidence, describeFactor, describeReason, describeTerms } from './scoring.ts';

const folder = new URL('../../../../policies/', import.meta.url);
const shipped = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml') && file !== 'company.yaml')
  .map((file) => [file, compileText(readFileSync(new URL(file, folder), 'utf8'))] as const);

/** Every `{zh, en}` in a policy, with its key path. */
function labelsIn(value: unknown, path: string): [path: string, zh: string, en: string][] {
  if (typeof value !== 'object' || value === null) return [];
  if ('zh' in value && 'en' in value) return [[path, String(value.zh), String(value.en)]];
  return Object.entries(value).flatMap(([key, member]) => labelsIn(member, `${path}.${key}`));
}

function expectReadable(locale: Locale, text: string): void {
  expect(text).not.toMatch(/undefined|NaN|null|\[object|Infinity/);
  expect(text.trim()).not.toBe('');
  if (locale === 'en') expect(text).not.toMatch(/[一-鿿，。：；（）]/);
  else expect(text).toMatch(/[一-鿿]/);
}

const event: EventFacts = {
  count12m: 2,
  count24m: 2,
  latestOn: '2026-10-01',
  latestValue: 550,
  latestTitle: null,
  latestSource: null,
  amount12mFen: 1_000_000,
};

/** Customers that hold caps, lack data, or have old data. */
const CUSTOMERS: readonly Facts[] = [
  excellentFacts(),
  nameOnlyFacts(),
  excellentFacts({
    events: Object.fromEntries(EVENT_KINDS.map((kind) => [kind, event])),
    ledger: ledgerFacts({ paymentIndex: 30, maximumDaysPastDue: 120, overdueFen: 10_000_000 }),
    dataDates: { ledger: '2026-01-01', bureau: '2026-01-01', registry: '2026-01-01', statements: '2020-12-31' },
  }),
  nameOnlyFacts({ customer: customerFacts({ registryStatus: '吊销', orderCount: 1 }), ledger: ledgerFacts() }),
];

describe.each(shipped)('%s', (_file, policy) => {
  it('labels everything in both languages', () => {
    const labels = labelsIn(policy.policy, policy.id);
    const { factors, caps, warnings, scale } = policy.policy;
    expect(labels.length).toBeGreaterThan(factors.length + caps.length + warnings.length + scale.length);
    for (const [path, zh, en] of labels) {
      expect(zh, path).toMatch(/[一-鿿]/);
      expect(en, path).toMatch(/^\S.*\S$/);
      expect(en, path).not.toMatch(/[一-鿿]/);
    }
  });

  it.each(LOCALES)('has a sentence for every reason, factor, limit and term (%s)', (locale) => {
    for (const facts of CUSTOMERS) {
      const assessment = assess(facts, policy);
      for (const reason of assessment.reasons) {
        const text = describeReason(locale, reason, assessment, policy.policy);
        expectReadable(locale, text);
        expect(text).not.toBe(reason.id);
      }
      for (const factor of assessment.factors) expectReadable(locale, describeFactor(locale, factor, policy.policy));
      for (const candidate of assessment.limit.candidates) expectReadable(locale, describeCandidate(locale, candidate));
      if (assessment.terms.days !== null) expectReadable(locale, describeTerms(locale, assessment.terms));
    }
  });
});

describe('evidence', () => {
  const { policy } = smallPolicy();

  it.each(LOCALES)('of every metric and direction reads (%s)', (locale) => {
    for (const metric of METRICS) {
      const value = metric.kind === 'number' ? 1.5 : metric.kind === 'boolean' ? true : 'x';
      for (const direction of DIRECTIONS) {
        const { source } = metric;
        for (const dataDate of ['2026-10-31', null] as const) {
          const found: Evidence = {
            kind: 'threshold',
            metric: metric.id,
            value,
            threshold: value,
            direction,
            source,
            dataDate,
          };
          expectReadable(locale, describeEvidence(locale, found, policy));
        }
      }
    }
  });

  it.each(LOCALES)('of every kind of event reads (%s)', (locale) => {
    for (const eventKind of EVENT_KINDS) {
      const bare = { kind: 'event', eventKind, occurredOn: '2026-10-01', title: null, source: null } as const;
      expectReadable(locale, describeEvidence(locale, { ...bare, count12m: 1, amountFen: 0 }, policy));
      const full = describeEvidence(
        locale,
        { ...bare, title: 'T1', source: 'S1', count12m: 3, amountFen: 500 },
        policy,
      );
      expectReadable(locale, full);
      for (const part of ['2026-10-01', 'T1', 'S1', '3', '¥5.00']) expect(full).toContain(part);
    }
  });

  it('of a downgrade names both grades, scores and the day', () => {
    const fall = { before: 'A', after: 'C', beforeOn: '2026-09-30', scoreBefore: 91, scoreAfter: 52.5 } as const;
    const found: Evidence = { kind: 'downgrade', ...fall };
    expect(describeEvidence('zh', found, policy)).toBe('等级由 A 甲（91 分，2026-09-30）降至 C 丙（52.5 分）');
    expect(describeEvidence('en', found, policy)).toBe(
      'Grade fell from A First (91 points, 2026-09-30) to C Third (52.5 points)',
    );
    const revised: Evidence = { ...found, policyChanged: true };
    expect(describeEvidence('zh', revised, policy)).toContain('（52.5 分）；其间授信政策已修订');
    expect(describeEvidence('en', revised, policy)).toContain('(52.5 points); the policy was revised in between');
  });

  it('shows ids where the policy is no longer readable', () => {
    const assessment = assess(excellentFacts(), smallPolicy());
    const [factor] = assessment.factors;
    if (factor === undefined) throw new Error('the small policy has factors');
    expect(describeFactor('zh', factor, null)).toContain('bureau');
  });
});
