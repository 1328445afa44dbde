import type { WayOfTelling } from '@xinshao/core/notices/notice.ts';
import type { Audience } from '../alerts/audience.ts';
import type { Database } from '../database.ts';

/** Whether and how one audience was told of an alert. */
export interface Told {
  readonly audience: Audience;
  readonly way: WayOfTelling;
  /** When it stood in Slack; null: it does not, or not yet. */
  readonly at: Date | null;
  /** Why it does not; null: it stands, or waits for its turn. */
  readonly problem: string | null;
}

/** Answers "was anybody told of this alert?": one entry for each audience that was, or is to be. */
export async function toldOfAlert(database: Database, alertId: string): Promise<Told[]> {
  const { rows } = await database.pool.query<Told>(
    `SELECT message.audience, message.told AS way, coalesce(notice.posted_at, message.posted_at) AS at,
       CASE WHEN message.state = 'skipped' THEN 'answered_before'
         WHEN notice.state = 'failed' THEN notice.error WHEN message.state = 'failed' THEN message.error END AS problem
     FROM alert_messages message LEFT JOIN notices notice ON notice.id = message.notice_id
     WHERE message.alert_id = $1::bigint ORDER BY message.id`,
    [alertId],
  );
  return rows;
}
