import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { CASE_OUTBOX, messageOfCase } from '@xinshao/db/collection/case-message.ts';
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
  const id = await messageOfCase(database, caseId, audience);
  if (id === null) return DONE;
  return deliverShown(context, await CASE_OUTBOX.claim(database, id, context.now()), {
    ...{ outbox: CASE_OUTBOX, id, waited },
    mark: caseMark(caseId, id),
    read: () => contentOf(context, caseId, audience),
  });
}

async function contentOf(context: DeliveryContext, caseId: string, audience: CaseAudience): Promise<Content | null> {
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
    reader: recipient?.code ?? null,
    targets: async () =>
      recipient === null ? { targets: [], problem: `no_recipient: ${audience}` } : personTargets(context, recipient),
    render: async () => (recipient === null ? null : render(context, view, audience, recipient)),
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
