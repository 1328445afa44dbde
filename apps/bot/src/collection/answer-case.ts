import type { ViewResponseAction } from '@slack/bolt';
import { CASE_STEPS } from '@xinshao/core/collection/case.ts';
import { COLLECTION_STAGES } from '@xinshao/core/collection/stages.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { CASE_REFUSAL_LABELS } from '@xinshao/core/wording/labels/collection.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { collectionWording } from '@xinshao/core/wording/slack/collection.ts';
import { caseView } from '@xinshao/db/collection/case-view.ts';
import { type CaseContent, type CaseStepResult, stepCase } from '@xinshao/db/collection/step-case.ts';
import { staffName } from '@xinshao/db/staff/find-staff.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import * as z from 'zod';
import { notice } from '../blocks/notice.ts';
import { escapeText } from '../blocks/text.ts';
import type { FormValues } from '../feedback/read-form.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import { collectionPolicyOf } from '../present/collection.ts';
import { clockTime } from '../present/time.ts';
import type { Services } from '../services.ts';
import { readCaseForm } from './read-case-form.ts';

const metadataSchema = z.object({
  caseId: z.string().regex(/^\d{1,18}$/),
  kind: z.enum(CASE_STEPS).exclude(['ask_letter']),
  from: z.enum(COLLECTION_STAGES),
  request: z.int().min(0),
});

export interface CaseSubmission {
  readonly slackUserId: string;
  readonly locale: Locale;
  /** Slack's id of the form: a repeated delivery carries the same. */
  readonly viewId: string;
  readonly privateMetadata: string;
  readonly values: FormValues;
}

/** Judges a submitted step and stores it. @returns what Slack is told to do with the modal */
export async function answerCase(services: Services, submission: CaseSubmission): Promise<ViewResponseAction> {
  const { locale } = submission;
  const words = collectionWording[locale];
  const { caseId, kind, from, request } = metadataSchema.parse(JSON.parse(submission.privateMetadata));
  const today = dayInTimeZone(services.now(), services.timeZone);
  const [member, view] = await Promise.all([
    services.people.staffOf(submission.slackUserId),
    caseView(services.database, caseId, today),
  ]);
  if (member === null) return notice(locale, words.notPossible, await refuseStranger(services, locale));
  if (view === null) return notice(locale, words.notPossible, CASE_REFUSAL_LABELS.missing[locale]);
  const { longestPlanDays } = await collectionPolicyOf(services.policies, view.policyHash);
  const { calendar } = services;
  const { values, viewId } = submission;
  const form = { kind, from, request, submission: viewId, values, today, locale, calendar, longestPlanDays };
  const read = readCaseForm(form);
  if (!read.ok) return { response_action: 'errors', errors: { ...read.errors } };
  const result = await takeStep(services, member, caseId, view.policyHash, read.content);
  if (result.outcome !== 'refused') return notice(locale, words.savedTitle, words.saved);
  if (result.code === 'note_missing') {
    return { response_action: 'errors', errors: { note: CASE_REFUSAL_LABELS.note_missing[locale] } };
  }
  return notice(locale, words.notPossible, await refusalText(services, result, locale));
}

/** Stores one step of a case for a member of staff. */
export async function takeStep(
  services: Services,
  member: StaffMember,
  caseId: string,
  policyHash: string,
  content: CaseContent,
): Promise<CaseStepResult> {
  const now = services.now();
  const policy = await collectionPolicyOf(services.policies, policyHash);
  const result = await stepCase(services.database, services.queue, {
    caseId,
    by: member,
    surface: 'slack',
    content,
    now,
    today: dayInTimeZone(now, services.timeZone),
    clock: { policy, calendar: services.calendar },
  });
  const code = result.outcome === 'refused' ? result.code : null;
  services.log.info({ collectionCase: caseId, staff: member.code, step: content.kind, code }, 'collection step');
  return result;
}

/** Why a step was refused, and what happened before it. */
export async function refusalText(
  services: Services,
  { code, latest }: Extract<CaseStepResult, { outcome: 'refused' }>,
  locale: Locale,
): Promise<string> {
  const reason = CASE_REFUSAL_LABELS[code][locale];
  if (latest === null || code === 'not_allowed' || code === 'still_owed') return reason;
  const name = await staffName(services.database, latest.by);
  return collectionWording[locale].tooLate({
    reason,
    name: escapeText(name ?? latest.by),
    at: clockTime(latest.at, services.timeZone),
  });
}
