import type { Day } from '@xinshao/core/day/day.ts';
import { DATA_SOURCES, type Facts } from '@xinshao/core/facts/facts.ts';
import { dateOfSource } from '@xinshao/core/facts/metrics/metric.ts';
import type { CompiledPolicy } from '@xinshao/core/scorecard/compiled.ts';

/** Stands for the day of a source without data, which is missing and never stale. */
const NO_DATA = '9999-12-31';

/** Sources of which one day holds for all customers and moves on with what is imported for others. */
const SHARED: readonly string[] = ['ledger', 'orders'];

/** What `customer_state.data_dates` holds, as COPY writes it: the day of each source, in the order of `DATA_SOURCES`. */
export function dataDatesText(facts: Facts): string {
  return `{${DATA_SOURCES.map((source) => dateOfSource(facts, source) ?? NO_DATA).join(',')}}`;
}

/**
 * SQL: the day of the oldest source that is too old for `state` on the day of the reader, NULL where all are fresh. It
 * decides as `staleToday` does, for many customers at once and without their facts; what an earlier version stored tells
 * of the day of its run alone.
 * @param today in the company's time zone
 * @param parameters of the query; the days become more of them
 */
export function staleSinceSql(freshness: CompiledPolicy['freshness'], today: Day, parameters: unknown[]): string {
  // PostgreSQL takes no parameter that its query does not speak of.
  if (freshness.length === 0) return orAsStored('NULL::date');
  const reader = `$${parameters.push(today)}::date`;
  const tooOld = freshness.map(({ source, days }) => {
    const known = `state.data_dates[${DATA_SOURCES.indexOf(source) + 1}]`;
    const limit = `(${reader} - ${days})`;
    const since = SHARED.includes(source) ? seenSinceSql(source, known, limit) : known;
    return `CASE WHEN ${known} < ${limit} THEN ${since} END`;
  });
  return orAsStored(`least(${tooOld.join(', ')})`);
}

function orAsStored(oldest: string): string {
  return `CASE WHEN state.data_dates = '{}' THEN state.stale_since ELSE ${oldest} END`;
}

/**
 * Where no change of the customer waits for the next run, the last one has seen the source up to its own day, with
 * nothing new for this customer (see `seenDaysSql`).
 */
function seenSinceSql(source: string, known: string, limit: string): string {
  const seen = `(SELECT least(latest_on, run.as_of)
    FROM data_sources, (SELECT as_of FROM monitor_runs ORDER BY id DESC LIMIT 1) run WHERE source = '${source}')`;
  return `CASE WHEN ${seen} IS NULL OR state.customer_id IN (SELECT customer_id FROM customer_changes) THEN ${known}
    WHEN ${seen} < ${limit} THEN greatest(${known}, ${seen}) END`;
}
