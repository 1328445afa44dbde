import { type AlertView, alertView } from '@xinshao/db/alerts/alert-view.ts';
import type { Audience } from '@xinshao/db/alerts/audience.ts';
import { type Claim, claimMessage } from '@xinshao/db/alerts/claim-message.ts';
import {
  noteTarget,
  recordDoubtful,
  recordPosted,
  recordRefused,
  recordShown,
  recordUpdateRefused,
  releaseClaim,
} from '@xinshao/db/alerts/record-delivery.ts';
import type { DeliverAlertJob } from '@xinshao/db/queue/queue.ts';
import { renderAlert } from '../present/alert.ts';
import { isStillWanted } from '../present/review.ts';
import { type SlackFailure, slackFailure } from '../slack/failure.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { deliveryTargets } from './delivery-targets.ts';
import { alertMetadata, findPostedAlert } from './find-posted.ts';

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
  // Noting the target comes before posting: without a channel the earlier try never got that far.
  let doubtful = claim.doubtful && claim.channel !== null;
  try {
    if (claim.doubtful && claim.channel !== null) {
      const ts = await findPostedAlert(context.client, claim.channel, job.alertId, job.audience, view.openedAt);
      if (ts !== null) return await adopt(context, job, claim.messageId, claim.channel, ts);
      doubtful = false;
    }
    const targets = await deliveryTargets(context, view, job.audience);
    const problems = targets.problem === null ? [] : [targets.problem];
    for (const channel of targets.channels) {
      await noteTarget(context.database, claim.messageId, channel, problems.join('; ') || null);
      const problem = await post(context, view, job.audience, claim.messageId, channel);
      if (problem === null) return await refreshAfterPosting(context, job);
      problems.push(problem);
    }
    return await giveUp(context, job, claim.messageId, problems.join('; '));
  } catch (error) {
    const failure = slackFailure(error);
    if (failure === null) throw error;
    return handleFailure(context, job, { messageId: claim.messageId, doubtful }, failure, error);
  }
}

/** @returns null once posted, or why this channel cannot be posted to; other failures are thrown */
async function post(
  context: DeliveryContext,
  view: AlertView,
  audience: Audience,
  messageId: string,
  channel: string,
): Promise<string | null> {
  const message = await renderAlert(context, view, audience);
  await context.pace.turn(channel);
  try {
    const answer = await context.client.chat.postMessage({
      channel,
      ...message,
      metadata: alertMetadata(view.id, audience),
      unfurl_links: false,
      unfurl_media: false,
    });
    await recordPosted(context.database, messageId, {
      channel: answer.channel ?? channel,
      ts: answer.ts ?? '',
      shownVersion: view.version,
      at: context.now(),
    });
    return null;
  } catch (error) {
    const failure = slackFailure(error);
    if (failure?.kind !== 'place') throw error;
    context.log.error({ alertId: view.id, audience, channel, error: failure.code }, 'alert cannot be posted there');
    return `${failure.code}: ${channel}`;
  }
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
      await context.client.chat.update({
        channel: posted.channel,
        ts: posted.ts,
        ...message,
        metadata: alertMetadata(view.id, job.audience),
      });
    } catch (error) {
      const failure = slackFailure(error);
      if (failure === null || failure.kind === 'unconfirmed') throw error;
      if (failure.kind === 'rate_limited') return { kind: 'later', seconds: failure.retryAfterSeconds };
      context.log.error({ alertId: view.id, audience: job.audience, error: failure.code }, 'alert cannot be updated');
      if (failure.kind === 'credentials') return { kind: 'failed', error: failure.code };
      await recordUpdateRefused(context.database, posted.messageId, view.version, failure.code);
      return { kind: 'failed', error: failure.code };
    }
    await recordShown(context.database, posted.messageId, view.version);
    shown = view.version;
  }
  return { kind: 'later', seconds: BUSY_SECONDS };
}

/** While it is in doubt whether an earlier try posted, the claim stays in doubt whatever else went wrong. */
async function handleFailure(
  context: DeliveryContext,
  job: DeliverAlertJob,
  claim: { readonly messageId: string; readonly doubtful: boolean },
  failure: SlackFailure,
  error: unknown,
): Promise<DeliveryOutcome> {
  if (claim.doubtful || failure.kind === 'unconfirmed') {
    await recordDoubtful(context.database, claim.messageId, failure.code);
    if (failure.kind === 'rate_limited') return { kind: 'later', seconds: failure.retryAfterSeconds };
    throw error;
  }
  if (failure.kind === 'rate_limited') {
    await releaseClaim(context.database, claim.messageId);
    return { kind: 'later', seconds: Math.max(1, failure.retryAfterSeconds) };
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
