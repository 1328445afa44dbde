import { addDays } from '@xinshao/core/day/day.ts';
import type { MonthlyReport } from '@xinshao/core/effect/monthly-report.ts';
import { fenFromYuan } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import { FIRST_OVERDUE_SQL } from './first-overdue.ts';
import { askLedger } from './questions.ts';
import type { ReportPeriod } from './report-period.ts';

/**
 * Customers that came so far into arrears on a day of the period, and were not there on the day before it, and how many
 * of them had an alert opened before that day. Writes temporary tables: the transaction must not be read-only.
 */
export async function defaultFigures(
  { client, from, until }: ReportPeriod,
  missed: Policy['effect']['missed'],
): Promise<MonthlyReport['defaults']> {
  // Only who has an item that becomes so old in the period can newly reach the amount in it.
  await askLedger(
    client,
    `SELECT DISTINCT customer_id, customer_id, $1::date, $2::date, $3::int, $4::bigint FROM invoices
     WHERE NOT void AND amount_fen > 0 AND settled_on > $1::date
       AND greatest(due_on + $3::int, known_on) BETWEEN $1::date + 1 AND $2::date`,
    [addDays(from, -1), until, missed.daysPastDue, fenFromYuan(missed.atLeastYuan)],
  );
  const { rows } = await client.query<MonthlyReport['defaults']>(
    `SELECT count(*)::int AS customers, count(*) FILTER (WHERE EXISTS (
         SELECT FROM alerts alert WHERE alert.customer_id = first.id AND alert.opened_on < first.happened_on
           AND alert.opened_on >= first.happened_on - $2::int))::int AS warned
     FROM (${FIRST_OVERDUE_SQL}) first WHERE first.happened_on >= $1::date`,
    [from, missed.alertWithinDays],
  );
  return rows[0] ?? { customers: 0, warned: 0 };
}
