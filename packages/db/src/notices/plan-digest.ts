import { upwardsFrom } from '@xinshao/core/alerts/clock.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { composeDigest, type DigestAlert, dutiesOf, type Waiting } from '@xinshao/core/notices/digest.ts';
import type { Responsibility } from '@xinshao/core/roles/roles.ts';
import type pg from 'pg';
import { recipientSql } from '../alerts/step-recipient.ts';
import type { Moment } from '../approvals/moment.ts';
import { pendingRequestsWithin } from '../approvals/read-requests.ts';
import type { Database } from '../database.ts';
import { enqueueNotices, type Queue } from '../queue/queue.ts';
import { staffWithin } from '../staff/list-staff.ts';
import { isPresentSql } from '../staff/present-staff.ts';
import { withinTransaction } from '../within-transaction.ts';
import { placeText } from './place.ts';
import { storeNotice } from './store-notice.ts';

/** An alert that its channel, its owner, or whoever is above in their place, is told of. */
type Told = DigestAlert & { readonly audience: 'channel' | 'owner' | 'manager' };

/** SQL: the `owner` of `alert` has left, or Slack refused for good what was to tell them of it. */
const OWNER_NOT_REACHED = `(NOT ${isPresentSql('owner')}
  OR EXISTS (SELECT FROM alert_messages own
    WHERE own.alert_id = alert.id AND own.audience = 'owner' AND own.state = 'failed')
  OR EXISTS (SELECT FROM notice_items item JOIN notices listed ON listed.id = item.notice_id
    WHERE item.alert_id = alert.id AND listed.place = 'staff:' || alert.owner_code AND listed.state = 'failed'))`;

/**
 * Plans the digest of a working day, once. For each channel, each owner, and whoever is told in place of an owner who
 * has left or is not reached: the yellow alerts that waited for it, then what was told on an earlier day and still has no
 * answer, each the most exposed first. For managers: what their people have not answered in time, the longest overdue
 * first. For risk: the answers that wait for a review, the oldest first. For approvers: the requests that wait for them,
 * the one that expires first at the top. Whoever has none of it gets no digest. All of it or nothing: a repetition,
 * another replica or a restart finds the day planned.
 * @param due the working day, and when it began on the company's clock
 * @returns how many messages were planned; null: the day was planned already
 */
export async function planDigest(
  database: Database,
  queue: Queue,
  due: { readonly day: Day; readonly began: Date },
  moment: Moment,
): Promise<number | null> {
  const { day, began } = due;
  return withinTransaction(database, async (transaction) => {
    const claimed = await transaction.query(
      'INSERT INTO digest_runs (day, planned_at) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING RETURNING day',
      [day, moment.now],
    );
    if (claimed.rows.length === 0) return null;
    await leaveOutAnswered(transaction);
    const told = await readTold(transaction, began);
    const staff = await staffWithin(transaction);
    const waiting = await readWaiting(transaction, moment);
    const duties = dutiesOf(staff, waiting, moment.now, (code) => placeText({ kind: 'staff', code }));
    const ids: string[] = [];
    for (const { place, alerts, requests } of composeDigest([...told, ...duties.alerts], duties.requests)) {
      const key = `digest:${place}:${day}`;
      const id = await storeNotice(transaction, { key, kind: 'digest', place, items: alerts, requests }, moment.now);
      if (id === null) continue;
      ids.push(id);
      await noteListed(
        transaction,
        id,
        told.filter((one) => one.place === place),
      );
    }
    await enqueueNotices(queue, ids, transaction);
    return ids.length;
  });
}

/** Alerts answered before the digest are left out. */
async function leaveOutAnswered(transaction: pg.PoolClient): Promise<void> {
  await transaction.query(
    `UPDATE alert_messages message SET state = 'skipped' FROM alerts alert
     WHERE alert.id = message.alert_id AND message.state = 'gathered' AND message.notice_id IS NULL
       AND alert.state NOT IN ('open', 'returned')`,
  );
}

/** What channels, owners, and those above them who are told in their place, are told. */
async function readTold(transaction: pg.PoolClient, dayBegan: Date): Promise<Told[]> {
  const { rows } = await transaction.query<Told>(
    `WITH above AS (
       SELECT alert.owner_code, alert.team_code, recipient.code
       FROM (SELECT DISTINCT told.owner_code, told.team_code
         FROM alert_messages message JOIN alerts told ON told.id = message.alert_id
         WHERE message.audience = 'manager' AND told.state IN ('open', 'returned')) alert
       LEFT JOIN staff owner ON owner.code = alert.owner_code
       CROSS JOIN LATERAL (${recipientSql('$2::text[]')}) recipient
     )
     SELECT audience.place, audience.name AS audience, alert.id::text AS "alertId",
       CASE WHEN message.state = 'gathered' AND message.notice_id IS NULL THEN 'new' ELSE 'waiting' END AS part
     FROM alerts alert
     LEFT JOIN staff owner ON owner.code = alert.owner_code
     LEFT JOIN teams team ON team.code = coalesce(alert.team_code, owner.team_code)
     LEFT JOIN above ON above.owner_code = alert.owner_code AND above.team_code IS NOT DISTINCT FROM alert.team_code
     CROSS JOIN LATERAL (VALUES ('channel', 'channel:' || coalesce(team.slack_channel, '')),
       ('owner', 'staff:' || CASE WHEN ${isPresentSql('owner')} THEN alert.owner_code END),
       ('manager', 'staff:' || above.code)) AS audience (name, place)
     LEFT JOIN alert_messages message ON message.alert_id = alert.id AND message.audience = audience.name
     WHERE alert.state IN ('open', 'returned') AND audience.place IS NOT NULL
       AND ((message.state = 'gathered' AND message.notice_id IS NULL)
         OR (alert.opened_at < $1 AND (audience.name <> 'manager' OR (message.id IS NOT NULL AND ${OWNER_NOT_REACHED}))))
     ORDER BY audience.place, 4, alert.exposure_fen DESC, alert.id`,
    [dayBegan, upwardsFrom('manager')],
  );
  return rows;
}

/** What waits for people by their role. */
async function readWaiting(transaction: pg.PoolClient, moment: Moment): Promise<Waiting> {
  const overdue = await transaction.query<{ alertId: string } & Responsibility>(
    `SELECT alert.id::text AS "alertId", alert.owner_code AS "ownerCode",
       coalesce(owner.team_code, alert.team_code) AS "ownerTeamCode", owner.manager_code AS "ownerManagerCode"
     FROM alerts alert LEFT JOIN staff owner ON owner.code = alert.owner_code
     WHERE alert.state IN ('open', 'returned') AND alert.due_at < $1 ORDER BY alert.due_at, alert.id`,
    [moment.now],
  );
  const answered = await transaction.query<{ alertId: string }>(
    `SELECT id::text AS "alertId" FROM alerts WHERE state = 'answered' ORDER BY answered_at NULLS FIRST, id`,
  );
  const pending = await pendingRequestsWithin(transaction, moment);
  return {
    overdue: overdue.rows.map(({ alertId, ...responsibility }) => ({ alertId, responsibility })),
    answered: answered.rows,
    pending,
  };
}

async function noteListed(transaction: pg.PoolClient, noticeId: string, rows: readonly Told[]): Promise<void> {
  const listed = rows.filter(({ part }) => part === 'new');
  await transaction.query(
    `UPDATE alert_messages message SET notice_id = $1::bigint
     FROM unnest($2::bigint[], $3::text[]) AS listed (alert_id, audience)
     WHERE message.alert_id = listed.alert_id AND message.audience = listed.audience`,
    [noticeId, listed.map(({ alertId }) => alertId), listed.map(({ audience }) => audience)],
  );
}
