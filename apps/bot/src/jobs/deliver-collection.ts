import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import type { Member } from '@xinshao/core/roles/roles.ts';
import type { AlertPerson } from '@xinshao/db/alerts/alert-view.ts';
import {
  type CaseMessageClaim,
  claimCaseMessage,
  noteCaseTarget,
  recordCasePosted,
  recordCaseShown,
  recordCaseUnsent,
} from '@xinshao/db/collection/case-message.ts';
import { caseRecipient } from '@xinshao/db/collection/case-recipient.ts';
import { type CaseView, caseView } from '@xinshao/db/collection/case-view.ts';
import type { CaseAudience } from '@xinshao/db/collection/show-case.ts';
import type { DeliverCollectionJob } from '@xinshao/db/queue/queue.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import {
  collectionPolicyOf,
  renderCase,
  renderInstalmentReminder,
  renderStageReminder,
} from '../present/collection.ts';
import { slackFailure } from '../slack/failure.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { personTargets } from './delivery-targets.ts';
import { findMessage } from './find-message.ts';
import { caseMark } from './marks.ts';
import { postMessage, updateMessage } from './post-message.ts';

type Posted = Extract<CaseMessageClaim, { outcome: 'posted' }>;
type Claimed = Extract<CaseMessageClaim, { outcome: 'claimed' }>;
type Recipient = AlertPerson & Member;

const BUSY_SECONDS = 5;
const UPDATE_ROUNDS = 3;
const DONE: DeliveryOutcome = { kind: 'done' };

/**
 * Brings what one audience sees of a collection case up to date: sends the message once, or updates the one that
 * stands. Safe to repeat and to run in several processes; killed at any point, a repetition finishes the work without
 * a second message.
 * @throws Slack's error when no answer came, or the database's: the job is then retried
 */
export async function deliverCollection(
  context: DeliveryContext,
  { caseId, audience, waited = false }: DeliverCollectionJob,
): Promise<DeliveryOutcome> {
  const claim = await claimCaseMessage(context.database, caseId, audience, context.now());
  if (claim.outcome === 'busy') return { kind: 'later', seconds: BUSY_SECONDS };
  if (claim.outcome === 'posted') return refresh(context, caseId, audience, claim);
  const progress = { doubtful: claim.doubtful && claim.channel !== null, waited };
  try {
    return await send(context, caseId, audience, claim, progress);
  } catch (error) {
    const failure = slackFailure(error);
    if (failure === null) throw error;
    if (progress.doubtful || failure.kind === 'unconfirmed') {
      await recordCaseUnsent(context.database, claim.messageId, 'doubtful', failure.code);
      if (failure.kind !== 'rate_limited') throw error;
    } else if (failure.kind !== 'rate_limited') {
      return fail(context, caseId, claim.messageId, failure.code);
    } else await recordCaseUnsent(context.database, claim.messageId, 'pending', null);
    return { kind: 'later', seconds: Math.max(1, failure.retryAfterSeconds) };
  }
}

async function send(
  context: DeliveryContext,
  caseId: string,
  audience: CaseAudience,
  claim: Claimed,
  progress: { doubtful: boolean; readonly waited: boolean },
): Promise<DeliveryOutcome> {
  const { waited } = progress;
  const { database } = context;
  const view = await readCase(context, caseId);
  if (view === null) return DONE;
  if (progress.doubtful && claim.channel !== null) {
    const place = { channel: claim.channel, threadTs: null, since: view.openedAt };
    const ts = await findMessage(context.client, place, caseMark(caseId, claim.messageId));
    if (ts !== null) {
      const posted = { channel: claim.channel, ts, shownVersion: 0 };
      await recordCasePosted(database, claim.messageId, { ...posted, at: context.now() });
      return refresh(context, caseId, audience, { outcome: 'posted', messageId: claim.messageId, ...posted });
    }
    progress.doubtful = false;
  }
  // Nobody is told of what is over.
  if (view.dueAt === null) {
    await recordCaseUnsent(database, claim.messageId, 'pending', null);
    return DONE;
  }
  const recipient = await recipientOf(context, view, audience);
  if (recipient === null) return fail(context, caseId, claim.messageId, `no_recipient: ${audience}`);
  const { targets, problem } = await personTargets(context, recipient);
  const user = targets.length === 0 ? null : await context.people.slackUserOf(recipient);
  const message = await render(context, view, audience, recipient, user);
  if (message === null) {
    await recordCaseUnsent(database, claim.messageId, 'pending', null);
    return DONE;
  }
  const result = await postMessage(context, {
    ...{ targets, message, urgent: false, waited },
    mark: caseMark(caseId, claim.messageId),
    onTarget: (channel) => noteCaseTarget(database, claim.messageId, channel),
  });
  if (result.kind === 'nowhere') return fail(context, caseId, claim.messageId, problem ?? result.problem);
  if (result.kind === 'later') {
    await recordCaseUnsent(database, claim.messageId, 'pending', null);
    return result;
  }
  const posted = { channel: result.channel, ts: result.ts, shownVersion: view.version };
  await recordCasePosted(database, claim.messageId, { ...posted, at: context.now() });
  // The case may have changed while its first message was on the way.
  return refresh(context, caseId, audience, { outcome: 'posted', messageId: claim.messageId, ...posted });
}

/** Updates the message until it shows the latest version; a slower, older update is overtaken by the next round. */
async function refresh(
  context: DeliveryContext,
  caseId: string,
  audience: CaseAudience,
  posted: Posted,
): Promise<DeliveryOutcome> {
  const { database } = context;
  let shown = posted.shownVersion;
  for (let round = 0; round < UPDATE_ROUNDS; round++) {
    const view = await readCase(context, caseId);
    if (view === null || view.version <= shown) return DONE;
    const recipient = await recipientOf(context, view, audience);
    const message = recipient === null ? null : await render(context, view, audience, recipient, recipient.slackUserId);
    if (message === null) return DONE;
    try {
      await updateMessage(context, posted, message, caseMark(caseId, posted.messageId));
      await recordCaseShown(database, posted.messageId, view.version, null);
    } catch (error) {
      const failure = slackFailure(error);
      if (failure === null || failure.kind === 'unconfirmed') throw error;
      if (failure.kind === 'rate_limited') return { kind: 'later', seconds: Math.max(1, failure.retryAfterSeconds) };
      await recordCaseShown(database, posted.messageId, view.version, failure.code);
      return { kind: 'failed', error: failure.code };
    }
    shown = view.version;
  }
  return DONE;
}

function readCase(context: DeliveryContext, caseId: string): Promise<CaseView | null> {
  return caseView(context.database, caseId, dayInTimeZone(context.now(), context.timeZone));
}

async function recipientOf(
  context: DeliveryContext,
  view: CaseView,
  audience: CaseAudience,
): Promise<Recipient | null> {
  if (audience === 'owner' || audience === 'manager' || audience === 'risk') {
    return caseRecipient(context.database, view.id, audience);
  }
  if (audience.startsWith('write_off:')) return staffByCode(context.database, audience.split(':')[2] ?? '');
  const policy = await collectionPolicyOf(context.policies, view.policyHash);
  return caseRecipient(context.database, view.id, policy.stages[view.stage].responsible);
}

async function render(
  context: DeliveryContext,
  view: CaseView,
  audience: CaseAudience,
  member: Recipient,
  user: string | null,
): Promise<SlackMessage | null> {
  const locale = user === null ? context.locale : await context.people.localeOf(user);
  const reader = { member, locale, timeZone: context.timeZone };
  if (audience.startsWith('stage:')) return renderStageReminder(view, Number(audience.split(':')[1]), reader);
  if (audience.startsWith('instalment:')) return renderInstalmentReminder(view, audience.split(':')[1] ?? '', reader);
  return renderCase(view, await collectionPolicyOf(context.policies, view.policyHash), reader);
}

/** For now: the sweep tries again later, and until then the reason stands in the database and the log. */
async function fail(
  context: DeliveryContext,
  caseId: string,
  messageId: string,
  error: string,
): Promise<DeliveryOutcome> {
  context.log.error({ collectionCase: caseId, error }, 'collection message was not sent');
  await recordCaseUnsent(context.database, messageId, 'failed', error);
  return { kind: 'failed', error };
}
