import { claimRequestMessage, type RequestClaim } from '@xinshao/db/approvals/claim-request-message.ts';
import { dayOf } from '@xinshao/db/approvals/moment.ts';
import { requestById } from '@xinshao/db/approvals/read-requests.ts';
import {
  noteRequestTarget,
  recordRequestDoubtful,
  recordRequestPosted,
  recordRequestRefused,
  recordRequestShown,
  recordRequestUpdateRefused,
  releaseRequestClaim,
} from '@xinshao/db/approvals/record-request-delivery.ts';
import { requestAudienceParts } from '@xinshao/db/approvals/request-audience.ts';
import type { StoredRequest } from '@xinshao/db/approvals/stored-request.ts';
import type { DeliverRequestJob } from '@xinshao/db/queue/queue.ts';
import { listStaff } from '@xinshao/db/staff/list-staff.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import { limitRequestMessage } from '../blocks/limit-request.ts';
import { endableGrantOf, limitRequestModel } from '../present/limit-request.ts';
import { limitRequestContext, messageReading } from '../present/limit-request-reader.ts';
import { type SlackFailure, slackFailure } from '../slack/failure.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { personTargets } from './delivery-targets.ts';
import { findMessage } from './find-message.ts';
import { requestMark } from './marks.ts';
import { postMessage, updateMessage } from './post-message.ts';

type Claimed = Extract<RequestClaim, { outcome: 'claimed' }>;
type Posted = Pick<Extract<RequestClaim, { outcome: 'posted' }>, 'messageId' | 'channel' | 'ts' | 'shownVersion'>;

const BUSY_SECONDS = 5;
const UPDATE_ROUNDS = 3;
const DONE: DeliveryOutcome = { kind: 'done' };

/**
 * Brings what one person sees of a request up to date: posts the message once, or updates the one that stands. Safe to
 * repeat and to run in several processes at once; killed at any point, a repetition finishes the work without posting a
 * second message.
 * @throws Slack's error when no answer came, or the database's: the job is then retried
 */
export async function deliverRequest(context: DeliveryContext, job: DeliverRequestJob): Promise<DeliveryOutcome> {
  const stored = await readRequest(context, job);
  if (stored === null) return DONE;
  const claim = await claimRequestMessage(context.database, job.requestId, job.audience, context.now());
  if (claim.outcome === 'busy') return { kind: 'later', seconds: BUSY_SECONDS };
  if (claim.outcome === 'posted') return refresh(context, job, claim);
  if (!claim.doubtful && !isStillWanted(stored, job)) {
    await releaseRequestClaim(context.database, claim.messageId);
    return DONE;
  }
  return send(context, stored, job, claim);
}

function readRequest(context: DeliveryContext, { requestId }: DeliverRequestJob): Promise<StoredRequest | null> {
  const { database, timeZone } = context;
  return requestById(database.pool, requestId, { now: context.now(), timeZone });
}

/** Nobody is asked any more what has been answered meanwhile. */
function isStillWanted({ request }: StoredRequest, { audience }: DeliverRequestJob): boolean {
  const parts = requestAudienceParts(audience);
  if (parts.kind !== 'approver' && parts.kind !== 'vacancy') return true;
  return request.state === 'pending' && parts.round === request.round && parts.level === request.level;
}

async function send(
  context: DeliveryContext,
  stored: StoredRequest,
  job: DeliverRequestJob,
  claim: Claimed,
): Promise<DeliveryOutcome> {
  // Noting the target comes before posting: without a channel the earlier try never got that far.
  let doubtful = claim.doubtful && claim.channel !== null;
  try {
    if (claim.doubtful && claim.channel !== null) {
      const place = { channel: claim.channel, threadTs: null, since: stored.createdAt };
      const ts = await findMessage(context.client, place, requestMark(job.requestId, job.audience));
      if (ts !== null) {
        const posted = { channel: claim.channel, ts, shownVersion: 0 };
        await recordRequestPosted(context.database, claim.messageId, { ...posted, at: context.now() });
        return await refresh(context, job, { messageId: claim.messageId, ...posted });
      }
      doubtful = false;
    }
    const message = await render(context, stored, job);
    if (message === null) return await giveUp(context, job, claim.messageId, 'nobody_to_address');
    const { targets, problem } = await personTargets(context, message.reader);
    const result = await postMessage(context, {
      ...{ targets, message: message.content, urgent: false, waited: job.waited ?? false },
      mark: requestMark(job.requestId, job.audience),
      onTarget: (channel, trouble) => noteRequestTarget(context.database, claim.messageId, channel, trouble),
    });
    if (result.kind === 'nowhere') return await giveUp(context, job, claim.messageId, problem ?? result.problem);
    if (result.kind === 'later') {
      await releaseRequestClaim(context.database, claim.messageId);
      return result;
    }
    const posted = { channel: result.channel, ts: result.ts, shownVersion: stored.request.version };
    await recordRequestPosted(context.database, claim.messageId, { ...posted, at: context.now() });
    // The request may have changed while its first message was on the way.
    return await refresh(context, job, { messageId: claim.messageId, ...posted });
  } catch (error) {
    const failure = slackFailure(error);
    if (failure === null) throw error;
    return handleFailure(context, job, { messageId: claim.messageId, doubtful }, failure, error);
  }
}

/** Updates the message until it shows the latest version; a slower, older update is overtaken by the next round. */
async function refresh(context: DeliveryContext, job: DeliverRequestJob, posted: Posted): Promise<DeliveryOutcome> {
  let shown = posted.shownVersion;
  for (let round = 0; round < UPDATE_ROUNDS; round++) {
    const stored = await readRequest(context, job);
    if (stored === null || stored.request.version <= shown) return DONE;
    try {
      const message = await render(context, stored, job);
      if (message === null) return DONE;
      await updateMessage(context, posted, message.content, requestMark(job.requestId, job.audience));
    } catch (error) {
      const failure = slackFailure(error);
      if (failure === null || failure.kind === 'unconfirmed') throw error;
      if (failure.kind === 'rate_limited') return { kind: 'later', seconds: failure.retryAfterSeconds };
      context.log.error(
        { requestId: job.requestId, audience: job.audience, error: failure.code },
        'request not updated',
      );
      if (failure.kind === 'credentials') return { kind: 'failed', error: failure.code };
      const { version } = stored.request;
      await recordRequestUpdateRefused(context.database, posted.messageId, version, failure.code);
      return { kind: 'failed', error: failure.code };
    }
    await recordRequestShown(context.database, posted.messageId, stored.request.version);
    shown = stored.request.version;
  }
  return { kind: 'later', seconds: BUSY_SECONDS };
}

/** The message in its reader's language; null when the reader or the customer is no longer there. */
async function render(context: DeliveryContext, stored: StoredRequest, job: DeliverRequestJob) {
  const staff = await listStaff(context.database);
  const { staffCode } = requestAudienceParts(job.audience);
  const reader: StaffMember | undefined = staff.find(({ code }) => code === staffCode);
  if (reader === undefined) return null;
  const user = reader.slackUserId;
  const locale = user === null ? context.locale : await context.people.localeOf(user);
  const shown = await limitRequestContext(context, stored, staff, locale);
  if (shown === null) return null;
  const reading = messageReading(stored, job.audience, reader, staff, { locale, now: context.now() });
  const today = dayOf({ now: context.now(), timeZone: context.timeZone });
  const model = { ...limitRequestModel(shown, reading), endableGrant: endableGrantOf(shown, reader, today) };
  return { reader, content: limitRequestMessage(model) };
}

/** While it is in doubt whether an earlier try posted, the claim stays in doubt whatever else went wrong. */
async function handleFailure(
  context: DeliveryContext,
  job: DeliverRequestJob,
  claim: { readonly messageId: string; readonly doubtful: boolean },
  failure: SlackFailure,
  error: unknown,
): Promise<DeliveryOutcome> {
  if (claim.doubtful || failure.kind === 'unconfirmed') {
    await recordRequestDoubtful(context.database, claim.messageId, failure.code);
    if (failure.kind === 'rate_limited') return { kind: 'later', seconds: failure.retryAfterSeconds };
    throw error;
  }
  if (failure.kind === 'rate_limited') {
    await releaseRequestClaim(context.database, claim.messageId);
    return { kind: 'later', seconds: Math.max(1, failure.retryAfterSeconds) };
  }
  return giveUp(context, job, claim.messageId, failure.code);
}

async function giveUp(
  context: DeliveryContext,
  job: DeliverRequestJob,
  messageId: string,
  error: string,
): Promise<DeliveryOutcome> {
  await recordRequestRefused(context.database, messageId, error);
  context.log.error({ requestId: job.requestId, audience: job.audience, error }, 'request was not delivered');
  return { kind: 'failed', error };
}
