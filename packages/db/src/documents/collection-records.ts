import type { CustomerRecords } from '@xinshao/core/documents/customer-records.ts';
import type pg from 'pg';
import { clockSql, inPeriodSql, periodOf, type RecordsOptions } from './records-sql.ts';

type CollectionRecord = CustomerRecords['collection'][number];

/** What was done to collect from a customer in a period: stages, contacts, plans, letters, write-offs, decisions and ends. */
export async function collectionRecords(
  transaction: pg.ClientBase,
  options: RecordsOptions,
): Promise<CollectionRecord[]> {
  const { rows } = await transaction.query<Omit<CollectionRecord, 'amountFen'> & { readonly amountFen: string | null }>(
    `WITH cases AS (SELECT * FROM collection_cases WHERE customer_id = $1),
     records AS (
       SELECT case_id, entered_at AS moment, 'stage' AS kind, stage, NULL AS channel,
         (due_at AT TIME ZONE $4::text)::date AS due_on, NULL::bigint AS amount_fen, NULL::boolean AS agree,
         NULL AS state, note AS text, entered_by AS by
       FROM collection_stages WHERE case_id IN (SELECT id FROM cases)
       UNION ALL
       SELECT case_id, logged_at, 'contact', stage, channel, expected_on, expected_fen, NULL, NULL,
         concat_ws(' / ', contacted_on::text, person, result, nullif(next_step, '')), logged_by
       FROM collection_contacts WHERE case_id IN (SELECT id FROM cases)
       UNION ALL
       SELECT case_id, agreed_at, 'instalment', NULL, NULL, due_on, amount_fen, NULL, NULL, plan || '-' || number, agreed_by
       FROM collection_instalments WHERE case_id IN (SELECT id FROM cases)
       UNION ALL
       SELECT case_id, decided_on::timestamp AT TIME ZONE $4::text, 'instalmentJudged', NULL, NULL, due_on, paid_fen, NULL,
         state, plan || '-' || number, ''
       FROM collection_instalments WHERE case_id IN (SELECT id FROM cases) AND decided_on IS NOT NULL
       UNION ALL
       SELECT case_id, requested_at, 'letter', NULL, NULL, NULL, NULL, NULL, NULL, case_id || '-' || number, requested_by
       FROM collection_letters WHERE case_id IN (SELECT id FROM cases)
       UNION ALL
       SELECT case_id, requested_at, 'writeOff', NULL, NULL, NULL, amount_fen, NULL, NULL, reason, requested_by
       FROM collection_write_offs WHERE case_id IN (SELECT id FROM cases)
       UNION ALL
       SELECT request.case_id, decision.at, 'decision', NULL, NULL, NULL, NULL, decision.agree, NULL, decision.note,
         decision.by
       FROM collection_decisions decision JOIN collection_write_offs request ON request.id = decision.write_off_id
       WHERE request.case_id IN (SELECT id FROM cases)
       UNION ALL
       SELECT id, closed_at, 'closed', NULL, NULL, NULL, NULL, NULL, state, close_note, latest_by
       FROM cases WHERE closed_at IS NOT NULL
     )
     SELECT records.case_id::text AS "case", ${clockSql('moment')} AS at, kind, stage, channel, due_on::text AS "dueOn",
       amount_fen AS "amountFen", agree, state, text, coalesce(staff.name, records.by) AS by
     FROM records LEFT JOIN staff ON staff.code = records.by
     WHERE ${inPeriodSql('moment')} ORDER BY case_id, moment, kind = 'closed', kind, text`,
    periodOf(options),
  );
  return rows.map((row) => ({ ...row, amountFen: row.amountFen === null ? null : Number(row.amountFen) }));
}
