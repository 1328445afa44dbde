import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { portfolioWording } from '@xinshao/core/wording/slack/portfolio.ts';
import { noticeView } from '../../blocks/feedback-modal.ts';
import { refuseStranger } from '../../lookup/refusal.ts';
import { answerPortfolio } from '../../portfolio/answer-portfolio.ts';
import type { Services } from '../../services.ts';
import { postDirect } from '../../slack/post-direct.ts';
import { presentError } from '../../slack/present-error.ts';
import { showError } from '../../slack/show-error.ts';
import { tellPerson } from '../../slack/tell-person.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** *Send me charts* on the Home tab, which itself takes none: they come as a direct message. */
export function sendPortfolioAction(services: Services) {
  return async ({ ack, action, body, client, respond }: Arguments): Promise<void> => {
    await ack();
    const slackUserId = body.user.id;
    try {
      const locale = await services.people.localeOf(slackUserId);
      const member = await services.people.staffOf(slackUserId);
      if (member === null) {
        await tellPerson(
          services,
          { client, body, respond },
          await refuseStranger(services, locale),
          'portfolio-charts',
        );
        return;
      }
      const words = portfolioWording[locale];
      // The trigger lives three seconds, so the person is told first; an error after that takes the place of the promise.
      const opened = await client.views.open({
        trigger_id: body.trigger_id,
        view: noticeView(locale, words.title, words.chartsSent),
      });
      const message = await answerPortfolio(services, member, locale, action.value ?? null);
      await postDirect(client, slackUserId, message).catch(async (error: unknown) => {
        const view = noticeView(locale, words.title, presentError(services, error, locale, 'portfolio-charts'));
        if (opened.view?.id !== undefined) await client.views.update({ view_id: opened.view.id, view });
      });
    } catch (error) {
      await showError(services, { client, body, respond }, error, 'portfolio-charts');
    }
  };
}
