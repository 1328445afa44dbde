import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { seesDetails } from '@xinshao/core/roles/roles.ts';
import { CASE_REFUSAL_LABELS } from '@xinshao/core/wording/labels/collection.ts';
import { recordViews } from '@xinshao/db/audit/record-views.ts';
import { caseView } from '@xinshao/db/collection/case-view.ts';
import type { SlackMessage } from '../../blocks/alert-message.ts';
import { noticeMessage } from '../../blocks/lookup-answers.ts';
import { refuseStranger } from '../../lookup/refusal.ts';
import { collectionPolicyOf, renderCase } from '../../present/collection.ts';
import type { Services } from '../../services.ts';
import { showError } from '../../slack/show-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** A case from a list, sent to the person alone; the button's value is its number. */
export function showCollection(services: Services) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const channel = body.user.id;
    try {
      const message = await answer(services, channel, action.value ?? '');
      await client.chat.postMessage({ channel, ...message });
    } catch (error) {
      await showError(services, { client, body, respond }, error, 'show-collection');
    }
  };
}

async function answer(services: Services, slackUserId: string, caseId: string): Promise<SlackMessage> {
  const { timeZone } = services;
  const now = services.now();
  const today = dayInTimeZone(now, timeZone);
  const locale = await services.people.localeOf(slackUserId);
  const member = await services.people.staffOf(slackUserId);
  if (member === null) return noticeMessage(await refuseStranger(services, locale));
  const view = await caseView(services.database, caseId, today);
  if (view === null) return noticeMessage(CASE_REFUSAL_LABELS.missing[locale]);
  const reader = { member, locale, timeZone };
  if (!seesDetails(member, view.responsibility)) {
    return noticeMessage(CASE_REFUSAL_LABELS.not_allowed[locale]);
  }
  // Like every look at a customer's details, recorded before it is shown.
  const look = { customerCode: view.customer.code, view: 'details', asOf: today, assessment: null } as const;
  await recordViews(services.database, { actor: member.code, surface: 'slack' }, [look], now);
  return renderCase(view, await collectionPolicyOf(services.policies, view.policyHash), reader);
}
