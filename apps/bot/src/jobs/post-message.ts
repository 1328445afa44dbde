import type { SlackMessage } from '../blocks/alert-message.ts';
import { simplerMessage } from '../blocks/simplify.ts';
import { slackFailure } from '../slack/failure.ts';
import { remedyOf } from '../slack/remedy.ts';
import type { DeliveryContext } from './delivery-context.ts';
import type { Target } from './delivery-targets.ts';
import type { MessageMark } from './find-message.ts';
import type { TurnRequest } from './pace.ts';
import { tellOperator } from './report-trouble.ts';

/** A message to be posted to the first place that takes it. */
export interface Posting extends TurnRequest {
  readonly targets: readonly Target[];
  readonly message: SlackMessage;
  readonly mark: MessageMark;
  /**
   * Called just before each try: notes the place, so that a successor of this process knows where to look.
   * @returns false: the message is another's to send by now
   */
  readonly mayPost: (channel: string, problem: string | null) => Promise<boolean>;
  /** Trouble with a place is told to the risk officers; not that of telling them. */
  readonly silent?: boolean;
}

export type PostResult =
  | { readonly kind: 'posted'; readonly channel: string; readonly ts: string; readonly problem: string | null }
  /** Nothing was posted: again after so many seconds. `waited`: it stood in the channel's line. */
  | { readonly kind: 'later'; readonly seconds: number; readonly waited: boolean }
  /** Nothing was posted: another process has taken the message over. */
  | { readonly kind: 'not_ours' }
  /** No place takes it, and why. */
  | { readonly kind: 'nowhere'; readonly problem: string };

/**
 * Posts a message and does what the taxonomy of failures says: waits out a 429, goes on to the next place, leaves away
 * what a workspace does not know, and leaves a thread that is gone.
 * @throws Slack's error for what needs reconciling or a person
 */
export async function postMessage(context: DeliveryContext, posting: Posting): Promise<PostResult> {
  const problems: string[] = [];
  const places = [...posting.targets];
  let { message } = posting;
  let place = places.shift();
  while (place !== undefined) {
    const { channel, threadTs } = place;
    const problem = () => (problems.length === 0 ? null : problems.join('; '));
    const seconds = await context.pace.turn(channel, posting);
    if (seconds !== null) return { kind: 'later', seconds, waited: true };
    if (!(await posting.mayPost(channel, problem()))) return { kind: 'not_ours' };
    try {
      const answer = await send(context, place, message, posting.mark);
      return { kind: 'posted', channel: answer.channel ?? channel, ts: answer.ts ?? '', problem: problem() };
    } catch (error) {
      const failure = slackFailure(error);
      if (failure === null) throw error;
      const simpler = simplerMessage(message);
      const remedy = remedyOf(failure, 'post', simpler === null);
      if (remedy.do === 'reschedule') {
        await context.pace.hold(channel, remedy.seconds);
        return { kind: 'later', seconds: remedy.seconds, waited: false };
      }
      context.log.error({ channel, mark: posting.mark, error: failure.code }, 'Slack refused a message');
      if (remedy.do === 'simplify' && simpler !== null) message = simpler;
      else if (remedy.do === 'post_again' && threadTs !== null) place = { ...place, threadTs: null };
      else if (remedy.do === 'next_place') {
        problems.push(`${failure.code}: ${place.name}`);
        if (posting.silent !== true) await tellOperator(context, { code: failure.code, where: place.name });
        place = places.shift();
      } else throw error;
    }
  }
  return { kind: 'nowhere', problem: problems.join('; ') };
}

function send(context: DeliveryContext, place: Target, message: SlackMessage, mark: MessageMark) {
  const { channel, threadTs } = place;
  const metadata = { event_type: mark.event_type, event_payload: { ...mark.event_payload } };
  const posted = { channel, ...message, metadata, unfurl_links: false, unfurl_media: false };
  return context.client.chat.postMessage(
    threadTs === null ? posted : { ...posted, thread_ts: threadTs, reply_broadcast: true },
  );
}

/**
 * Shows a message that stands anew, without what the workspace does not know.
 * @throws Slack's error for everything else
 */
export async function updateMessage(
  context: DeliveryContext,
  place: { readonly channel: string; readonly ts: string },
  shown: SlackMessage,
  mark: MessageMark,
): Promise<void> {
  const metadata = { event_type: mark.event_type, event_payload: { ...mark.event_payload } };
  for (let message: SlackMessage = shown; ; ) {
    try {
      await context.client.chat.update({ channel: place.channel, ts: place.ts, ...message, metadata });
      return;
    } catch (error) {
      const failure = slackFailure(error);
      const simpler = simplerMessage(message);
      if (failure === null || simpler === null || remedyOf(failure, 'update', false).do !== 'simplify') throw error;
      context.log.warn({ mark, error: failure.code }, 'a message is shown in a simpler form');
      message = simpler;
    }
  }
}
