import { daysBetween } from '../day/day.ts';
import type { Facts } from '../facts/facts.ts';
import { dateOfSource } from '../facts/metrics/metric.ts';
import type { StaleSource } from './assessment.ts';
import type { CompiledPolicy } from './compiled.ts';

const NONE: readonly StaleSource[] = [];

/** Sources whose latest data are older than the policy allows (R4); a source without data is missing, not stale. */
export function staleSources(facts: Facts, freshness: CompiledPolicy['freshness']): readonly StaleSource[] {
  let stale: StaleSource[] | null = null;
  for (const { source, days } of freshness) {
    const dataDate = dateOfSource(facts, source);
    if (dataDate === null || dataDate === facts.asOf) continue;
    const ageDays = daysBetween(dataDate, facts.asOf);
    if (ageDays <= days) continue;
    stale ??= [];
    stale.push({ source, dataDate, ageDays, allowedDays: days });
  }
  return stale ?? NONE;
}
