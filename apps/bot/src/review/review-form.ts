import type { ModalView } from '@slack/types';
import { mayReview } from '@xinshao/core/alerts/permissions.ts';
import { REVIEW_ACTIONS, type ReviewAction, type ReviewDecision, VERDICTS } from '@xinshao/core/alerts/review.ts';
import { REVIEW_ACTION_LABELS, VERDICT_LABELS } from '@xinshao/core/wording/labels/review.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { reviewWording } from '@xinshao/core/wording/slack/review.ts';
import { type AlertView, alertView, stepsOfView } from '@xinshao/db/alerts/alert-view.ts';
import { noticeView } from '../blocks/feedback-modal.ts';
import { reviewFormView } from '../blocks/review-modal.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import { weighedEstimateLine } from '../present/estimate.ts';
import { outcomeOf } from '../present/outcome.ts';
import { latestHappening } from '../present/review.ts';
import type { Services } from '../services.ts';
import { cutHint } from './cut-limit.ts';

/** What a button names: the alert, and the answers and reviews that its message showed. */
export interface ReviewRequest {
  readonly slackUserId: string;
  readonly alertId: string;
  readonly steps: number;
  readonly decision: ReviewDecision;
  /** The action that is chosen in the open form; left out: none yet. */
  readonly action?: ReviewAction;
}

/** The form for a decision, or a notice that says why there is nothing to decide: what happened, and by whom. */
export async function reviewForm(services: Services, request: ReviewRequest, locale: Locale): Promise<ModalView> {
  const words = reviewWording[locale];
  const [member, view] = await Promise.all([
    services.people.staffOf(request.slackUserId),
    alertView(services.database, request.alertId),
  ]);
  if (member === null) return noticeView(locale, words.notAllowedTitle, await refuseStranger(services, locale));
  if (!mayReview(member)) return noticeView(locale, words.notAllowedTitle, words.notAllowed);
  if (view === null) return noticeView(locale, words.notAllowedTitle, words.missing);
  if (stepsOfView(view) !== request.steps || view.state === 'closed') return tooLate(services, view, locale);
  if (request.decision !== 'close' && view.state !== 'answered') return tooLate(services, view, locale);
  const policy = await services.policies.of(view.policyHash);
  return reviewFormView({
    locale,
    alertId: view.id,
    steps: request.steps,
    decision: request.decision,
    customerName: view.customer.name,
    estimate: await weighedEstimateLine(services, view, locale),
    answer: outcomeOf(view, { locale, timeZone: services.timeZone, policy }),
    actions: REVIEW_ACTIONS.map((value) => ({ value, label: REVIEW_ACTION_LABELS[value][locale] })),
    cutHint: request.action === 'cut_limit' ? await cutHint(services, view, member, locale) : null,
    verdicts: VERDICTS.map((value) => ({ value, label: VERDICT_LABELS[value][locale] })),
  });
}

/** Somebody was faster: what they did. */
export function tooLate(services: Services, view: AlertView, locale: Locale): ModalView {
  const words = reviewWording[locale];
  const happened = latestHappening(view, locale, services.timeZone);
  return noticeView(locale, words.tooLateTitle, happened === null ? words.changed : words.tooLate({ happened }));
}
