import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { precheckWording } from '@xinshao/core/wording/slack/precheck.ts';
import { noticeView } from '../../blocks/feedback-modal.ts';
import { openModal } from '../../limits/open-modal.ts';
import { refuseStranger } from '../../lookup/refusal.ts';
import { type PrecheckMetadata, precheckOfButton, settleForm, takePrecheck } from '../../prechecks/handle-precheck.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';
import { showError } from '../../slack/show-error.ts';
import { tellPerson } from '../../slack/tell-person.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** *I am checking* and *take over*; the button's value is `precheck:version`. */
export function takePrecheckAction(services: Services) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const locale = await services.people.localeOf(body.user.id);
    const take = async () => {
      const member = await services.people.staffOf(body.user.id);
      if (member === null) return refuseStranger(services, locale);
      return takePrecheck(services, member, action.value ?? '', locale);
    };
    const text = await take().catch((error: unknown) => presentError(services, error, locale, 'precheck-take'));
    await tellPerson(services, { client, body, respond }, text, 'precheck-take');
  };
}

/** *Done* and *decline*: a form; the button's value is `precheck:version`. */
export function settlePrecheckAction(services: Services, kind: PrecheckMetadata['kind']) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    try {
      const request = { triggerId: body.trigger_id, slackUserId: body.user.id, where: 'precheck-form' };
      await openModal(services, client, request, async (member, locale) => {
        const asked = precheckOfButton(action.value ?? '', kind);
        const words = precheckWording[locale];
        if (asked === null) return noticeView(locale, words.notPossibleTitle, words.missing);
        return settleForm(services, member, asked, locale);
      });
    } catch (error) {
      await showError(services, { client, body, respond }, error, 'precheck-form');
    }
  };
}
