import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { alertsMessage, readAskedAlerts } from '../../lists/alerts-message.ts';
import { answerInPlace } from '../../lists/answer-in-place.ts';
import type { Services } from '../../services.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** A filter or page button below a list of alerts: the list takes the place of the one before. */
export function turnAlertsAction(services: Services) {
  return async ({ ack, action, body, respond }: Arguments): Promise<void> => {
    await ack();
    await answerInPlace(services, { slackUserId: body.user.id, respond, where: 'alerts-list' }, (member, locale) =>
      alertsMessage(services, member, locale, readAskedAlerts(action.value ?? '') ?? { filter: '', page: 1 }),
    );
  };
}
