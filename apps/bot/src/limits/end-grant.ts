import type { ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { endStanding } from '@xinshao/core/approvals/end-grant.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { endGrantWording } from '@xinshao/core/wording/slack/end-grant.ts';
import { dayOf } from '@xinshao/db/approvals/moment.ts';
import { presentAbsences } from '@xinshao/db/approvals/present-absences.ts';
import { customerCard } from '@xinshao/db/customers/customer-card.ts';
import { type EndGrantResult, endGrantEarly, type GrantToEnd, grantToEnd } from '@xinshao/db/grants/end-grant-early.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import * as z from 'zod';
import { endGrantView } from '../blocks/end-grant.ts';
import { FIELD_ACTION, noticeView } from '../blocks/feedback-modal.ts';
import { notice } from '../blocks/notice.ts';
import { escapeText } from '../blocks/text.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import { daysText } from '../present/limit-request.ts';
import { momentOf, type Services } from '../services.ts';
import type { LimitSubmission } from './answer-limit-form.ts';

const metadataSchema = z.object({ grantId: z.string().regex(/^\d{1,18}$/) });

/** The form that asks why a limit is ended, or a notice that says why it cannot be. @param grantId value of the button */
export async function endGrantForm(
  services: Services,
  member: StaffMember,
  grantId: string,
  locale: Locale,
): Promise<ModalView> {
  const words = endGrantWording[locale];
  const refuse = (text: string) => noticeView(locale, words.notPossibleTitle, text);
  const grant = /^\d{1,18}$/.test(grantId) ? await grantToEnd(services.database.pool, grantId) : null;
  const policy = grant === null ? null : await policyFor(services, grant);
  if (grant === null || policy === null) return refuse(words.missing);
  const today = dayOf(momentOf(services));
  if (grant.endedOn !== null || (grant.lastDay !== null && grant.lastDay < today))
    return refuse(overText(grant, locale));
  const endable = { ...grant, isCut: grant.alertId !== null };
  const absences = await presentAbsences(services.database.pool, momentOf(services));
  const standing = endStanding(policy.approvals, endable, member, grant.responsibility, absences);
  if (!standing.may) return refuse(words[standing.because]);
  const about = words.about({
    name: escapeText(grant.customer.name),
    limit: formatFen(grant.limitFen, locale),
    terms: daysText(grant.termDays, locale),
    until: grant.lastDay === null ? words.untilEnded : words.until({ day: grant.lastDay }),
  });
  return endGrantView({ locale, grantId, paragraphs: [about] });
}

/** Ends the limit. @returns what Slack is told to do with the modal */
export async function answerEndGrant(services: Services, submission: LimitSubmission): Promise<ViewResponseAction> {
  const { locale } = submission;
  const words = endGrantWording[locale];
  const { grantId } = metadataSchema.parse(JSON.parse(submission.privateMetadata));
  const member = await services.people.staffOf(submission.slackUserId);
  if (member === null) return notice(locale, words.notPossibleTitle, await refuseStranger(services, locale));
  const grant = await grantToEnd(services.database.pool, grantId);
  const policy = grant === null ? null : await policyFor(services, grant);
  if (policy === null) return notice(locale, words.notPossibleTitle, words.missing);
  const result = await endGrantEarly(services.database, services.queue, {
    grantId,
    by: member,
    reason: submission.values.reason?.[FIELD_ACTION]?.value ?? '',
    policy,
    moment: momentOf(services),
    surface: 'slack',
  });
  const outcome = result.outcome === 'refused' ? result.code : result.outcome;
  services.log.info({ grantId, staff: member.code, outcome }, 'end of a limit');
  return result.outcome === 'refused' ? refused(result, locale) : notice(locale, words.savedTitle, words.saved);
}

function refused({ code, grant }: Extract<EndGrantResult, { outcome: 'refused' }>, locale: Locale): ViewResponseAction {
  const words = endGrantWording[locale];
  switch (code) {
    case 'reason_missing':
      return { response_action: 'errors', errors: { reason: words.reasonMissing } };
    case 'already_ended':
      return notice(locale, words.notPossibleTitle, grant === null ? words.missing : overText(grant, locale));
    case 'missing':
    case 'not_temporary':
    case 'own_request':
    case 'not_allowed':
      return notice(locale, words.notPossibleTitle, words[code]);
  }
}

/** What became of a limit that holds no longer. */
function overText({ endedByName, endedOn, endReason }: GrantToEnd, locale: Locale): string {
  const words = endGrantWording[locale];
  if (endReason === null || endedOn === null) return words.over;
  return words.alreadyEnded({ day: endedOn, by: escapeText(endedByName ?? '') });
}

/** The policy in force for the customer; null: it was never assessed, or by one that cannot be read any more. */
async function policyFor(services: Services, { customer }: GrantToEnd): Promise<Policy | null> {
  const card = await customerCard(services.database, customer.id, dayOf(momentOf(services)));
  const standing = card?.standing ?? null;
  return standing === null ? null : services.policies.of(standing.policyHash);
}
