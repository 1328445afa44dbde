import { randomBytes } from 'node:crypto';
import type { SandboxEphemeral, SandboxMessage, View } from '../types.ts';
import type { CheckedWorkspace } from '../workspace.ts';

export interface ChannelState {
  id: string;
  name: string;
  topic: string;
  isPrivate: boolean;
  isArchived: boolean;
  isDirect: boolean;
  isGroup: boolean;
  members: string[];
  /** Seconds. */
  created: number;
}

export interface FileState {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  user: string;
  /** Seconds. */
  created: number;
  complete: boolean;
  channels: string[];
  contentBase64: string;
}

/** Everything that survives a restart; plain JSON. */
export interface SandboxState {
  tokens: { bot: string; app: string; signingSecret: string };
  sequence: number;
  /** The last timestamp given out, in microseconds: every ts is unique. */
  lastMicroseconds: number;
  channels: Record<string, ChannelState>;
  messages: Record<string, SandboxMessage[]>;
  ephemerals: SandboxEphemeral[];
  views: Record<string, View>;
  /** user id → ids of open modals, bottom first. */
  modalStacks: Record<string, string[]>;
  homes: Record<string, View>;
  files: Record<string, FileState>;
  /** user id → channel id → ts of the last message read. */
  read: Record<string, Record<string, string>>;
}

const secret = (bytes: number) => randomBytes(bytes).toString('hex');

/**
 * The state at start: a new one, or the restored one with the workspace file's channels laid over it
 * (the file wins for what channels there are, their names, topics and members; messages stay).
 */
export function initialState(
  workspace: CheckedWorkspace,
  restored: SandboxState | undefined,
  now: number,
): SandboxState {
  const state: SandboxState = restored ?? {
    tokens: {
      bot: `xoxb-sandbox-${secret(12)}`,
      app: `xapp-1-sandbox-${secret(12)}`,
      signingSecret: secret(16),
    },
    sequence: 0,
    lastMicroseconds: 0,
    channels: {},
    messages: {},
    ephemerals: [],
    views: {},
    modalStacks: {},
    homes: {},
    files: {},
    read: {},
  };
  state.tokens = {
    bot: workspace.botToken ?? state.tokens.bot,
    app: workspace.appToken ?? state.tokens.app,
    signingSecret: workspace.signingSecret ?? state.tokens.signingSecret,
  };
  const before = state.channels;
  const { botUser } = workspace;
  state.channels = Object.fromEntries(
    Object.entries(before).filter(([, channel]) => channel.isDirect || channel.isGroup),
  );
  const everyone = [...workspace.users.map((user) => user.id), workspace.botUser.id];
  for (const channel of workspace.channels) {
    const saved = before[channel.id];
    // The app may have joined since; people are in the channels the file puts them in.
    const joined = saved?.members.includes(botUser.id) ? [botUser.id] : [];
    state.channels[channel.id] = {
      id: channel.id,
      name: channel.name.replace(/^#/, ''),
      topic: channel.topic ?? '',
      isPrivate: channel.isPrivate ?? false,
      isArchived: channel.isArchived ?? false,
      isDirect: false,
      isGroup: false,
      members: [...new Set([...(channel.members ?? everyone), ...joined])],
      created: saved?.created ?? Math.floor(now / 1000),
    };
  }
  return state;
}

/** A new id such as V0000000A1, unique in this workspace. */
export function nextId(state: SandboxState, prefix: string): string {
  state.sequence += 1;
  return `${prefix}S${state.sequence.toString(36).toUpperCase().padStart(8, '0')}`;
}

/** A new message timestamp, later than every one before it. */
export function nextTs(state: SandboxState, now: number): string {
  state.lastMicroseconds = Math.max(state.lastMicroseconds + 1, Math.floor(now) * 1000);
  const seconds = Math.floor(state.lastMicroseconds / 1_000_000);
  return `${seconds}.${String(state.lastMicroseconds % 1_000_000).padStart(6, '0')}`;
}

/** A channel by id, or by name with or without #; undefined when there is none. */
export function findChannel(state: SandboxState, idOrName: string): ChannelState | undefined {
  const name = idOrName.replace(/^#/, '');
  return (
    state.channels[idOrName] ??
    Object.values(state.channels).find((channel) => !channel.isDirect && channel.name === name)
  );
}

export const messagesOf = (state: SandboxState, channel: string): SandboxMessage[] => {
  const list = state.messages[channel] ?? [];
  state.messages[channel] = list;
  return list;
};

export const findMessage = (state: SandboxState, channel: string, ts: string): SandboxMessage | undefined =>
  state.messages[channel]?.find((message) => message.ts === ts);

/** The direct conversation of exactly these people (bot or not), made when it does not exist. */
export function directChannel(state: SandboxState, members: string[], now: number): ChannelState {
  const wanted = [...new Set(members)].sort();
  const existing = Object.values(state.channels).find(
    (channel) =>
      (channel.isDirect || channel.isGroup) &&
      channel.members.length === wanted.length &&
      wanted.every((member) => channel.members.includes(member)),
  );
  if (existing) return existing;
  const isGroup = wanted.length > 2;
  const id = nextId(state, isGroup ? 'G' : 'D');
  const channel: ChannelState = {
    id,
    name: isGroup ? `mpdm-${id.toLowerCase()}` : 'directmessage',
    topic: '',
    isPrivate: true,
    isArchived: false,
    isDirect: !isGroup,
    isGroup,
    members: wanted,
    created: Math.floor(now / 1000),
  };
  state.channels[id] = channel;
  return channel;
}
