import type { Database } from '../database.ts';
import type { Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import { planStepsWithin } from './plan-steps.ts';
import { noticeRulesInForce } from './rules-in-force.ts';

/**
 * Slack does not reach somebody with a bundle of steps: whoever is above them is told of the same steps, in the way that
 * fits how many there are. The bundle is given up, and is not tried again.
 * @returns how many steps were passed on; 0 where that was done before
 */
export async function passStepsUp(
  database: Database,
  queue: Queue,
  { noticeId, staffCode }: { readonly noticeId: string; readonly staffCode: string },
  now: Date,
): Promise<number> {
  const rules = await noticeRulesInForce(database);
  return withinTransaction(database, async (transaction) => {
    const { rowCount } = await transaction.query(
      `WITH given_up AS (
         UPDATE notices SET state = 'empty' WHERE id = $1::bigint AND kind = 'steps' AND state = 'failed' RETURNING id
       )
       UPDATE alert_steps SET planned = false, state = 'pending', notice_id = NULL,
         passed_over = array_append(passed_over, $2)
       WHERE notice_id = (SELECT id FROM given_up) AND state = 'gathered'`,
      [noticeId, staffCode],
    );
    if (rowCount !== null && rowCount > 0) await planStepsWithin(transaction, queue, rules, now);
    return rowCount ?? 0;
  });
}
