import type { Database } from '../database.ts';
import { isToBeTriedAgain } from '../outbox/try-again.ts';
import { enqueueJobs, QUEUES, type Queue, type SendPrecheckJob } from '../queue/queue.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';
import { withinTransaction } from '../within-transaction.ts';

/**
 * Puts messages about prospects into the queue again that do not stand in Slack, or show an old version, although they
 * were queued so many minutes ago: their job was lost, or Slack was out for longer than it was tried. At most 500 at
 * once; those refused too often wait for a person.
 * @returns how many were queued
 */
export async function requeueUnsentPrechecks(
  database: Database,
  queue: Queue,
  now: Date,
  minutes: number,
): Promise<number> {
  return withinTransaction(database, async (client) => {
    const { rows } = await client.query<SendPrecheckJob>(
      `WITH unsent AS (
         SELECT message.id FROM precheck_messages message
         JOIN prechecks precheck ON precheck.id = message.precheck_id
         JOIN ${PRESENT_STAFF} reader ON reader.code = message.staff_code
         WHERE ${isToBeTriedAgain('message', { now: '$1', minutes: '$2' })}
           AND CASE WHEN message.state = 'sent' THEN message.audience = 'ask' AND message.shown_version < precheck.version
             ELSE message.state IN ('pending', 'sending', 'failed') END
         ORDER BY message.queued_at LIMIT 500 FOR UPDATE OF message SKIP LOCKED)
       UPDATE precheck_messages message SET queued_at = $1 FROM unsent WHERE message.id = unsent.id
       RETURNING message.id::text AS "messageId"`,
      [now, minutes],
    );
    await enqueueJobs(queue, QUEUES.sendPrecheck, rows, client);
    return rows.length;
  });
}
