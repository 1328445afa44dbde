import type { CustomerRecords } from '@xinshao/core/documents/customer-records.ts';
import type pg from 'pg';
import { clockSql, inPeriodSql, periodOf, type RecordsOptions } from './records-sql.ts';

/**
 * Promises to pay that were said, due or decided in the period, as they stood at its end. What was paid towards one that
 * was decided later, is known only while the period is not over.
 */
export async function promiseRecords(
  transaction: pg.ClientBase,
  options: RecordsOptions,
): Promise<CustomerRecords['promises']> {
  const { rows } = await transaction.query<{ one: CustomerRecords['promises'][number] }>(
    `SELECT json_build_object('alert', alert_id::text, 'recordedOn', recorded_on, 'dueOn', due_on,
       'amountFen', amount_fen, 'paidFen', CASE WHEN decided_on <= $3::date OR $3::date >= $4::date THEN paid_fen END,
       'state', CASE WHEN withdrawn_on <= $3::date THEN 'withdrawn' WHEN decided_on <= $3::date THEN state ELSE 'open' END,
       'decidedOn', CASE WHEN decided_on <= $3::date THEN decided_on END) AS one
     FROM promises
     WHERE customer_id = $1 AND recorded_on <= $3::date
       AND (recorded_on >= $2::date OR due_on BETWEEN $2::date AND $3::date OR decided_on BETWEEN $2::date AND $3::date)
     ORDER BY recorded_on, id`,
    [options.customerId, options.from, options.to, options.today],
  );
  return rows.map(({ one }) => one);
}

/** Files that were attached to answers in the period. */
export async function fileRecords(
  transaction: pg.ClientBase,
  options: RecordsOptions,
): Promise<CustomerRecords['files']> {
  const { rows } = await transaction.query<{ one: CustomerRecords['files'][number] }>(
    `SELECT json_build_object('alert', file.alert_id::text, 'at', ${clockSql('file.added_at')},
       'by', coalesce(staff.name, file.uploaded_by), 'name', file.name,
       'sizeBytes', coalesce(octet_length(file.content), file.size_bytes), 'sha256', file.sha256) AS one
     FROM feedback_files file JOIN alerts alert ON alert.id = file.alert_id
       LEFT JOIN staff ON staff.code = file.uploaded_by
     WHERE alert.customer_id = $1 AND ${inPeriodSql('file.added_at')} ORDER BY file.added_at, file.id`,
    periodOf(options),
  );
  return rows.map(({ one }) => one);
}
