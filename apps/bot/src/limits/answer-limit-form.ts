import type { ViewResponseAction } from '@slack/bolt';
import { readAmount, readTerms } from '@xinshao/core/approvals/parse-credit.ts';
import { type Day, dayInTimeZone, isDay } from '@xinshao/core/day/day.ts';
import { addWorkingTime } from '@xinshao/core/feedback/working-time.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { limitFormWording } from '@xinshao/core/wording/slack/limit-form.ts';
import { decideLimitRequest } from '@xinshao/db/approvals/decide-limit-request.ts';
import { openLimitRequest } from '@xinshao/db/approvals/open-limit-request.ts';
import { type CustomerCard, type CustomerStanding, customerCard } from '@xinshao/db/customers/customer-card.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import * as z from 'zod';
import { FIELD_ACTION } from '../blocks/feedback-modal.ts';
import { notice } from '../blocks/notice.ts';
import type { FormValues } from '../feedback/read-form.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import { peopleText } from '../present/limit-request.ts';
import { momentOf, type Services } from '../services.ts';
import { openAlready } from './limit-form.ts';

const metadataSchema = z.object({
  customerId: z.int(),
  key: z.string().min(1).max(100),
  edits: z.object({ requestId: z.string().regex(/^\d{1,18}$/), round: z.int().min(1) }).nullable(),
});
type Metadata = z.infer<typeof metadataSchema>;

interface Asked {
  readonly limitFen: Fen;
  readonly termDays: number;
  readonly lastDay: Day | null;
  readonly reason: string;
}

export interface LimitSubmission {
  readonly slackUserId: string;
  readonly locale: Locale;
  readonly privateMetadata: string;
  readonly values: FormValues;
}

/** Judges a submitted request and stores it. @returns what Slack is told to do with the modal */
export async function answerLimitForm(services: Services, submission: LimitSubmission): Promise<ViewResponseAction> {
  const { locale } = submission;
  const words = limitFormWording[locale];
  const metadata = metadataSchema.parse(JSON.parse(submission.privateMetadata));
  const member = await services.people.staffOf(submission.slackUserId);
  if (member === null) return notice(locale, words.notPossibleTitle, await refuseStranger(services, locale));
  const today = dayInTimeZone(services.now(), services.timeZone);
  const card = await customerCard(services.database, metadata.customerId, today);
  const standing = card?.standing ?? null;
  if (card === null) return notice(locale, words.notPossibleTitle, words.missing);
  const policy = standing === null ? null : await services.policies.of(standing.policyHash);
  if (standing === null || policy === null) return notice(locale, words.notPossibleTitle, words.notAssessed);
  const asked = readAsked(submission.values, card, today, locale);
  if ('errors' in asked) return { response_action: 'errors', errors: asked.errors };
  const basis = { services, member, card, standing, policy, locale };
  return metadata.edits === null
    ? await openNew(basis, asked, metadata)
    : await sendAgain(basis, asked, metadata.edits);
}

/** Reads the fields. @returns what is wrong beside each of them, or what is asked for */
function readAsked(
  values: FormValues,
  { credit, grant }: CustomerCard,
  today: Day,
  locale: Locale,
): Asked | { readonly errors: Record<string, string> } {
  const words = limitFormWording[locale];
  const typed = (field: string) => (values[field]?.[FIELD_ACTION]?.value ?? '').trim();
  const limitFen = readAmount(typed('limit'));
  const termDays = readTerms(typed('terms'));
  const until = values.until?.[FIELD_ACTION]?.selected_date ?? null;
  const lastDay = until !== null && isDay(until) ? until : null;
  const reason = typed('reason');
  const unchanged =
    limitFen === credit.limitFen && termDays === credit.termDays && lastDay === (grant?.lastDay ?? null);
  const errors: Record<string, string> = {
    ...(limitFen === null ? { limit: words.limitUnreadable } : unchanged ? { limit: words.unchanged } : {}),
    ...(termDays === null ? { terms: words.termsUnreadable } : {}),
    ...(until !== null && (lastDay === null || lastDay < today) ? { until: words.untilPast } : {}),
    ...(reason === '' ? { reason: words.reasonMissing } : {}),
  };
  if (Object.keys(errors).length > 0 || limitFen === null || termDays === null) return { errors };
  return { limitFen, termDays, lastDay, reason };
}

interface Basis {
  readonly services: Services;
  readonly member: StaffMember;
  readonly card: CustomerCard;
  readonly standing: CustomerStanding;
  readonly policy: Policy;
  readonly locale: Locale;
}

async function openNew(basis: Basis, asked: Asked, metadata: Metadata): Promise<ViewResponseAction> {
  const { services, member, card, standing, locale } = basis;
  const words = limitFormWording[locale];
  const { limit, terms } = standing.assessment;
  const { limitFen, termDays, lastDay, reason } = asked;
  const result = await openLimitRequest(services.database, services.queue, {
    customerId: card.customer.id,
    responsibility: card.responsibility,
    by: member,
    requested: { limitFen, termDays },
    lastDay,
    reason,
    submissionKey: metadata.key,
    policy: basis.policy,
    policyHash: standing.policyHash,
    assessmentId: standing.assessmentId,
    recommended: { limitFen: limit.recommendedFen, termDays: terms.days },
    decideBy: decideBy(basis),
    moment: momentOf(services),
    surface: 'slack',
  });
  switch (result.outcome) {
    case 'stored':
      services.log.info({ requestId: result.request.id, staff: member.code }, 'limit requested');
      return stored(result.request.id, result.approvers, locale);
    case 'repeated':
      return notice(locale, words.savedTitle, words.repeated);
    case 'open_already':
      return notice(locale, words.notPossibleTitle, openAlready(result.request, locale, services.timeZone));
    case 'refused':
      services.log.info(
        { customerId: card.customer.id, staff: member.code, code: result.code },
        'limit request refused',
      );
      return refused(result.code, locale);
  }
}

async function sendAgain(
  basis: Basis,
  asked: Asked,
  edits: NonNullable<Metadata['edits']>,
): Promise<ViewResponseAction> {
  const { services, member, locale } = basis;
  const words = limitFormWording[locale];
  const { limitFen, termDays, lastDay, reason } = asked;
  const result = await decideLimitRequest(services.database, services.queue, {
    requestId: edits.requestId,
    by: member,
    decision: {
      kind: 'resubmit',
      round: edits.round,
      reason,
      requested: { limitFen, termDays },
      lastDay,
      decideBy: decideBy(basis),
    },
    policy: basis.policy,
    moment: momentOf(services),
    surface: 'slack',
  });
  if (result.outcome === 'repeated') return notice(locale, words.savedTitle, words.repeated);
  if (result.outcome === 'refused') {
    services.log.info({ requestId: edits.requestId, staff: member.code, code: result.code }, 'limit request refused');
    return refused(result.code, locale);
  }
  services.log.info({ requestId: edits.requestId, staff: member.code }, 'limit request sent again');
  return stored(edits.requestId, result.approvers, locale);
}

function stored(id: string, approvers: readonly StaffMember[], locale: Locale): ViewResponseAction {
  const words = limitFormWording[locale];
  const people = peopleText(
    approvers.map(({ name }) => name),
    locale,
  );
  return notice(
    locale,
    words.savedTitle,
    approvers.length === 0 ? words.savedNobody({ id }) : words.saved({ id, people }),
  );
}

function refused(code: string, locale: Locale): ViewResponseAction {
  const words = limitFormWording[locale];
  const texts: Readonly<Record<string, string>> = {
    no_tier: words.refusedNoTier,
    suspended: words.refusedSuspended,
    on_hold: words.refusedOnHold,
    not_allowed: words.notAllowed,
    missing: words.missing,
  };
  return notice(locale, words.notPossibleTitle, texts[code] ?? words.stale);
}

function decideBy({ services, policy }: Basis): Date {
  const { expireAfterWorkingDays: days } = policy.approvalRules;
  return addWorkingTime(services.now(), { days }, services.calendar);
}
