import type { ClockAudience, ClockStepName } from '@xinshao/core/alerts/clock.ts';
import type { Database } from '../database.ts';
import { CLAIM_LASTS_SECONDS } from '../outbox/claim.ts';

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

export type StepClaim =
  /** Ours to send. `doubtful`: an earlier try may have reached Slack, look there before sending. */
  | {
      readonly outcome: 'claimed';
      readonly message: StepMessage;
      readonly doubtful: boolean;
      /** Channel of the earlier try; null: none. */
      readonly channel: string | null;
    }
  | { readonly outcome: 'busy' }
  /** Sent, no longer wanted, or never there: nothing to do. */
  | { readonly outcome: 'done' };

interface StepRow {
  alert_id: string;
  step: ClockStepName;
  place: StepPlace;
  audience: ClockAudience;
  state: string;
  channel: string | null;
  free: boolean;
  stale: boolean;
}

const UNSENT = new Set(['pending', 'sending', 'failed']);

/**
 * Claims the message of a step before it is sent, so that of all processes only one sends it. A step whose alert was
 * answered, or whose clock started anew, is marked stale instead; not while an earlier try may have sent it, which has
 * to be found out first.
 */
export async function claimStepMessage(database: Database, stepId: string, now: Date): Promise<StepClaim> {
  const { rows } = await database.pool.query<StepRow>(
    `WITH before AS (
       SELECT step.id, step.alert_id, step.step, step.place, step.audience, step.state, step.channel,
         step.state IN ('pending', 'failed')
           OR (step.state = 'sending'
             AND (step.sending_at IS NULL OR step.sending_at <= $2::timestamptz - $3 * interval '1 second')) AS free,
         alert.state NOT IN ('open', 'returned') OR alert.clock_generation <> step.generation AS stale
       FROM alert_steps step JOIN alerts alert ON alert.id = step.alert_id
       WHERE step.id = $1::bigint FOR UPDATE OF step
     ), taken AS (
       UPDATE alert_steps step
       SET state = CASE WHEN before.stale AND before.state <> 'sending' THEN 'stale' ELSE 'sending' END, sending_at = $2
       FROM before WHERE step.id = before.id AND before.free
     )
     SELECT alert_id::text, step, place, audience, state, channel, free, stale FROM before`,
    [stepId, now, CLAIM_LASTS_SECONDS],
  );
  const [row] = rows;
  if (row === undefined || !UNSENT.has(row.state)) return { outcome: 'done' };
  if (!row.free) return { outcome: 'busy' };
  const doubtful = row.state === 'sending';
  if (row.stale && !doubtful) return { outcome: 'done' };
  const { alert_id: alertId, step, place, audience, channel } = row;
  return { outcome: 'claimed', message: { id: stepId, alertId, step, place, audience }, doubtful, channel };
}

/** Notes to whom and where a claimed message is about to be sent, so that a successor knows where to look. */
export async function noteStepTarget(
  database: Database,
  stepId: string,
  target: { readonly channel: string; readonly recipient: string | null },
): Promise<void> {
  await database.pool.query(
    `UPDATE alert_steps SET channel = $2, recipient = $3 WHERE id = $1::bigint AND state = 'sending'`,
    [stepId, target.channel, target.recipient],
  );
}

/** The message stands in Slack. */
export async function recordStepSent(
  database: Database,
  stepId: string,
  sent: { readonly channel: string; readonly ts: string; readonly at: Date },
): Promise<void> {
  await database.pool.query(
    `UPDATE alert_steps SET state = 'sent', channel = $2, ts = $3, sent_at = $4, sending_at = NULL, error = NULL
     WHERE id = $1::bigint AND state = 'sending'`,
    [stepId, sent.channel, sent.ts, sent.at],
  );
}

/** Nothing was sent. `failed`: the reason is for a person; `pending`: the claim is given back. */
export async function recordStepUnsent(
  database: Database,
  stepId: string,
  state: 'failed' | 'pending' | 'stale',
  error: string | null,
): Promise<void> {
  await database.pool.query(
    `UPDATE alert_steps SET state = $2, sending_at = NULL, error = $3, attempts = attempts + ($2 = 'failed')::int
     WHERE id = $1::bigint AND state = 'sending'`,
    [stepId, state, error],
  );
}

/** The answer never came, so the message may or may not stand: whoever tries next looks in Slack first. */
export async function recordStepDoubtful(database: Database, stepId: string, error: string): Promise<void> {
  await database.pool.query(
    `UPDATE alert_steps SET sending_at = NULL, error = $2 WHERE id = $1::bigint AND state = 'sending'`,
    [stepId, error],
  );
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
