import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { presentAbsences } from '@xinshao/db/approvals/present-absences.ts';
import { recordViews } from '@xinshao/db/audit/record-views.ts';
import { customerCard } from '@xinshao/db/customers/customer-card.ts';
import { findCustomers } from '@xinshao/db/lookup/find-customers.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { customerCardMessage } from '../blocks/customer-card.ts';
import { branchMessage, choiceMessage, nothingFoundMessage } from '../blocks/lookup-answers.ts';
import { collectionCardBlocks } from '../collection/card-blocks.ts';
import { customerCardModel } from '../present/customer-card.ts';
import type { Services } from '../services.ts';

const CUSTOMERS_OFFERED = 10;
const LONGEST_QUESTION = 200;

/** What a question became; a metric's label. */
export type LookupOutcome = 'card' | 'choice' | 'nothing' | 'branch';

export interface LookupAnswer {
  readonly outcome: LookupOutcome;
  readonly message: SlackMessage;
}

/** Answers `/credit <text>` for a member of staff: a card, a choice, suggestions, or the parent of a branch. */
export async function answerLookup(
  services: Services,
  member: StaffMember,
  locale: Locale,
  text: string,
): Promise<LookupAnswer> {
  const question = text.trim().slice(0, LONGEST_QUESTION);
  const found = await findCustomers(services.database, question, CUSTOMERS_OFFERED);
  const [first] = found.matches;
  if (first !== undefined && found.matches.length === 1) {
    const formerName = first.matchedBy === 'former_name' ? question : null;
    const message = await cardFor(services, member, locale, first.customerId, formerName);
    if (message !== null) return { outcome: 'card', message };
  }
  if (found.matches.length > 1) return { outcome: 'choice', message: choiceMessage(locale, question, found.matches) };
  if (found.branchOf !== null) {
    const { parentName, customerId } = found.branchOf;
    const today = dayInTimeZone(services.now(), services.timeZone);
    const parent = customerId === null ? null : await customerCard(services.database, customerId, today);
    const customer = parent === null ? null : { customerId: parent.customer.id, ...parent.customer };
    return { outcome: 'branch', message: branchMessage(locale, question, { name: parentName, customer }) };
  }
  return { outcome: 'nothing', message: nothingFoundMessage(locale, question, found.suggestions) };
}

/** A customer's card as this member may see it; null when the customer is gone. Every look is in the audit trail. */
export async function cardFor(
  services: Services,
  member: StaffMember,
  locale: Locale,
  customerId: number,
  formerName: string | null,
): Promise<SlackMessage | null> {
  const now = services.now();
  const { database, timeZone } = services;
  const [card, absences] = await Promise.all([
    customerCard(database, customerId, dayInTimeZone(now, timeZone)),
    presentAbsences(database.pool, { now, timeZone }),
  ]);
  if (card === null) return null;
  const policy = card.standing === null ? null : await services.policies.of(card.standing.policyHash);
  services.log.info({ staff: member.code, customerId }, 'customer looked up');
  const model = customerCardModel({ card, member, policy, locale, formerName, absences, timeZone, now });
  const view = {
    customerCode: card.customer.code,
    view: model.details === null ? 'grade' : 'details',
    asOf: card.standing?.asOf ?? null,
    assessment: card.standing?.assessmentId ?? null,
  } as const;
  const [message, collection] = await Promise.all([
    customerCardMessage(model),
    model.details === null ? [] : collectionCardBlocks(services, customerId, locale),
    // Beside the rest, as it waits for the disk; before it is recorded nothing is shown.
    recordViews(database, { actor: member.code, surface: 'slack' }, [view], now),
  ]);
  return { ...message, blocks: [...message.blocks, ...collection] };
}
