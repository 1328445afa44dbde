import type { AlertPerson, AlertView } from '@xinshao/db/alerts/alert-view.ts';
import type { Audience } from '@xinshao/db/alerts/audience.ts';
import { personAddressed } from '../present/person-addressed.ts';
import { slackFailure } from '../slack/failure.ts';
import type { DeliveryContext } from './delivery-context.ts';

/** Where a message may be sent, in the order to try, and why earlier choices fell out. */
export interface Targets {
  readonly channels: readonly string[];
  /** null: no choice fell out. */
  readonly problem: string | null;
}

/**
 * The team's channel and after it the general alert channel; for one person the direct-message channel with them.
 * @throws Slack's error when it could not be asked
 */
export async function deliveryTargets(context: DeliveryContext, view: AlertView, audience: Audience): Promise<Targets> {
  if (audience === 'channel') return channelTargets(context, view);
  const person = await personAddressed(context.database, view, audience);
  return person === null ? { channels: [], problem: 'nobody_to_address' } : personTarget(context, person);
}

async function channelTargets(context: DeliveryContext, view: AlertView): Promise<Targets> {
  const channels: string[] = [];
  const problems: string[] = [];
  for (const name of new Set([view.teamChannel, context.alertChannel])) {
    if (name === null) continue;
    const id = await context.channels.idOf(name);
    if (id === null) problems.push(`channel_not_found: ${name}`);
    else channels.push(id);
  }
  if (view.teamChannel === null && context.alertChannel === null) {
    problems.push('no_channel: set SLACK_ALERT_CHANNEL or import teams with a slack_channel');
  }
  return { channels, problem: problems.length === 0 ? null : problems.join('; ') };
}

async function personTarget(context: DeliveryContext, person: AlertPerson): Promise<Targets> {
  try {
    const user = await context.people.slackUserOf(person);
    if (user === null) return { channels: [], problem: `no_slack_user: staff ${person.code}` };
    const channel = await context.channels.directWith(user);
    return channel === null
      ? { channels: [], problem: 'conversations.open gave no channel' }
      : { channels: [channel], problem: null };
  } catch (error) {
    const failure = slackFailure(error);
    if (failure?.kind !== 'place') throw error;
    return { channels: [], problem: `${failure.code}: staff ${person.code}` };
  }
}
