import {
  claimPrecheckMessage,
  endPrecheckClaim,
  type HeldClaim,
  notePrecheckTarget,
  type PrecheckClaim,
  type PrecheckMessage,
  recordPrecheckShown,
} from '@xinshao/db/overlay/precheck-messages.ts';
import type { SendPrecheckJob } from '@xinshao/db/queue/queue.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { renderPrecheck } from '../present/precheck.ts';
import { slackFailure } from '../slack/failure.ts';
import { remedyOf } from '../slack/remedy.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { personTargets } from './delivery-targets.ts';
import { findMessage } from './find-message.ts';
import { precheckMark } from './marks.ts';
import { postMessage, updateMessage } from './post-message.ts';

type Claimed = Extract<PrecheckClaim, { outcome: 'claimed' }>;
type Outdated = Extract<PrecheckClaim, { outcome: 'outdated' }>;

/** A claim that nobody finishes ends after a minute. */
const BUSY_SECONDS = 20;
const DONE: DeliveryOutcome = { kind: 'done' };

/**
 * Brings what one person sees of a prospect up to date: posts the message once, or shows the one that stands anew. The
 * message is claimed first, and after a crash looked for in Slack by its mark before it is sent again.
 * @throws Slack's error for what was not posted, or the database's: the job is then retried
 */
export async function sendPrecheck(context: DeliveryContext, job: SendPrecheckJob): Promise<DeliveryOutcome> {
  const { database } = context;
  const claim = await claimPrecheckMessage(database, job.messageId, context.now());
  switch (claim.outcome) {
    case 'done':
      return DONE;
    case 'busy':
      return { kind: 'later', seconds: BUSY_SECONDS };
    case 'outdated':
      return refresh(context, job, claim);
    case 'claimed':
      break;
  }
  const held = { messageId: claim.message.id, at: claim.at };
  try {
    return await sendClaimed(context, claim, held, job.waited ?? false);
  } catch (error) {
    const failure = slackFailure(error);
    // Without an answer it may have been posted: the claim is left to run out, and the next try looks.
    if (failure !== null && failure.kind !== 'unconfirmed') {
      await endPrecheckClaim(database, held, { state: 'failed', error: failure.code });
    }
    throw error;
  }
}

async function sendClaimed(
  context: DeliveryContext,
  { message, doubtfulIn, overtaken }: Claimed,
  held: HeldClaim,
  waited: boolean,
): Promise<DeliveryOutcome> {
  const { database, client } = context;
  const { precheck, reader } = message;
  const mark = precheckMark(message.id);
  if (doubtfulIn !== null) {
    const place = { channel: doubtfulIn, threadTs: null, since: precheck.askedAt };
    const ts = await findMessage(client, place, mark);
    if (ts !== null) return sent(context, held, ts, 0);
  }
  // Of two steps told late, whoever asked hears of the latest alone.
  if (overtaken) {
    await endPrecheckClaim(database, held, { state: 'skipped' });
    return DONE;
  }
  const { targets, problem } = await personTargets(context, reader);
  const posted = await postMessage(context, {
    ...{ targets, mark, waited, urgent: false },
    message: await render(context, message),
    mayPost: (channel) => notePrecheckTarget(database, held, channel),
  });
  switch (posted.kind) {
    case 'posted':
      return sent(context, held, posted.ts, precheck.version);
    case 'later':
      await endPrecheckClaim(database, held, { state: 'pending', error: 'later' });
      return posted;
    case 'not_ours':
      return { kind: 'later', seconds: BUSY_SECONDS };
    case 'nowhere': {
      const error = problem ?? posted.problem;
      await endPrecheckClaim(database, held, { state: 'failed', error });
      return { kind: 'failed', error };
    }
  }
}

/** It stands; what changed while it was on its way is shown at once. */
async function sent(
  context: DeliveryContext,
  held: HeldClaim,
  ts: string,
  shownVersion: number,
): Promise<DeliveryOutcome> {
  const { messageId } = held;
  if (!(await endPrecheckClaim(context.database, held, { state: 'sent', ts, shownVersion }))) {
    // Another process holds the claim by now: it finds the message by its mark.
    context.log.warn({ messageId }, 'the claim on a message about a prospect had run out');
    return DONE;
  }
  return sendPrecheck(context, { messageId });
}

/** @throws the error when it is not known whether the message was changed: the job is then retried */
async function refresh(
  context: DeliveryContext,
  job: SendPrecheckJob,
  { message, channel, ts }: Outdated,
): Promise<DeliveryOutcome> {
  const { version } = message.precheck;
  try {
    await updateMessage(context, { channel, ts }, await render(context, message), precheckMark(message.id));
  } catch (error) {
    const failure = slackFailure(error);
    const remedy = failure === null ? null : remedyOf(failure, 'update', true);
    if (failure === null || remedy === null || remedy.do === 'reconcile') throw error;
    if (remedy.do === 'reschedule') return { kind: 'later', seconds: remedy.seconds };
    context.log.error({ messageId: message.id, error: failure.code }, 'a message about a prospect cannot be updated');
    // Somebody deleted it, or it cannot be changed any more: nothing to try again.
    await recordPrecheckShown(context.database, message.id, version);
    return { kind: 'failed', error: failure.code };
  }
  await recordPrecheckShown(context.database, message.id, version);
  return sendPrecheck(context, job);
}

async function render(context: DeliveryContext, message: PrecheckMessage): Promise<SlackMessage> {
  const user = await context.people.slackUserOf(message.reader).catch(() => null);
  const locale = user === null ? context.locale : await context.people.localeOf(user);
  return renderPrecheck(message, locale, context.timeZone);
}
