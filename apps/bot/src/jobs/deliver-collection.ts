import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { CASE_OUTBOX, messageOfCase, noteCaseRecipient } from '@xinshao/db/collection/case-message.ts';
import { type CaseRecipient, caseRecipient } from '@xinshao/db/collection/case-recipient.ts';
import { type CaseView, caseView } from '@xinshao/db/collection/case-view.ts';
import type { CaseAudience } from '@xinshao/db/collection/show-case.ts';
import type { DeliverCollectionJob } from '@xinshao/db/queue/queue.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import {
  collectionPolicyOf,
  renderCase,
  renderFormerCase,
  renderInstalmentReminder,
  renderStageReminder,
} from '../present/collection.ts';
import { deliverShown } from './deliver-shown.ts';
import { type DeliveryContext, type DeliveryOutcome, DONE } from './delivery-context.ts';
import { personTargets } from './delivery-targets.ts';
import { caseMark } from './marks.ts';
import type { Content } from './send-once.ts';

/** Brings what one audience sees of a collection case up to date. */
export async function deliverCollection(
  context: DeliveryContext,
  { caseId, audience, waited = false }: DeliverCollectionJob,
): Promise<DeliveryOutcome> {
  const { database } = context;
  const message = await messageOfCase(database, caseId, audience);
  if (message === null) return DONE;
  const { id } = message;
  const claim = await CASE_OUTBOX.claim(database, id, context.now());
  const standsWith = claim.outcome === 'posted' ? message.recipient : null;
  return deliverShown(context, claim, {
    ...{ outbox: CASE_OUTBOX, id, waited },
    mark: caseMark(caseId, id),
    read: () => contentOf(context, { caseId, audience, id, standsWith }),
  });
}

interface Addressed {
  readonly caseId: string;
  readonly audience: CaseAudience;
  readonly id: string;
  /** Staff code of who has it already; null: nobody has. */
  readonly standsWith: string | null;
}

async function contentOf(
  context: DeliveryContext,
  { caseId, audience, id, standsWith }: Addressed,
): Promise<Content | null> {
  const view = await caseView(context.database, caseId, dayInTimeZone(context.now(), context.timeZone));
  if (view === null) return null;
  const recipient = await recipientOf(context, view, audience);
  return {
    version: view.version,
    // Nobody is told of what is over.
    isWanted: view.dueAt !== null,
    manner: { urgent: false },
    thread: null,
    since: view.openedAt,
    targets: async () => {
      if (recipient === null) return { targets: [], problem: `no_recipient: ${audience}` };
      await noteCaseRecipient(context.database, id, recipient.code);
      return personTargets(context, recipient);
    },
    // What stands with somebody else is not for them to read.
    render: async () =>
      recipient === null || (standsWith !== null && standsWith !== recipient.code)
        ? null
        : render(context, view, audience, recipient),
  };
}

async function recipientOf(
  context: DeliveryContext,
  view: CaseView,
  audience: CaseAudience,
): Promise<CaseRecipient | null> {
  if (audience === 'owner' || audience === 'manager' || audience === 'risk') {
    return caseRecipient(context.database, view.id, audience);
  }
  if (audience.startsWith('write_off:') || audience.startsWith('former:')) {
    return staffByCode(context.database, audience.split(':').slice(2).join(':'));
  }
  const policy = await collectionPolicyOf(context.policies, view.policyHash);
  return caseRecipient(context.database, view.id, policy.stages[view.stage].responsible);
}

async function render(
  context: DeliveryContext,
  view: CaseView,
  audience: CaseAudience,
  member: CaseRecipient,
): Promise<SlackMessage | null> {
  const user = await context.people.slackUserOf(member);
  const locale = user === null ? context.locale : await context.people.localeOf(user);
  const reader = { member, locale, timeZone: context.timeZone };
  if (audience.startsWith('former:')) return renderFormerCase(view, reader);
  if (audience.startsWith('stage:')) return renderStageReminder(view, Number(audience.split(':')[1]), reader);
  if (audience.startsWith('instalment:')) return renderInstalmentReminder(view, audience.split(':')[1] ?? '', reader);
  return renderCase(view, await collectionPolicyOf(context.policies, view.policyHash), reader);
}
