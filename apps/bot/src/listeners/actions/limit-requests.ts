import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { limitRequestWording } from '@xinshao/core/wording/slack/limit-request.ts';
import { requestById } from '@xinshao/db/approvals/read-requests.ts';
import * as z from 'zod';
import { noticeView } from '../../blocks/feedback-modal.ts';
import { noticeMessage } from '../../blocks/lookup-answers.ts';
import { publishHome } from '../../home/publish-home.ts';
import { type DecisionMetadata, decisionForm, decisionOfButton, withdrawRequest } from '../../limits/decision.ts';
import { editForm, limitForm } from '../../limits/limit-form.ts';
import { openModal } from '../../limits/open-modal.ts';
import { refuseStranger } from '../../lookup/refusal.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

const wishSchema = z.object({
  customerId: z.int(),
  limitFen: z.int().nullable(),
  termDays: z.int().nullable(),
});

/** *Approve*, *return* or *reject*; the button's value is `request:version:level:round`. */
export function openLimitDecision(services: Services, decision: DecisionMetadata['decision']) {
  return opening(services, 'limit-decision', (value) => {
    const asked = decisionOfButton(value, decision);
    return async (member, locale) =>
      asked === null
        ? noticeView(locale, limitRequestWording[locale].notPossibleTitle, limitRequestWording[locale].missing)
        : decisionForm(services, member, asked, locale);
  });
}

/** *Ask for a limit* of a customer chosen from several. */
export function openLimitForm(services: Services) {
  return opening(services, 'limit-form', (value) => {
    const wish = wishSchema.parse(JSON.parse(value));
    return (member, locale) => limitForm(services, member, wish, locale);
  });
}

/** *Change and send again* on a returned request; the button's value is `request:version`. */
export function openLimitEdit(services: Services) {
  return opening(services, 'limit-edit', (value) => async (member, locale) => {
    const [requestId = ''] = value.split(':');
    const moment = { now: services.now(), timeZone: services.timeZone };
    const stored = /^\d{1,18}$/.test(requestId) ? await requestById(services.database.pool, requestId, moment) : null;
    const words = limitRequestWording[locale];
    if (stored === null) return noticeView(locale, words.notPossibleTitle, words.missing);
    return editForm(services, member, stored, locale);
  });
}

/** *Withdraw*: done at once, Slack has asked for confirmation. */
export function withdrawLimitRequest(services: Services) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const slackUserId = body.user.id;
    const locale = await services.people.localeOf(slackUserId);
    const withdraw = async () => {
      const member = await services.people.staffOf(slackUserId);
      if (member === null) return refuseStranger(services, locale);
      const [requestId = ''] = (action.value ?? '').split(':');
      return withdrawRequest(services, member, requestId, locale);
    };
    const text = await withdraw().catch((error: unknown) => presentError(services, error, locale, 'limit-withdraw'));
    if (body.view !== undefined) await tellOnHome(services, client, body.trigger_id, slackUserId, text);
    else await respond({ response_type: 'ephemeral', replace_original: false, ...noticeMessage(text) });
  };
}

/** Home has no place for an answer: a modal says it, and the page is made anew. */
async function tellOnHome(
  services: Services,
  client: WebClient,
  triggerId: string,
  slackUserId: string,
  text: string,
): Promise<void> {
  const locale = await services.people.localeOf(slackUserId);
  const view = noticeView(locale, limitRequestWording[locale].savedTitle, text);
  await client.views.open({ trigger_id: triggerId, view }).catch((error: unknown) => {
    presentError(services, error, locale, 'limit-withdraw');
  });
  await publishHome(services, client, slackUserId);
}

type Maker = Parameters<typeof openModal>[3];

function opening(services: Services, where: string, makerOf: (value: string) => Maker) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const slackUserId = body.user.id;
    try {
      const request = { triggerId: body.trigger_id, slackUserId, where };
      await openModal(services, client, request, makerOf(action.value ?? ''));
    } catch (error) {
      const locale = await services.people.localeOf(slackUserId);
      const text = presentError(services, error, locale, where);
      if (body.view === undefined) {
        await respond({ response_type: 'ephemeral', replace_original: false, ...noticeMessage(text) });
      }
    }
  };
}
