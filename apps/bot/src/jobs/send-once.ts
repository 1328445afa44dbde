import type { WebClient } from '@slack/web-api';
import { CLAIM_LASTS_SECONDS, type Claim, type HeldClaim } from '@xinshao/db/outbox/claim.ts';
import type { NotedTarget, Outbox } from '@xinshao/db/outbox/outbox.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { slackFailure } from '../slack/failure.ts';
import { remedyOf } from '../slack/remedy.ts';
import { BUSY_SECONDS, type DeliveryContext, type DeliveryOutcome, DONE } from './delivery-context.ts';
import type { Targets } from './delivery-targets.ts';
import { findMessage, type MessageMark } from './find-message.ts';
import { type Posting, postMessage } from './post-message.ts';

/** What a message says at this moment. */
export interface Content {
  /** Of what it is about; grows with every change. */
  readonly version: number;
  /** Whether a message that does not stand in Slack is still worth sending. */
  readonly isWanted: boolean;
  /** What it passes on its way, and whether trouble with it is told. */
  readonly manner: Pick<Posting, 'urgent' | 'summary' | 'silent'>;
  /** Where an earlier try would be found: in its channel, or in this thread there (null: none), … */
  readonly thread: string | null;
  /** … and no earlier than this. */
  readonly since: Date;
  /** Staff code of the one whom it is for by now; null: of nobody any more; left out: it is not for one person. */
  readonly reader?: string | null;
  targets(): Promise<Targets>;
  /** null: for this reader there is nothing to say. */
  render(): Promise<SlackMessage | null>;
}

/** A message on its way: what differs from kind to kind. All else is the same life, told in this file. */
export interface Outgoing<Box extends Outbox = Outbox> {
  readonly outbox: Box;
  readonly id: string;
  /** What it carries unseen, so that it can be found again. */
  readonly mark: MessageMark;
  /** It has stood in the line of its channel already. */
  readonly waited: boolean;
  /** Read anew whenever it is needed; null: what it was about is gone. */
  read(): Promise<Content | null>;
}

export type Claimed = Extract<Claim, { outcome: 'claimed' }>;

/** A noted target that took longer to note says nothing: the claim may have been taken over meanwhile. */
const NOTE_COUNTS_MS = (CLAIM_LASTS_SECONDS / 4) * 1000;

/** It stands in Slack now. */
export interface Sent {
  readonly kind: 'sent';
  readonly channel: string;
  readonly ts: string;
  readonly shownVersion: number;
}

/** Sends a message that is never changed, as `postOnce` does. */
export async function sendOnce(context: DeliveryContext, claim: Claimed, outgoing: Outgoing): Promise<DeliveryOutcome> {
  const result = await postOnce(context, claim, outgoing);
  return result.kind === 'sent' ? DONE : result;
}

/** What becomes of a job whose message is not its to send. */
export function withoutClaim({ outcome }: Exclude<Claim, Claimed>): DeliveryOutcome {
  return outcome === 'busy' ? { kind: 'later', seconds: BUSY_SECONDS } : DONE;
}

/**
 * Posts a claimed message. Safe to repeat and to run in several processes at once; killed or held up at any point, a
 * repetition finishes the work without posting a second message: an earlier try is looked for first, by its mark, and
 * one that lost its claim meanwhile posts nothing.
 * @returns `done`: nobody needs it; `later`: another process is at it
 * @throws Slack's error when no answer came, or the database's: the job is then retried
 */
export async function postOnce(
  context: DeliveryContext,
  claim: Claimed,
  outgoing: Outgoing,
): Promise<DeliveryOutcome | Sent> {
  // Noting the target comes before posting: without a channel the earlier try never got that far.
  const earlier = { channel: claim.doubtful ? claim.channel : null, postsNow: false };
  try {
    return await post(context, outgoing, claim.held, earlier);
  } catch (error) {
    return postFailed(context, outgoing, claim.held, { doubtful: earlier.channel !== null, ...earlier }, error);
  }
}

/** @param earlier where an earlier try may have posted it; null once that is cleared up. `postsNow`: Slack is asked to */
async function post(
  context: DeliveryContext,
  outgoing: Outgoing,
  held: HeldClaim,
  earlier: { channel: string | null; postsNow: boolean },
): Promise<DeliveryOutcome | Sent> {
  const { database, client } = context;
  const { outbox, mark, waited } = outgoing;
  const content = await outgoing.read();
  if (content !== null && earlier.channel !== null) {
    const { channel } = earlier;
    const ts = await findEarlier(client, { channel, ...content }, mark);
    if (ts !== null) return stands(context, outgoing, { kind: 'sent', channel, ts, shownVersion: 0 });
    earlier.channel = null;
  }
  if (content === null || !content.isWanted) return withdraw(context, outgoing, held);
  const { targets, problem } = await content.targets();
  if (targets.length === 0) return giveUp(context, outgoing, held, problem ?? 'nowhere', true);
  const message = await content.render();
  if (message === null) return withdraw(context, outgoing, held);
  const result = await postMessage(context, {
    ...{ targets, message, mark, waited, ...content.manner },
    mayPost: async (channel, other) => {
      const recipient = targets.find((target) => target.channel === channel)?.recipient ?? null;
      earlier.postsNow = await noteTarget(context, outgoing, held, { channel, recipient, error: both(problem, other) });
      return earlier.postsNow;
    },
  });
  switch (result.kind) {
    case 'posted':
      return stands(context, outgoing, { ...result, kind: 'sent', shownVersion: content.version });
    case 'later':
      await outbox.recordUnsent(database, held, 'pending', null);
      return result;
    case 'not_ours':
      context.log.warn({ mark }, 'the claim on a message had run out');
      return { kind: 'later', seconds: BUSY_SECONDS };
    case 'nowhere':
      return giveUp(context, outgoing, held, both(problem, result.problem) ?? 'nowhere', true);
  }
}

/** An earlier try may have gone into the channel itself: the thread began later, was gone, or is another channel's. */
async function findEarlier(
  client: WebClient,
  { channel, thread, since }: Pick<Content, 'thread' | 'since'> & { readonly channel: string },
  mark: MessageMark,
): Promise<string | null> {
  const ts = thread === null ? null : await findMessage(client, { channel, threadTs: thread, since }, mark);
  return ts ?? findMessage(client, { channel, threadTs: null, since }, mark);
}

/** Notes the target until the answer comes at once. @returns whether the message is ours to post at this moment */
async function noteTarget(
  { database, now }: DeliveryContext,
  { outbox }: Outgoing,
  held: HeldClaim,
  target: Omit<NotedTarget, 'now'>,
): Promise<boolean> {
  for (;;) {
    const asked = performance.now();
    if (!(await outbox.noteTarget(database, held, { ...target, now: now() }))) return false;
    if (performance.now() - asked < NOTE_COUNTS_MS) return true;
  }
}

async function stands(context: DeliveryContext, { outbox, id }: Outgoing, sent: Sent): Promise<DeliveryOutcome | Sent> {
  const isNew = await outbox.recordPosted(context.database, id, { ...sent, at: context.now() });
  return isNew ? sent : DONE;
}

async function withdraw(context: DeliveryContext, { outbox }: Outgoing, held: HeldClaim): Promise<DeliveryOutcome> {
  await outbox.withdraw(context.database, held);
  return DONE;
}

/**
 * While it is in doubt whether an earlier try posted, the claim stays in doubt whatever else went wrong. A request that
 * Slack may yet carry out keeps its claim until that has run out: whoever looked for its message before would look in
 * vain, and post another.
 */
async function postFailed(
  context: DeliveryContext,
  outgoing: Outgoing,
  held: HeldClaim,
  { doubtful, postsNow }: { readonly doubtful: boolean; readonly postsNow: boolean },
  error: unknown,
): Promise<DeliveryOutcome> {
  const { outbox } = outgoing;
  const failure = slackFailure(error);
  if (failure === null) throw error;
  if (postsNow && failure.kind === 'unconfirmed' && failure.underway === true) throw error;
  const remedy = remedyOf(failure, 'post', true);
  const inDoubt = doubtful || remedy.do === 'reconcile';
  if (!inDoubt && remedy.do !== 'reschedule') return giveUp(context, outgoing, held, failure.code);
  await outbox.recordUnsent(
    context.database,
    held,
    inDoubt ? outbox.claimed : 'pending',
    inDoubt ? failure.code : null,
  );
  if (remedy.do === 'reschedule') return { kind: 'later', seconds: remedy.seconds };
  throw error;
}

/** A sweep tries again later; until then the reason stands with the message, in the log and in `/credit status`. */
async function giveUp(
  context: DeliveryContext,
  { outbox, mark }: Outgoing,
  held: HeldClaim,
  error: string,
  unreached = false,
): Promise<DeliveryOutcome> {
  context.log.error({ mark, error }, 'a message was not delivered');
  await outbox.recordUnsent(context.database, held, 'failed', error);
  return { kind: 'failed', error, ...(unreached ? { unreached } : {}) };
}

function both(...problems: (string | null)[]): string | null {
  return problems.filter((problem) => problem !== null && problem !== '').join('; ') || null;
}
