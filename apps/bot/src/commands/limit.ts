import { readWish } from '@xinshao/core/approvals/parse-credit.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { limitFormWording } from '@xinshao/core/wording/slack/limit-form.ts';
import { customerCard } from '@xinshao/db/customers/customer-card.ts';
import { type CustomerMatches, findCustomers } from '@xinshao/db/lookup/find-customers.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { limitChoiceMessage } from '../blocks/limit-choice.ts';
import { branchMessage, nothingFoundMessage, noticeMessage } from '../blocks/lookup-answers.ts';
import { type LimitWish, limitForm } from '../limits/limit-form.ts';
import { openModal } from '../limits/open-modal.ts';
import type { CommandContext, Subcommand } from './subcommand.ts';

const CUSTOMERS_OFFERED = 10;
const LONGEST_QUESTION = 200;

/** `/credit limit <customer> <amount> [terms]`: the form, filled with the wish; or whom it may be about. */
export const limitCommand: Subcommand = {
  names: ['limit', '额度', '申请额度'],
  help: { zh: limitFormWording.zh.help, en: limitFormWording.en.help },
  async answer(context, rest) {
    const { services, locale } = context;
    const typed = rest.slice(0, LONGEST_QUESTION);
    if (typed === '') return noticeMessage(limitFormWording[locale].usage);
    const wish = readWish(typed);
    let { customer, limitFen, termDays } = wish;
    let found = await findCustomers(services.database, customer, CUSTOMERS_OFFERED);
    if (found.matches.length === 0 && customer !== typed) {
      // A name may end with a number.
      const whole = await findCustomers(services.database, typed, CUSTOMERS_OFFERED);
      if (whole.matches.length > 0) [found, customer, limitFen, termDays] = [whole, typed, null, null];
    }
    const [only] = found.matches;
    if (only === undefined) return nobodyFits(context, customer, found);
    if (found.matches.length > 1) return limitChoiceMessage(locale, customer, found.matches, { limitFen, termDays });
    return openFor(context, { customerId: only.customerId, limitFen, termDays });
  },
};

/** Opened before anything else is read: the trigger lives three seconds. Whether the person may ask is said in the form. */
async function openFor(
  { services, client, triggerId, slackUserId }: CommandContext,
  wish: LimitWish,
): Promise<SlackMessage | null> {
  const request = { triggerId, slackUserId, where: 'limit-form' };
  await openModal(services, client, request, (reader, locale) => limitForm(services, reader, wish, locale));
  return null;
}

/** Near names are suggestions only, and a branch is named its parent, as in a lookup. */
async function nobodyFits({ services, locale }: CommandContext, typed: string, found: CustomerMatches) {
  if (found.branchOf === null) return nothingFoundMessage(locale, typed, found.suggestions);
  const { parentName, customerId } = found.branchOf;
  const today = dayInTimeZone(services.now(), services.timeZone);
  const parent = customerId === null ? null : await customerCard(services.database, customerId, today);
  const customer = parent === null ? null : { customerId: parent.customer.id, ...parent.customer };
  return branchMessage(locale, typed, { name: parentName, customer });
}
