import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { answerInPlace } from '../../lists/answer-in-place.ts';
import { teamMessage } from '../../lists/team-message.ts';
import type { Services } from '../../services.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** The button of a team: its figures take the place of the question. */
export function showTeamAction(services: Services) {
  return async ({ ack, action, body, respond }: Arguments): Promise<void> => {
    await ack();
    await answerInPlace(services, { slackUserId: body.user.id, respond, where: 'show-team' }, (member, locale) =>
      teamMessage(services, member, locale, action.value ?? ''),
    );
  };
}
