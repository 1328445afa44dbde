import type { CustomerRecords } from '@xinshao/core/documents/customer-records.ts';
import type { FeedbackAnswers } from '@xinshao/core/feedback/form.ts';
import type pg from 'pg';
import type { Database } from '../database.ts';
import { storedFact } from '../facts/stored-fact.ts';
import { withinTransaction } from '../within-transaction.ts';
import { fileRecords, promiseRecords } from './answer-records.ts';
import { collectionRecords } from './collection-records.ts';
import { grantRecords, requestRecords } from './credit-records.ts';
import { clockSql, inPeriodSql, periodOf, type RecordsOptions } from './records-sql.ts';

/** Everything kept of a customer in a period, as of one moment. Its days are those of the company's clock. */
export function customerRecords(database: Database, options: RecordsOptions): Promise<CustomerRecords> {
  return withinTransaction(
    database,
    async (transaction) => ({
      master: await masterOf(transaction, options.customerId),
      assessments: await assessmentsOf(transaction, options),
      requests: await requestRecords(transaction, options),
      grants: await grantRecords(transaction, options),
      promises: await promiseRecords(transaction, options),
      files: await fileRecords(transaction, options),
      alerts: await alertsOf(transaction, options),
      measures: await measuresOf(transaction, options),
      collection: await collectionRecords(transaction, options),
      audit: await auditOf(transaction, options),
    }),
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
}

async function masterOf(transaction: pg.ClientBase, customerId: number): Promise<CustomerRecords['master']> {
  const { rows } = await transaction.query<{ master: CustomerRecords['master'] }>(
    `SELECT json_build_object('code', customer.code, 'name', customer.name, 'uscc', customer.uscc,
       'formerNames', customer.former_names, 'region', customer.region, 'industry', customer.industry,
       'size', customer.size, 'registeredCapitalFen', customer.registered_capital_fen,
       'establishedOn', customer.established_on::text, 'registryStatus', customer.registry_status,
       'owner', coalesce(owner.name, customer.sales_owner), 'limitFen', customer.credit_limit_fen,
       'termDays', customer.term_days, 'insuredFen', customer.insured_limit_fen,
       'collateralFen', customer.collateral_value_fen, 'agreementOn', customer.agreement_signed_on::text,
       'documentsComplete', customer.documents_complete) AS master
     FROM customers customer LEFT JOIN staff owner ON owner.code = customer.sales_owner
     WHERE customer.id = $1`,
    [customerId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`there is no customer ${customerId}`);
  return row.master;
}

async function assessmentsOf(
  transaction: pg.ClientBase,
  options: RecordsOptions,
): Promise<CustomerRecords['assessments']> {
  const { rows } = await transaction.query<{ one: CustomerRecords['assessments'][number] }>(
    `SELECT json_build_object('asOf', assessment.as_of::text, 'grade', assessment.grade, 'score', assessment.score,
       'recommendedFen', parsed.result -> 'limit' -> 0, 'exposureFen', ${storedFact('parsed.facts', 'json', 'ledger', 'exposureFen')},
       'overdueFen', ${storedFact('parsed.facts', 'json', 'ledger', 'overdueFen')}, 'policyHash', assessment.policy_hash,
       'limitFen', ${storedFact('parsed.facts', 'json', 'customer', 'creditLimitFen')},
       'termDays', ${storedFact('parsed.facts', 'json', 'customer', 'termDays')}) AS one
     FROM assessments assessment
     CROSS JOIN LATERAL (
       SELECT assessment.facts::json AS facts, assessment.result::json AS result OFFSET 0
     ) parsed
     WHERE assessment.customer_id = $1 AND assessment.as_of BETWEEN $2::date AND $3::date
     ORDER BY assessment.as_of, assessment.id`,
    [options.customerId, options.from, options.to],
  );
  return rows.map(({ one }) => one);
}

type HistoryJson =
  | { readonly kind: 'answer'; readonly at: string; readonly by: string; readonly answers: FeedbackAnswers }
  | Extract<CustomerRecords['alerts'][number]['history'][number], { kind: 'review' }>;

async function alertsOf(transaction: pg.ClientBase, options: RecordsOptions): Promise<CustomerRecords['alerts']> {
  const { rows } = await transaction.query<{
    alert: Omit<CustomerRecords['alerts'][number], 'history'> & { readonly history: readonly HistoryJson[] };
  }>(
    `SELECT json_build_object('id', alert.id::text, 'day', alert.opened_on::text, 'severity', alert.severity,
       'state', alert.state,
       'rules', coalesce((SELECT string_agg(DISTINCT rule_id, ', ' ORDER BY rule_id) FROM warnings
         WHERE warnings.alert_id = alert.id), ''),
       'history', coalesce((SELECT json_agg(step.entry ORDER BY step.moment, step.place) FROM (
         SELECT submitted_at AS moment, 0 AS place, json_build_object('kind', 'answer', 'at', ${clockSql('submitted_at')},
           'by', coalesce(staff.name, submitted_by), 'answers', answers) AS entry
         FROM feedback LEFT JOIN staff ON staff.code = submitted_by WHERE feedback.alert_id = alert.id
         UNION ALL
         SELECT review.at, 1, json_build_object('kind', 'review', 'at', ${clockSql('review.at')},
           'by', coalesce(staff.name, review.by), 'decision', review.decision, 'action', review.action,
           'verdict', review.verdict, 'note', review.note, 'cut', CASE WHEN review.limit_before_fen IS NOT NULL THEN
             json_build_object('limitFen', review.limit_fen, 'beforeFen', review.limit_before_fen,
               'request', review.request_id::text) END)
         FROM alert_reviews review LEFT JOIN staff ON staff.code = review.by WHERE review.alert_id = alert.id
       ) step), '[]'::json)) AS alert
     FROM alerts alert
     WHERE alert.customer_id = $1 AND alert.opened_on BETWEEN $2::date AND $3::date ORDER BY alert.id`,
    periodOf(options),
  );
  return rows.map(({ alert }) => ({
    ...alert,
    history: alert.history.map((step) =>
      step.kind === 'review'
        ? step
        : { kind: 'answer' as const, at: step.at, by: step.by, text: options.wordAnswer(step.answers) },
    ),
  }));
}

/** Measures and holds that held on any day of the period. */
async function measuresOf(transaction: pg.ClientBase, options: RecordsOptions): Promise<CustomerRecords['measures']> {
  const { rows } = await transaction.query<CustomerRecords['measures'][number]>(
    `SELECT kind, ${clockSql('since')} AS since, until, reason FROM (
       SELECT kind, since, coalesce(${clockSql('ended_at')}, until::text) AS until, reason,
         coalesce(least((ended_at AT TIME ZONE $4::text)::date, until), 'infinity'::date) AS last_on
       FROM customer_measures WHERE customer_id = $1
       UNION ALL
       SELECT 'hold', since, ${clockSql('ended_at')}, reason || ' #' || alert_id,
         coalesce((ended_at AT TIME ZONE $4::text)::date, 'infinity'::date)
       FROM credit_holds WHERE customer_id = $1
     ) held
     WHERE (since AT TIME ZONE $4::text)::date <= $3::date AND last_on >= $2::date ORDER BY held.since`,
    periodOf(options),
  );
  return rows;
}

/** The entries that speak of the customer, of its alerts, its requests or its collection. */
async function auditOf(transaction: pg.ClientBase, options: RecordsOptions): Promise<CustomerRecords['audit']> {
  const { rows } = await transaction.query<CustomerRecords['audit'][number]>(
    `SELECT entry.id::text, to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, entry.actor,
       entry.surface, entry.action, entry.subject_kind || ' ' || entry.subject_id AS subject, entry.hash
     FROM audit_log entry
     WHERE (
       (entry.subject_kind = 'customer' AND entry.subject_id = (SELECT code FROM customers WHERE id = $1))
       OR (entry.subject_kind = 'alert' AND entry.subject_id IN (SELECT id::text FROM alerts WHERE customer_id = $1))
       OR (entry.subject_kind = 'collection_case'
         AND entry.subject_id IN (SELECT id::text FROM collection_cases WHERE customer_id = $1))
       OR (entry.subject_kind = 'limit_request'
         AND entry.subject_id IN (SELECT id::text FROM limit_requests WHERE customer_id = $1))
     ) AND ${inPeriodSql('entry.at')}
     ORDER BY entry.id`,
    periodOf(options),
  );
  return rows;
}
