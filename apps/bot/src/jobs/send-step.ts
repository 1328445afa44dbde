import { upwardsFrom } from '@xinshao/core/alerts/clock.ts';
import { alertView } from '@xinshao/db/alerts/alert-view.ts';
import {
  channelMessageOf,
  claimStepMessage,
  noteRecipient,
  STEP_OUTBOX,
  type StepMessage,
} from '@xinshao/db/alerts/step-message.ts';
import { type StepRecipient, stepRecipient } from '@xinshao/db/alerts/step-recipient.ts';
import type { SendStepJob } from '@xinshao/db/queue/queue.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { renderStep, type StepRequest } from '../present/step.ts';
import { slackFailure } from '../slack/failure.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { channelTargets, personTargets, type Targets } from './delivery-targets.ts';
import { stepMark } from './marks.ts';
import { type Content, sendOnce, withoutClaim } from './send-once.ts';

/**
 * Sends the message of one step of an alert's clock, once: to the recipient, or below the alert's message in the
 * channel. Nothing is sent once the alert has been answered.
 */
export async function sendStep(context: DeliveryContext, job: SendStepJob): Promise<DeliveryOutcome> {
  const claim = await claimStepMessage(context.database, job.stepId, context.now());
  if (claim.outcome !== 'claimed') return withoutClaim(claim);
  const { message: step } = claim;
  return sendOnce(context, claim, {
    ...{ outbox: STEP_OUTBOX, id: step.id, waited: job.waited ?? false },
    mark: stepMark(step.alertId, step.id, step.place),
    read: () => contentOf(context, step),
  });
}

async function contentOf(context: DeliveryContext, step: StepMessage): Promise<Content | null> {
  const { database, timeZone } = context;
  const view = await alertView(database, step.alertId);
  if (view === null) return null;
  const parent = step.place === 'thread' ? await channelMessageOf(database, step.alertId) : null;
  const { recipient, ...reached } = await recipientOf(context, step);
  return {
    version: view.version,
    isWanted: view.state === 'open' || view.state === 'returned',
    manner: { urgent: view.severity === 'red' },
    thread: parent?.ts ?? null,
    since: view.openedAt,
    targets: async () => {
      if (recipient === null) return { targets: [], problem: `no_recipient: ${step.audience}` };
      await noteRecipient(database, step.id, recipient.code);
      return reached.targets ?? inChannel(context, view.teamChannel, parent);
    },
    render: async () =>
      recipient === null
        ? null
        : render(context, { step, view, recipient, timeZone, now: context.now(), inThread: parent !== null }),
  };
}

/**
 * Whom a step is for, and where a direct message reaches them: the next one above where Slack does not reach whom it was
 * meant for. Where it reaches nobody the first one stays, with every reason.
 */
async function recipientOf(
  context: DeliveryContext,
  { alertId, audience, place }: StepMessage,
): Promise<{ readonly recipient: StepRecipient | null; readonly targets?: Targets }> {
  const first = await stepRecipient(context.database, alertId, audience);
  if (first === null || place !== 'direct') return { recipient: first };
  const problems: string[] = [];
  let before: string | null = null;
  for (const above of upwardsFrom(audience)) {
    const recipient: StepRecipient | null = await stepRecipient(context.database, alertId, above);
    if (recipient === null) break;
    if (recipient.code === before) continue;
    before = recipient.code;
    const { targets, problem } = await personTargets(context, recipient);
    if (problem !== null) problems.push(problem);
    if (targets.length > 0) return { recipient, targets: { targets, problem: problems.join('; ') || null } };
  }
  return { recipient: first, targets: { targets: [], problem: problems.join('; ') || null } };
}

/** Below the channel's message of the alert; where that is missing, in the channel itself. */
async function inChannel(
  context: DeliveryContext,
  teamChannel: string | null,
  parent: { readonly channel: string; readonly ts: string } | null,
): Promise<Targets> {
  const { targets, problem } = await channelTargets(context, teamChannel);
  if (parent === null) return { targets, problem };
  const name = teamChannel ?? context.alertChannel ?? parent.channel;
  const thread = { channel: parent.channel, name, threadTs: parent.ts };
  return { targets: [thread, ...targets.filter(({ channel }) => channel !== parent.channel)], problem };
}

/** In a channel in its language, to a person in theirs. */
async function render(context: DeliveryContext, request: Omit<StepRequest, 'locale'>): Promise<SlackMessage> {
  const slackUserId = await slackUserOf(context, request.recipient);
  const locale =
    request.step.place === 'thread' || slackUserId === null
      ? context.locale
      : await context.people.localeOf(slackUserId);
  return renderStep({ ...request, locale, recipient: { ...request.recipient, slackUserId } });
}

/** Somebody Slack does not know is named in the channel; only a direct message cannot do without them. */
function slackUserOf({ people }: DeliveryContext, recipient: StepRecipient): Promise<string | null> {
  return people.slackUserOf(recipient).catch((error: unknown) => {
    if (slackFailure(error)?.kind === 'place') return null;
    throw error;
  });
}
