import type { Database } from '../database.ts';

/** Notes where a claimed message is about to be sent, so that a successor of this process knows where to look. */
export async function noteTarget(
  database: Database,
  messageId: string,
  channel: string,
  error: string | null,
): Promise<void> {
  await database.pool.query(
    `UPDATE alert_messages SET channel = $2, error = $3 WHERE id = $1::bigint AND state = 'claimed'`,
    [messageId, channel, error],
  );
}

/** The message stands in Slack, at the channel and ts of Slack's own response. */
export async function recordPosted(
  database: Database,
  messageId: string,
  posted: { readonly channel: string; readonly ts: string; readonly shownVersion: number; readonly at: Date },
): Promise<void> {
  await database.pool.query(
    `UPDATE alert_messages SET state = 'posted', channel = $2, ts = $3, shown_version = $4, posted_at = $5, claimed_at = NULL,
       attempts = 0
     WHERE id = $1::bigint AND state = 'claimed'`,
    [messageId, posted.channel, posted.ts, posted.shownVersion, posted.at],
  );
}

/** The message shows this version of the alert; a slower, older update changes nothing. */
export async function recordShown(database: Database, messageId: string, version: number): Promise<void> {
  await database.pool.query(
    'UPDATE alert_messages SET shown_version = $2 WHERE id = $1::bigint AND shown_version < $2',
    [messageId, version],
  );
}

/** Slack refused: nothing was posted, and the reason is kept. The next try starts afresh. */
export async function recordRefused(database: Database, messageId: string, error: string): Promise<void> {
  await database.pool.query(
    `UPDATE alert_messages SET state = 'failed', error = $2, claimed_at = NULL, attempts = attempts + 1
     WHERE id = $1::bigint AND state = 'claimed'`,
    [messageId, error],
  );
}

/** Nothing was sent: the claim is given back. */
export async function releaseClaim(database: Database, messageId: string): Promise<void> {
  await database.pool.query(
    `UPDATE alert_messages SET state = 'pending', claimed_at = NULL WHERE id = $1::bigint AND state = 'claimed'`,
    [messageId],
  );
}

/** The answer never came, so the message may or may not stand: whoever tries next looks in Slack first. */
export async function recordDoubtful(database: Database, messageId: string, error: string): Promise<void> {
  await database.pool.query(
    `UPDATE alert_messages SET claimed_at = NULL, error = $2 WHERE id = $1::bigint AND state = 'claimed'`,
    [messageId, error],
  );
}

/** A posted message that cannot be changed any more (deleted, for example): the reason is kept for the operator. */
export async function recordUpdateRefused(
  database: Database,
  messageId: string,
  version: number,
  error: string,
): Promise<void> {
  await database.pool.query(
    'UPDATE alert_messages SET shown_version = greatest(shown_version, $2), error = $3 WHERE id = $1::bigint',
    [messageId, version, error],
  );
}

/** The message that stood is gone: the next try posts a new one. @returns false when that was noted already */
export async function recordGone(database: Database, messageId: string, ts: string, error: string): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `UPDATE alert_messages SET state = 'pending', ts = NULL, shown_version = 0, error = $3
     WHERE id = $1::bigint AND state = 'posted' AND ts = $2`,
    [messageId, ts, error],
  );
  return rowCount === 1;
}
