import { describe, expect, it } from 'vitest';
import type { EventFacts, Facts } from '../facts/facts.ts';
import { customerFacts, excellentFacts, nameOnlyFacts } from '../facts/testing/example-facts.ts';
import { canonicalJson } from '../json/canonical.ts';
import { smallPolicy } from '../policy/testing/small-policy.ts';
import { assess } from './assess.ts';

function bureau(score: number, stated: Partial<EventFacts> = {}): EventFacts {
  const nothing = { latestTitle: null, latestSource: null, amount12mFen: 0 };
  return { count12m: 1, count24m: 1, latestOn: '2026-10-15', latestValue: score, ...nothing, ...stated };
}

/** Facts for the small policy: the bureau's score decides the points, papers are complete. */
function scored(bureauScore: number, stated: Partial<Facts> = {}): Facts {
  return nameOnlyFacts({
    customer: customerFacts({ documentsComplete: true }),
    events: { bureau_score: bureau(bureauScore) },
    dataDates: { bureau: '2026-10-15' },
    ...stated,
  });
}

describe('score and grade', () => {
  const policy = smallPolicy();

  it.each([
    // 49.94 + 10 points round to 59.9, which is C; 50 + 10 are 60, which is B.
    [599, 59.9, 'C'],
    [600, 60, 'B'],
    [700, 89.9, 'B'],
    [800, 90, 'A'],
    [900, 100, 'A'],
    [499, 10, 'C'],
  ])('a bureau score of %d gives %d points, grade %s', (bureauScore, score, grade) => {
    expect(assess(scored(bureauScore), policy)).toMatchObject({
      score,
      grade,
      gradeBeforeCaps: grade,
      outcome: 'graded',
    });
  });

  it('names the tier of the grade', () => {
    expect(assess(scored(800), policy).tier).toBe('good');
    expect(assess(scored(500), policy).tier).toBe('bad');
  });

  it('lists every factor with its value, points, source and data date', () => {
    expect(assess(scored(650), policy).factors).toEqual([
      {
        id: 'bureau',
        dimension: 'character',
        metric: 'bureau.score',
        value: 650,
        points: 50,
        maximumPoints: 90,
        source: 'bureau',
        dataDate: '2026-10-15',
        missing: false,
      },
      {
        id: 'papers',
        dimension: 'collateral',
        metric: 'customer.documents_complete',
        value: true,
        points: 10,
        maximumPoints: 10,
        source: 'master',
        dataDate: null,
        missing: false,
      },
    ]);
  });

  it('is the same to the byte for the same facts', () => {
    const facts = excellentFacts();
    const copy: Facts = JSON.parse(JSON.stringify(facts));
    expect(canonicalJson(assess(copy, smallPolicy()))).toBe(canonicalJson(assess(facts, smallPolicy())));
  });
});

describe('caps', () => {
  const policy = smallPolicy();
  const supplierLawsuit = { supplier_lawsuit: { ...bureau(0), latestValue: null } };

  it('hold the grade down whatever the points', () => {
    const assessment = assess(scored(900, { events: { bureau_score: bureau(900), ...supplierLawsuit } }), policy);
    expect(assessment).toMatchObject({ score: 100, gradeBeforeCaps: 'A', grade: 'C', tier: 'bad' });
    expect(assessment.caps).toEqual([
      { id: 'sued', grade: 'C', metric: 'events.supplier_lawsuit.count_12m', value: 1 },
    ]);
    expect(assessment.reasons[0]).toEqual({ kind: 'cap', id: 'sued', weight: 102 });
  });

  it('an unknown value counts as missing papers where the cap says so', () => {
    const assessment = assess(scored(900, { customer: customerFacts() }), policy);
    expect(assessment).toMatchObject({ gradeBeforeCaps: 'A', grade: 'B' });
    expect(assessment.caps).toEqual([
      { id: 'no_papers', grade: 'B', metric: 'customer.documents_complete', value: null },
    ]);
  });

  it('are listed the strictest first, and no reason when the points are as low anyway', () => {
    const facts = scored(500, { customer: customerFacts(), events: { bureau_score: bureau(500), ...supplierLawsuit } });
    const assessment = assess(facts, policy);
    expect(assessment.caps.map((cap) => cap.id)).toEqual(['sued', 'no_papers']);
    expect(assessment.reasons.filter((reason) => reason.kind === 'cap')).toEqual([]);
  });
});

describe('confidence', () => {
  const policy = smallPolicy();

  it('falls by what is missing', () => {
    expect(assess(scored(900), policy).confidence).toBe(1);
    expect(assess(scored(900, { customer: customerFacts() }), policy).confidence).toBe(0.8);
  });

  it('too little of it is insufficient data, not the lowest grade', () => {
    const assessment = assess(scored(900, { events: {} }), policy);
    expect(assessment).toMatchObject({ outcome: 'insufficient_data', confidence: 0.2, score: 50 });
    expect(assessment).toMatchObject({ grade: null, gradeBeforeCaps: null, tier: null, expectedLoss: null });
    expect(assessment.limit).toMatchObject({ recommendedFen: null, binding: null, suggestion: null });
    expect(assessment.terms).toEqual({ days: null, reasons: [] });
  });

  it.each([
    ['0.8', 'graded'],
    ['0.81', 'insufficient_data'],
  ])('of 80%% where the policy asks for %s is %s', (insufficientBelow, outcome) => {
    const strict = smallPolicy(['insufficientBelow: 0.5', `insufficientBelow: ${insufficientBelow}`]);
    expect(assess(scored(900, { customer: customerFacts() }), strict).outcome).toBe(outcome);
  });

  it('halves for a source one day too old, and the answer says so', () => {
    const fresh = scored(900, { dataDates: { bureau: '2026-09-30' } });
    expect(assess(fresh, policy)).toMatchObject({ confidence: 1, stale: [] });
    const stale = assess(scored(900, { dataDates: { bureau: '2026-09-29' } }), policy);
    expect(stale.confidence).toBe(0.6);
    expect(stale.stale).toEqual([{ source: 'bureau', dataDate: '2026-09-29', ageDays: 32, allowedDays: 31 }]);
    expect(stale.reasons).toContainEqual({ kind: 'stale', id: 'bureau', weight: 40 });
  });

  it('says of a value that no band takes that nothing is known', () => {
    const words = smallPolicy([
      'metric: customer.documents_complete\n    bands:\n      - {is: true, points: 10}\n      - {is: false, points: 0}',
      'metric: attr.papers\n    bands:\n      - {in: [齐全, 完整], points: 10}\n      - {in: [无], points: 0}',
    ]);
    const withPapers = (papers: string): Facts => scored(900, { customer: customerFacts({ attributes: { papers } }) });
    expect(assess(withPapers('完整'), words).factors[1]).toMatchObject({ points: 10, missing: false });
    expect(assess(withPapers('？'), words).factors[1]).toMatchObject({ points: 5, missing: true, value: null });
  });
});

describe('reasons', () => {
  it('are sorted by what they cost', () => {
    const { reasons } = assess(scored(600, { customer: customerFacts() }), smallPolicy());
    expect(reasons).toEqual([
      { kind: 'factor', id: 'bureau', weight: 40 },
      { kind: 'missing', id: 'papers', weight: 5 },
    ]);
  });

  it('are none for the best customer', () => {
    expect(assess(scored(900), smallPolicy()).reasons).toEqual([]);
  });
});
