import type { Hub } from '../hub.ts';
import type { SandboxEphemeral, SandboxMessage } from '../types.ts';
import type { Content } from '../web-api/content.ts';
import { mentionsIn } from './mentions.ts';
import { findMessage, messagesOf, nextTs } from './state.ts';

export interface NewMessage {
  channel: string;
  user: string;
  fromApp: boolean;
  content: Content;
  threadTs?: string | undefined;
  broadcast?: boolean;
  files?: string[];
}

/** Puts a message into a channel. */
export function addMessage(hub: Hub, given: NewMessage): SandboxMessage {
  const { content } = given;
  const text = content.text ?? '';
  const blocks = content.blocks ?? [];
  const message: SandboxMessage = {
    channel: given.channel,
    ts: nextTs(hub.state, hub.now()),
    user: given.user,
    fromApp: given.fromApp,
    text,
    blocks,
    attachments: content.attachments ?? [],
    broadcast: given.broadcast ?? false,
    mentions: mentionsIn(text, blocks),
    files: given.files ?? [],
    reactions: [],
  };
  if (given.threadTs !== undefined) message.threadTs = given.threadTs;
  if (content.metadata) message.metadata = content.metadata;
  messagesOf(hub.state, given.channel).push(message);
  hub.changed(`channel:${given.channel}`);
  return message;
}

/** Changes a message in place; what the content leaves out stays. */
export function editMessage(hub: Hub, message: SandboxMessage, content: Content): void {
  if (content.text !== undefined) message.text = content.text;
  if (content.blocks !== undefined) message.blocks = content.blocks;
  if (content.attachments !== undefined) message.attachments = content.attachments;
  if (content.metadata === null) delete message.metadata;
  else if (content.metadata !== undefined) message.metadata = content.metadata;
  message.mentions = mentionsIn(message.text, message.blocks);
  message.edited = { user: message.user, ts: nextTs(hub.state, hub.now()) };
  hub.changed(`channel:${message.channel}`);
}

/** Takes a message away. @returns false when it is not there */
export function removeMessage(hub: Hub, channel: string, ts: string): boolean {
  const list = messagesOf(hub.state, channel);
  const index = list.findIndex((message) => message.ts === ts);
  if (index < 0) return false;
  list.splice(index, 1);
  hub.changed(`channel:${channel}`);
  return true;
}

/** Shows a message to one person. */
export function addEphemeral(
  hub: Hub,
  given: { channel: string; user: string; content: Content; threadTs?: string | undefined },
): SandboxEphemeral {
  const ephemeral: SandboxEphemeral = {
    channel: given.channel,
    ts: nextTs(hub.state, hub.now()),
    user: given.user,
    text: given.content.text ?? '',
    blocks: given.content.blocks ?? [],
    attachments: given.content.attachments ?? [],
  };
  if (given.threadTs !== undefined) ephemeral.threadTs = given.threadTs;
  hub.state.ephemerals.push(ephemeral);
  // Slack forgets these on reload; a long-running workspace keeps the last five hundred.
  if (hub.state.ephemerals.length > 500) hub.state.ephemerals.shift();
  hub.changed(`channel:${given.channel}`);
  return ephemeral;
}

/** Takes an ephemeral message away. @returns false when it is not there */
export function removeEphemeral(hub: Hub, user: string, channel: string, ts: string): boolean {
  const list = hub.state.ephemerals;
  const index = list.findIndex((one) => one.user === user && one.channel === channel && one.ts === ts);
  if (index < 0) return false;
  list.splice(index, 1);
  hub.changed(`channel:${channel}`);
  return true;
}

/** A message as the Web API and payloads carry it. */
export function apiMessage(hub: Hub, message: SandboxMessage, withMetadata = false): Record<string, unknown> {
  const { botUser, team } = hub.workspace;
  const replies = message.threadTs
    ? []
    : messagesOf(hub.state, message.channel).filter((reply) => reply.threadTs === message.ts);
  const lastReply = replies.at(-1);
  return {
    type: 'message',
    user: message.user,
    ...(message.fromApp ? { bot_id: botUser.botId, app_id: botUser.appId } : {}),
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    text: message.text,
    ts: message.ts,
    team: team.id,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(lastReply
      ? {
          thread_ts: message.ts,
          reply_count: replies.length,
          latest_reply: lastReply.ts,
          reply_users: [...new Set(replies.map((reply) => reply.user))],
        }
      : {}),
    ...(message.edited ? { edited: message.edited } : {}),
    ...(message.files.length > 0
      ? { files: message.files.map((id) => ({ id, name: hub.state.files[id]?.name })) }
      : {}),
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })) }
      : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

/** The first message of the thread a message stands in. */
export const threadOf = (hub: Hub, channel: string, ts: string): SandboxMessage | undefined => {
  const message = findMessage(hub.state, channel, ts);
  return message?.threadTs === undefined ? message : findMessage(hub.state, channel, message.threadTs);
};
