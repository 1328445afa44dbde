import type { WebClient } from '@slack/web-api';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { helpMessage, noticeMessage } from '../blocks/lookup-answers.ts';
import { answerLookup, type LookupOutcome } from '../lookup/answer-lookup.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import type { Services } from '../services.ts';
import { SUBCOMMANDS, subcommandOf } from './subcommands.ts';

/** What a command became; a metric's label. */
export type CommandOutcome = LookupOutcome | 'help' | 'refused' | 'subcommand';

/** What `/credit …` answers: help, a refusal, a subcommand's answer (null: it opened a modal) or a lookup's. */
export async function answerCommand(
  services: Services,
  client: WebClient,
  request: { readonly slackUserId: string; readonly triggerId: string; readonly text: string; readonly locale: Locale },
): Promise<{ readonly outcome: CommandOutcome; readonly message: SlackMessage | null }> {
  const { slackUserId, triggerId, locale } = request;
  const member = await services.people.staffOf(slackUserId);
  if (member === null) {
    return { outcome: 'refused', message: noticeMessage(await refuseStranger(services, locale)) };
  }
  const text = request.text.trim();
  if (text === '' || text.toLowerCase() === 'help' || text === '帮助') {
    return {
      outcome: 'help',
      message: helpMessage(
        locale,
        SUBCOMMANDS.map(({ help }) => help[locale]),
      ),
    };
  }
  const chosen = subcommandOf(text);
  if (chosen === null) return answerLookup(services, member, locale, text);
  const context = { services, client, member, slackUserId, locale, triggerId };
  return { outcome: 'subcommand', message: await chosen.subcommand.answer(context, chosen.rest) };
}
