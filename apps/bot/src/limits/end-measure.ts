import type { ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { endMeasureRefusal } from '@xinshao/core/alerts/end-measure.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { endMeasureWording } from '@xinshao/core/wording/slack/end-measure.ts';
import { reviewWording } from '@xinshao/core/wording/slack/review.ts';
import {
  type EndMeasureResult,
  endMeasure,
  isOver,
  type MeasureToEnd,
  measureToEnd,
} from '@xinshao/db/customers/end-measure.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import * as z from 'zod';
import { endMeasureView } from '../blocks/end-measure.ts';
import { FIELD_ACTION, noticeView } from '../blocks/feedback-modal.ts';
import { notice } from '../blocks/notice.ts';
import { escapeText } from '../blocks/text.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import { measureWithAlert } from '../present/measures.ts';
import { clockTime } from '../present/time.ts';
import { momentOf, type Services } from '../services.ts';
import type { LimitSubmission } from './answer-limit-form.ts';

const metadataSchema = z.object({ measureId: z.string().regex(/^\d{1,18}$/) });

/** The form that asks why a measure is ended, or a notice that says why it cannot be. @param measureId value of the button */
export async function endMeasureForm(
  services: Services,
  member: StaffMember,
  measureId: string,
  locale: Locale,
): Promise<ModalView> {
  const words = endMeasureWording[locale];
  const refuse = (text: string) => noticeView(locale, words.notPossibleTitle, text);
  const measure = /^\d{1,18}$/.test(measureId) ? await measureToEnd(services.database.pool, measureId) : null;
  if (measure === null) return refuse(words.missing);
  const refusal = endMeasureRefusal(measure, member);
  if (refusal === 'not_allowed') return refuse(words.not_allowed);
  if (isOver(measure, momentOf(services))) return refuse(overText(services, measure, locale));
  if (refusal !== null) return refuse(words[refusal]);
  const about = words.about({
    name: escapeText(measure.customer.name),
    measure: escapeText(measureWithAlert(measure, locale, services.timeZone)),
  });
  const reason = reviewWording[locale].reason({ reason: escapeText(measure.reason) });
  return endMeasureView({ locale, measureId, paragraphs: [`${about}\n${reason}`, words.others] });
}

/** Ends the measure. @returns what Slack is told to do with the modal */
export async function answerEndMeasure(services: Services, submission: LimitSubmission): Promise<ViewResponseAction> {
  const { locale } = submission;
  const words = endMeasureWording[locale];
  const { measureId } = metadataSchema.parse(JSON.parse(submission.privateMetadata));
  const member = await services.people.staffOf(submission.slackUserId);
  if (member === null) return notice(locale, words.notPossibleTitle, await refuseStranger(services, locale));
  const result = await endMeasure(services.database, services.queue, {
    measureId,
    by: member,
    reason: submission.values.reason?.[FIELD_ACTION]?.value ?? '',
    moment: momentOf(services),
    surface: 'slack',
  });
  const outcome = result.outcome === 'refused' ? result.code : result.outcome;
  services.log.info({ measureId, staff: member.code, outcome }, 'end of a measure');
  return result.outcome === 'refused'
    ? refused(services, result, locale)
    : notice(locale, words.savedTitle, words.saved);
}

function refused(
  services: Services,
  { code, measure }: Extract<EndMeasureResult, { outcome: 'refused' }>,
  locale: Locale,
): ViewResponseAction {
  const words = endMeasureWording[locale];
  switch (code) {
    case 'reason_missing':
      return { response_action: 'errors', errors: { reason: words.reasonMissing } };
    case 'already_ended': {
      const text = measure === null ? words.missing : overText(services, measure, locale);
      return notice(locale, words.notPossibleTitle, text);
    }
    case 'missing':
    case 'not_allowed':
    case 'awaits_request':
      return notice(locale, words.notPossibleTitle, words[code]);
  }
}

/** What became of a measure that holds no longer. */
function overText({ timeZone }: Services, { endedAt, endedByName, endReason }: MeasureToEnd, locale: Locale): string {
  const words = endMeasureWording[locale];
  if (endedAt === null || endReason === null) return words.over;
  return words.alreadyEnded({ at: clockTime(endedAt, timeZone), by: escapeText(endedByName ?? '') });
}
