import { createHash } from 'node:crypto';
import { claimNotice, type NoticeClaim, type StoredNotice } from '@xinshao/db/notices/claim-notice.ts';
import { placeFrom } from '@xinshao/db/notices/place.ts';
import {
  noteNoticeTarget,
  recordNoticeEmpty,
  recordNoticeGone,
  recordNoticePosted,
  recordNoticeShown,
  recordNoticeUnsent,
} from '@xinshao/db/notices/record-notice.ts';
import type { DeliverNoticeJob } from '@xinshao/db/queue/queue.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { renderNotice } from '../present/notice.ts';
import { slackFailure } from '../slack/failure.ts';
import { remedyOf } from '../slack/remedy.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { channelTargets, personTargets, type Targets } from './delivery-targets.ts';
import { findMessage } from './find-message.ts';
import { noticeMark } from './marks.ts';
import { postMessage, updateMessage } from './post-message.ts';

type Claimed = Extract<NoticeClaim, { outcome: 'claimed' }>;
type Posted = Extract<NoticeClaim, { outcome: 'posted' }>;

const BUSY_SECONDS = 5;
const DONE: DeliveryOutcome = { kind: 'done' };

/**
 * Sends a message about many alerts once, or shows the one that stands anew. Safe to repeat and to run in several
 * processes; what was answered meanwhile is shown as such, and nothing is sent when nothing is left to answer.
 * @throws Slack's error when no answer came, or the database's: the job is then retried
 */
export async function deliverNotice(context: DeliveryContext, job: DeliverNoticeJob): Promise<DeliveryOutcome> {
  const claim = await claimNotice(context.database, job.noticeId, context.now());
  switch (claim.outcome) {
    case 'done':
      return DONE;
    case 'busy':
      return { kind: 'later', seconds: BUSY_SECONDS };
    case 'posted':
      return refresh(context, claim);
    case 'claimed':
      return send(context, claim, job.waited ?? false);
  }
}

async function send(
  context: DeliveryContext,
  { notice, doubtful: inDoubt, channel }: Claimed,
  waited: boolean,
): Promise<DeliveryOutcome> {
  const { database } = context;
  const mark = noticeMark(notice.id);
  let doubtful = inDoubt;
  try {
    if (doubtful && channel !== null) {
      const ts = await findMessage(context.client, { channel, threadTs: null, since: notice.madeAt }, mark);
      if (ts !== null) {
        await recordNoticePosted(database, notice.id, { channel, ts, shown: null, at: context.now(), problem: null });
        return await deliverNotice(context, { noticeId: notice.id });
      }
      doubtful = false;
    }
    const { message, owed } = await render(context, notice);
    if (!owed) {
      await recordNoticeEmpty(database, notice.id);
      return DONE;
    }
    const { targets, problem } = await targetsOf(context, notice);
    const result = await postMessage(context, {
      ...{ targets, message, mark, urgent: notice.kind === 'summary', summary: notice.kind === 'summary', waited },
      silent: notice.kind === 'trouble',
      onTarget: (target) => noteNoticeTarget(database, notice.id, target),
    });
    if (result.kind === 'nowhere') return await giveUp(context, notice, problem ?? result.problem);
    if (result.kind === 'later') {
      await recordNoticeUnsent(database, notice.id, 'pending', null);
      return result;
    }
    await recordNoticePosted(database, notice.id, {
      ...{ channel: result.channel, ts: result.ts, shown: digestOf(message), at: context.now() },
      problem: problem ?? result.problem,
    });
    return DONE;
  } catch (error) {
    return handleFailure(context, notice, doubtful, error);
  }
}

async function render(context: DeliveryContext, notice: StoredNotice) {
  const place = placeFrom(notice.place);
  const member = place.kind === 'staff' ? await staffByCode(context.database, place.code) : null;
  const reader = member === null ? null : await context.people.slackUserOf(member).catch(() => null);
  const locale = reader === null ? context.locale : await context.people.localeOf(reader);
  return renderNotice(context.database, notice, { locale, timeZone: context.timeZone, now: context.now(), member });
}

async function targetsOf(context: DeliveryContext, notice: StoredNotice): Promise<Targets> {
  const place = placeFrom(notice.place);
  if (place.kind === 'channel') return channelTargets(context, place.name);
  const member = await staffByCode(context.database, place.code);
  return member === null
    ? { targets: [], problem: `nobody_to_address: staff ${place.code}` }
    : personTargets(context, member, notice.kind === 'trouble');
}

/** @throws the error when it is not known whether the message was changed: the job is then retried */
async function refresh(context: DeliveryContext, { notice, channel, ts, shown }: Posted): Promise<DeliveryOutcome> {
  const { message, owed } = await render(context, notice);
  const digest = digestOf(message);
  if (digest === shown) return DONE;
  try {
    await updateMessage(context, { channel, ts }, message, noticeMark(notice.id));
    await recordNoticeShown(context.database, notice.id, digest);
    return DONE;
  } catch (error) {
    const failure = slackFailure(error);
    const remedy = failure === null ? null : remedyOf(failure, 'update', true);
    if (failure === null || remedy === null || remedy.do === 'reconcile') throw error;
    if (remedy.do === 'reschedule') return { kind: 'later', seconds: remedy.seconds };
    context.log.error({ noticeId: notice.id, error: failure.code }, 'a message about many alerts cannot be updated');
    if (remedy.do !== 'post_again' || !owed) return { kind: 'failed', error: failure.code };
    await recordNoticeGone(context.database, notice.id, ts, failure.code);
    return { kind: 'later', seconds: 0 };
  }
}

async function handleFailure(
  context: DeliveryContext,
  notice: StoredNotice,
  doubtful: boolean,
  error: unknown,
): Promise<DeliveryOutcome> {
  const failure = slackFailure(error);
  if (failure === null) throw error;
  const remedy = remedyOf(failure, 'post', true);
  if (doubtful || remedy.do === 'reconcile') {
    await recordNoticeUnsent(context.database, notice.id, 'claimed', failure.code);
    if (remedy.do === 'reschedule') return { kind: 'later', seconds: remedy.seconds };
    throw error;
  }
  if (remedy.do === 'reschedule') {
    await recordNoticeUnsent(context.database, notice.id, 'pending', null);
    return { kind: 'later', seconds: remedy.seconds };
  }
  return giveUp(context, notice, failure.code);
}

async function giveUp(context: DeliveryContext, notice: StoredNotice, error: string): Promise<DeliveryOutcome> {
  const { id, kind, place } = notice;
  context.log.error({ noticeId: id, kind, place, error }, 'a message about many alerts was not sent');
  await recordNoticeUnsent(context.database, id, 'failed', error);
  return { kind: 'failed', error };
}

function digestOf(message: SlackMessage): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex');
}
