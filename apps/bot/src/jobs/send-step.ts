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
import { slackFailure } from '../slack/failure.ts';
import { remedyOf } from '../slack/remedy.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { channelTargets, personTargets, type Targets } from './delivery-targets.ts';
import { findMessage } from './find-message.ts';
import { stepMark } from './marks.ts';
import { postMessage } from './post-message.ts';

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
  const progress = { doubtful: claim.doubtful && claim.channel !== null, waited: job.waited ?? false };
  try {
    return await sendClaimed(context, claim, progress);
  } catch (error) {
    return handleFailure(context, claim.message, progress.doubtful, error);
  }
}

async function sendClaimed(
  context: DeliveryContext,
  claim: Claimed,
  progress: { doubtful: boolean; readonly waited: boolean },
): Promise<DeliveryOutcome> {
  const step = claim.message;
  const view = await alertView(context.database, step.alertId);
  if (view === null) return unsent(context, step, 'stale', null);
  const parent = step.place === 'thread' ? await channelMessageOf(context.database, step.alertId) : null;
  if (progress.doubtful && claim.channel !== null) {
    const place = { channel: claim.channel, threadTs: parent?.ts ?? null, since: view.openedAt };
    const ts = await findMessage(context.client, place, stepMark(step.alertId, step.id, step.place));
    if (ts !== null) {
      await recordStepSent(context.database, step.id, { channel: claim.channel, ts, at: context.now() });
      return DONE;
    }
    progress.doubtful = false;
  }
  if (view.state !== 'open' && view.state !== 'returned') return unsent(context, step, 'stale', null);
  const recipient = await stepRecipient(context.database, step.alertId, step.audience);
  if (recipient === null) return giveUp(context, step, `no_recipient: ${step.audience}`);
  const telling = { step, view, recipient, waited: progress.waited };
  return post(context, telling, await targetsOf(context, telling, parent));
}

interface Telling {
  readonly step: StepMessage;
  readonly view: AlertView;
  readonly recipient: StepRecipient;
  /** It stood in its channel's line already. */
  readonly waited: boolean;
}

/**
 * Where the message goes: to the person, or below the channel's message of the alert; where that is missing, into the
 * channel itself.
 */
async function targetsOf(
  context: DeliveryContext,
  { step, view, recipient }: Telling,
  parent: { readonly channel: string; readonly ts: string } | null,
): Promise<Targets> {
  if (step.place === 'direct') return personTargets(context, recipient);
  const { targets, problem } = await channelTargets(context, view.teamChannel);
  if (parent === null) return { targets, problem };
  const name = view.teamChannel ?? context.alertChannel ?? parent.channel;
  const thread = { channel: parent.channel, name, threadTs: parent.ts };
  return { targets: [thread, ...targets.filter(({ channel }) => channel !== parent.channel)], problem };
}

async function post(
  context: DeliveryContext,
  telling: Telling,
  { targets, problem }: Targets,
): Promise<DeliveryOutcome> {
  const { step, view } = telling;
  const { database, timeZone } = context;
  // Somebody Slack does not know is named in the channel; only a direct message cannot do without them.
  const user = await context.people.slackUserOf(telling.recipient).catch((error: unknown) => {
    if (slackFailure(error)?.kind === 'place') return null;
    throw error;
  });
  const inChannel = step.place === 'thread';
  const locale = inChannel || user === null ? context.locale : await context.people.localeOf(user);
  const recipient = { ...telling.recipient, slackUserId: user };
  const result = await postMessage(context, {
    ...{ targets, urgent: view.severity === 'red', waited: telling.waited },
    mark: stepMark(view.id, step.id, step.place),
    message: renderStep({
      ...{ step, view, recipient, locale, timeZone, now: context.now() },
      inThread: inChannel && targets[0]?.threadTs !== null,
    }),
    onTarget: (channel) => noteStepTarget(database, step.id, { channel, recipient: recipient.code }),
  });
  if (result.kind === 'nowhere') return giveUp(context, step, problem ?? result.problem);
  if (result.kind === 'later') {
    await recordStepUnsent(database, step.id, 'pending', null);
    return result;
  }
  await recordStepSent(database, step.id, { channel: result.channel, ts: result.ts, at: context.now() });
  return DONE;
}

/** While it is in doubt whether an earlier try posted, the claim stays in doubt whatever else went wrong. */
async function handleFailure(
  context: DeliveryContext,
  step: StepMessage,
  doubtful: boolean,
  error: unknown,
): Promise<DeliveryOutcome> {
  const failure = slackFailure(error);
  if (failure === null) throw error;
  const remedy = remedyOf(failure, 'post', true);
  if (doubtful || remedy.do === 'reconcile') {
    await recordStepDoubtful(context.database, step.id, failure.code);
    if (remedy.do === 'reschedule') return { kind: 'later', seconds: remedy.seconds };
    throw error;
  }
  if (remedy.do === 'reschedule') {
    await recordStepUnsent(context.database, step.id, 'pending', null);
    return { kind: 'later', seconds: remedy.seconds };
  }
  return giveUp(context, step, failure.code);
}

/** The sweep tries again some times, and until then the reason stands with the step and in the log. */
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
