import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { answersWording } from '@xinshao/core/wording/slack/answers.ts';
import { enqueueSendFiles } from '@xinshao/db/queue/queue.ts';
import { refuseStranger } from '../../lookup/refusal.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';
import { tellPerson } from '../../slack/tell-person.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** *Send me the files* in the record of answers; the button's value is the alert. The job decides who may. */
export function sendFilesAction(services: Services) {
  return async ({ ack, action, body, client, respond }: Arguments): Promise<void> => {
    await ack();
    const locale = await services.people.localeOf(body.user.id);
    const words = answersWording[locale];
    const ask = async () => {
      const member = await services.people.staffOf(body.user.id);
      if (member === null) return refuseStranger(services, locale);
      await enqueueSendFiles(services.queue, { alertId: action.value ?? '', staffCode: member.code });
      return words.filesComing;
    };
    const text = await ask().catch((error: unknown) => presentError(services, error, locale, 'send-files'));
    await tellPerson(services, { client, body, respond }, text, 'send-files');
  };
}
