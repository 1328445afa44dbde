import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { readListChange } from '@xinshao/core/home/home-state.ts';
import { changeHomeList } from '@xinshao/db/home/home-view.ts';
import { publishHome } from '../../home/publish-home.ts';
import type { Services } from '../../services.ts';
import { showError } from '../../slack/show-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** A filter or page button of a list on the Home tab: remembered, and the tab made anew. */
export function changeHomeListAction(services: Services) {
  return async ({ ack, action, body, client, respond }: Arguments): Promise<void> => {
    await ack();
    const slackUserId = body.user.id;
    try {
      const change = readListChange(action.value ?? '');
      const member = await services.people.staffOf(slackUserId);
      if (change !== null && member !== null) {
        await changeHomeList(services.database, { slackUserId, staffCode: member.code, now: services.now() }, change);
      }
      await publishHome(services, client, slackUserId);
    } catch (error) {
      await showError(services, { client, body, respond }, error, 'home-list');
    }
  };
}
