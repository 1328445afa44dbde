import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../policy/parse.ts';
import { compileText, SMALL_POLICY } from '../policy/testing/small-policy.ts';
import { brierParts, type JudgedEstimate, shrunkScore } from './brier.ts';
import { gradePrediction, precisionOf } from './grade.ts';
import { firstDayOf, lastDayOf, nextMonth, parseMonth, previousMonth, reportDueAt } from './month.ts';
import { predictionsOf } from './prediction.ts';
import { weighEstimate } from './weigh.ts';

const EFFECT = `effect:
  gradeAfterDays: [30, 90]
  predictions:
    - {id: arrears, label: {zh: 逾期, en: Arrears}, warningTypes: [default], withinDays: 90, overdue: {daysPastDue: 60, atLeastYuan: 100}}
    - {id: court, label: {zh: 诉讼, en: Court}, rules: [bureau_low], withinDays: 30, events: [lawsuit]}
  missed: {daysPastDue: 91, atLeastYuan: 1000, alertWithinDays: 180}
`;

describe('what an alert predicts', () => {
  const { policy } = compileText(SMALL_POLICY + EFFECT);
  const byRule = new Map(predictionsOf(policy).map((prediction) => [prediction.ruleId, prediction]));

  it('is that of its rule where one is named, else that of its type, else nothing', () => {
    expect(byRule.get('overdue')).toEqual({
      ruleId: 'overdue',
      predictionId: 'arrears',
      withinDays: 90,
      overdue: { daysPastDue: 60, atLeastFen: 10_000 },
      events: [],
    });
    expect(byRule.get('bureau_low')).toMatchObject({ predictionId: 'court', overdue: null, events: ['lawsuit'] });
    expect(byRule.get('lawsuit')).toMatchObject({ predictionId: null, overdue: null, events: [] });
  });

  it('is nothing where the policy says nothing, and no estimate is weighed', () => {
    const silent = compileText(SMALL_POLICY).policy;
    expect(predictionsOf(silent).every(({ predictionId }) => predictionId === null)).toBe(true);
    expect(silent.estimates.weighBy).toBe('none');
  });

  it.each([
    ['withinDays: 30, events', 'withinDays: 91, events', 'prediction_not_graded'],
    ['[bureau_low]', '[bureau_lw]', 'unknown_rule'],
    ['events: [lawsuit]', 'events: []', 'predicts_nothing'],
    ['rules: [bureau_low]', 'warningTypes: [default]', 'rule_predicted_twice'],
    ['id: court', 'id: arrears', 'duplicate_id'],
    ['[30, 90]', '[90, 30]', 'invalid_value'],
  ])('%s → %s is refused', (from, to, code) => {
    const parsed = parsePolicy(SMALL_POLICY + EFFECT.replace(from, to));
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.code)).toContain(code);
  });
});

describe('grading', () => {
  const asked = { madeOn: '2026-01-01', withinDays: 90, measurable: true } as const;
  const happened = (on: '2026-01-01' | '2026-04-01' | '2026-04-02' | '2025-12-31') => [{ what: 'overdue', on }];

  it.each([
    ['the day before the last', '2026-03-31', [], 'undecided', null],
    ['the last day', '2026-04-01', [], 'false_alarm', null],
    ['on the last day, graded that day', '2026-04-01', happened('2026-04-01'), 'confirmed', 90],
    ['a day too late', '2026-06-30', happened('2026-04-02'), 'false_alarm', null],
    ['already there', '2026-01-31', happened('2026-01-01'), 'confirmed', 0],
    ['before the warning', '2026-06-30', happened('2025-12-31'), 'false_alarm', null],
    ['later than the grading day', '2026-01-31', happened('2026-04-01'), 'undecided', null],
  ] as const)('%s: %s', (_what, gradedOn, happenings, outcome, leadDays) => {
    expect(gradePrediction({ ...asked, gradedOn, happenings })).toMatchObject({ outcome, leadDays });
  });

  it('what cannot be measured is never a false alarm', () => {
    const graded = gradePrediction({ ...asked, measurable: false, gradedOn: '2027-01-01', happenings: [] });
    expect(graded.outcome).toBe('undecided');
  });

  it('the first of several happenings counts', () => {
    const happenings = [
      { what: 'overdue', on: '2026-03-01' },
      { what: 'bankruptcy', on: '2026-02-01' },
    ] as const;
    expect(gradePrediction({ ...asked, gradedOn: '2026-06-30', happenings })).toEqual({
      outcome: 'confirmed',
      happening: happenings[1],
      leadDays: 31,
    });
  });

  it('precision is a share of what was decided', () => {
    expect([precisionOf(3, 1), precisionOf(0, 0)]).toEqual([0.75, null]);
  });
});

const estimates = fc.array(
  fc.record({
    estimate: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
    outcome: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 40 },
);
const score = (judged: readonly JudgedEstimate[]) => brierParts(judged)?.score ?? Number.NaN;

describe('Brier score', () => {
  it('of one who says 80% and sees half of it, of a perfect one, of nobody', () => {
    expect(
      brierParts([
        { estimate: 0.8, outcome: 1 },
        { estimate: 0.8, outcome: 0 },
      ]),
    ).toMatchObject({
      count: 2,
      score: expect.closeTo(0.34, 12),
      reliability: expect.closeTo(0.09, 12),
      resolution: 0,
      uncertainty: 0.25,
      bias: expect.closeTo(0.3, 12),
    });
    expect(score([{ estimate: 0, outcome: 0 }])).toBe(0);
    expect(score([{ estimate: 1, outcome: 0 }])).toBe(1);
    expect(brierParts([])).toBeNull();
  });

  it('is the sum of its parts, and lies between 0 and 1', () => {
    fc.assert(
      fc.property(estimates, (judged) => {
        const parts = brierParts(judged);
        if (parts === null) throw new Error('there are estimates');
        const { reliability, resolution, uncertainty, withinBins } = parts;
        expect(reliability - resolution + uncertainty + withinBins).toBeCloseTo(parts.score, 9);
        expect(parts.score).toBeGreaterThanOrEqual(0);
        expect(parts.score).toBeLessThanOrEqual(1);
        expect(Math.min(reliability, resolution, uncertainty)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is one number, in whatever order the estimates come', () => {
    fc.assert(
      fc.property(estimates, (judged) => {
        expect(score([...judged].reverse())).toBeCloseTo(score(judged), 12);
      }),
    );
  });

  it('few estimates are drawn towards everybody, many are not', () => {
    expect(shrunkScore({ count: 10, score: 0.4 }, 0.2, 10)).toBeCloseTo(0.3, 12);
    expect(shrunkScore({ count: 990, score: 0.4 }, 0.2, 10)).toBeCloseTo(0.398, 12);
    expect(shrunkScore({ count: 3, score: 0.4 }, 0.2, 0)).toBeCloseTo(0.4, 12);
  });
});

describe('a weighed estimate', () => {
  const rule = { weighBy: 'brier', minimum: 10, shrinkage: 10 } as const;
  const record = (count: number, estimate: number, outcome: number): JudgedEstimate[] =>
    Array.from({ length: count }, () => ({ estimate, outcome }));

  it('says 80% and half came true twenty times: 60%', () => {
    expect(weighEstimate(0.8, record(20, 0.8, 0.5), rule)).toEqual({ weighed: expect.closeTo(0.6, 12), count: 20 });
  });

  it('needs the minimum of the policy, and a policy that weighs', () => {
    expect(weighEstimate(0.8, record(9, 0.8, 0.5), rule)).toBeNull();
    expect(weighEstimate(0.8, record(10, 0.8, 0.5), rule)).not.toBeNull();
    expect(weighEstimate(0.8, record(20, 0.8, 0.5), { ...rule, weighBy: 'none' })).toBeNull();
    expect(weighEstimate(0.8, [], { ...rule, minimum: 0 })).toBeNull();
  });

  it('of somebody who is always right is what they say', () => {
    const right = [0.1, 0.3, 0.5, 0.9].flatMap((share) => record(5, share, share));
    expect(weighEstimate(0.8, right, rule)?.weighed).toBeCloseTo(0.8, 12);
  });

  it('stays a share', () => {
    fc.assert(
      fc.property(
        estimates,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 30 }),
        (judged, said, shrinkage) => {
          const weighed = weighEstimate(said, judged, { ...rule, minimum: 0, shrinkage })?.weighed;
          expect(weighed).toBeGreaterThanOrEqual(0);
          expect(weighed).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('would never have been worse than what was said, on the record itself', () => {
    fc.assert(
      fc.property(estimates, fc.integer({ min: 0, max: 30 }), (judged, shrinkage) => {
        const corrected = judged.map(({ estimate, outcome }) => ({
          estimate: weighEstimate(estimate, judged, { ...rule, minimum: 0, shrinkage })?.weighed ?? Number.NaN,
          outcome,
        }));
        expect(score(corrected)).toBeLessThanOrEqual(score(judged) + 1e-9);
      }),
    );
  });

  it('moves less from what was said the more trust the policy asks for', () => {
    const moved = (shrinkage: number) =>
      Math.abs(0.8 - (weighEstimate(0.8, record(20, 0.8, 0.2), { ...rule, shrinkage })?.weighed ?? Number.NaN));
    expect(moved(0)).toBeGreaterThan(moved(10));
    expect(moved(10)).toBeGreaterThan(moved(100));
  });
});

describe('months', () => {
  it('know their days and neighbours', () => {
    expect([parseMonth('2026-10'), parseMonth('2026-13'), parseMonth('26-10'), parseMonth('2026-1')]).toEqual([
      '2026-10',
      null,
      null,
      null,
    ]);
    expect([firstDayOf('2024-02'), lastDayOf('2024-02')]).toEqual(['2024-02-01', '2024-02-29']);
    expect([nextMonth('2026-12'), previousMonth('2026-01')]).toEqual(['2027-01', '2025-12']);
  });

  it('the report is sent on the first working day after: Sunday and the National Day week are none', () => {
    const due = (month: '2026-10' | '2026-09' | '2026-11') =>
      reportDueAt(month, '09:30', 'Asia/Shanghai').toISOString();
    expect(due('2026-10')).toBe('2026-11-02T01:30:00.000Z');
    expect(due('2026-11')).toBe('2026-12-01T01:30:00.000Z');
    expect(due('2026-09') >= '2026-10-08').toBe(true);
  });
});
