import type { ModalView } from '@slack/types';
import { seesDetails } from '@xinshao/core/roles/roles.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { answersWording } from '@xinshao/core/wording/slack/answers.ts';
import { feedbackWording } from '@xinshao/core/wording/slack/feedback.ts';
import { alertView } from '@xinshao/db/alerts/alert-view.ts';
import { feedbackHistory } from '@xinshao/db/alerts/feedback-history.ts';
import { recordViews } from '@xinshao/db/audit/record-views.ts';
import { feedbackHistoryView } from '../blocks/feedback-history.ts';
import { noticeView } from '../blocks/feedback-modal.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import { fileLines, filesOf, promiseLines } from '../present/outcome.ts';
import { clockTime } from '../present/time.ts';
import { feedbackLines } from '../present/words.ts';
import type { Services } from '../services.ts';

/** Every answer to an alert for a Slack user who may see the customer's details (§9), or a notice that says why not. */
export async function historyFor(
  services: Services,
  slackUserId: string,
  alertId: string,
  locale: Locale,
): Promise<ModalView> {
  const words = answersWording[locale];
  const { database, timeZone } = services;
  const [member, view] = await Promise.all([services.people.staffOf(slackUserId), alertView(database, alertId)]);
  if (member === null) return noticeView(locale, words.historyTitle, await refuseStranger(services, locale));
  if (view === null) return noticeView(locale, words.historyTitle, feedbackWording[locale].missing);
  if (!seesDetails(member, view.responsibility)) return noticeView(locale, words.historyTitle, words.notAllowed);
  const [answers, policy] = await Promise.all([
    feedbackHistory(database, alertId),
    services.policies.of(view.policyHash),
  ]);
  const look = { customerCode: view.customer.code, view: 'details', asOf: null, assessment: null } as const;
  await recordViews(database, { actor: member.code, surface: 'slack' }, [look], services.now());
  return feedbackHistoryView({
    locale,
    alertId,
    customerName: view.customer.name,
    hasFiles: view.files.some(({ state }) => state === 'stored'),
    promises: promiseLines(view.promises, locale),
    answers: answers.map((answer) => ({
      revision: answer.revision,
      by: answer.submittedBy.name,
      at: clockTime(answer.submittedAt, timeZone),
      remark: answer.edited ? words.edited({ revision: answer.revision }) : '',
      lines: feedbackLines(answer.answers, locale),
      files: fileLines(filesOf(answer, view.files), { locale, timeZone, policy }),
    })),
  });
}
