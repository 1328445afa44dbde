import type { Database } from '../database.ts';
import { shownOutbox } from '../outbox/outbox.ts';
import { isPresentSql } from '../staff/present-staff.ts';
import type { Audience } from './audience.ts';

/** Messages of alerts, each to one audience. */
export const ALERT_OUTBOX = shownOutbox('alert_messages');

/** The message of an alert to one audience, whether it has been sent or not. */
export interface MessageOfAlert {
  readonly id: string;
  /** The message about many alerts that tells it; null: none does, or it waits for the digest. */
  readonly noticeId: string | null;
}

/** Finds the message of an alert for an audience, or prepares it; null where the alert has no such audience: nobody is prepared to be told who has left. */
export async function messageOfAlert(
  { pool }: Database,
  alertId: string,
  audience: Audience,
): Promise<MessageOfAlert | null> {
  await pool.query(
    `INSERT INTO alert_messages (alert_id, audience)
     SELECT alert.id, $2 FROM alerts alert LEFT JOIN staff owner ON owner.code = alert.owner_code
     WHERE alert.id = $1::bigint AND ($2 <> 'owner' OR (owner.code IS NOT NULL AND ${isPresentSql('owner')}))
     ON CONFLICT (alert_id, audience) DO NOTHING`,
    [alertId, audience],
  );
  const { rows } = await pool.query<MessageOfAlert>(
    `SELECT id::text, notice_id::text AS "noticeId" FROM alert_messages WHERE alert_id = $1::bigint AND audience = $2`,
    [alertId, audience],
  );
  return rows[0] ?? null;
}
