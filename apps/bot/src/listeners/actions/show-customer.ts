import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import { loadingView } from '../../blocks/feedback-modal.ts';
import { LIMITS } from '../../blocks/limits.ts';
import { noticeMessage } from '../../blocks/lookup-answers.ts';
import { clip, plain } from '../../blocks/text.ts';
import { cardFor } from '../../lookup/answer-lookup.ts';
import { refuseStranger } from '../../lookup/refusal.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';
import { showError } from '../../slack/show-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** A customer's card behind a button: to the person alone below a message, in a modal on the Home tab. */
export function showCustomer(services: Services) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const locale = await services.people.localeOf(body.user.id);
    const answer = async () => {
      const member = await services.people.staffOf(body.user.id);
      if (member === null) return noticeMessage(await refuseStranger(services, locale));
      const message = await cardFor(services, member, locale, Number(action.value), null);
      return message ?? noticeMessage(cardWording[locale].noSuggestions);
    };
    try {
      if (body.view === undefined) {
        await respond({ response_type: 'ephemeral', replace_original: false, ...(await answer()) });
        return;
      }
      // The trigger lives three seconds: a loading view comes first.
      const loading = { trigger_id: body.trigger_id, view: loadingView() };
      const opened = await (body.view.type === 'modal' ? client.views.push(loading) : client.views.open(loading));
      const viewId = opened.view?.id;
      if (viewId === undefined) return;
      const { blocks } = await answer().catch((error: unknown) =>
        noticeMessage(presentError(services, error, locale, 'show-customer')),
      );
      const title = plain(clip(cardWording[locale].helpTitle, LIMITS.modalTitle), LIMITS.modalTitle);
      await client.views.update({ view_id: viewId, view: { type: 'modal', title, blocks } });
    } catch (error) {
      await showError(services, { client, body, respond }, error, 'show-customer');
    }
  };
}
