import { z } from 'zod';
import { findUser, type Hub } from '../hub.ts';
import { apiMessage } from '../state/messages.ts';
import { directChannel, findMessage, messagesOf } from '../state/state.ts';
import type { SandboxMessage } from '../types.ts';
import { type Arguments, flag, type MethodTable, pageOf, readArguments, whole } from './arguments.ts';
import { apiChannel, botIn, visibleChannel } from './channels.ts';
import { SlackRefusal } from './refusal.ts';

const one = z.object({ channel: z.string() });
const paged = z.object({ limit: whole.min(1).max(1000).optional(), cursor: z.string().optional() });
const reading = paged.extend({
  channel: z.string(),
  oldest: z.string().optional(),
  latest: z.string().optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
});

/** A channel whose messages the bot may read. @throws SlackRefusal channel_not_found or not_in_channel */
function readable(hub: Hub, id: string) {
  const channel = visibleChannel(hub, id);
  if (!botIn(hub, channel)) throw new SlackRefusal('not_in_channel');
  return channel;
}

function within(
  message: SandboxMessage,
  range: { oldest?: string | undefined; latest?: string | undefined; inclusive?: boolean | undefined },
) {
  const ts = Number(message.ts);
  const oldest = Number(range.oldest ?? 0);
  const latest = range.latest ? Number(range.latest) : Number.POSITIVE_INFINITY;
  return range.inclusive ? ts >= oldest && ts <= latest : ts > oldest && ts < latest;
}

function history(hub: Hub, args: Arguments) {
  const given = readArguments(reading, args);
  const channel = readable(hub, given.channel);
  const found = messagesOf(hub.state, channel.id)
    .filter((message) => (message.threadTs === undefined || message.broadcast) && within(message, given))
    .reverse();
  const page = pageOf(found, given.limit ?? 100, given.cursor);
  return {
    messages: page.items.map((message) => apiMessage(hub, message, given.include_all_metadata)),
    has_more: page.next !== '',
    pin_count: 0,
    response_metadata: { next_cursor: page.next },
  };
}

function replies(hub: Hub, args: Arguments) {
  const given = readArguments(reading.extend({ ts: z.string() }), args);
  const channel = readable(hub, given.channel);
  const asked = findMessage(hub.state, channel.id, given.ts);
  if (!asked) throw new SlackRefusal('thread_not_found');
  const parent = asked.threadTs ?? asked.ts;
  const found = messagesOf(hub.state, channel.id).filter(
    (message) => message.ts === parent || (message.threadTs === parent && within(message, given)),
  );
  const page = pageOf(found, given.limit ?? 1000, given.cursor);
  return {
    messages: page.items.map((message) => apiMessage(hub, message, given.include_all_metadata)),
    has_more: page.next !== '',
    response_metadata: { next_cursor: page.next },
  };
}

function open(hub: Hub, args: Arguments) {
  const schema = z.object({ users: z.string().optional(), channel: z.string().optional(), return_im: flag.optional() });
  const given = readArguments(schema, args);
  if (given.channel) return { channel: apiChannel(hub, visibleChannel(hub, given.channel)) };
  const users = (given.users ?? '').split(',').filter((id) => id !== '');
  if (users.length === 0) throw new SlackRefusal('users_list_not_supplied');
  if (users.length > 8) throw new SlackRefusal('too_many_users');
  if (users.some((id) => !findUser(hub, id))) throw new SlackRefusal('user_not_found');
  if (users.some((id) => hub.faults.disabled.has(id))) throw new SlackRefusal('user_disabled');
  const channel = directChannel(hub.state, [...users, hub.workspace.botUser.id], hub.now());
  hub.changed('sidebar');
  return { channel: given.return_im ? apiChannel(hub, channel) : { id: channel.id } };
}

function list(hub: Hub, args: Arguments) {
  const schema = paged.extend({ types: z.string().optional(), exclude_archived: flag.optional() });
  const given = readArguments(schema, args);
  const types = (given.types ?? 'public_channel').split(',').map((type) => type.trim());
  const found = Object.values(hub.state.channels).filter((channel) => {
    const type = channel.isDirect
      ? 'im'
      : channel.isGroup
        ? 'mpim'
        : channel.isPrivate
          ? 'private_channel'
          : 'public_channel';
    if (!types.includes(type) || (channel.isPrivate && !botIn(hub, channel))) return false;
    return !(given.exclude_archived && channel.isArchived);
  });
  const page = pageOf(found, given.limit ?? 100, given.cursor);
  return {
    channels: page.items.map((channel) => apiChannel(hub, channel)),
    response_metadata: { next_cursor: page.next },
  };
}

export const conversationMethods: MethodTable = {
  'conversations.open': { tier: 50, run: open },
  'conversations.info': {
    tier: 50,
    run: (hub, args) => ({ channel: apiChannel(hub, visibleChannel(hub, readArguments(one, args).channel)) }),
  },
  'conversations.list': { tier: 20, run: list },
  'conversations.members': {
    tier: 100,
    run(hub, args) {
      const given = readArguments(paged.extend({ channel: z.string() }), args);
      const page = pageOf(visibleChannel(hub, given.channel).members, given.limit ?? 100, given.cursor);
      return { members: page.items, response_metadata: { next_cursor: page.next } };
    },
  },
  'conversations.history': { tier: 50, run: history },
  'conversations.replies': { tier: 50, run: replies },
  'conversations.join': {
    tier: 50,
    run(hub, args) {
      const channel = visibleChannel(hub, readArguments(one, args).channel);
      if (channel.isArchived) throw new SlackRefusal('is_archived');
      if (channel.isPrivate) throw new SlackRefusal('method_not_supported_for_channel_type');
      if (!botIn(hub, channel)) channel.members.push(hub.workspace.botUser.id);
      hub.changed(`channel:${channel.id}`);
      return { channel: apiChannel(hub, channel) };
    },
  },
};
