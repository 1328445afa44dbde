import type { CustomerRecords } from '@xinshao/core/documents/customer-records.ts';
import type pg from 'pg';
import { clockSql, inPeriodSql, periodOf, type RecordsOptions } from './records-sql.ts';

type CollectionRecord = CustomerRecords['collection'][number];

/** What was done to collect from a customer in a period: stages, contacts, plans, letters, write-offs and decisions. */
export async function collectionRecords(
  transaction: pg.ClientBase,
  options: RecordsOptions,
): Promise<CollectionRecord[]> {
  const { rows } = await transaction.query<Omit<CollectionRecord, 'amountFen'> & { readonly amountFen: string | null }>(
    `WITH cases AS (SELECT id FROM collection_cases WHERE customer_id = $1),
     records AS (
       SELECT entered_at AS moment, 'stage' AS kind, stage, NULL::bigint AS amount_fen, NULL::boolean AS agree,
         note AS text, entered_by AS by
       FROM collection_stages WHERE case_id IN (SELECT id FROM cases)
       UNION ALL
       SELECT logged_at, 'contact', NULL, expected_fen, NULL,
         concat_ws(' / ', contacted_on::text, person, result, next_step, expected_on::text), logged_by
       FROM collection_contacts WHERE case_id IN (SELECT id FROM cases)
       UNION ALL
       SELECT agreed_at, 'instalment', NULL, amount_fen, NULL, due_on::text, agreed_by
       FROM collection_instalments WHERE case_id IN (SELECT id FROM cases)
       UNION ALL
       SELECT requested_at, 'letter', NULL, NULL, NULL, case_id || '-' || number, requested_by
       FROM collection_letters WHERE case_id IN (SELECT id FROM cases)
       UNION ALL
       SELECT requested_at, 'writeOff', NULL, amount_fen, NULL, reason, requested_by
       FROM collection_write_offs WHERE case_id IN (SELECT id FROM cases)
       UNION ALL
       SELECT decision.at, 'decision', NULL, NULL, decision.agree, decision.note, decision.by
       FROM collection_decisions decision JOIN collection_write_offs request ON request.id = decision.write_off_id
       WHERE request.case_id IN (SELECT id FROM cases)
     )
     SELECT ${clockSql('moment')} AS at, kind, stage, amount_fen AS "amountFen", agree, text,
       coalesce(staff.name, records.by) AS by
     FROM records LEFT JOIN staff ON staff.code = records.by
     WHERE ${inPeriodSql('moment')} ORDER BY moment, kind, text`,
    periodOf(options),
  );
  return rows.map((row) => ({ ...row, amountFen: row.amountFen === null ? null : Number(row.amountFen) }));
}
