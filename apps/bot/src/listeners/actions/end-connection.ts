import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { connectWording } from '@xinshao/core/wording/slack/connect.ts';
import { endOwnConnection } from '@xinshao/db/overlay/pairing.ts';
import { refuseStranger } from '../../lookup/refusal.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';
import { tellPerson } from '../../slack/tell-person.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

const WHERE = 'end-connection';

/** *Disconnect* on the message about a connected browser: it is ended at once, for its owner alone. */
export function endConnectionAction(services: Services) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const locale = await services.people.localeOf(body.user.id);
    const words = connectWording[locale];
    const end = async (): Promise<string> => {
      const member = await services.people.staffOf(body.user.id);
      if (member === null) return refuseStranger(services, locale);
      const tokenId = action.value ?? '';
      if (!/^\d{1,18}$/.test(tokenId)) return words.notYours;
      const { database, queue } = services;
      switch (await endOwnConnection(database, queue, { tokenId, staffCode: member.code }, services.now())) {
        case 'ended':
          return words.disconnected({ count: 1 });
        case 'over':
          return words.alreadyEnded;
        case 'not_theirs':
          return words.notYours;
      }
    };
    const text = await end().catch((error: unknown) => presentError(services, error, locale, WHERE));
    await tellPerson(services, { client, body, respond }, text, WHERE);
  };
}
