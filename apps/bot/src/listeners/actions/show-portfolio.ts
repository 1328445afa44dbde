import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { answerInPlace } from '../../lists/answer-in-place.ts';
import { answerPortfolio } from '../../portfolio/answer-portfolio.ts';
import type { Services } from '../../services.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** What the portfolio shall be broken down by: the message is made anew. */
export function showPortfolioAction(services: Services) {
  return async ({ ack, action, body, respond }: Arguments): Promise<void> => {
    await ack();
    await answerInPlace(services, { slackUserId: body.user.id, respond, where: 'portfolio' }, (member, locale) =>
      answerPortfolio(services, member, locale, action.value ?? null),
    );
  };
}
