import type { Block } from './blocks/layout.ts';
import type { Option, OptionGroup } from './blocks/text.ts';
import type { ViewDefinition } from './blocks/view.ts';
import type { RegistryGuide } from './registry/serve-guide.ts';
import type { Workspace } from './workspace.ts';

export type { Block } from './blocks/layout.ts';
export type { Workspace } from './workspace.ts';

/** Who a message alerts. Escaped text (`&lt;!channel&gt;`) alerts nobody. */
export interface Mentions {
  /** User ids, each once. */
  users: string[];
  /** True when the message carries @channel, @here or @everyone. */
  everyone: boolean;
}

export interface MessageMetadata {
  event_type: string;
  event_payload: Record<string, unknown>;
}

/** A secondary attachment, also the form in which an unfurled link is shown. */
export interface Attachment {
  id: number;
  fallback?: string | undefined;
  color?: string | undefined;
  pretext?: string | undefined;
  title?: string | undefined;
  title_link?: string | undefined;
  text?: string | undefined;
  footer?: string | undefined;
  fields?: { title: string; value: string; short?: boolean | undefined }[] | undefined;
  blocks?: Block[] | undefined;
  /** The URL this attachment unfurls. */
  from_url?: string | undefined;
}

export interface SandboxMessage {
  channel: string;
  ts: string;
  threadTs?: string;
  /** Author's user id; the bot's for messages of the app. */
  user: string;
  fromApp: boolean;
  text: string;
  blocks: Block[];
  attachments: Attachment[];
  metadata?: MessageMetadata;
  edited?: { user: string; ts: string };
  /** A thread reply also shown in the channel. */
  broadcast: boolean;
  mentions: Mentions;
  files: string[];
  reactions: { name: string; users: string[] }[];
}

/** A message only one person sees. */
export interface SandboxEphemeral {
  channel: string;
  ts: string;
  threadTs?: string;
  user: string;
  text: string;
  blocks: Block[];
  attachments: Attachment[];
}

export type StateValue = Record<string, unknown> & { type: string };
/** view.state.values: block_id → action_id → what was typed or chosen. */
export type StateValues = Record<string, Record<string, StateValue>>;

/** A view as Slack gives it back. */
export interface View extends ViewDefinition {
  id: string;
  team_id: string;
  app_id: string;
  bot_id: string;
  hash: string;
  state: { values: StateValues };
  private_metadata: string;
  callback_id: string;
  external_id: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
  root_view_id: string;
  previous_view_id: string | null;
  app_installed_team_id: string;
}

export interface RequestRecord {
  method: string;
  ok: boolean;
  error?: string;
  /** Milliseconds of the sandbox's clock. */
  time: number;
  args: Record<string, unknown>;
}

export type Delivery = { mode: 'socket' } | { mode: 'http'; url: string; signingSecret?: string };

/** The part of a pino logger the sandbox uses. */
export interface SandboxLogger {
  info(details: object, message?: string): void;
  warn(details: object, message?: string): void;
  error(details: object, message?: string): void;
}

export interface SandboxOptions {
  workspace: Workspace;
  /** 0 (default) takes any free port. Binds 127.0.0.1 only. */
  port?: number;
  /** When given, channels, messages, views and tokens survive a restart. */
  stateFile?: string;
  delivery?: Delivery;
  /** Milliseconds; used for every timestamp, expiry and rate, not for waiting. */
  clock?: () => number;
  limits?: {
    /** Sustained rate of chat.postMessage in one channel; default 1. */
    messagesPerSecondPerChannel?: number;
    /** How many may come at once before the sustained rate holds; default 3. */
    messageBurst?: number;
    /** Whether per-method tiers (20, 50, 100 calls a minute) are kept; default true. */
    methodTiers?: boolean;
  };
  log?: SandboxLogger;
  /** How long the app may take to acknowledge; default 3000, as Slack. */
  acknowledgeWithinMs?: number;
  /** How long a trigger lives; default 3000, as Slack. */
  triggerLivesMs?: number;
  /** Waits before an unacknowledged event is sent again; default [0, 1000, 5000] where Slack waits 0, 1 and 5 minutes. */
  eventRetryDelaysMs?: number[];
  /** Refuse table, data_table, data_visualization and alert with invalid_blocks, as workspaces not upgraded yet do. */
  refuseNewBlocks?: boolean;
  /** Registry sites that run beside it: the page says how to look at them. */
  registry?: RegistryGuide | null;
}

export interface CommandDone {
  ok: true;
  /** What the app put into its acknowledgement; undefined when nothing. */
  ack: unknown;
  /** Messages only the person sees, shown by the acknowledgement or meanwhile through response_url. */
  ephemeral: SandboxEphemeral[];
  /** Messages of the app in the channel, likewise. */
  inChannel: SandboxMessage[];
}
export interface ActDone {
  ok: true;
  ack: unknown;
}
/** The app did not acknowledge in time, refused, or is not connected: the person sees this error. */
export interface ActFailed {
  ok: false;
  error: string;
  detail: string;
}
export type CommandResult = CommandDone | ActFailed;
export type ActResult = ActDone | ActFailed;

/** Exactly one field is present. */
export interface SubmitResult {
  closed?: true;
  /** block_id → message; from the client's own checks or from the app. */
  errors?: Record<string, string>;
  updated?: View;
  pushed?: View;
  /** dispatch_failed, or what was wrong with the app's answer; the modal stays open. */
  failed?: string;
}

/** What a person gives for one element: text, option value(s), user or channel id(s), file ids. */
export type GivenValue = string | number | string[] | null;
export type GivenValues = Record<string, Record<string, GivenValue>>;
export type ClickTarget = { channel: string; ts: string } | { home: true } | { modal: string | true };
export type OptionsResult =
  | { ok: true; options: Option[]; groups: OptionGroup[] }
  | { ok: false; error: string; detail: string };

export type Fault =
  | { error: string; retryAfter?: number }
  /** Holds the request for so many milliseconds, then cuts the connection without doing anything. */
  | { timeout: number }
  /** Does what was asked, then cuts the connection before the answer. */
  | { dropAfterCommit: true }
  /** Holds the request for so many milliseconds, then does what was asked, whether anybody still waits for it or not. */
  | { late: number }
  /** Lets something happen when the request arrives, then cuts the connection without doing anything. */
  | { onArrival: () => Promise<void> }
  /** Does what was asked, lets something happen, then cuts the connection before the answer. */
  | { onCommit: () => Promise<void> };

export interface Sandbox {
  /** The web page. */
  url: string;
  /** For `clientOptions.slackApiUrl`. */
  apiUrl: string;
  botToken: string;
  appToken: string;
  signingSecret: string;

  /** Messages of a channel by id or name, oldest first, thread replies included. */
  messages(channel: string): SandboxMessage[];
  homeOf(userId: string): View | null;
  /** Open modals, bottom of the stack first. */
  openModals(userId: string): View[];
  ephemeral(userId: string): SandboxEphemeral[];
  /** Web API calls, oldest first (the last 5,000). */
  requests(method?: string): RequestRecord[];
  /** How many Socket Mode connections are open. */
  connections(): number;
  /** Reads until the answer is neither undefined, null nor false; @throws Error after `withinMs` (default 15,000). */
  waitFor<T>(read: () => T | undefined | null | false, withinMs?: number): Promise<T>;

  /** Runs '/credit text' in a channel; `command` is the whole line, or the text of the first command of the workspace. */
  command(userId: string, channel: string, text: string): Promise<CommandResult>;
  click(
    userId: string,
    target: ClickTarget,
    actionId: string,
    valueOrIndex?: GivenValue,
    typed?: GivenValues,
  ): Promise<ActResult>;
  submit(userId: string, viewId: string, values?: GivenValues): Promise<SubmitResult>;
  /** Closes the top modal (or the whole stack), as Esc does. */
  closeModal(userId: string, viewId: string, wholeStack?: boolean): Promise<ActResult>;
  messageShortcut(userId: string, channel: string, ts: string, callbackId: string): Promise<ActResult>;
  openHome(userId: string): Promise<ActResult>;
  loadOptions(userId: string, target: ClickTarget, actionId: string, typed: string): Promise<OptionsResult>;
  postAs(userId: string, channel: string, text: string, threadTs?: string): Promise<SandboxMessage>;
  /** Puts a file of a person into the workspace. @returns its id, for file_input values */
  uploadAs(userId: string, name: string, content: Buffer): string;

  failNext(method: string, fault: Fault, times?: number): void;
  setSlow(milliseconds: number): void;
  /** Sends the last `lastN` deliveries again, each the same envelope. */
  redeliver(lastN: number): Promise<ActResult[]>;
  outage(on: boolean): void;
  refuseNewBlocks(on: boolean): void;
  /** Disables a person's account, as the workspace's administrator does who lets them go; `on` false: lets them in again. */
  disable(userId: string, on?: boolean): void;
  /** Asks every Socket Mode client to reconnect, as Slack does every few hours. */
  refreshConnections(): void;
  setDelivery(delivery: Delivery): void;
  close(): Promise<void>;
}
