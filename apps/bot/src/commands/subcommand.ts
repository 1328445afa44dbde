import type { WebClient } from '@slack/web-api';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import type { Services } from '../services.ts';

/** Who typed a command, where, and what an answer may need. */
export interface CommandContext {
  readonly services: Services;
  /** For what must happen while the person waits, such as opening a modal. */
  readonly client: WebClient;
  readonly member: StaffMember;
  readonly slackUserId: string;
  readonly locale: Locale;
  /** Lives three seconds and works once. */
  readonly triggerId: string;
}

/** `/credit <name> …` for everything that is not a lookup. */
export interface Subcommand {
  /** First words that choose it, in lower case; the first one is shown in the help. */
  readonly names: readonly [string, ...string[]];
  /** One line of mrkdwn for `/credit help`. */
  readonly help: Readonly<Record<Locale, string>>;
  /**
   * @param rest what follows the name, trimmed
   * @returns the answer, shown to the person alone; null when a modal was opened instead
   */
  answer(context: CommandContext, rest: string): Promise<SlackMessage | null>;
}
