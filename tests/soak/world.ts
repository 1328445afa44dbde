import type { Database } from '@xinshao/db/database.ts';
import type { Random } from '@xinshao/examples/generator/random.ts';
import { dayOf, isWorking, moment } from './calendar.ts';
import { reportDueIn } from './check-reports.ts';

const NEWS = ['dishonest_debtor', 'supplier_lawsuit', 'bankruptcy', 'supplier_lawsuit'];

/** What an import of the day would have noted: whose ledger or news changed since the day before the last working day. */
export async function changesOfDay({ pool }: Database, day: string, news: number, random: Random): Promise<void> {
  const { rows } = await pool.query<{ customers: number }>('SELECT count(*)::int AS customers FROM customers');
  const customers = rows[0]?.customers ?? 0;
  for (let number = 0; number < news; number++) {
    await pool.query(
      `INSERT INTO events (customer_id, kind, occurred_on, observed_on, amount_fen, title, source)
       VALUES ($1, $2, $3::date - 1, $3, 50000000, '演练消息', '演练') ON CONFLICT DO NOTHING`,
      [random.integer(1, customers), random.pick(NEWS), day],
    );
  }
  await pool.query(
    `INSERT INTO customer_changes (customer_id)
     SELECT customer_id FROM invoices WHERE known_on > $1::date - 4 AND known_on <= $1
     UNION SELECT customer_id FROM invoices WHERE cleared_on > $1::date - 4 AND cleared_on <= $1
     UNION SELECT customer_id FROM payments WHERE paid_on > $1::date - 4 AND paid_on <= $1
     UNION SELECT customer_id FROM events WHERE observed_on > $1::date - 4 AND observed_on <= $1`,
    [day],
  );
}

/** The moment of the next step of any alert's clock, or when a request or the time of a collection ends; null: no clock runs. */
export async function nextStepAt({ pool }: Database, after: number): Promise<number | null> {
  const { rows } = await pool.query<{ at: number | null }>(
    `SELECT ceil(extract(epoch FROM least(
       (SELECT min(next_step_at) FROM alerts
        WHERE state IN ('open', 'returned') AND next_step_at > to_timestamp($1 / 1000.0)),
       (SELECT min(expires_at) FROM limit_requests
        WHERE state IN ('pending', 'returned') AND expires_at > to_timestamp($1 / 1000.0)),
       (SELECT min(due_at) FROM collection_cases
        WHERE closed_at IS NULL AND reminded_at IS NULL AND due_at > to_timestamp($1 / 1000.0)))) * 1000)::float8 AS at`,
    [after],
  );
  return rows[0]?.at ?? null;
}

/** Whether a sweep has yet to take up something whose simulated moment has come. */
export async function somethingDue({ pool }: Database, now: number): Promise<boolean> {
  const day = dayOf(now);
  const digest = isWorking(day) && now >= moment(day, '09:00') && now < moment(day, '17:59');
  const { rows } = await pool.query<{ due: boolean }>(
    `SELECT EXISTS (SELECT FROM alerts WHERE state IN ('open', 'returned') AND next_step_at <= to_timestamp($1 / 1000.0))
       OR EXISTS (SELECT FROM alert_steps WHERE NOT planned)
       OR EXISTS (SELECT FROM limit_requests WHERE state IN ('pending', 'returned') AND expires_at <= to_timestamp($1 / 1000.0))
       OR EXISTS (SELECT FROM collection_cases WHERE closed_at IS NULL AND reminded_at IS NULL AND due_at <= to_timestamp($1 / 1000.0))
       OR EXISTS (SELECT FROM customer_grants WHERE ended_at IS NULL AND last_day < $3::date)
       OR ($4 AND EXISTS (SELECT FROM alerts WHERE opened_on < date_trunc('month', $3::date))
         AND NOT EXISTS (SELECT FROM monthly_reports WHERE month = to_char(date_trunc('month', $3::date) - interval '1 day', 'YYYY-MM')))
       OR ($2 AND NOT EXISTS (SELECT FROM digest_runs WHERE day = $3::date)) AS due`,
    [now, digest, day, now >= reportDueIn(day.slice(0, 7))],
  );
  return rows[0]?.due ?? false;
}
