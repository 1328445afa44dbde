import type { Database } from '../database.ts';
import { requeueMessages } from '../outbox/requeue-messages.ts';
import { enqueueJobs, QUEUES, type Queue, type SendPrecheckJob } from '../queue/queue.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';

/**
 * Puts messages about prospects into the queue again that do not stand in Slack, or show an old version (see
 * requeue-messages.ts).
 * @returns how many were queued
 */
export function requeueUnsentPrechecks(database: Database, queue: Queue, now: Date, minutes: number): Promise<number> {
  return requeueMessages<SendPrecheckJob>(
    database,
    {
      table: 'precheck_messages',
      joins: `JOIN prechecks precheck ON precheck.id = message.precheck_id
        JOIN ${PRESENT_STAFF} reader ON reader.code = message.staff_code`,
      isDue: `CASE WHEN message.state = 'sent' THEN message.audience = 'ask' AND message.shown_version < precheck.version
        ELSE message.state IN ('pending', 'sending', 'failed') END`,
      job: 'message.id::text AS "messageId"',
      enqueue: (jobs, client) => enqueueJobs(queue, QUEUES.sendPrecheck, jobs, client),
    },
    now,
    minutes,
  );
}
