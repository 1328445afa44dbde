import type { FeedbackAnswers } from '@xinshao/core/feedback/form.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import {
  ACTION_LABELS,
  CAUSE_LABELS,
  CONTACT_METHOD_LABELS,
  FEEDBACK_FIELD_LABELS,
  RECOVERY_LABELS,
} from '@xinshao/core/wording/labels/feedback.ts';
import { SEVERITY_LABELS } from '@xinshao/core/wording/labels/scoring.ts';
import type { Label, Locale } from '@xinshao/core/wording/locale.ts';
import type { Choice, FeedbackFormModel } from '../blocks/feedback-modal.ts';

const MARKS: Readonly<Record<Severity, string>> = { red: '🔴', orange: '🟠', yellow: '🟡' };

/** The coloured dot of a severity. */
export function severityMark(severity: Severity): string {
  return MARKS[severity];
}

/** e.g. `🔴 红色` */
export function severityText(severity: Severity, locale: Locale): string {
  return `${MARKS[severity]} ${SEVERITY_LABELS[severity][locale]}`;
}

/** What the selects of the feedback form offer. */
export function feedbackChoices(locale: Locale): FeedbackFormModel['choices'] {
  return {
    contact_method: choices(CONTACT_METHOD_LABELS, locale),
    cause: choices(CAUSE_LABELS, locale),
    recovery: choices(RECOVERY_LABELS, locale),
    proposed_action: choices(ACTION_LABELS, locale),
  };
}

/** An answer as lines of label and value, in the order of the form; what was not asked is left out. */
export function feedbackLines(answers: FeedbackAnswers, locale: Locale): { label: string; value: string }[] {
  const { promise, no_promise_reason, dispute_detail, fraud_detail, group_detail } = answers;
  const lines: [keyof typeof FEEDBACK_FIELD_LABELS, string | undefined][] = [
    ['contact_method', CONTACT_METHOD_LABELS[answers.contact_method][locale]],
    ['contacted_at', answers.contacted_at],
    ['contact_person', answers.contact_person],
    ['cause', CAUSE_LABELS[answers.cause][locale]],
    ['customer_says', answers.customer_says],
    ['promise_date', promise?.date],
    ['promise_amount', promise === undefined ? undefined : formatFen(promise.amountFen, locale)],
    ['no_promise_reason', no_promise_reason],
    ['dispute_detail', dispute_detail],
    ['fraud_detail', fraud_detail],
    ['group_detail', group_detail],
    ['recovery', RECOVERY_LABELS[answers.recovery][locale]],
    ['recovery_percent', `${answers.recovery_percent}%`],
    ['proposed_action', ACTION_LABELS[answers.proposed_action][locale]],
  ];
  return lines.flatMap(([field, value]) =>
    value === undefined ? [] : [{ label: FEEDBACK_FIELD_LABELS[field][locale], value }],
  );
}

function choices(labels: Readonly<Record<string, Label>>, locale: Locale): Choice[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label: label[locale] }));
}
