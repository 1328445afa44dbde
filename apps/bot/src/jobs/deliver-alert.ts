import { type AlertView, alertView } from '@xinshao/db/alerts/alert-view.ts';
import { type Claim, claimMessage } from '@xinshao/db/alerts/claim-message.ts';
import {
  noteTarget,
  recordDoubtful,
  recordGone,
  recordPosted,
  recordRefused,
  recordShown,
  recordUpdateRefused,
  releaseClaim,
} from '@xinshao/db/alerts/record-delivery.ts';
import { type DeliverAlertJob, refreshNotice } from '@xinshao/db/queue/queue.ts';
import { renderAlert } from '../present/alert.ts';
import { isStillWanted } from '../present/review.ts';
import { slackFailure } from '../slack/failure.ts';
import { remedyOf } from '../slack/remedy.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { deliveryTargets } from './delivery-targets.ts';
import { findMessage } from './find-message.ts';
import { alertMark } from './marks.ts';
import { postMessage, updateMessage } from './post-message.ts';

type Claimed = Extract<Claim, { outcome: 'claimed' }>;
type Posted = Pick<Extract<Claim, { outcome: 'posted' }>, 'messageId' | 'channel' | 'ts' | 'shownVersion'>;

const BUSY_SECONDS = 5;
const UPDATE_ROUNDS = 3;
const DONE: DeliveryOutcome = { kind: 'done' };

/**
 * Brings what one audience sees of an alert up to date: posts the message once, or updates the one that stands. Safe to
 * repeat and to run in several processes at once; killed at any point, a repetition finishes the work without posting a
 * second message.
 * @throws Slack's error when no answer came, or the database's: the job is then retried
 */
export async function deliverAlert(context: DeliveryContext, job: DeliverAlertJob): Promise<DeliveryOutcome> {
  const view = await alertView(context.database, job.alertId);
  if (view === null || (job.audience === 'owner' && view.owner === null)) return DONE;
  const claim = await claimMessage(context.database, job.alertId, job.audience, context.now());
  if (claim.outcome === 'busy') return { kind: 'later', seconds: BUSY_SECONDS };
  if (claim.outcome === 'gathered') {
    if (claim.noticeId !== null) await refreshNotice(context.queue, claim.noticeId);
    return DONE;
  }
  if (claim.outcome === 'posted') return refresh(context, job, claim);
  if (!claim.doubtful && !isStillWanted(view, job.audience)) {
    await releaseClaim(context.database, claim.messageId);
    return DONE;
  }
  return send(context, view, job, claim);
}

async function send(
  context: DeliveryContext,
  view: AlertView,
  job: DeliverAlertJob,
  claim: Claimed,
): Promise<DeliveryOutcome> {
  const { database } = context;
  const mark = alertMark(view.id, job.audience);
  // Noting the target comes before posting: without a channel the earlier try never got that far.
  let doubtful = claim.doubtful && claim.channel !== null;
  try {
    if (claim.doubtful && claim.channel !== null) {
      const place = { channel: claim.channel, threadTs: null, since: view.openedAt };
      const ts = await findMessage(context.client, place, mark);
      if (ts !== null) return await adopt(context, job, claim.messageId, claim.channel, ts);
      doubtful = false;
    }
    const { targets, problem } = await deliveryTargets(context, view, job.audience);
    const result = await postMessage(context, {
      ...{ targets, mark, urgent: view.severity === 'red', waited: job.waited ?? false },
      message: await renderAlert(context, view, job.audience),
      onTarget: (channel, other) => noteTarget(database, claim.messageId, channel, both(problem, other)),
    });
    if (result.kind === 'posted') {
      const { channel, ts } = result;
      await recordPosted(database, claim.messageId, { channel, ts, shownVersion: view.version, at: context.now() });
      return await refreshAfterPosting(context, job);
    }
    if (result.kind === 'nowhere') {
      return await giveUp(context, job, claim.messageId, both(problem, result.problem) ?? 'nowhere');
    }
    await releaseClaim(database, claim.messageId);
    return result;
  } catch (error) {
    return handleFailure(context, job, { messageId: claim.messageId, doubtful }, error);
  }
}

function both(...problems: (string | null)[]): string | null {
  return problems.filter((problem) => problem !== null && problem !== '').join('; ') || null;
}

/** The earlier try did post: its message becomes ours and is brought up to date. */
async function adopt(
  context: DeliveryContext,
  job: DeliverAlertJob,
  messageId: string,
  channel: string,
  ts: string,
): Promise<DeliveryOutcome> {
  await recordPosted(context.database, messageId, { channel, ts, shownVersion: 0, at: context.now() });
  return refresh(context, job, { messageId, channel, ts, shownVersion: 0 });
}

/** The alert may have changed while its first message was on the way. */
async function refreshAfterPosting(context: DeliveryContext, job: DeliverAlertJob): Promise<DeliveryOutcome> {
  const claim = await claimMessage(context.database, job.alertId, job.audience, context.now());
  return claim.outcome === 'posted' ? refresh(context, job, claim) : DONE;
}

/** Updates the message until it shows the latest version; a slower, older update is overtaken by the next round. */
async function refresh(context: DeliveryContext, job: DeliverAlertJob, posted: Posted): Promise<DeliveryOutcome> {
  let shown = posted.shownVersion;
  for (let round = 0; round < UPDATE_ROUNDS; round++) {
    const view = await alertView(context.database, job.alertId);
    if (view === null || view.version <= shown) return DONE;
    try {
      const message = await renderAlert(context, view, job.audience);
      await updateMessage(context, posted, message, alertMark(view.id, job.audience));
    } catch (error) {
      return updateFailed(context, job, posted, view, error);
    }
    await recordShown(context.database, posted.messageId, view.version);
    shown = view.version;
  }
  return { kind: 'later', seconds: BUSY_SECONDS };
}

/** @throws the error when it is not known whether the message was changed: the job is then retried */
async function updateFailed(
  context: DeliveryContext,
  job: DeliverAlertJob,
  posted: Posted,
  view: AlertView,
  error: unknown,
): Promise<DeliveryOutcome> {
  const failure = slackFailure(error);
  const remedy = failure === null ? null : remedyOf(failure, 'update', true);
  if (failure === null || remedy === null || remedy.do === 'reconcile') throw error;
  if (remedy.do === 'reschedule') return { kind: 'later', seconds: remedy.seconds };
  context.log.error({ alertId: view.id, audience: job.audience, error: failure.code }, 'alert cannot be updated');
  if (failure.kind === 'credentials') return { kind: 'failed', error: failure.code };
  if (remedy.do === 'post_again' && isStillWanted(view, job.audience)) {
    await recordGone(context.database, posted.messageId, posted.ts, failure.code);
    return { kind: 'later', seconds: 0 };
  }
  await recordUpdateRefused(context.database, posted.messageId, view.version, failure.code);
  return { kind: 'failed', error: failure.code };
}

/** While it is in doubt whether an earlier try posted, the claim stays in doubt whatever else went wrong. */
async function handleFailure(
  context: DeliveryContext,
  job: DeliverAlertJob,
  claim: { readonly messageId: string; readonly doubtful: boolean },
  error: unknown,
): Promise<DeliveryOutcome> {
  const failure = slackFailure(error);
  if (failure === null) throw error;
  const remedy = remedyOf(failure, 'post', true);
  if (claim.doubtful || remedy.do === 'reconcile') {
    await recordDoubtful(context.database, claim.messageId, failure.code);
    if (remedy.do === 'reschedule') return { kind: 'later', seconds: remedy.seconds };
    throw error;
  }
  if (remedy.do === 'reschedule') {
    await releaseClaim(context.database, claim.messageId);
    return { kind: 'later', seconds: remedy.seconds };
  }
  return giveUp(context, job, claim.messageId, failure.code);
}

async function giveUp(
  context: DeliveryContext,
  job: DeliverAlertJob,
  messageId: string,
  error: string,
): Promise<DeliveryOutcome> {
  await recordRefused(context.database, messageId, error);
  context.log.error({ alertId: job.alertId, audience: job.audience, error }, 'alert was not delivered');
  return { kind: 'failed', error };
}
