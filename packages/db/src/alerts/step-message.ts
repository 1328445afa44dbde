import type { ClockAudience, ClockStepName } from '@xinshao/core/alerts/clock.ts';
import type { Database } from '../database.ts';
import type { Claim } from '../outbox/claim.ts';
import { type Outbox, onceOutbox } from '../outbox/outbox.ts';

/** direct: to the recipient; thread: below the alert's message in the channel, shown in the channel too. */
export type StepPlace = 'direct' | 'thread';

/** What a step says and to whom. */
export interface StepMessage {
  readonly id: string;
  readonly alertId: string;
  readonly step: ClockStepName;
  readonly place: StepPlace;
  readonly audience: ClockAudience;
}

/** A claimed message comes with what it says. */
export type StepClaim =
  | Exclude<Claim, { outcome: 'claimed' }>
  | (Extract<Claim, { outcome: 'claimed' }> & { readonly message: StepMessage });

const steps = onceOutbox('alert_steps');

/** Messages of the steps of alerts' clocks; one that nobody needs any more is stale. */
export const STEP_OUTBOX: Outbox = {
  ...steps,
  withdraw: (database, held) => steps.recordUnsent(database, held, 'stale', null),
};

/** The same by the name that steps know: the message stands in Slack. */
export const { recordPosted: recordStepSent } = STEP_OUTBOX;

/**
 * Claims the message of a step. A step whose alert was answered, or whose clock started anew, is stale instead; not
 * while an earlier try may have sent it, which has to be found out first.
 */
export async function claimStepMessage(database: Database, stepId: string, now: Date): Promise<StepClaim> {
  const claim = await STEP_OUTBOX.claim(database, stepId, now);
  if (claim.outcome !== 'claimed') return claim;
  const { rows } = await database.pool.query<StepMessage & { isStale: boolean }>(
    `SELECT step.id::text, step.alert_id::text AS "alertId", step.step, step.place, step.audience,
       alert.state NOT IN ('open', 'returned') OR alert.clock_generation <> step.generation AS "isStale"
     FROM alert_steps step JOIN alerts alert ON alert.id = step.alert_id WHERE step.id = $1::bigint`,
    [stepId],
  );
  const [row] = rows;
  if (row === undefined) return { outcome: 'done' };
  const { isStale, ...message } = row;
  if (!isStale || claim.doubtful) return { ...claim, message };
  await STEP_OUTBOX.withdraw(database, claim.held);
  return { outcome: 'done' };
}

/** Notes whom a claimed message is for. */
export async function noteRecipient(database: Database, stepId: string, staffCode: string): Promise<void> {
  await database.pool.query(`UPDATE alert_steps SET recipient = $2 WHERE id = $1::bigint AND state = 'sending'`, [
    stepId,
    staffCode,
  ]);
}

/** Where the channel was told of an alert, by a message of its own or one about many; null: it was not yet. */
export async function channelMessageOf(
  database: Database,
  alertId: string,
): Promise<{ readonly channel: string; readonly ts: string } | null> {
  const { rows } = await database.pool.query<{ channel: string; ts: string }>(
    `SELECT coalesce(notice.channel, message.channel) AS channel, coalesce(notice.ts, message.ts) AS ts
     FROM alert_messages message LEFT JOIN notices notice ON notice.id = message.notice_id
     WHERE message.alert_id = $1::bigint AND message.audience = 'channel' AND 'posted' IN (message.state, notice.state)
       AND coalesce(notice.channel, message.channel) IS NOT NULL AND coalesce(notice.ts, message.ts) IS NOT NULL`,
    [alertId],
  );
  return rows[0] ?? null;
}
