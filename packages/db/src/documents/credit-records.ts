import { SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import type { CustomerRecords } from '@xinshao/core/documents/customer-records.ts';
import type pg from 'pg';
import { clockSql, inPeriodSql, periodOf, type RecordsOptions } from './records-sql.ts';

/** What people did in the period about requests for limits and terms; and requests whose time ran out in it. */
export async function requestRecords(
  transaction: pg.ClientBase,
  options: RecordsOptions,
): Promise<CustomerRecords['requests']> {
  const { rows } = await transaction.query<{ step: CustomerRecords['requests'][number] }>(
    `WITH steps AS (
       SELECT request.id AS request, step.at AS moment, step.id AS place, step.kind, step.by, step.on_behalf_of,
         step.level, request.levels -> step.level ->> 'role' AS role, step.limit_fen, step.term_days, step.last_day,
         CASE step.kind WHEN 'delegate' THEN coalesce(delegate.name, step.reason) ELSE step.reason END AS reason
       FROM limit_requests request JOIN limit_request_steps step ON step.request_id = request.id
         LEFT JOIN staff delegate ON delegate.code = step.reason
       WHERE request.customer_id = $1
       UNION ALL
       SELECT id, expires_at, NULL, 'expired', '', NULL, NULL, NULL, NULL, NULL, NULL, ''
       FROM limit_requests WHERE customer_id = $1 AND state = 'expired'
     )
     SELECT json_build_object('request', steps.request::text, 'at', ${clockSql('moment')}, 'kind', kind,
       'by', coalesce(person.name, steps.by), 'onBehalfOf', coalesce(absent.name, on_behalf_of), 'level', level + 1,
       'role', steps.role, 'asked', CASE WHEN limit_fen IS NOT NULL THEN json_build_object('limitFen', limit_fen,
         'termDays', term_days, 'lastDay', last_day) END, 'reason', reason) AS step
     FROM steps LEFT JOIN staff person ON person.code = steps.by LEFT JOIN staff absent ON absent.code = on_behalf_of
     WHERE ${inPeriodSql('moment')} ORDER BY moment, steps.request, place NULLS LAST`,
    periodOf(options),
  );
  return rows.map(({ step }) => step);
}

/** Grants that held on any day of the period, or began in it, as they stood at its end. */
export async function grantRecords(
  transaction: pg.ClientBase,
  options: RecordsOptions,
): Promise<CustomerRecords['grants']> {
  const { rows } = await transaction.query<{ one: CustomerRecords['grants'][number] }>(
    `SELECT json_build_object('limitFen', held.limit_fen, 'termDays', held.term_days, 'from', held.valid_from,
       'lastDay', held.last_day, 'endedOn', CASE WHEN held.over_on <= $3::date THEN held.over_on END,
       'endedBy', CASE WHEN held.ended_by <> $4 THEN coalesce(staff.name, held.ended_by) END,
       'endReason', CASE WHEN held.over_on <= $3::date THEN held.end_reason END, 'request', held.request_id::text, 'alert', review.alert_id::text, 'reason', held.reason) AS one
     FROM (SELECT granted.*, coalesce(granted.ended_on, granted.last_day + 1) AS over_on FROM customer_grants granted
       WHERE granted.customer_id = $1) held
     LEFT JOIN staff ON staff.code = held.ended_by
     LEFT JOIN alert_reviews review ON review.id = held.review_id
     WHERE held.valid_from <= $3::date
       AND (held.valid_from >= $2::date OR coalesce(held.over_on, 'infinity'::date) > $2::date)
     ORDER BY held.valid_from, held.id`,
    [options.customerId, options.from, options.to, SYSTEM],
  );
  return rows.map(({ one }) => one);
}
