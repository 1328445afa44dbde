import { findUser, type Hub } from '../hub.ts';
import { type ChannelState, directChannel, findChannel } from '../state/state.ts';
import { SlackRefusal } from './refusal.ts';

export const botIn = (hub: Hub, channel: ChannelState): boolean => channel.members.includes(hub.workspace.botUser.id);

/** A channel the bot can see by its id. @throws SlackRefusal channel_not_found */
export function visibleChannel(hub: Hub, id: string): ChannelState {
  const channel = hub.state.channels[id];
  if (!channel || (channel.isPrivate && !botIn(hub, channel))) throw new SlackRefusal('channel_not_found');
  return channel;
}

/**
 * Where chat.postMessage posts: a channel id, a channel name, or a user id, which means the direct conversation.
 * @throws SlackRefusal channel_not_found, is_archived or not_in_channel
 */
export function postableChannel(hub: Hub, given: string): ChannelState {
  const user = findUser(hub, given);
  if (user) return directChannel(hub.state, [given, hub.workspace.botUser.id], hub.now());
  const found = findChannel(hub.state, given);
  if (!found) throw new SlackRefusal('channel_not_found');
  const channel = visibleChannel(hub, found.id);
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  if (!botIn(hub, channel)) throw new SlackRefusal('not_in_channel');
  return channel;
}

/** A conversation as conversations.info shows it. */
export function apiChannel(hub: Hub, channel: ChannelState): Record<string, unknown> {
  const botId = hub.workspace.botUser.id;
  return {
    id: channel.id,
    name: channel.name,
    is_channel: !channel.isDirect && !channel.isGroup && !channel.isPrivate,
    is_group: !channel.isDirect && !channel.isGroup && channel.isPrivate,
    is_im: channel.isDirect,
    is_mpim: channel.isGroup,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_general: channel.name === 'general',
    is_member: botIn(hub, channel),
    created: channel.created,
    creator: botId,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: channel.members.length,
    ...(channel.isDirect ? { user: channel.members.find((member) => member !== botId) ?? botId } : {}),
  };
}
