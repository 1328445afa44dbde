import { createHash } from 'node:crypto';
import { claimNotice, type NoticeClaim, type StoredNotice } from '@xinshao/db/notices/claim-notice.ts';
import { passStepsUp } from '@xinshao/db/notices/pass-steps-up.ts';
import { placeFrom } from '@xinshao/db/notices/place.ts';
import { NOTICE_OUTBOX, recordNoticeGone, recordNoticeShown } from '@xinshao/db/notices/record-notice.ts';
import { owedInNotice, tellAbove } from '@xinshao/db/notices/tell-above.ts';
import type { DeliverNoticeJob } from '@xinshao/db/queue/queue.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { renderNotice } from '../present/notice.ts';
import { slackFailure } from '../slack/failure.ts';
import { remedyOf } from '../slack/remedy.ts';
import { type DeliveryContext, type DeliveryOutcome, DONE } from './delivery-context.ts';
import { channelTargets, personTargets, type Targets } from './delivery-targets.ts';
import { noticeMark } from './marks.ts';
import { updateMessage } from './post-message.ts';
import { type Content, postOnce, withoutClaim } from './send-once.ts';

type Standing = Omit<Extract<NoticeClaim, { outcome: 'posted' }>, 'outcome'>;

/**
 * Sends a message about many alerts once, or shows the one that stands anew. What was answered meanwhile is shown as
 * such, and nothing is sent when nothing is left to answer.
 * @throws Slack's error when no answer came, or the database's: the job is then retried
 */
export async function deliverNotice(
  context: DeliveryContext,
  { noticeId, waited = false }: DeliverNoticeJob,
): Promise<DeliveryOutcome> {
  const claim = await claimNotice(context.database, noticeId, context.now());
  if (claim.outcome === 'posted') return refresh(context, claim);
  if (claim.outcome !== 'claimed') return withoutClaim(claim);
  const { notice } = claim;
  const sent: { digest: string | null } = { digest: null };
  const result = await postOnce(context, claim, {
    ...{ outbox: NOTICE_OUTBOX, id: noticeId, mark: noticeMark(noticeId), waited },
    read: async () => {
      const { message, owed } = await render(context, notice);
      return contentOf(context, notice, owed, async () => {
        sent.digest = digestOf(message);
        return message;
      });
    },
  });
  if (result.kind === 'failed' && result.unreached === true) await passOn(context, notice);
  if (result.kind !== 'sent') return result;
  // What an earlier try has sent may be out of date.
  if (sent.digest === null) return refresh(context, { notice, ...result, shown: null });
  await recordNoticeShown(context.database, noticeId, sent.digest);
  return DONE;
}

/** Whoever is above somebody whom Slack does not reach is told of what they owe, and of what they were to be told. */
async function passOn({ database, queue, now }: DeliveryContext, notice: StoredNotice): Promise<void> {
  const place = placeFrom(notice.place);
  if (place.kind !== 'staff') return;
  await tellAbove(database, queue, await owedInNotice(database, notice.id, place.code), now());
  if (notice.kind === 'steps') {
    await passStepsUp(database, queue, { noticeId: notice.id, staffCode: place.code }, now());
  }
}

function contentOf(
  context: DeliveryContext,
  notice: StoredNotice,
  isWanted: boolean,
  render: Content['render'],
): Content {
  const isSummary = notice.kind === 'summary';
  return {
    ...{ version: 0, isWanted, thread: null, since: notice.madeAt, render },
    manner: { urgent: isSummary, summary: isSummary, silent: notice.kind === 'trouble' },
    targets: () => targetsOf(context, notice),
  };
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
async function refresh(context: DeliveryContext, { notice, channel, ts, shown }: Standing): Promise<DeliveryOutcome> {
  // Whoever has left is shown nothing any more, not in a message that stands either.
  const place = placeFrom(notice.place);
  if (place.kind === 'staff' && (await staffByCode(context.database, place.code)) === null) return DONE;
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

function digestOf(message: SlackMessage): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex');
}
