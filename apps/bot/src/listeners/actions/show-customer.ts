import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import { LIMITS } from '../../blocks/limits.ts';
import { noticeMessage } from '../../blocks/lookup-answers.ts';
import { clip, plain } from '../../blocks/text.ts';
import { cardFor } from '../../lookup/answer-lookup.ts';
import { refuseStranger } from '../../lookup/refusal.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** A customer's card behind a button: to the person alone below a message, in a modal on the Home tab. */
export function showCustomer(services: Services) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const onHome = body.view !== undefined;
    const locale = await services.people.localeOf(body.user.id);
    const answer = async () => {
      const member = await services.people.staffOf(body.user.id);
      if (member === null) return noticeMessage(await refuseStranger(services, locale));
      const message = await cardFor(services, member, locale, Number(action.value), null);
      return message ?? noticeMessage(cardWording[locale].noSuggestions);
    };
    try {
      const message = await answer();
      if (!onHome) {
        await respond({ response_type: 'ephemeral', replace_original: false, ...message });
        return;
      }
      const title = plain(clip(cardWording[locale].helpTitle, LIMITS.modalTitle), LIMITS.modalTitle);
      const shown = { trigger_id: body.trigger_id, view: { type: 'modal' as const, title, blocks: message.blocks } };
      await (body.view?.type === 'modal' ? client.views.push(shown) : client.views.open(shown));
    } catch (error) {
      const text = presentError(services, error, locale, 'show-customer');
      if (!onHome) await respond({ response_type: 'ephemeral', replace_original: false, ...noticeMessage(text) });
    }
  };
}
