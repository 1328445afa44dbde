import {
  claimPrecheckMessage,
  endPrecheckClaim,
  notePrecheckTarget,
  type PrecheckMessage,
} from '@xinshao/db/overlay/prechecks.ts';
import type { SendPrecheckJob } from '@xinshao/db/queue/queue.ts';
import { precheckMessage } from '../blocks/precheck-message.ts';
import { clockTime } from '../present/time.ts';
import { slackFailure } from '../slack/failure.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';

const PRECHECK_EVENT = 'xinshao_precheck';
const MESSAGES_LOOKED_AT = 200;
/** A claim that nobody finishes ends after a minute. */
const BUSY_SECONDS = 20;
const DONE: DeliveryOutcome = { kind: 'done' };

/**
 * Tells one risk officer of a prospect, once: the message is claimed first, and after a crash looked for in Slack by its
 * metadata before it is sent again.
 * @throws Slack's error when no answer came, or the database's: the job is then retried
 */
export async function sendPrecheck(context: DeliveryContext, job: SendPrecheckJob): Promise<DeliveryOutcome> {
  const { database } = context;
  const claimed = await claimPrecheckMessage(database, job.messageId, context.now());
  if (claimed.outcome === 'done') return DONE;
  if (claimed.outcome === 'busy') return { kind: 'later', seconds: BUSY_SECONDS };
  const claim = claimed.message;
  try {
    const earlier = await findPosted(context, claim);
    const ts = earlier ?? (await post(context, claim));
    if (ts === null) {
      await endPrecheckClaim(database, claim.id, { state: 'failed', error: `no_slack_user: ${claim.officer.code}` });
      return { kind: 'failed', error: 'no_slack_user' };
    }
    await endPrecheckClaim(database, claim.id, { state: 'sent', ts });
    return DONE;
  } catch (error) {
    const failure = slackFailure(error);
    if (failure === null || failure.kind === 'unconfirmed') throw error;
    const later = failure.kind === 'rate_limited';
    await endPrecheckClaim(database, claim.id, { state: later ? 'pending' : 'failed', error: failure.code });
    if (later) return { kind: 'later', seconds: Math.max(1, failure.retryAfterSeconds) };
    context.log.error({ precheckId: claim.precheckId, error: failure.code }, 'a precheck was not sent');
    return { kind: 'failed', error: failure.code };
  }
}

/** @returns the message's ts; null when the officer is nobody in Slack */
async function post(context: DeliveryContext, claim: PrecheckMessage): Promise<string | null> {
  const user = await context.people.slackUserOf(claim.officer);
  const channel = user === null ? null : await context.channels.directWith(user);
  if (user === null || channel === null) return null;
  await notePrecheckTarget(context.database, claim.id, channel);
  await context.pace.turn(channel);
  const locale = await context.people.localeOf(user);
  const { name, uscc, note, askedBy, askedAt } = claim;
  const at = clockTime(askedAt, context.timeZone);
  const answer = await context.client.chat.postMessage({
    channel,
    ...precheckMessage({ locale, name, uscc, note, by: askedBy.name, at }),
    metadata: { event_type: PRECHECK_EVENT, event_payload: { message_id: claim.id } },
    unfurl_links: false,
    unfurl_media: false,
  });
  return answer.ts ?? '';
}

async function findPosted(context: DeliveryContext, claim: PrecheckMessage): Promise<string | null> {
  if (claim.doubtfulIn === null) return null;
  const { messages = [] } = await context.client.conversations.history({
    channel: claim.doubtfulIn,
    limit: MESSAGES_LOOKED_AT,
    include_all_metadata: true,
  });
  const posted = messages.find(({ metadata }) => {
    const payload = metadata?.event_payload;
    if (metadata?.event_type !== PRECHECK_EVENT || typeof payload !== 'object') return false;
    return 'message_id' in payload && payload.message_id === claim.id;
  });
  return posted?.ts ?? null;
}
