import { HOLD, isEscalation, isRise } from '@xinshao/core/alerts/clock.ts';
import { mayAnswer } from '@xinshao/core/alerts/permissions.ts';
import { decisionsOffered } from '@xinshao/core/alerts/transition.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { clockWording } from '@xinshao/core/wording/slack/clock.ts';
import type { AlertView } from '@xinshao/db/alerts/alert-view.ts';
import type { StepMessage } from '@xinshao/db/alerts/step-message.ts';
import type { StepRecipient } from '@xinshao/db/alerts/step-recipient.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { stepMessage } from '../blocks/step-message.ts';
import { escapeText, mention } from '../blocks/text.ts';
import { reviewButtonValue } from './review.ts';
import { clockTime, timeLeft } from './time.ts';
import { severityText } from './words.ts';

export interface StepRequest {
  readonly step: StepMessage;
  readonly view: AlertView;
  readonly recipient: StepRecipient;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly now: Date;
  /** Below the alert's message, which has the buttons already. */
  readonly inThread: boolean;
}

/**
 * The message of one step. In a thread it mentions the recipient and nobody else; a direct message reaches them without.
 */
export function renderStep(request: StepRequest): SlackMessage {
  const { view, recipient, locale } = request;
  return stepMessage({
    locale,
    text: stepText(request),
    alertId: view.id,
    alertVersion: view.version,
    customerId: view.customer.id,
    answerable: mayAnswer(recipient, view.responsibility),
    decisions: decisionsOffered(view, recipient),
    reviewValue: reviewButtonValue(view),
    inThread: request.inThread,
  });
}

function stepText({ step, view, recipient, locale, timeZone, now }: StepRequest): string {
  const words = clockWording[locale];
  const about = { id: view.id, severity: severityText(view.severity, locale), name: escapeText(view.customer.name) };
  const due = clockTime(view.dueAt, timeZone);
  const owner = view.owner === null ? words.noOwner : escapeText(view.owner.name);
  if (step.step === HOLD) {
    return mayAnswer(recipient, view.responsibility) ? words.hold(about) : words.holdForOthers(about);
  }
  if (isRise(step.step)) {
    return step.place === 'thread'
      ? words.raisedInThread({ ...about, due, mention: mention(recipient) })
      : words.raised({ ...about, due, left: timeLeft(view.dueAt, now, locale) });
  }
  if (isEscalation(step.step)) {
    return step.place === 'thread'
      ? words.escalationInThread({ ...about, due, owner, mention: mention(recipient) })
      : words.escalation({ ...about, due, owner });
  }
  // A reminder that was held up says how things stand now, not how they stood.
  return now < view.dueAt
    ? words.reminder({ ...about, due, left: timeLeft(view.dueAt, now, locale) })
    : words.overdueReminder({ ...about, due });
}
