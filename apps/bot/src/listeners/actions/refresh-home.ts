import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { publishHome } from '../../home/publish-home.ts';
import type { Services } from '../../services.ts';
import { showError } from '../../slack/show-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** *Refresh* on the Home tab. */
export function refreshHomeAction(services: Services) {
  return async ({ ack, body, client, respond }: Arguments): Promise<void> => {
    await ack();
    const slackUserId = body.user.id;
    try {
      await publishHome(services, client, slackUserId);
    } catch (error) {
      await showError(services, { client, body, respond }, error, 'home-refresh');
    }
  };
}
