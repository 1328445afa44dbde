import { z } from 'zod';
import { findUser, type Hub } from '../hub.ts';
import { addEphemeral, addMessage, apiMessage, editMessage, removeMessage } from '../state/messages.ts';
import { findChannel, findMessage } from '../state/state.ts';
import type { SandboxMessage } from '../types.ts';
import { type Arguments, decoded, flag, type MethodTable, readArguments } from './arguments.ts';
import { postableChannel, visibleChannel } from './channels.ts';
import { readAttachment, readContent, requireSomething } from './content.ts';
import { SlackRefusal } from './refusal.ts';

const posting = z.object({
  channel: z.string(),
  thread_ts: z.string().optional(),
  reply_broadcast: flag.optional(),
});
const placed = z.object({ channel: z.string(), ts: z.string() });

/** The thread a reply goes to: its first message, also when a reply's ts was given. */
function threadTs(hub: Hub, channel: string, given: string | undefined): string | undefined {
  if (given === undefined || given === '') return undefined;
  if (!/^\d+\.\d{6}$/.test(given)) throw new SlackRefusal('invalid_thread_ts');
  const parent = findMessage(hub.state, channel, given);
  if (!parent) throw new SlackRefusal('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

/** A message of the app itself. @throws SlackRefusal message_not_found, or `refusal` for another author's */
function ownMessage(hub: Hub, channel: string, ts: string, refusal: string): SandboxMessage {
  const message = findMessage(hub.state, channel, ts);
  if (!message) throw new SlackRefusal('message_not_found');
  if (!message.fromApp) throw new SlackRefusal(refusal);
  return message;
}

function postMessage(hub: Hub, args: Arguments) {
  const { channel: to, thread_ts, reply_broadcast } = readArguments(posting, args);
  const channel = postableChannel(hub, to);
  const content = readContent(hub, args);
  requireSomething(content);
  const parent = threadTs(hub, channel.id, thread_ts);
  hub.rates.message(channel.id);
  const message = addMessage(hub, {
    channel: channel.id,
    user: hub.workspace.botUser.id,
    fromApp: true,
    content,
    threadTs: parent,
    broadcast: parent !== undefined && reply_broadcast === true,
  });
  return { channel: channel.id, ts: message.ts, message: apiMessage(hub, message, true) };
}

function postEphemeral(hub: Hub, args: Arguments) {
  const schema = posting.extend({ user: z.string() });
  const { channel: to, user, thread_ts } = readArguments(schema, args);
  const found = findChannel(hub.state, to);
  if (!found) throw new SlackRefusal('channel_not_found');
  const channel = postableChannel(hub, found.id);
  const content = readContent(hub, args);
  requireSomething(content);
  if (!findUser(hub, user) || !channel.members.includes(user)) throw new SlackRefusal('user_not_in_channel');
  const parent = threadTs(hub, channel.id, thread_ts);
  return { message_ts: addEphemeral(hub, { channel: channel.id, user, content, threadTs: parent }).ts };
}

function update(hub: Hub, args: Arguments) {
  const { channel: id, ts } = readArguments(placed, args);
  const channel = visibleChannel(hub, id);
  if (channel.isArchived) throw new SlackRefusal('is_inactive');
  const message = ownMessage(hub, channel.id, ts, 'cant_update_message');
  const content = readContent(hub, args);
  if (Object.keys(content).length === 0) throw new SlackRefusal('no_text');
  requireSomething({
    text: content.text ?? message.text,
    blocks: content.blocks ?? message.blocks,
    attachments: content.attachments ?? message.attachments,
  });
  editMessage(hub, message, content);
  return { channel: channel.id, ts, text: message.text, message: apiMessage(hub, message, true) };
}

function unfurl(hub: Hub, args: Arguments) {
  const { channel: id, ts } = readArguments(placed, args);
  const channel = visibleChannel(hub, id);
  const message = findMessage(hub.state, channel.id, ts);
  if (!message) throw new SlackRefusal('cannot_find_message');
  if (args.unfurls === undefined) throw new SlackRefusal('missing_unfurls');
  const parsed = z.record(z.string(), z.unknown()).safeParse(decoded(args.unfurls));
  if (!parsed.success) throw new SlackRefusal('invalid_unfurls_format');
  const added = Object.entries(parsed.data).map(([url, value], index) => {
    if (!message.text.replaceAll('&amp;', '&').includes(url.replaceAll('&amp;', '&'))) {
      throw new SlackRefusal('cannot_unfurl_message');
    }
    const attachment = readAttachment(hub, value, message.attachments.length + index + 1, ['unfurls', url]);
    return { ...attachment, from_url: url };
  });
  const kept = message.attachments.filter((one) => !added.some((other) => other.from_url === one.from_url));
  message.attachments = [...kept, ...added];
  hub.changed(`channel:${channel.id}`);
  return {};
}

function getPermalink(hub: Hub, args: Arguments) {
  const { channel: id, message_ts } = readArguments(z.object({ channel: z.string(), message_ts: z.string() }), args);
  const channel = visibleChannel(hub, id);
  const message = findMessage(hub.state, channel.id, message_ts);
  if (!message) throw new SlackRefusal('message_not_found');
  const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
  const permalink = `${hub.origin()}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
  return { channel: channel.id, permalink };
}

export const chatMethods: MethodTable = {
  'chat.postMessage': { run: postMessage },
  'chat.postEphemeral': { tier: 100, run: postEphemeral },
  'chat.update': { tier: 50, run: update },
  'chat.delete': {
    tier: 50,
    run(hub, args) {
      const { channel: id, ts } = readArguments(placed, args);
      const channel = visibleChannel(hub, id);
      ownMessage(hub, channel.id, ts, 'cant_delete_message');
      removeMessage(hub, channel.id, ts);
      return { channel: channel.id, ts };
    },
  },
  'chat.unfurl': { tier: 50, run: unfurl },
  'chat.getPermalink': { run: getPermalink },
  'reactions.add': {
    tier: 50,
    run(hub, args) {
      const schema = z.object({ channel: z.string(), timestamp: z.string(), name: z.string().min(1) });
      const { channel, timestamp, name } = readArguments(schema, args);
      const message = findMessage(hub.state, visibleChannel(hub, channel).id, timestamp);
      if (!message) throw new SlackRefusal('message_not_found');
      const bot = hub.workspace.botUser.id;
      const reaction = message.reactions.find((one) => one.name === name);
      if (reaction?.users.includes(bot)) throw new SlackRefusal('already_reacted');
      if (reaction) reaction.users.push(bot);
      else message.reactions.push({ name, users: [bot] });
      hub.changed(`channel:${channel}`);
      return {};
    },
  },
};
