import type { Database } from '../database.ts';

/** The alert that a Slack message shows, or reminds of; null when the message does neither. */
export async function alertOfMessage(database: Database, channel: string, ts: string): Promise<string | null> {
  const { rows } = await database.pool.query<{ alert_id: string }>(
    `SELECT alert_id::text FROM alert_messages WHERE channel = $1 AND ts = $2
     UNION SELECT alert_id::text FROM alert_steps WHERE channel = $1 AND ts = $2`,
    [channel, ts],
  );
  return rows[0]?.alert_id ?? null;
}
