import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { limitRequestWording } from '@xinshao/core/wording/slack/limit-request.ts';
import { requestById } from '@xinshao/db/approvals/read-requests.ts';
import * as z from 'zod';
import { noticeView } from '../../blocks/feedback-modal.ts';
import { publishHome } from '../../home/publish-home.ts';
import { type DecisionMetadata, decisionForm, decisionOfButton, withdrawRequest } from '../../limits/decision.ts';
import { endGrantForm } from '../../limits/end-grant.ts';
import { endMeasureForm } from '../../limits/end-measure.ts';
import { editForm, limitForm } from '../../limits/limit-form.ts';
import { openModal } from '../../limits/open-modal.ts';
import { refuseStranger } from '../../lookup/refusal.ts';
import { momentOf, type Services } from '../../services.ts';
import { showError } from '../../slack/show-error.ts';
import { tellPerson } from '../../slack/tell-person.ts';

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
    const moment = momentOf(services);
    const stored = /^\d{1,18}$/.test(requestId) ? await requestById(services.database.pool, requestId, moment) : null;
    const words = limitRequestWording[locale];
    if (stored === null) return noticeView(locale, words.notPossibleTitle, words.missing);
    return editForm(services, member, stored, locale);
  });
}

/** *End now* beside a limit that holds for a time; the button's value is the grant. */
export function openEndGrant(services: Services) {
  return opening(
    services,
    'end-grant',
    (grantId) => (member, locale) => endGrantForm(services, member, grantId, locale),
  );
}

/** *End* beside what risk has put on a customer; the button's value is the measure. */
export function openEndMeasure(services: Services) {
  return opening(
    services,
    'end-measure',
    (measureId) => (member, locale) => endMeasureForm(services, member, measureId, locale),
  );
}

/** *Withdraw*: done at once, Slack has asked for confirmation. */
export function withdrawLimitRequest(services: Services) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const slackUserId = body.user.id;
    const click = { client, body, respond };
    const withdraw = async () => {
      const locale = await services.people.localeOf(slackUserId);
      const member = await services.people.staffOf(slackUserId);
      if (member === null) return refuseStranger(services, locale);
      const [requestId = ''] = (action.value ?? '').split(':');
      return withdrawRequest(services, member, requestId, locale);
    };
    try {
      await tellPerson(services, click, await withdraw(), 'limit-withdraw');
    } catch (error) {
      await showError(services, click, error, 'limit-withdraw');
    }
    if (body.view === undefined) return;
    // What was done has been told: a Home tab that is not made anew is no failure of it.
    await publishHome(services, client, slackUserId).catch((error: unknown) =>
      services.log.warn({ err: error, where: 'limit-withdraw' }, 'a Home tab was not published'),
    );
  };
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
      await showError(services, { client, body, respond }, error, where);
    }
  };
}
