import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { CASE_REFUSAL_LABELS } from '@xinshao/core/wording/labels/collection.ts';
import { caseView } from '@xinshao/db/collection/case-view.ts';
import type { SlackMessage } from '../../blocks/alert-message.ts';
import { noticeMessage } from '../../blocks/lookup-answers.ts';
import { refuseStranger } from '../../lookup/refusal.ts';
import { collectionPolicyOf, renderCase, stepsFor } from '../../present/collection.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** A case from a list, sent to the person alone; the button's value is its number. */
export function showCollection(services: Services) {
  return async ({ ack, action, body, client }: Arguments): Promise<void> => {
    await ack();
    const channel = body.user.id;
    const locale = await services.people.localeOf(channel);
    const message = await answer(services, channel, action.value ?? '').catch((error: unknown) =>
      noticeMessage(presentError(services, error, locale, 'show-collection')),
    );
    await client.chat.postMessage({ channel, ...message });
  };
}

async function answer(services: Services, slackUserId: string, caseId: string): Promise<SlackMessage> {
  const { timeZone } = services;
  const locale = await services.people.localeOf(slackUserId);
  const member = await services.people.staffOf(slackUserId);
  if (member === null) return noticeMessage(await refuseStranger(services, locale));
  const view = await caseView(services.database, caseId, dayInTimeZone(services.now(), timeZone));
  if (view === null) return noticeMessage(CASE_REFUSAL_LABELS.missing[locale]);
  const reader = { member, locale, timeZone };
  if (view.dueAt !== null && stepsFor(view, member).length === 0) {
    return noticeMessage(CASE_REFUSAL_LABELS.not_allowed[locale]);
  }
  return renderCase(view, await collectionPolicyOf(services.policies, view.policyHash), reader);
}
