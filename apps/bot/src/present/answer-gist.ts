import type { FeedbackAnswers } from '@xinshao/core/feedback/form.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import { ACTION_LABELS, CAUSE_LABELS, RECOVERY_LABELS } from '@xinshao/core/wording/labels/feedback.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { listWording } from '@xinshao/core/wording/slack/lists.ts';

/** What a reviewer wants to know at a glance, in two lines; the form shows the whole answer. */
export function answerGist(answers: FeedbackAnswers, locale: Locale): readonly string[] {
  const words = listWording[locale];
  const { promise, recovery_percent: percent } = answers;
  const judgement = [
    words.gistCause({ cause: CAUSE_LABELS[answers.cause][locale] }),
    promise === undefined
      ? words.gistNoPromise
      : words.gistPromise({ date: promise.date, amount: formatFen(promise.amountFen, locale) }),
    words.gistRecovery({ percent, recovery: RECOVERY_LABELS[answers.recovery][locale] }),
    words.gistAction({ action: ACTION_LABELS[answers.proposed_action][locale] }),
  ].join(' · ');
  return [judgement, words.gistSays({ text: answers.customer_says })];
}
