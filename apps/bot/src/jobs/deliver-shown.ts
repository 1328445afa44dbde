import type { Claim } from '@xinshao/db/outbox/claim.ts';
import type { ShownOutbox } from '@xinshao/db/outbox/outbox.ts';
import { slackFailure } from '../slack/failure.ts';
import { remedyOf } from '../slack/remedy.ts';
import { BUSY_SECONDS, type DeliveryContext, type DeliveryOutcome, DONE } from './delivery-context.ts';
import { updateMessage } from './post-message.ts';
import { type Content, type Outgoing, postOnce, withoutClaim } from './send-once.ts';

interface Shown extends Outgoing<ShownOutbox> {
  /** Of what `read` would say, where that costs much less; null: what it is about is gone. */
  version?(): Promise<number | null>;
}
type Posted = Extract<Claim, { outcome: 'posted' }>;
type Standing = Pick<Posted, 'channel' | 'ts' | 'shownVersion'> & Partial<Pick<Posted, 'recipient'>>;

const UPDATE_ROUNDS = 3;

/**
 * Brings what one audience sees up to date: posts the message once, or updates the one that stands. Safe to repeat and
 * to run in several processes at once; killed at any point, a repetition finishes the work without a second message.
 * @throws Slack's error when no answer came, or the database's: the job is then retried
 */
export async function deliverShown(context: DeliveryContext, claim: Claim, shown: Shown): Promise<DeliveryOutcome> {
  if (claim.outcome === 'posted') return refresh(context, shown, claim);
  if (claim.outcome !== 'claimed') return withoutClaim(claim);
  const result = await postOnce(context, claim, shown);
  // What it is about may have changed while its first message was on the way.
  return result.kind === 'sent' ? refresh(context, shown, result) : result;
}

/** Updates the message until it shows the latest version; a slower, older update is overtaken by the next round. */
async function refresh(context: DeliveryContext, shown: Shown, standing: Standing): Promise<DeliveryOutcome> {
  let { shownVersion } = standing;
  for (let round = 0; round < UPDATE_ROUNDS; round++) {
    if (shown.version !== undefined && ((await shown.version()) ?? 0) <= shownVersion) return DONE;
    const content = await shown.read();
    if (content === null || content.version <= shownVersion) return DONE;
    const message = standsWithAnother(standing, content) ? null : await content.render();
    if (message === null) {
      // Nobody is left to show it to; nor does anybody look at it again before it changes.
      await shown.outbox.recordShown(context.database, shown.id, content.version, null);
      return DONE;
    }
    try {
      await updateMessage(context, standing, message, shown.mark);
    } catch (error) {
      return updateFailed(context, shown, standing, content, error);
    }
    await shown.outbox.recordShown(context.database, shown.id, content.version, null);
    shownVersion = content.version;
  }
  return { kind: 'later', seconds: BUSY_SECONDS };
}

/** What was sent to one person is not changed for the eyes of another, nor for those of who has left. */
function standsWithAnother({ recipient = null }: Standing, { reader }: Content): boolean {
  return recipient !== null && reader !== undefined && reader !== recipient;
}

/** @throws the error when it is not known whether the message was changed: the job is then retried */
async function updateFailed(
  context: DeliveryContext,
  { outbox, id, mark }: Shown,
  { ts }: Standing,
  { version, isWanted }: Content,
  error: unknown,
): Promise<DeliveryOutcome> {
  const failure = slackFailure(error);
  const remedy = failure === null ? null : remedyOf(failure, 'update', true);
  if (failure === null || remedy === null || remedy.do === 'reconcile') throw error;
  if (remedy.do === 'reschedule') return { kind: 'later', seconds: remedy.seconds };
  context.log.error({ mark, error: failure.code }, 'a message cannot be updated');
  if (failure.kind === 'credentials') return { kind: 'failed', error: failure.code };
  if (remedy.do === 'post_again' && isWanted) {
    await outbox.recordGone(context.database, id, ts, failure.code);
    return { kind: 'later', seconds: 0 };
  }
  await outbox.recordShown(context.database, id, version, failure.code);
  return { kind: 'failed', error: failure.code };
}
