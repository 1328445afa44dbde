import type { AlertPerson, AlertView } from '@xinshao/db/alerts/alert-view.ts';
import type { Audience } from '@xinshao/db/alerts/audience.ts';
import { slackFailure } from '../slack/failure.ts';
import type { DeliveryContext } from './delivery-context.ts';
import { tellOperator } from './report-trouble.ts';

/** A place in Slack that a message may be sent to. */
export interface Target {
  /** Its id. */
  readonly channel: string;
  /** As people know it, for whoever has to correct something. */
  readonly name: string;
  /** null: the channel itself. */
  readonly threadTs: string | null;
  /** Staff code of the one who reads it; left out: many do. */
  readonly recipient?: string;
}

/** Where a message may be sent, in the order to try, and why earlier choices fell out. */
export interface Targets {
  readonly targets: readonly Target[];
  /** null: no choice fell out. */
  readonly problem: string | null;
}

/**
 * The team's channel and after it the general alert channel; for one person the direct-message channel with them.
 * @param person whom the audience is; null: a channel, or nobody
 * @throws Slack's error when it could not be asked
 */
export async function deliveryTargets(
  context: DeliveryContext,
  view: AlertView,
  audience: Audience,
  person: AlertPerson | null,
): Promise<Targets> {
  if (audience === 'channel') return channelTargets(context, view.teamChannel);
  return person === null ? { targets: [], problem: 'nobody_to_address' } : personTargets(context, person);
}

/** A channel and after it the general alert channel. @param channelName name or id; null: the general channel alone */
export async function channelTargets(context: DeliveryContext, channelName: string | null): Promise<Targets> {
  const targets: Target[] = [];
  const problems: string[] = [];
  for (const name of new Set([channelName, context.alertChannel])) {
    if (name === null) continue;
    const channel = await context.channels.idOf(name);
    if (channel !== null) targets.push({ channel, name, threadTs: null });
    else {
      problems.push(`channel_not_found: ${name}`);
      await tellOperator(context, { code: 'channel_not_found', where: name });
    }
  }
  if (channelName === null && context.alertChannel === null) {
    problems.push('no_channel: set SLACK_ALERT_CHANNEL or import teams with a slack_channel');
  }
  return { targets, problem: problems.length === 0 ? null : problems.join('; ') };
}

/**
 * The channel of direct messages with a person. The risk officers are told of whom Slack does not know, or no longer
 * lets in.
 * @param silent they are not: it is them who are to be told
 */
export async function personTargets(context: DeliveryContext, person: AlertPerson, silent = false): Promise<Targets> {
  const where = `staff ${person.code}`;
  const unreachable = async (code: string): Promise<Targets> => {
    if (!silent) await tellOperator(context, { code, where });
    return { targets: [], problem: `${code}: ${where}` };
  };
  try {
    const user = await context.people.slackUserOf(person);
    if (user === null) return await unreachable('no_slack_user');
    // Slack takes messages to some accounts that nobody can read any more.
    if (await context.people.isDisabled(user)) return await unreachable('user_disabled');
    const channel = await context.channels.directWith(user);
    return channel === null
      ? { targets: [], problem: 'conversations.open gave no channel' }
      : { targets: [{ channel, name: where, threadTs: null, recipient: person.code }], problem: null };
  } catch (error) {
    const failure = slackFailure(error);
    if (failure?.kind !== 'place') throw error;
    return unreachable(failure.code);
  }
}
