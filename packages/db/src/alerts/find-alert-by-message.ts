import type { Database } from '../database.ts';

/** What is known of a message in Slack. */
export interface MessageOrigin {
  /** The alert that it shows, or reminds of; null: none, as far as is recorded. */
  readonly alertId: string | null;
  /** A message of ours is on its way to this channel: it may stand there already, and be recorded in a moment. */
  readonly mayBeArriving: boolean;
}

/** Which alert a message belongs to, by where it stands. */
export async function originOfMessage(database: Database, channel: string, ts: string): Promise<MessageOrigin> {
  const { rows } = await database.pool.query<{ alert_id: string | null; arriving: boolean }>(
    `SELECT coalesce(
         (SELECT alert_id FROM alert_messages WHERE channel = $1 AND ts = $2),
         (SELECT alert_id FROM alert_steps WHERE channel = $1 AND ts = $2)
       )::text AS alert_id,
       EXISTS (SELECT FROM alert_messages WHERE state = 'claimed' AND channel = $1)
         OR EXISTS (SELECT FROM alert_steps WHERE state = 'sending' AND channel = $1) AS arriving`,
    [channel, ts],
  );
  const [row] = rows;
  return { alertId: row?.alert_id ?? null, mayBeArriving: row?.arriving ?? false };
}
