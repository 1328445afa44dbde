import type { Severity } from '@xinshao/core/warnings/warning.ts';
import { showOnceMore } from '../alerts/show-once-more.ts';
import type { Database } from '../database.ts';
import type { Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import { planDeliveries } from './plan-deliveries.ts';
import { noticeRulesInForce } from './rules-in-force.ts';

/**
 * Slack does not reach the owner of alerts that wait for an answer: whoever is above is told at once, in the way that
 * fits how many there are, and the alerts' other messages say so. Once for each alert, however often it is found out.
 * @returns how many alerts were told
 */
export async function tellAbove(
  database: Database,
  queue: Queue,
  alertIds: readonly string[],
  now: Date,
): Promise<number> {
  const rules = await noticeRulesInForce(database);
  return withinTransaction(database, async (transaction) => {
    const { rows } = await transaction.query<{ alertId: string; severity: Severity }>(
      `SELECT id::text AS "alertId", severity FROM alerts
       WHERE id = ANY($1::bigint[]) AND state IN ('open', 'returned') AND NOT EXISTS (
         SELECT FROM alert_messages message WHERE message.alert_id = alerts.id AND message.audience = 'manager')
       ORDER BY id FOR UPDATE`,
      [alertIds],
    );
    const deliveries = rows.map((row) => ({ ...row, audience: 'manager' as const }));
    await planDeliveries(transaction, queue, deliveries, rules, now);
    await showOnceMore(
      transaction,
      queue,
      rows.map(({ alertId }) => alertId),
    );
    return rows.length;
  });
}

/** The alerts of a message about many that wait for the answer of this member. */
export async function owedInNotice(database: Database, noticeId: string, ownerCode: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ id: string }>(
    `SELECT alert.id::text FROM notice_items item JOIN alerts alert ON alert.id = item.alert_id
     WHERE item.notice_id = $1::bigint AND alert.owner_code = $2 AND alert.state IN ('open', 'returned')`,
    [noticeId, ownerCode],
  );
  return rows.map(({ id }) => id);
}
