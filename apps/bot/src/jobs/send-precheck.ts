import {
  claimPrecheckMessage,
  endPrecheckClaim,
  notePrecheckTarget,
  type PrecheckMessage,
} from '@xinshao/db/overlay/prechecks.ts';
import type { SendPrecheckJob } from '@xinshao/db/queue/queue.ts';
import { type PrecheckModel, precheckMessage } from '../blocks/precheck-message.ts';
import { clockTime } from '../present/time.ts';
import { slackFailure } from '../slack/failure.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { personTargets } from './delivery-targets.ts';
import { findMessage } from './find-message.ts';
import { precheckMark } from './marks.ts';
import { postMessage } from './post-message.ts';

/** A claim that nobody finishes ends after a minute. */
const BUSY_SECONDS = 20;
const DONE: DeliveryOutcome = { kind: 'done' };

/**
 * Tells one risk officer of a prospect, once: the message is claimed first, and after a crash looked for in Slack by its
 * mark before it is sent again.
 * @throws Slack's error for what was not posted, or the database's: the job is then retried
 */
export async function sendPrecheck(context: DeliveryContext, job: SendPrecheckJob): Promise<DeliveryOutcome> {
  const { database } = context;
  const claim = await claimPrecheckMessage(database, job.messageId, context.now());
  if (claim.outcome === 'done') return DONE;
  if (claim.outcome === 'busy') return { kind: 'later', seconds: BUSY_SECONDS };
  try {
    return await sendClaimed(context, claim.message, job.waited ?? false);
  } catch (error) {
    const failure = slackFailure(error);
    // Without an answer it may have been posted: the claim is left to run out, and the next try looks.
    if (failure !== null && failure.kind !== 'unconfirmed') {
      await endPrecheckClaim(database, claim.message.id, { state: 'failed', error: failure.code });
    }
    throw error;
  }
}

async function sendClaimed(
  context: DeliveryContext,
  claim: PrecheckMessage,
  waited: boolean,
): Promise<DeliveryOutcome> {
  const { database, client } = context;
  const mark = precheckMark(claim.id);
  if (claim.doubtfulIn !== null) {
    const place = { channel: claim.doubtfulIn, threadTs: null, since: claim.askedAt };
    const ts = await findMessage(client, place, mark);
    if (ts !== null) {
      await endPrecheckClaim(database, claim.id, { state: 'sent', ts });
      return DONE;
    }
  }
  const { targets, problem } = await personTargets(context, claim.officer);
  const posted = await postMessage(context, {
    targets,
    message: precheckMessage(await modelOf(context, claim)),
    mark,
    urgent: false,
    waited,
    onTarget: (channel) => notePrecheckTarget(database, claim.id, channel),
  });
  switch (posted.kind) {
    case 'posted':
      await endPrecheckClaim(database, claim.id, { state: 'sent', ts: posted.ts });
      return DONE;
    case 'later':
      await endPrecheckClaim(database, claim.id, { state: 'pending', error: 'later' });
      return posted;
    case 'nowhere': {
      const error = problem ?? posted.problem;
      await endPrecheckClaim(database, claim.id, { state: 'failed', error });
      return { kind: 'failed', error };
    }
  }
}

async function modelOf(context: DeliveryContext, claim: PrecheckMessage): Promise<PrecheckModel> {
  const { name, uscc, note, askedBy, askedAt, officer } = claim;
  const user = officer.slackUserId;
  const locale = user === null ? context.locale : await context.people.localeOf(user);
  return { locale, name, uscc, note, by: askedBy.name, at: clockTime(askedAt, context.timeZone) };
}
