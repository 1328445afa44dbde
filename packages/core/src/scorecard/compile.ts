import { DATA_SOURCES } from '../facts/facts.ts';
import { fenFromYuan } from '../money/fen.ts';
import type { Cap, Factor, Policy } from '../policy/schema.ts';
import { compileWarningRule } from '../warnings/compile-rule.ts';
import { compileBands } from './bands.ts';
import type { CompiledCap, CompiledFactor, CompiledGrade, CompiledPolicy } from './compiled.ts';
import { compileCondition, requireMetric } from './condition.ts';

/**
 * Turns a checked policy into closures and arrays, so that scoring a customer only reads and compares.
 * @param hash content hash of the file the policy was read from; every assessment carries it
 * @throws on a policy that `parsePolicy` would refuse
 */
export function compilePolicy(policy: Policy, hash: string): CompiledPolicy {
  const grades = policy.scale.map((_, rank) => compileGrade(policy, rank));
  const rankOf = new Map(grades.map((grade) => [grade.grade, grade.rank]));
  const factorIds = policy.factors.map((factor) => factor.id);
  const caps = policy.caps.map((cap) => compileCap(cap, factorIds, rankOf)).sort((a, b) => b.rank - a.rank);
  return {
    id: policy.id,
    hash,
    policy,
    factors: policy.factors.map(compileFactor),
    grades,
    rankOf,
    caps,
    factorPlaces: new Map(factorIds.map((id, place) => [id, place])),
    capPlaces: new Map(caps.map(({ id }, place) => [id, place])),
    freshness: DATA_SOURCES.flatMap((source) => {
      const days = policy.freshness[source];
      return days === undefined ? [] : [{ source, days }];
    }),
    insufficientBelow: policy.confidence.insufficientBelow,
    staleShare: policy.confidence.staleShare,
    limitStepFen: fenFromYuan(policy.limits.roundDownToYuan),
    concentrationFromFen: fenFromYuan(policy.limits.concentration.fromPortfolioYuan),
    warnings: policy.warnings.map((rule) => compileWarningRule(rule, rankOf, factorIds)),
  };
}

function compileFactor(factor: Factor): CompiledFactor {
  return {
    id: factor.id,
    dimension: factor.dimension,
    maximumPoints: factor.maximumPoints,
    missingPoints: factor.missing.points,
    confidence: factor.missing.confidence,
    readings: [{ metric: factor.metric, bands: factor.bands }, ...factor.alternatives].map((reading) => {
      const metric = requireMetric(reading.metric);
      return { metric, pointsOf: compileBands(metric, reading.bands) };
    }),
  };
}

function compileGrade(policy: Policy, rank: number): CompiledGrade {
  const grade = policy.scale[rank];
  if (grade === undefined) throw new RangeError(`no grade of rank ${rank}`);
  const limits = policy.limits.byGrade[grade.grade];
  const termDays = policy.terms.daysByGrade[grade.grade];
  const monitoring = policy.monitoring.byGrade[grade.grade];
  if (limits === undefined || termDays === undefined || monitoring === undefined) {
    throw new RangeError(`grade ${grade.grade} lacks limits, terms or monitoring`);
  }
  return {
    grade: grade.grade,
    rank,
    from: grade.from ?? Number.NEGATIVE_INFINITY,
    probabilityOfDefault: grade.pd,
    tier: grade.tier,
    netWorthShare: limits.netWorthShare,
    purchasesShare: limits.purchasesShare,
    ceilingFen: fenFromYuan(limits.ceilingYuan),
    termDays,
    lookEveryDays: monitoring.lookEveryDays,
  };
}

function compileCap(cap: Cap, factorIds: readonly string[], rankOf: ReadonlyMap<string, number>): CompiledCap {
  const rank = rankOf.get(cap.grade);
  if (rank === undefined) throw new RangeError(`cap ${cap.id} names the unknown grade ${cap.grade}`);
  const conditions = cap.when.map((condition) => compileCondition(condition, factorIds));
  return {
    id: cap.id,
    grade: cap.grade,
    rank,
    find: (facts, factors) => {
      let first: { metric: string | null; value: string | number | boolean | null } | null = null;
      for (const condition of conditions) {
        const value = condition.valueOf(facts, factors);
        if (!condition.holds(value)) return null;
        first ??= { metric: condition.metric, value };
      }
      return first;
    },
  };
}
