import type { Day } from '../../day/day.ts';
import type { MetricValue } from '../../scorecard/assessment.ts';
import type { DataSource, Facts } from '../facts.ts';

export const METRIC_UNITS = [
  'fen',
  'ratio',
  'multiple',
  'days',
  'count',
  'months',
  'years',
  'points',
  'score',
] as const;
/** What a numeric metric is counted in. `ratio`: a share, 1 being the whole; `multiple`: how many times one is the other. */
export type MetricUnit = (typeof METRIC_UNITS)[number];

/** One thing a policy can judge: a pure reading of the facts. */
export interface Metric {
  readonly id: string;
  readonly kind: 'number' | 'text' | 'boolean';
  readonly unit: MetricUnit | null;
  readonly source: DataSource;
  /** @returns null when it is not known, which is different from zero. */
  readonly read: (facts: Facts) => MetricValue;
  /** @returns the day the reading's data are of; null when not known. */
  readonly dataDate: (facts: Facts) => Day | null;
}

type NumberReading = (facts: Facts) => number | null;

/** A numeric metric; dated by its source unless told otherwise. */
export function numberMetric(id: string, unit: MetricUnit, source: DataSource, read: NumberReading): Metric {
  return { id, kind: 'number', unit, source, read, dataDate: (facts) => dateOfSource(facts, source) };
}

export function textMetric(id: string, source: DataSource, read: (facts: Facts) => string | null): Metric {
  return { id, kind: 'text', unit: null, source, read, dataDate: (facts) => dateOfSource(facts, source) };
}

export function booleanMetric(id: string, source: DataSource, read: (facts: Facts) => boolean | null): Metric {
  return { id, kind: 'boolean', unit: null, source, read, dataDate: (facts) => dateOfSource(facts, source) };
}

/** The latest day for which a source has data; statements and tax invoices carry their own day. */
export function dateOfSource(facts: Facts, source: DataSource): Day | null {
  const stated = facts.dataDates[source];
  if (stated !== undefined) return stated;
  if (source === 'statements') return facts.statement?.periodEnd ?? null;
  if (source === 'tax') return facts.tax?.lastIssuedOn ?? null;
  return null;
}

/** part / whole; null when either is unknown or the whole is not above zero. */
export function quotient(part: number | null | undefined, whole: number | null | undefined): number | null {
  if (part === null || part === undefined || whole === null || whole === undefined || whole <= 0) return null;
  return part / whole;
}

/** now − before; null when either is unknown. */
export function difference(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before;
}

/** (now − before) / before; null when either is unknown or `before` is not above zero. */
export function growth(now: number | null, before: number | null): number | null {
  return now === null || before === null || before <= 0 ? null : (now - before) / before;
}
