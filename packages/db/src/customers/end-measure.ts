import { type EndMeasureRefusal, endMeasureRefusal } from '@xinshao/core/alerts/end-measure.ts';
import type { AuditSurface } from '@xinshao/core/audit/audit-entry.ts';
import type { Member } from '@xinshao/core/roles/roles.ts';
import type pg from 'pg';
import { showOnceMore } from '../alerts/show-once-more.ts';
import { showStop } from '../alerts/show-stop.ts';
import { dayOf, type Moment } from '../approvals/moment.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { wantHomes } from '../home/want-homes.ts';
import type { Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import { AWAITS_REQUEST_SQL, type CustomerMeasure, measureEnded } from './measures.ts';

/** A measure that somebody wants to end. */
export interface MeasureToEnd extends CustomerMeasure {
  readonly customer: { readonly id: number; readonly code: string; readonly name: string };
  /** null: it holds, or would but for its last day. */
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  readonly endedByName: string | null;
  readonly endReason: string | null;
}

export interface EndingOfMeasure {
  readonly measureId: string;
  readonly by: Member;
  readonly reason: string;
  readonly moment: Moment;
  readonly surface: AuditSurface;
}

export type EndMeasureResult =
  | { readonly outcome: 'stored' }
  /** The same person ended it before for the same reason: a second click or a repeated delivery. */
  | { readonly outcome: 'repeated' }
  /** `measure`: as it stands; null: there is none. */
  | {
      readonly outcome: 'refused';
      readonly code: EndMeasureRefusal | 'missing' | 'already_ended' | 'reason_missing';
      readonly measure: MeasureToEnd | null;
    };

/** A measure as it stands; null when there is no such measure. */
export async function measureToEnd(client: pg.Pool | pg.PoolClient, measureId: string): Promise<MeasureToEnd | null> {
  const { rows } = await client.query<MeasureToEnd>(
    `SELECT measure.id::text, measure.kind, measure.since, measure.until::text AS until, measure.reason,
       measure.alert_id::text AS "alertId", ${AWAITS_REQUEST_SQL} AS "awaitsRequest", measure.ended_at AS "endedAt",
       measure.ended_by AS "endedBy", coalesce(ender.name, measure.ended_by) AS "endedByName",
       measure.end_reason AS "endReason",
       json_build_object('id', customer.id, 'code', customer.code, 'name', customer.name) AS customer
     FROM customer_measures measure
       JOIN customers customer ON customer.id = measure.customer_id
       LEFT JOIN staff ender ON ender.code = measure.ended_by
     WHERE measure.id = $1::bigint`,
    [measureId],
  );
  return rows[0] ?? null;
}

/** Whether a measure no longer holds, be it ended or past its last day. */
export function isOver({ endedAt, until }: Pick<MeasureToEnd, 'endedAt' | 'until'>, moment: Moment): boolean {
  return endedAt !== null || (until !== null && until < dayOf(moment));
}

/**
 * Ends a measure that risk put on a customer, whatever became of its alert; those of other alerts stay. It is audited, and
 * the messages of its alert and of the customer's open ones are rendered again; all of it or nothing. Of two officers at once one is obeyed and the other
 * learns what happened.
 */
export function endMeasure(database: Database, queue: Queue, ending: EndingOfMeasure): Promise<EndMeasureResult> {
  // A refusal is found before anything is written, so committing it changes nothing.
  return withinTransaction(database, (client) => endWithin(client, queue, ending));
}

async function endWithin(client: pg.PoolClient, queue: Queue, ending: EndingOfMeasure): Promise<EndMeasureResult> {
  const { measureId, by, moment, surface } = ending;
  const reason = ending.reason.trim();
  await lockMeasure(client, measureId);
  const measure = await measureToEnd(client, measureId);
  const refused = (code: Extract<EndMeasureResult, { outcome: 'refused' }>['code']): EndMeasureResult => {
    return { outcome: 'refused', code, measure };
  };
  if (measure === null) return refused('missing');
  const refusal = endMeasureRefusal(measure, by);
  if (refusal === 'not_allowed') return refused(refusal);
  if (isOver(measure, moment)) {
    const same = measure.endedBy === by.code && measure.endReason === reason;
    return same ? { outcome: 'repeated' } : refused('already_ended');
  }
  if (refusal !== null) return refused(refusal);
  if (reason === '') return refused('reason_missing');
  await client.query(
    `UPDATE customer_measures SET ended_at = $2, ended_by = $3, end_reason = $4
     WHERE id = $1::bigint AND ended_at IS NULL`,
    [measureId, moment.now, by.code, reason],
  );
  const { kind, until, alertId, customer } = measure;
  if (alertId !== null) {
    await showOnceMore(client, queue, [alertId]);
    await wantHomes(client, queue, { alertId });
  }
  await showStop(client, queue, [customer.id], alertId);
  const ended = { code: customer.code, kind, until, alertId };
  await appendAudit(client, measureEnded(ended, { now: moment.now, actor: by.code, surface, reason }));
  return { outcome: 'stored' };
}

/** The alert first, as whoever closes it does, then the measure. */
async function lockMeasure(client: pg.PoolClient, measureId: string): Promise<void> {
  await client.query(
    `SELECT FROM alerts WHERE id = (SELECT alert_id FROM customer_measures WHERE id = $1::bigint) FOR UPDATE`,
    [measureId],
  );
  await client.query('SELECT FROM customer_measures WHERE id = $1::bigint FOR UPDATE', [measureId]);
}
