import { daysBetween } from '../../day/day.ts';
import { type DataSource, EVENT_KINDS, type EventKind, type Facts } from '../facts.ts';
import { dateOfSource, type Metric, numberMetric } from './metric.ts';

/** Which source reports a kind of event. */
export const EVENT_SOURCES: Readonly<Record<EventKind, DataSource>> = {
  bureau_score: 'bureau',
  dishonest_debtor: 'court',
  enforcement: 'court',
  lawsuit: 'court',
  supplier_lawsuit: 'court',
  bankruptcy: 'court',
  equity_frozen: 'court',
  abnormal_operation: 'registry',
  penalty: 'registry',
  registry_change: 'registry',
  management_change: 'registry',
  recall: 'news',
  public_debt_notice: 'news',
  bill_default: 'news',
  negative_news: 'news',
  tax_arrears: 'tax',
  delivery_anomaly: 'orders',
};

const LEGAL_KINDS = [
  'dishonest_debtor',
  'enforcement',
  'lawsuit',
  'supplier_lawsuit',
  'bankruptcy',
  'equity_frozen',
] as const satisfies readonly EventKind[];

/** Counts and ages of outside events (R34, R36), and the bureau's score (R32). */
export const EVENT_METRICS: readonly Metric[] = [
  ...EVENT_KINDS.flatMap((kind) => [
    numberMetric(`events.${kind}.count_12m`, 'count', EVENT_SOURCES[kind], (facts) => count(facts, kind, 'count12m')),
    numberMetric(`events.${kind}.count_24m`, 'count', EVENT_SOURCES[kind], (facts) => count(facts, kind, 'count24m')),
    /** Days since the latest event; unknown when there was none. */
    numberMetric(`events.${kind}.days_since`, 'days', EVENT_SOURCES[kind], (facts) => daysSince(facts, kind)),
  ]),
  /** All court matters of 24 months together. */
  numberMetric('events.legal.count_24m', 'count', 'court', legalCount),
  /** The bureau's latest score. */
  numberMetric('bureau.score', 'score', 'bureau', (facts) => facts.events.bureau_score?.latestValue ?? null),
  numberMetric('bureau.days_old', 'days', 'bureau', (facts) => daysSince(facts, 'bureau_score')),
];

/** No event of a source that was looked at is a known zero; without any data of the source it is unknown. */
function count(facts: Facts, kind: EventKind, period: 'count12m' | 'count24m'): number | null {
  const events = facts.events[kind];
  if (events !== undefined) return events[period];
  return dateOfSource(facts, EVENT_SOURCES[kind]) === null ? null : 0;
}

function daysSince(facts: Facts, kind: EventKind): number | null {
  const events = facts.events[kind];
  return events === undefined ? null : daysBetween(events.latestOn, facts.asOf);
}

function legalCount(facts: Facts): number | null {
  let sum = 0;
  let known = dateOfSource(facts, 'court') !== null;
  for (const kind of LEGAL_KINDS) {
    const events = facts.events[kind];
    if (events === undefined) continue;
    known = true;
    sum += events.count24m;
  }
  return known ? sum : null;
}
