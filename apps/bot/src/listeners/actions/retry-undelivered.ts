import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { statusWording } from '@xinshao/core/wording/slack/status.ts';
import { retryUndelivered } from '@xinshao/db/status/undelivered.ts';
import { noticeMessage } from '../../blocks/lookup-answers.ts';
import { refuseStranger } from '../../lookup/refusal.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** *Try all again* below what was not delivered; a second click finds nothing left to queue. */
export function retryUndeliveredAction(services: Services) {
  return async ({ ack, body, respond }: Arguments): Promise<void> => {
    await ack();
    const locale = await services.people.localeOf(body.user.id);
    const words = statusWording[locale];
    const answer = async () => {
      const member = await services.people.staffOf(body.user.id);
      if (member === null) return refuseStranger(services, locale);
      if (member.role !== 'risk') return words.notAllowed;
      const origin = { actor: member.code, surface: 'slack' as const };
      const count = await retryUndelivered(services.database, services.queue, services.now(), origin);
      return words.retried({ count });
    };
    const text = await answer().catch((error: unknown) => presentError(services, error, locale, 'retry-undelivered'));
    await respond({ response_type: 'ephemeral', replace_original: false, ...noticeMessage(text) });
  };
}
