import type pg from 'pg';
import type { Database } from '../database.ts';
import { isToBeTriedAgain } from '../outbox/try-again.ts';
import { enqueueJobs, QUEUES, type Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import type { CaseAudience } from './show-case.ts';

/** Reminders that are taken in one transaction. */
const BATCH = 200;

/** Stages whose time is over: reminded once each. */
const DUE_STAGES = `
  WITH due AS (
    SELECT id FROM collection_cases WHERE due_at <= $1 AND reminded_at IS NULL AND closed_at IS NULL
    ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
  ), taken AS (
    UPDATE collection_cases SET reminded_at = $1 FROM due WHERE collection_cases.id = due.id
  )
  INSERT INTO collection_messages (case_id, audience, queued_at)
  SELECT due.id, 'stage:' || (SELECT max(number) FROM collection_stages WHERE case_id = due.id), $1 FROM due
  ON CONFLICT (case_id, audience) DO UPDATE SET queued_at = excluded.queued_at
  RETURNING case_id::text AS "caseId", audience`;

/** Instalments whose day has passed: reminded once each, but for those that were paid. */
const DUE_INSTALMENTS = `
  WITH due AS (
    SELECT id, case_id FROM collection_instalments
    WHERE remind_at <= $1 AND reminded_at IS NULL AND NOT replaced AND state <> 'kept'
    ORDER BY remind_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
  ), taken AS (
    UPDATE collection_instalments SET reminded_at = $1 FROM due WHERE collection_instalments.id = due.id
  )
  INSERT INTO collection_messages (case_id, audience, queued_at)
  SELECT case_id, 'instalment:' || id, $1 FROM due
  ON CONFLICT (case_id, audience) DO UPDATE SET queued_at = excluded.queued_at
  RETURNING case_id::text AS "caseId", audience`;

/** Younger messages still have a job of their own. */
const TRY_AGAIN_AFTER_MINUTES = 10;

/** Messages that were queued some minutes ago and are still not in Slack, or show an old version. */
const UNSENT = `
  WITH unsent AS (
    SELECT message.id FROM collection_messages message
    JOIN collection_cases collection ON collection.id = message.case_id
    WHERE ${isToBeTriedAgain('message', { now: '$1', minutes: String(TRY_AGAIN_AFTER_MINUTES) })}
      AND CASE WHEN message.state = 'posted' THEN message.shown_version < collection.version
        ELSE collection.closed_at IS NULL END
    ORDER BY message.queued_at LIMIT $2 FOR UPDATE OF message SKIP LOCKED
  )
  UPDATE collection_messages SET queued_at = $1 FROM unsent WHERE collection_messages.id = unsent.id
  RETURNING case_id::text AS "caseId", audience`;

/**
 * Takes what has come due in collection (at most 200 stages and 200 instalments): notes it and queues the reminders,
 * all of it or nothing; and queues again what an outage left unsent, or Slack refused not too often. Of several processes each takes other ones.
 * @returns how many reminders were taken; 0: nothing is due
 */
export function claimDueCases(database: Database, queue: Queue, now: Date): Promise<number> {
  return withinTransaction(database, async (client) => {
    const stages = await take(client, queue, DUE_STAGES, now);
    const instalments = await take(client, queue, DUE_INSTALMENTS, now);
    await take(client, queue, UNSENT, now);
    await requeueLetters(client, queue, now);
    return stages + instalments;
  });
}

async function take(client: pg.PoolClient, queue: Queue, sql: string, now: Date): Promise<number> {
  const { rows } = await client.query<{ caseId: string; audience: CaseAudience }>(sql, [now, BATCH]);
  await enqueueJobs(queue, QUEUES.deliverCollection, rows, client);
  return rows.length;
}

async function requeueLetters(client: pg.PoolClient, queue: Queue, now: Date): Promise<void> {
  const { rows } = await client.query<{ letterId: string }>(
    `WITH unsent AS (
       SELECT id FROM collection_letters letter
       WHERE state <> 'sent' AND ${isToBeTriedAgain('letter', { now: '$1', minutes: '$2' })}
         AND (state <> 'sending' OR sending_at <= $1::timestamptz - $2::int * interval '1 minute')
       ORDER BY queued_at LIMIT $3 FOR UPDATE SKIP LOCKED
     )
     UPDATE collection_letters SET state = 'pending', sending_at = NULL, queued_at = $1 FROM unsent
     WHERE collection_letters.id = unsent.id
     RETURNING collection_letters.id::text AS "letterId"`,
    [now, TRY_AGAIN_AFTER_MINUTES, BATCH],
  );
  await enqueueJobs(queue, QUEUES.sendLetter, rows, client);
}
