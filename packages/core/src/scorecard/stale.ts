import { type Day, daysBetween } from '../day/day.ts';
import type { DataSource, Facts } from '../facts/facts.ts';
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

/**
 * Sources that are stale on the day somebody reads a result, whatever they were on the day it was made: nothing grows
 * old in silence when imports or monitor runs stop (R4).
 * @param facts those of the result
 * @param today the day of the reader
 * @param seen latest days of whole sources that the monitor has seen since, with nothing new for this customer
 */
export function staleToday(
  facts: Facts,
  freshness: CompiledPolicy['freshness'],
  today: Day,
  seen: Facts['dataDates'],
): readonly StaleSource[] {
  const dataDates: Partial<Record<DataSource, Day>> = { ...facts.dataDates };
  for (const { source } of freshness) {
    const [known, later] = [dataDates[source], seen[source]];
    if (known !== undefined && later !== undefined && later > known) dataDates[source] = later;
  }
  return staleSources({ ...facts, asOf: today, dataDates }, freshness);
}

/** The day of the oldest source that is too old; null when all are fresh. */
export function staleSince(stale: readonly StaleSource[]): Day | null {
  return stale.reduce<Day | null>(
    (oldest, { dataDate }) => (oldest === null || dataDate < oldest ? dataDate : oldest),
    null,
  );
}
