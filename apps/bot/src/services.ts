import type { WorkingCalendar } from '@xinshao/core/feedback/working-time.ts';
import type { Creditor } from '@xinshao/core/policy/creditor-schema.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import type { Moment } from '@xinshao/db/approvals/moment.ts';
import type { Database } from '@xinshao/db/database.ts';
import type { Queue } from '@xinshao/db/queue/queue.ts';
import type { Metrics } from './http/metrics.ts';
import type { Logger } from './log/log.ts';
import type { PolicyLibrary } from './present/policy-library.ts';
import type { People } from './slack/people.ts';
import type { Permalinks } from './slack/permalinks.ts';

/** What listeners need of the world; made once at start. */
export interface Services {
  readonly database: Database;
  readonly queue: Queue;
  readonly log: Logger;
  readonly people: People;
  readonly permalinks: Permalinks;
  readonly policies: PolicyLibrary;
  readonly metrics: Metrics;
  /** Language of what many people read at once. */
  readonly locale: Locale;
  /** Address under which people reach this server; null: none was set, so there are no customer links. */
  readonly publicUrl: string | null;
  /** IANA time zone of the company. */
  readonly timeZone: string;
  /** Who signs letters; null: the settings do not say. */
  readonly creditor: Creditor | null;
  /** When the company works: deadlines run in it. */
  readonly calendar: WorkingCalendar;
  /** Whether Slack can reach us. */
  readonly slackConnected: () => boolean;
  readonly now: () => Date;
}

/** The present moment, by which people's clicks are judged. */
export function momentOf({ now, timeZone }: Pick<Services, 'now' | 'timeZone'>): Moment {
  return { now: now(), timeZone };
}
