import type { WebClient } from '@slack/web-api';
import type { Creditor } from '@xinshao/core/policy/creditor-schema.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import type { Database } from '@xinshao/db/database.ts';
import type { Queue } from '@xinshao/db/queue/queue.ts';
import type { Logger } from '../log/log.ts';
import type { PolicyLibrary } from '../present/policy-library.ts';
import type { ChannelDirectory } from '../slack/channel-directory.ts';
import type { People } from '../slack/people.ts';
import type { Pace } from './pace.ts';

/** What delivering an alert needs of the world. */
export interface DeliveryContext {
  readonly database: Database;
  readonly queue: Queue;
  readonly client: WebClient;
  readonly people: People;
  readonly channels: ChannelDirectory;
  readonly policies: PolicyLibrary;
  readonly pace: Pace;
  readonly log: Logger;
  /** Where alerts go whose team has no usable channel; null: nowhere. */
  readonly alertChannel: string | null;
  /** Language of messages in channels. */
  readonly locale: Locale;
  readonly timeZone: string;
  /** Who signs letters; null: the settings do not say. */
  readonly creditor: Creditor | null;
  readonly now: () => Date;
}

/**
 * `done`: Slack shows the present state, or there is nothing to show. `later`: try again; `waited`: it stood in its
 * channel's line. `failed`: a person must act; `unreached`: because Slack reaches nobody of those it is for.
 */
export type DeliveryOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'later'; readonly seconds: number; readonly waited?: boolean }
  | { readonly kind: 'failed'; readonly error: string; readonly unreached?: true };

/** What came of a job before. */
export interface Tried {
  /** Tries that failed, or whose process died. */
  readonly times: number;
  /** The queue tries it no further time. */
  readonly isLast: boolean;
  /** When it was put into the queue. */
  readonly askedAt: Date;
}

/** Nothing is left to do. */
export const DONE: DeliveryOutcome = { kind: 'done' };

/** After so long it is looked again whether the message that another process is at stands. */
export const BUSY_SECONDS = 5;
