import type pg from 'pg';
import type { AlertPerson } from '../alerts/alert-view.ts';
import type { Database } from '../database.ts';
import { shownOutbox } from '../outbox/outbox.ts';
import { requeueMessages } from '../outbox/requeue-messages.ts';
import { type DeliverConnectionJob, enqueueJobs, QUEUES, type Queue } from '../queue/queue.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';

/** Messages about connected browsers, each to its owner. */
export const CONNECTION_OUTBOX = shownOutbox('connection_messages');

/** SQL: the version of `token` that a message shows. */
const VERSION = '(CASE WHEN token.revoked_at IS NULL THEN 1 ELSE 2 END)';

/** A connection as its owner is told of it. */
export interface ToldConnection {
  readonly tokenId: string;
  /** 1: connected; 2: no more. */
  readonly version: number;
  readonly owner: AlertPerson;
  readonly browser: string | null;
  readonly connectedAt: Date;
  readonly expiresAt: Date;
  /** null: it was not ended by anybody. */
  readonly endedAt: Date | null;
}

/** What a message is about; null when there is no such message, or its reader is not on the staff list any more. */
export async function connectionOfMessage({ pool }: Database, messageId: string): Promise<ToldConnection | null> {
  const { rows } = await pool.query<ToldConnection>(
    `SELECT token.id::text AS "tokenId", ${VERSION} AS version, token.browser, token.created_at AS "connectedAt",
       token.expires_at AS "expiresAt", token.revoked_at AS "endedAt",
       json_build_object('code', staff.code, 'name', staff.name, 'slackUserId', token.slack_user_id,
         'email', staff.email) AS owner
     FROM connection_messages message JOIN access_tokens token ON token.id = message.token_id
     JOIN ${PRESENT_STAFF} staff ON staff.code = token.staff_code AND staff.slack_user_id = token.slack_user_id
     WHERE message.id = $1::bigint`,
    [messageId],
  );
  return rows[0] ?? null;
}

/** Has a person told that a browser was connected in their name, within the transaction that connects it. */
export async function tellOfConnection(
  transaction: pg.PoolClient,
  queue: Queue,
  tokenId: string,
  at: Date,
): Promise<void> {
  await transaction.query('INSERT INTO connection_messages (token_id, queued_at) VALUES ($1::bigint, $2)', [
    tokenId,
    at,
  ]);
  await showConnections(transaction, queue, [tokenId]);
}

/** Has the messages about connections shown anew, within the transaction that changes them. */
export async function showConnections(
  transaction: pg.PoolClient,
  queue: Queue,
  tokenIds: readonly string[],
): Promise<void> {
  const { rows } = await transaction.query<DeliverConnectionJob>(
    'SELECT id::text AS "messageId" FROM connection_messages WHERE token_id = ANY($1::bigint[]) ORDER BY id',
    [tokenIds],
  );
  await enqueueJobs(queue, QUEUES.deliverConnection, rows, transaction);
}

/**
 * Puts messages about connections into the queue again that are not in Slack, or show an old version (see
 * requeue-messages.ts).
 * @returns how many were queued
 */
export function requeueUndeliveredConnections(
  database: Database,
  queue: Queue,
  now: Date,
  minutes: number,
): Promise<number> {
  return requeueMessages<DeliverConnectionJob>(
    database,
    {
      table: 'connection_messages',
      joins: `JOIN access_tokens token ON token.id = message.token_id
        JOIN ${PRESENT_STAFF} staff ON staff.code = token.staff_code AND staff.slack_user_id = token.slack_user_id`,
      isDue: `(message.state <> 'posted' OR message.shown_version < ${VERSION})`,
      job: 'message.id::text AS "messageId"',
      enqueue: (jobs, client) => enqueueJobs(queue, QUEUES.deliverConnection, jobs, client),
    },
    now,
    minutes,
  );
}
