import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { noticeMessage } from '../blocks/lookup-answers.ts';
import { openFeedback } from '../feedback/open-feedback.ts';
import type { Subcommand } from './subcommand.ts';

/** As people write the number of an alert; longer ones do not fit the column. */
const NUMBER = /^(?:#|＃|No\.?)?\s*(\d{1,18})$/iu;

/** `/credit feedback <alert number>`: opens the form, to answer or to change one's answer, or says in its place why not. */
export const feedbackCommand: Subcommand = {
  names: ['feedback', '反馈'],
  help: { zh: listWording.zh.helpFeedback, en: listWording.en.helpFeedback },
  async answer({ services, client, slackUserId, locale, triggerId }, rest) {
    const alertId = NUMBER.exec(rest)?.[1];
    if (alertId === undefined) return noticeMessage(listWording[locale].feedbackUsage);
    await openFeedback(services, client, { triggerId, slackUserId, alertId, wish: 'either' });
    return null;
  },
};
