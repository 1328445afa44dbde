import type { EndableMeasure } from '@xinshao/core/alerts/end-measure.ts';
import type { MeasureKind } from '@xinshao/core/alerts/review.ts';
import type { AuditOrigin, NewAuditEntry } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type pg from 'pg';
import type { Database } from '../database.ts';
import { prepared } from '../prepared.ts';

/** What holds for a customer by decision of risk. */
export interface CustomerMeasure extends EndableMeasure {
  readonly id: string;
  readonly kind: MeasureKind;
  readonly since: Date;
  /** The last day; null: until it is ended. */
  readonly until: Day | null;
  readonly reason: string;
  /** The alert it came from; null: none. */
  readonly alertId: string | null;
}

export type NewMeasure = Omit<CustomerMeasure, 'id' | 'awaitsRequest'>;

/** Why, when and by whom measures end. */
export interface MeasureEnding extends AuditOrigin {
  readonly now: Date;
  readonly reason: string | null;
}

/** SQL: whether a measure only says that the request to cut the limit, which its alert's review made, is not decided. */
export const AWAITS_REQUEST_SQL = `(measure.kind = 'cut_limit' AND EXISTS (
  SELECT FROM alert_reviews review JOIN limit_requests request ON request.id = review.request_id
  WHERE review.alert_id = measure.alert_id AND request.state IN ('pending', 'returned')))`;

/** SQL: the kinds of measures, the strictest first. */
const STRICTNESS = `array_position(ARRAY['suspend', 'prepay', 'cut_limit', 'watch'], measure.kind)`;

/**
 * The measures that hold for a customer on a day, the strictest first, and of one kind the earliest; empty: none. Each
 * alert has its own: two may be of one kind.
 * @param today in the company's time zone
 */
export async function measuresOf(database: Database, customerId: number, today: Day): Promise<CustomerMeasure[]> {
  const { rows } = await database.pool.query<CustomerMeasure>(
    prepared(
      `SELECT id::text, kind, since, until::text AS until, reason, alert_id::text AS "alertId",
         ${AWAITS_REQUEST_SQL} AS "awaitsRequest"
       FROM customer_measures measure
       WHERE customer_id = $1 AND ended_at IS NULL AND (until IS NULL OR until >= $2::date)
       ORDER BY ${STRICTNESS}, since, id`,
      [customerId, today],
    ),
  );
  return rows;
}

/**
 * Puts a measure on a customer in the caller's transaction; those that other alerts had put on it stay. An alert is
 * accepted once, so that it has one of a kind.
 * @returns the audit entry
 */
export async function beginMeasure(
  client: pg.PoolClient,
  customerId: number,
  measure: NewMeasure,
  origin: AuditOrigin,
): Promise<NewAuditEntry> {
  const { kind, since, until, reason, alertId } = measure;
  const { rows } = await client.query<{ code: string }>(
    `INSERT INTO customer_measures (customer_id, kind, since, until, reason, alert_id)
     VALUES ($1, $2, $3, $4::date, $5, $6::bigint)
     RETURNING (SELECT code FROM customers WHERE customers.id = customer_id) AS code`,
    [customerId, kind, since, until, reason, alertId],
  );
  return {
    at: since,
    ...origin,
    action: 'measure_begun',
    subjectKind: 'customer',
    subjectId: rows[0]?.code ?? '',
    after: { measure: kind, until, alert: alertId },
    reason,
  };
}

/**
 * Ends, in the caller's transaction, what an alert had put on its customer and still holds.
 * @param kind of these measures alone; left out: of every kind
 * @returns the audit entries
 */
export async function endMeasuresOfAlert(
  client: pg.PoolClient,
  alertId: string,
  ending: MeasureEnding,
  kind?: MeasureKind,
): Promise<NewAuditEntry[]> {
  const { rows } = await client.query<EndedMeasure>(
    `UPDATE customer_measures measure SET ended_at = $2, ended_by = $3 FROM customers customer
     WHERE measure.alert_id = $1::bigint AND measure.ended_at IS NULL AND ($4::text IS NULL OR measure.kind = $4)
       AND customer.id = measure.customer_id
     RETURNING customer.code, measure.kind, measure.until::text AS until, measure.alert_id::text AS "alertId"`,
    [alertId, ending.now, ending.actor, kind ?? null],
  );
  return rows.map((ended) => measureEnded(ended, ending));
}

/** A measure that has just been ended. */
export interface EndedMeasure extends Pick<CustomerMeasure, 'kind' | 'until' | 'alertId'> {
  /** Of the customer. */
  readonly code: string;
}

/** The audit entry of the end of a measure. */
export function measureEnded(
  { code, kind, until, alertId }: EndedMeasure,
  { now, actor, surface, reason }: MeasureEnding,
): NewAuditEntry {
  return {
    at: now,
    actor,
    surface,
    action: 'measure_ended',
    subjectKind: 'customer',
    subjectId: code,
    before: { measure: kind, until, alert: alertId },
    reason,
  };
}
