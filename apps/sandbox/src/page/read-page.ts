import { type Hub, personOf } from '../hub.ts';
import { channelFor } from '../people/targets.ts';
import { type ChannelState, directChannel, messagesOf } from '../state/state.ts';
import { openViews } from '../state/views.ts';
import type { SandboxMessage } from '../types.ts';
import type { PageChannel, PageConversation, PageFile, PageWorkspace } from './page-types.ts';

function pageChannel(hub: Hub, userId: string, channel: ChannelState): PageChannel {
  const lastRead = hub.state.read[userId]?.[channel.id] ?? '0';
  const unread = messagesOf(hub.state, channel.id).filter(
    (message) => message.ts > lastRead && message.user !== userId && (!message.threadTs || message.broadcast),
  );
  const direct = channel.isDirect || channel.isGroup;
  const alerting = unread.filter(
    (message) => direct || message.mentions.everyone || message.mentions.users.includes(userId),
  );
  return {
    id: channel.id,
    name: channel.name,
    topic: channel.topic,
    isPrivate: channel.isPrivate,
    isArchived: channel.isArchived,
    isDirect: channel.isDirect,
    isGroup: channel.isGroup,
    members: channel.members,
    unread: unread.length,
    alerts: alerting.length,
  };
}

/** The workspace as one person sees it; their direct conversation with the app always exists. */
export function readWorkspaceFor(hub: Hub, userId: string, connections: number): PageWorkspace {
  personOf(hub, userId);
  const { workspace, state } = hub;
  directChannel(state, [userId, workspace.botUser.id], hub.now());
  const mode = hub.deliverer.mode();
  return {
    team: workspace.team.name,
    hasRegistry: hub.hasRegistry,
    bot: { id: workspace.botUser.id, name: workspace.botUser.name },
    users: workspace.users,
    commands: workspace.commands,
    shortcuts: workspace.shortcuts,
    connection: {
      mode,
      connected: !hub.faults.outage && (mode === 'http' || connections > 0),
      count: connections,
    },
    channels: Object.values(state.channels)
      .filter((channel) => channel.members.includes(userId))
      .map((channel) => pageChannel(hub, userId, channel)),
    modals: openViews(hub, userId),
    hasHome: state.homes[userId] !== undefined,
  };
}

/** The last `limit` messages of a conversation with their threads. @throws Error when the person is not in it */
export function readConversation(hub: Hub, userId: string, channelId: string, limit: number): PageConversation {
  const channel = channelFor(hub, userId, channelId);
  const all = messagesOf(hub.state, channel.id);
  const top = all.filter((message) => !message.threadTs || message.broadcast);
  const messages = top.slice(-limit);
  const shown = new Set(messages.map((message) => message.threadTs ?? message.ts));
  const replies: Record<string, SandboxMessage[]> = {};
  for (const message of all) {
    if (message.threadTs === undefined || !shown.has(message.threadTs)) continue;
    const thread = replies[message.threadTs] ?? [];
    thread.push(message);
    replies[message.threadTs] = thread;
  }
  const files: Record<string, PageFile> = {};
  for (const id of all.flatMap((message) => message.files)) {
    const file = hub.state.files[id];
    if (!file) continue;
    const { name, mimetype, contentBase64 } = file;
    files[id] = { id, name, mimetype, size: Buffer.byteLength(contentBase64, 'base64') };
  }
  return {
    channel: channel.id,
    messages,
    replies,
    ephemerals: hub.state.ephemerals.filter((one) => one.user === userId && one.channel === channel.id),
    files,
    hasEarlier: top.length > messages.length,
  };
}

/** Notes that a person has read a channel to its end. */
export function markRead(hub: Hub, userId: string, channelId: string): void {
  const channel = channelFor(hub, userId, channelId);
  const last = messagesOf(hub.state, channel.id).at(-1)?.ts ?? '0';
  const read = hub.state.read[userId] ?? {};
  if (read[channel.id] === last) return;
  hub.state.read[userId] = { ...read, [channel.id]: last };
  hub.changed(`read:${userId}`);
}
