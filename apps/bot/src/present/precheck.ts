import { PRECHECK_STEPS, PRECHECK_TABLE } from '@xinshao/core/prechecks/transition.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { precheckWording } from '@xinshao/core/wording/slack/precheck.ts';
import type { PrecheckMessage } from '@xinshao/db/overlay/precheck-messages.ts';
import type { PrecheckView } from '@xinshao/db/overlay/precheck-view.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { precheckMessage, precheckTold } from '../blocks/precheck-message.ts';
import { escapeText } from '../blocks/text.ts';
import { clockTime } from './time.ts';

/** A message about a prospect as it stands now, for its reader. */
export function renderPrecheck(
  { audience, precheck, reader }: PrecheckMessage,
  locale: Locale,
  timeZone: string,
): SlackMessage {
  const { id, version, name, uscc, note, askedBy, askedAt, outcome, state, handledBy } = precheck;
  const { customerId, customerName } = precheck;
  const customer = customerId === null || customerName === null ? null : { id: customerId, name: customerName };
  const happened = happenedText(precheck, locale, timeZone);
  if (audience !== 'ask') return precheckTold({ locale, name, happened, outcome, customer });
  const isTaken = state === 'taken';
  return precheckMessage({
    ...{ locale, id, version, name, uscc, note, outcome, customer, happened, isTaken },
    ...{ by: askedBy.name, at: clockTime(askedAt, timeZone) },
    offers: PRECHECK_STEPS.filter((step) => {
      const isTheirs = step === 'take' && handledBy === reader.code;
      return PRECHECK_TABLE[state][step] !== undefined && !isTheirs;
    }),
  });
}

/** The latest thing that anybody did about a prospect; names are escaped. Null: nobody has done anything yet. */
export function happenedText(
  { state, handledByName, handledAt }: PrecheckView,
  locale: Locale,
  timeZone: string,
): string | null {
  const words = precheckWording[locale];
  if (handledByName === null || handledAt === null) return null;
  const who = { name: escapeText(handledByName), at: clockTime(handledAt, timeZone) };
  switch (state) {
    case 'open':
      return null;
    case 'taken':
      return words.isTaken(who);
    case 'done':
      return words.isDone(who);
    case 'declined':
      return words.isDeclined(who);
  }
}
