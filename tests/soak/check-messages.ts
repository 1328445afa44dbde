import type { SandboxMessage } from '@xinshao/sandbox/types.ts';
import type { Evidence, Findings } from './check.ts';
import { handOvers } from './chronicle.ts';
import { isHere } from './personnel.ts';

/** All messages of the app that stand in the workspace, by what they carry unseen. */
export type Messages = ReadonlyMap<string, readonly SandboxMessage[]>;

export function markOf(kind: string, payload: Readonly<Record<string, string>>): string {
  return `${kind} ${JSON.stringify(Object.entries(payload).sort())}`;
}

/** Reads every channel and direct message that anything was ever sent to. */
export async function readMessages({ database, sandbox }: Evidence): Promise<Messages> {
  const { rows } = await database.pool.query<{ channel: string }>(
    `SELECT channel FROM alert_messages UNION SELECT channel FROM alert_steps UNION SELECT channel FROM notices
     UNION SELECT channel FROM collection_messages UNION SELECT channel FROM limit_request_messages
     UNION SELECT channel FROM report_messages UNION SELECT channel FROM collection_letters`,
  );
  const places = new Set(['C0GENERAL', ...rows.flatMap(({ channel }) => channel ?? [])]);
  const found = new Map<string, SandboxMessage[]>();
  for (const place of places) {
    for (const message of sandbox.messages(place)) {
      const { metadata } = message;
      if (metadata === undefined) continue;
      const payload = Object.fromEntries(
        Object.entries(metadata.event_payload).map(([key, value]) => [key, String(value)]),
      );
      const mark = markOf(metadata.event_type, payload);
      found.set(mark, [...(found.get(mark) ?? []), message]);
    }
  }
  return found;
}

/** For a person, of whom an alert has another after each hand-over. */
const PERSONAL = /^(owner$|manager$|question:)/;

/** No message twice, every alert told, nothing left undelivered. */
export async function checkMessages(
  { database, chronicle, left, endedAt }: Evidence,
  messages: Messages,
): Promise<Findings> {
  const faults: string[] = [];
  const runs = Map.groupBy(chronicle.runs, ({ after }) => after.id);
  for (const [mark, copies] of messages) {
    const { alert_id: alert, audience } = copies[0]?.metadata?.event_payload ?? {};
    const readers = PERSONAL.test(String(audience)) ? 1 + handOvers(runs.get(String(alert)) ?? []) : 1;
    if (copies.length > readers) faults.push(`${copies.length} times: ${mark}`);
  }

  const stuck = await database.pool.query<{ what: string }>(
    `SELECT 'message ' || id || ' of alert ' || alert_id || ' for ' || audience || ': ' || state || coalesce(', ' || error, '') AS what
       FROM alert_messages message WHERE state IN ('claimed', 'failed')
         OR (state = 'pending' AND audience IN ('channel', 'owner')
           AND EXISTS (SELECT FROM alerts WHERE id = message.alert_id AND state IN ('open', 'returned')))
     UNION ALL SELECT 'message of alert ' || alert_id || ' for ' || audience || ' shows version ' || shown_version
       FROM alert_messages message JOIN alerts alert ON alert.id = alert_id
       WHERE message.state = 'posted' AND shown_version < alert.version
     UNION ALL SELECT 'step ' || id || ' of alert ' || alert_id || ': ' || state || coalesce(', ' || error, '')
       FROM alert_steps WHERE state IN ('pending', 'sending', 'failed', 'gathered') OR NOT planned
     UNION ALL SELECT 'notice ' || key || ': ' || state || coalesce(', ' || error, '') FROM notices
       WHERE state IN ('pending', 'claimed', 'failed')`,
  );
  faults.push(...stuck.rows.map(({ what }) => `not delivered: ${what}`));

  const told = await database.pool.query<{
    alertId: string;
    audience: string;
    state: string | null;
    noticeId: string | null;
    noticeState: string | null;
    answered: boolean;
    waits: boolean;
    owner: string | null;
  }>(
    `SELECT alert.id::text AS "alertId", audience.name AS audience, message.state, message.notice_id::text AS "noticeId",
       notice.state AS "noticeState",
       EXISTS (SELECT FROM feedback WHERE alert_id = alert.id) OR alert.state = 'closed' AS answered,
       alert.state IN ('open', 'returned') AS waits, alert.owner_code AS owner
     FROM alerts alert CROSS JOIN (VALUES ('channel'), ('owner'), ('manager')) AS audience (name)
     LEFT JOIN alert_messages message ON message.alert_id = alert.id AND message.audience = audience.name
     LEFT JOIN notices notice ON notice.id = message.notice_id
     WHERE audience.name = 'channel' OR alert.owner_code IS NOT NULL`,
  );
  const ways: Record<string, number> = {};
  for (const { alertId, audience, state, noticeId, noticeState, answered, waits, owner } of told.rows) {
    // What waits for the answer of somebody who has left is told to whoever is above.
    const owed = waits && owner !== null && !isHere(owner, endedAt, left) ? 'manager' : 'owner';
    if (audience !== 'channel' && audience !== owed) continue;
    const own = state === 'posted' && messages.has(markOf('xinshao_alert', { alert_id: alertId, audience }));
    const listed = noticeId !== null && messages.has(markOf('xinshao_notice', { notice_id: noticeId }));
    const excused =
      answered && (state === 'skipped' || state === 'pending' || noticeState === 'empty' || state === null);
    const way = own ? 'own' : listed ? 'listed' : excused ? 'answered before' : 'untold';
    ways[`told: ${way}`] = (ways[`told: ${way}`] ?? 0) + 1;
    if (way === 'untold') faults.push(`alert ${alertId} was never told to its ${audience} (${state}, ${noticeState})`);
    if (state === 'posted' && !own)
      faults.push(`alert ${alertId}: the message for ${audience} is said to stand but does not`);
  }
  return { faults, counts: { messages: [...messages.values()].flat().length, ...ways } };
}
