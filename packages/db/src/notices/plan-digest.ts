import type { Day } from '@xinshao/core/day/day.ts';
import type pg from 'pg';
import type { Database } from '../database.ts';
import { enqueueNotices, type Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import { storeNotice } from './store-notice.ts';

interface Row {
  place: string;
  audience: 'channel' | 'owner';
  alertId: string;
  part: 'new' | 'waiting';
}

/**
 * Plans the digest of a working day, once: for each person and each channel the yellow alerts that waited for it, then
 * what was told on an earlier day and still has no answer, each the most exposed first. Whoever has neither gets none.
 * Alerts answered before the digest are left out. All of it or nothing: a repetition, another replica or a restart
 * finds the day planned.
 * @returns how many messages were planned; null: the day was planned already
 */
export async function planDigest(
  database: Database,
  queue: Queue,
  day: Day,
  /** When the day began on the company's clock. */
  dayBegan: Date,
  now: Date,
): Promise<number | null> {
  return withinTransaction(database, async (transaction) => {
    const claimed = await transaction.query(
      'INSERT INTO digest_runs (day, planned_at) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING RETURNING day',
      [day, now],
    );
    if (claimed.rows.length === 0) return null;
    await leaveOutAnswered(transaction);
    const ids: string[] = [];
    for (const [place, rows] of Map.groupBy(await readItems(transaction, dayBegan), (row) => row.place)) {
      const id = await storeNotice(
        transaction,
        { key: `digest:${place}:${day}`, kind: 'digest', place, items: rows },
        now,
      );
      if (id === null) continue;
      ids.push(id);
      await noteListed(transaction, id, rows);
    }
    await enqueueNotices(queue, ids, transaction);
    return ids.length;
  });
}

async function leaveOutAnswered(transaction: pg.PoolClient): Promise<void> {
  await transaction.query(
    `UPDATE alert_messages message SET state = 'skipped' FROM alerts alert
     WHERE alert.id = message.alert_id AND message.state = 'gathered' AND message.notice_id IS NULL
       AND alert.state NOT IN ('open', 'returned')`,
  );
}

async function readItems(transaction: pg.PoolClient, dayBegan: Date): Promise<Row[]> {
  const { rows } = await transaction.query<Row>(
    `SELECT audience.place, audience.name AS audience, alert.id::text AS "alertId",
       CASE WHEN message.state = 'gathered' AND message.notice_id IS NULL THEN 'new' ELSE 'waiting' END AS part
     FROM alerts alert
     LEFT JOIN staff owner ON owner.code = alert.owner_code
     LEFT JOIN teams team ON team.code = coalesce(alert.team_code, owner.team_code)
     CROSS JOIN LATERAL (VALUES ('channel', 'channel:' || coalesce(team.slack_channel, '')),
       ('owner', 'staff:' || alert.owner_code)) AS audience (name, place)
     LEFT JOIN alert_messages message ON message.alert_id = alert.id AND message.audience = audience.name
     WHERE alert.state IN ('open', 'returned') AND audience.place IS NOT NULL
       AND (alert.opened_at < $1 OR (message.state = 'gathered' AND message.notice_id IS NULL))
     ORDER BY audience.place, 4, alert.exposure_fen DESC, alert.id`,
    [dayBegan],
  );
  return rows;
}

async function noteListed(transaction: pg.PoolClient, noticeId: string, rows: readonly Row[]): Promise<void> {
  const listed = rows.filter(({ part }) => part === 'new');
  await transaction.query(
    `UPDATE alert_messages message SET notice_id = $1::bigint
     FROM unnest($2::bigint[], $3::text[]) AS listed (alert_id, audience)
     WHERE message.alert_id = listed.alert_id AND message.audience = listed.audience`,
    [noticeId, listed.map(({ alertId }) => alertId), listed.map(({ audience }) => audience)],
  );
}
