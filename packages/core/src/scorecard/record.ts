import type { DataSource, Facts } from '../facts/facts.ts';
import type { Fen } from '../money/fen.ts';
import {
  type Assessment,
  type FactorResult,
  type Grade,
  LIMIT_CANDIDATES,
  type LimitRecommendation,
  type MetricValue,
  type Reason,
} from './assessment.ts';
import type { CompiledPolicy } from './compiled.ts';

// What an assessment adds to its facts and its policy, and no more: a quarter of its full JSON. Fifty thousand are
// written in one run, and each is kept for years beside its facts and the hash of its policy.

/** A known factor: value, points and, unless it is the first, which of the policy's metrics gave it; else its points. */
type FactorRecord = number | readonly [value: MetricValue, points: number, reading?: number];
type ReasonRecord = readonly [kind: Reason['kind'], id: number | string, weight: number];

export interface AssessmentRecord {
  readonly caps: readonly (readonly [cap: number, metric: string | null, value: MetricValue])[];
  readonly confidence: number;
  readonly factors: readonly FactorRecord[];
  readonly grade: Grade | null;
  readonly gradeBeforeCaps: Grade | null;
  readonly limit: readonly [
    recommended: Fen | null,
    binding: LimitRecommendation['binding'],
    suggestion: LimitRecommendation['suggestion'],
    ...candidates: (Fen | null)[],
  ];
  /** PD, LGD, EAD, EL. */
  readonly loss: readonly [number, number, Fen, Fen] | null;
  readonly outcome: Assessment['outcome'];
  readonly reasons: readonly ReasonRecord[];
  readonly score: number;
  readonly stale: readonly (readonly [DataSource, string, number, number])[];
  readonly terms: readonly [days: number | null, ...reasons: string[]];
  readonly tier: string | null;
}

/** What to store of an assessment made under that policy. Members come in alphabetical order: its JSON is canonical. */
export function recordOf(assessment: Assessment, policy: CompiledPolicy): AssessmentRecord {
  const { limit, terms, expectedLoss } = assessment;
  return {
    caps: assessment.caps.map((cap) => [policy.capPlaces.get(cap.id) ?? -1, cap.metric, cap.value]),
    confidence: assessment.confidence,
    factors: assessment.factors.map((factor, index) => factorRecord(factor, index, policy)),
    grade: assessment.grade,
    gradeBeforeCaps: assessment.gradeBeforeCaps,
    limit: [limit.recommendedFen, limit.binding, limit.suggestion, ...limit.candidates.map(({ fen }) => fen)],
    loss:
      expectedLoss === null
        ? null
        : [
            expectedLoss.probabilityOfDefault,
            expectedLoss.lossGivenDefault,
            expectedLoss.exposureAtDefaultFen,
            expectedLoss.expectedLossFen,
          ],
    outcome: assessment.outcome,
    reasons: assessment.reasons.map(({ kind, id, weight }) => [kind, placeOf(kind, id, policy), weight]),
    score: assessment.score,
    stale: assessment.stale.map(({ source, dataDate, ageDays, allowedDays }) => [
      source,
      dataDate,
      ageDays,
      allowedDays,
    ]),
    terms: [terms.days, ...terms.reasons],
    tier: assessment.tier,
  };
}

/**
 * The assessment that was recorded, from its record, its facts and its policy.
 * @throws RangeError when the record does not belong to the policy
 */
export function assessmentOf(record: AssessmentRecord, facts: Facts, policy: CompiledPolicy): Assessment {
  const [recommendedFen, binding, suggestion, ...candidates] = record.limit;
  const [days, ...reasons] = record.terms;
  return {
    customerCode: facts.customer.code,
    asOf: facts.asOf,
    policyId: policy.id,
    policyHash: policy.hash,
    outcome: record.outcome,
    score: record.score,
    grade: record.grade,
    gradeBeforeCaps: record.gradeBeforeCaps,
    tier: record.tier,
    confidence: record.confidence,
    factors: record.factors.map((factor, index) => factorResult(factor, index, facts, policy)),
    caps: record.caps.map(([cap, metric, value]) => {
      const { id, grade } = at(policy.caps, cap);
      return { id, grade, metric, value };
    }),
    reasons: record.reasons.map(([kind, id, weight]) => ({ kind, id: nameOf(kind, id, policy), weight })),
    stale: record.stale.map(([source, dataDate, ageDays, allowedDays]) => ({
      source,
      dataDate: dataDate as Facts['asOf'],
      ageDays,
      allowedDays,
    })),
    limit: {
      recommendedFen,
      binding,
      candidates: LIMIT_CANDIDATES.map((id, index) => ({ id, fen: candidates[index] ?? null })),
      suggestion,
    },
    terms: { days, reasons },
    expectedLoss:
      record.loss === null
        ? null
        : {
            probabilityOfDefault: record.loss[0],
            lossGivenDefault: record.loss[1],
            exposureAtDefaultFen: record.loss[2],
            expectedLossFen: record.loss[3],
          },
  };
}

function factorRecord(factor: FactorResult, index: number, policy: CompiledPolicy): FactorRecord {
  if (factor.missing) return factor.points;
  const reading = at(policy.factors, index).readings.findIndex(({ metric }) => metric.id === factor.metric);
  return reading === 0 ? [factor.value, factor.points] : [factor.value, factor.points, reading];
}

function factorResult(record: FactorRecord, index: number, facts: Facts, policy: CompiledPolicy): FactorResult {
  const { id, dimension, maximumPoints, readings } = at(policy.factors, index);
  const missing = typeof record === 'number';
  const { metric } = at(readings, missing ? 0 : (record[2] ?? 0));
  return {
    id,
    dimension,
    metric: metric.id,
    value: missing ? null : record[0],
    points: missing ? record : record[1],
    maximumPoints,
    source: metric.source,
    dataDate: missing ? null : metric.dataDate(facts),
    missing,
  };
}

/** Caps and factors are recorded by their place in the policy, sources by name. */
function placeOf(kind: Reason['kind'], id: string, policy: CompiledPolicy): number | string {
  if (kind === 'stale') return id;
  return (kind === 'cap' ? policy.capPlaces : policy.factorPlaces).get(id) ?? -1;
}

function nameOf(kind: Reason['kind'], place: number | string, policy: CompiledPolicy): string {
  if (typeof place === 'string') return place;
  return kind === 'cap' ? at(policy.caps, place).id : at(policy.factors, place).id;
}

function at<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new RangeError('the record does not belong to this policy');
  return found;
}
