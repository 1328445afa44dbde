import type pg from 'pg';
import { enqueueJobs, QUEUES, type Queue, type SendPrecheckJob } from '../queue/queue.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';
import type { PrecheckView } from './precheck-view.ts';

/**
 * Queues what people see of a prospect after a change, within the change's transaction: every officer's message is
 * shown anew, and whoever asked is told where its state has changed.
 */
export async function showPrecheck(
  client: pg.PoolClient,
  queue: Queue,
  { id, version, askedBy }: Pick<PrecheckView, 'id' | 'version' | 'askedBy'>,
  tellsAsker: boolean,
  at: Date,
): Promise<void> {
  if (tellsAsker) {
    await client.query(
      `INSERT INTO precheck_messages (precheck_id, staff_code, audience, queued_at)
       SELECT $1::bigint, code, 'told:' || $3::int, $4 FROM ${PRESENT_STAFF} staff WHERE code = $2
       ON CONFLICT (precheck_id, staff_code, audience) DO NOTHING`,
      [id, askedBy.code, version, at],
    );
  }
  const { rows } = await client.query<SendPrecheckJob>(
    `SELECT id::text AS "messageId" FROM precheck_messages
     WHERE precheck_id = $1::bigint AND (audience = 'ask' OR state NOT IN ('sent', 'skipped')) ORDER BY id`,
    [id],
  );
  await enqueueJobs(queue, QUEUES.sendPrecheck, rows, client);
}
