import { upwardsFrom } from '@xinshao/core/alerts/clock.ts';
import type { PlacePlan } from '@xinshao/core/notices/bundle.ts';
import { byExposure, type Notice, type WayOfTelling } from '@xinshao/core/notices/notice.ts';
import { planNotices } from '@xinshao/core/notices/plan-notices.ts';
import type { NoticeRules } from '@xinshao/core/policy/notices-schema.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';
import type { Audience } from '../alerts/audience.ts';
import { recipientSql } from '../alerts/step-recipient.ts';
import { type Delivery, enqueueDeliveries, enqueueNotices, type Queue, refreshNotice } from '../queue/queue.ts';
import { isPresentSql } from '../staff/present-staff.ts';
import { type NewNotice, storeNotices } from './store-notice.ts';

interface Row {
  alertId: string;
  audience: Audience;
  severity: Severity;
  exposureFen: string;
  /** null: the staff list has nobody of risk, or nobody above an owner who has left. */
  place: string | null;
  /** null: nothing was prepared for this audience yet. */
  told: WayOfTelling | null;
  toldSeverity: Severity | null;
  noticeId: string | null;
}

type Addressed = Notice & { readonly audience: Audience; readonly noticeId: string | null };

/**
 * Decides how everybody learns of what a run found and queues it, within the run's transaction: messages of their own,
 * one summary for a place, or the digest. Nothing is dropped: every delivery is queued, listed in a summary, or marked
 * for the digest. Of severities that the rules name the head of risk is told in the same way (R41). What an owner who
 * has left was to be told, whoever is above them is.
 * @param deliveries of alerts that were opened, raised, or changed hands
 */
export async function planDeliveries(
  client: pg.PoolClient,
  queue: Queue,
  deliveries: readonly Delivery[],
  rules: NoticeRules,
  now: Date,
): Promise<void> {
  if (deliveries.length === 0) return;
  const told = [...deliveries, ...atOnceToRisk(deliveries, rules)];
  const plan = planNotices((await readNotices(client, told)).flatMap(noticesFrom), rules);
  const own = plan.places.flatMap((place) => place.own);
  const summaries = await storeSummaries(client, plan.places, now);
  await gather(
    client,
    plan.places.flatMap(({ digest }) => digest.map((notice) => ({ notice, told: 'digest' as const, noticeId: null }))),
  );
  await enqueueNotices(queue, summaries, client);
  await takeOut(client, own);
  await expectTold(client, own);
  for (const id of new Set(plan.edit.flatMap(({ noticeId }) => noticeId ?? []))) await refreshNotice(queue, id);
  const edited = plan.edit.filter(({ before }) => before?.way === 'own');
  await enqueueDeliveries(queue, [...own, ...edited].sort(byExposure).map(deliveryOf), client);
}

const deliveryOf = ({ alertId, audience, severity }: Addressed): Delivery => ({ alertId, audience, severity });

function atOnceToRisk(deliveries: readonly Delivery[], { tellRiskAtOnce }: NoticeRules): Delivery[] {
  return deliveries
    .filter(({ audience, severity }) => audience === 'channel' && tellRiskAtOnce.some((told) => told === severity))
    .map((delivery) => ({ ...delivery, audience: 'risk' }));
}

/** Until they stand in Slack these messages are known to be missing (see risk-told.ts), and are asked for once. */
async function expectTold(client: pg.PoolClient, own: readonly Addressed[]): Promise<void> {
  await client.query(
    `INSERT INTO alert_messages (alert_id, audience) SELECT * FROM unnest($1::bigint[], $2::text[])
     ON CONFLICT (alert_id, audience) DO NOTHING`,
    columns(own.filter(({ audience }) => audience === 'risk' || audience === 'manager')).slice(0, 2),
  );
}

async function readNotices(client: pg.PoolClient, deliveries: readonly Delivery[]): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `WITH delivery AS (
       SELECT given.alert_id,
         CASE WHEN given.audience = 'owner' AND NOT ${isPresentSql('owner')} THEN 'manager' ELSE given.audience END AS audience
       FROM unnest($1::bigint[], $2::text[]) AS given (alert_id, audience)
       JOIN alerts alert ON alert.id = given.alert_id LEFT JOIN staff owner ON owner.code = alert.owner_code
     ),
     above AS (
       -- Who is above goes by owner and team, and is asked once for each: an owner has many alerts.
       SELECT alert.audience, coalesce(alert.owner_code, '') AS owner, coalesce(alert.team_code, '') AS team, recipient.code
       FROM (SELECT DISTINCT audience, told.owner_code, told.team_code FROM delivery JOIN alerts told ON told.id = alert_id
         WHERE audience IN ('risk', 'manager')) alert
       LEFT JOIN staff owner ON owner.code = alert.owner_code
       CROSS JOIN LATERAL (${recipientSql("CASE alert.audience WHEN 'risk' THEN ARRAY['risk'] ELSE $3::text[] END")}) recipient
     )
     SELECT alert.id::text AS "alertId", delivery.audience, alert.severity, alert.exposure_fen::text AS "exposureFen",
       CASE delivery.audience WHEN 'channel' THEN 'channel:' || coalesce(team.slack_channel, '')
         WHEN 'risk' THEN 'staff:' || above.code WHEN 'manager' THEN 'staff:' || above.code
         ELSE 'staff:' || alert.owner_code END AS place,
       message.told, message.told_severity AS "toldSeverity", message.notice_id::text AS "noticeId"
     FROM delivery
     JOIN alerts alert ON alert.id = delivery.alert_id
     LEFT JOIN staff owner ON owner.code = alert.owner_code
     LEFT JOIN teams team ON team.code = coalesce(alert.team_code, owner.team_code)
     LEFT JOIN alert_messages message ON message.alert_id = alert.id AND message.audience = delivery.audience
     LEFT JOIN above ON above.audience = delivery.audience AND above.owner = coalesce(alert.owner_code, '')
       AND above.team = coalesce(alert.team_code, '')`,
    [deliveries.map(({ alertId }) => alertId), deliveries.map(({ audience }) => audience), upwardsFrom('manager')],
  );
  return rows;
}

function noticesFrom(row: Row): Addressed[] {
  const { alertId, audience, severity, place, noticeId, told, toldSeverity } = row;
  if (place === null) return [];
  const before = told === null ? null : { way: told, severity: toldSeverity ?? severity };
  return [{ alertId, audience, severity, place, noticeId, exposureFen: Number(row.exposureFen), before }];
}

/**
 * One message for all of a place; it also names those that follow with messages of their own, so that the list is
 * complete.
 * @returns the ids of those that are new
 */
async function storeSummaries(
  client: pg.PoolClient,
  places: readonly PlacePlan<Addressed>[],
  now: Date,
): Promise<string[]> {
  const summed = places.filter(({ summary }) => summary.length > 0);
  const ids = await storeNotices(
    client,
    summed.map((place) => summaryOf(place, now)),
    now,
  );
  await gather(
    client,
    summed.flatMap(({ summary }, index) => {
      const noticeId = ids[index] ?? null;
      return noticeId === null ? [] : summary.map((notice) => ({ notice, told: 'bundle' as const, noticeId }));
    }),
  );
  return ids.filter((id) => id !== null);
}

function summaryOf({ place, own, summary }: PlacePlan<Addressed>, now: Date): NewNotice {
  const items = [
    ...summary.map((notice) => ({ notice, part: 'new' as const })),
    ...own.map((notice) => ({ notice, part: 'following' as const })),
  ].sort((one, other) => byExposure(one.notice, other.notice));
  return {
    ...{ key: `summary:${place}:${summary[0]?.alertId}:${now.getTime()}`, kind: 'summary', place },
    items: items.map(({ notice, part }) => ({ alertId: notice.alertId, part })),
    details: { following: own.length },
  };
}

interface Gathered {
  readonly notice: Addressed;
  readonly told: Exclude<WayOfTelling, 'own'>;
  readonly noticeId: string | null;
}

/** Marks how these audiences are told; whatever was prepared for them before gives way. */
async function gather(client: pg.PoolClient, gathered: readonly Gathered[]): Promise<void> {
  if (gathered.length === 0) return;
  await client.query(
    `INSERT INTO alert_messages (alert_id, audience, state, told, told_severity, notice_id)
     SELECT alert_id, audience, 'gathered', told, severity, notice_id
     FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[])
       AS gathered (alert_id, audience, severity, told, notice_id)
     ON CONFLICT (alert_id, audience) DO UPDATE
       SET state = 'gathered', told = excluded.told, told_severity = excluded.told_severity, notice_id = excluded.notice_id`,
    [
      ...columns(gathered.map(({ notice }) => notice)),
      gathered.map(({ told }) => told),
      gathered.map(({ noticeId }) => noticeId),
    ],
  );
}

/** What got too heavy for a bundle or the digest gets a message of its own. */
async function takeOut(client: pg.PoolClient, notices: readonly Addressed[]): Promise<void> {
  const gathered = notices.filter(({ before }) => before !== null);
  if (gathered.length === 0) return;
  await client.query(
    `UPDATE alert_messages message SET state = 'pending', told = 'own', told_severity = NULL, notice_id = NULL
     FROM unnest($1::bigint[], $2::text[]) AS own (alert_id, audience)
     WHERE message.alert_id = own.alert_id AND message.audience = own.audience AND message.state IN ('gathered', 'skipped')`,
    columns(gathered).slice(0, 2),
  );
}

function columns(notices: readonly Addressed[]): string[][] {
  return [
    notices.map(({ alertId }) => alertId),
    notices.map(({ audience }) => audience),
    notices.map(({ severity }) => severity),
  ];
}
