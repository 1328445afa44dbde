import { type AlertView, alertView } from '@xinshao/db/alerts/alert-view.ts';
import {
  channelMessageOf,
  claimStepMessage,
  noteStepTarget,
  recordStepDoubtful,
  recordStepSent,
  recordStepUnsent,
  type StepClaim,
  type StepMessage,
} from '@xinshao/db/alerts/step-message.ts';
import { type StepRecipient, stepRecipient } from '@xinshao/db/alerts/step-recipient.ts';
import type { SendStepJob } from '@xinshao/db/queue/queue.ts';
import { renderStep } from '../present/step.ts';
import { type SlackFailure, slackFailure } from '../slack/failure.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { findPostedStep, stepMetadata } from './find-posted-step.ts';

type Claimed = Extract<StepClaim, { outcome: 'claimed' }>;

const BUSY_SECONDS = 5;
const DONE: DeliveryOutcome = { kind: 'done' };

/**
 * Sends the message of one step of an alert's clock, once: to the recipient, or below the alert's message in the
 * channel. Safe to repeat and to run in several processes; killed at any point, a repetition finishes the work without
 * sending a second message. Nothing is sent once the alert has been answered.
 * @throws Slack's error when no answer came, or the database's: the job is then retried
 */
export async function sendStep(context: DeliveryContext, job: SendStepJob): Promise<DeliveryOutcome> {
  const claim = await claimStepMessage(context.database, job.stepId, context.now());
  if (claim.outcome === 'done') return DONE;
  if (claim.outcome === 'busy') return { kind: 'later', seconds: BUSY_SECONDS };
  // Noting the target comes before posting: without a channel the earlier try never got that far.
  const progress = { doubtful: claim.doubtful && claim.channel !== null };
  try {
    return await sendClaimed(context, claim, progress);
  } catch (error) {
    const failure = slackFailure(error);
    if (failure === null) throw error;
    return handleFailure(context, claim.message, progress.doubtful, failure, error);
  }
}

async function sendClaimed(
  context: DeliveryContext,
  claim: Claimed,
  progress: { doubtful: boolean },
): Promise<DeliveryOutcome> {
  const step = claim.message;
  const view = await alertView(context.database, step.alertId);
  if (view === null) return unsent(context, step, 'stale', null);
  const parent = step.place === 'thread' ? await channelMessageOf(context.database, step.alertId) : null;
  if (progress.doubtful && claim.channel !== null) {
    const place = { channel: claim.channel, threadTs: parent?.ts ?? null, since: view.openedAt };
    const ts = await findPostedStep(context.client, place, step.id);
    if (ts !== null) {
      await recordStepSent(context.database, step.id, { channel: claim.channel, ts, at: context.now() });
      return DONE;
    }
    progress.doubtful = false;
  }
  if (view.state !== 'open' && view.state !== 'returned') return unsent(context, step, 'stale', null);
  const recipient = await stepRecipient(context.database, step.alertId, step.audience);
  if (recipient === null) return giveUp(context, step, `no_recipient: ${step.audience}`);
  const target = await targetOf(context, step, recipient, parent);
  if ('problem' in target) return giveUp(context, step, target.problem);
  await noteStepTarget(context.database, step.id, { channel: target.channel, recipient: recipient.code });
  await post(context, { step, view, recipient: { ...recipient, slackUserId: target.user } }, target);
  return DONE;
}

interface Target {
  readonly channel: string;
  readonly threadTs: string | null;
  /** The recipient in Slack; null: only named. */
  readonly user: string | null;
}

/** Where the message goes. @throws Slack's error when it could not be asked */
async function targetOf(
  context: DeliveryContext,
  step: StepMessage,
  recipient: StepRecipient,
  parent: { readonly channel: string; readonly ts: string } | null,
): Promise<Target | { readonly problem: string }> {
  if (step.place === 'thread') {
    if (parent === null) return { problem: 'no_channel_message' };
    // Somebody Slack does not know is named in the channel; only a direct message cannot do without them.
    const user = await context.people.slackUserOf(recipient).catch((error: unknown) => {
      if (slackFailure(error)?.kind === 'place') return null;
      throw error;
    });
    return { channel: parent.channel, threadTs: parent.ts, user };
  }
  const user = await context.people.slackUserOf(recipient);
  if (user === null) return { problem: `no_slack_user: staff ${recipient.code}` };
  const channel = await context.channels.directWith(user);
  return channel === null ? { problem: 'conversations.open gave no channel' } : { channel, threadTs: null, user };
}

async function post(
  context: DeliveryContext,
  { step, view, recipient }: { step: StepMessage; view: AlertView; recipient: StepRecipient },
  { channel, threadTs, user }: Target,
): Promise<void> {
  const locale = threadTs !== null || user === null ? context.locale : await context.people.localeOf(user);
  const { timeZone } = context;
  await context.pace.turn(channel);
  const message = renderStep({ step, view, recipient, locale, timeZone, now: context.now() });
  const posted = {
    channel,
    ...message,
    metadata: stepMetadata(view.id, step.id, step.place),
    unfurl_links: false,
    unfurl_media: false,
  };
  const answer = await context.client.chat.postMessage(
    threadTs === null ? posted : { ...posted, thread_ts: threadTs, reply_broadcast: true },
  );
  await recordStepSent(context.database, step.id, {
    channel: answer.channel ?? channel,
    ts: answer.ts ?? '',
    at: context.now(),
  });
}

/** While it is in doubt whether an earlier try posted, the claim stays in doubt whatever else went wrong. */
async function handleFailure(
  context: DeliveryContext,
  step: StepMessage,
  doubtful: boolean,
  failure: SlackFailure,
  error: unknown,
): Promise<DeliveryOutcome> {
  if (doubtful || failure.kind === 'unconfirmed') {
    await recordStepDoubtful(context.database, step.id, failure.code);
    if (failure.kind === 'rate_limited') return { kind: 'later', seconds: failure.retryAfterSeconds };
    throw error;
  }
  if (failure.kind === 'rate_limited') {
    await recordStepUnsent(context.database, step.id, 'pending', null);
    return { kind: 'later', seconds: Math.max(1, failure.retryAfterSeconds) };
  }
  return giveUp(context, step, failure.code);
}

/** For now: the sweep tries again later, and until then the reason stands in the database and the log. */
async function giveUp(context: DeliveryContext, step: StepMessage, error: string): Promise<DeliveryOutcome> {
  context.log.error({ alertId: step.alertId, step: step.step, place: step.place, error }, 'alert step was not sent');
  await unsent(context, step, 'failed', error);
  return { kind: 'failed', error };
}

async function unsent(
  context: DeliveryContext,
  step: StepMessage,
  state: 'failed' | 'stale',
  error: string | null,
): Promise<DeliveryOutcome> {
  await recordStepUnsent(context.database, step.id, state, error);
  return DONE;
}
