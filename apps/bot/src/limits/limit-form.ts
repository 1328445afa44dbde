import { randomUUID } from 'node:crypto';
import type { ModalView } from '@slack/types';
import { mayRequest } from '@xinshao/core/approvals/permissions.ts';
import { type ApprovalNeed, approvalNeed } from '@xinshao/core/approvals/restrictions.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { FEN_PER_YUAN, type Fen, formatFen } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import { APPROVAL_STATE_LABELS } from '@xinshao/core/wording/labels/approvals.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { gradeText } from '@xinshao/core/wording/scoring.ts';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import { limitFormWording } from '@xinshao/core/wording/slack/limit-form.ts';
import { limitRequestWording } from '@xinshao/core/wording/slack/limit-request.ts';
import { openRequestOf } from '@xinshao/db/approvals/read-requests.ts';
import type { StoredRequest } from '@xinshao/db/approvals/stored-request.ts';
import { recordViews } from '@xinshao/db/audit/record-views.ts';
import { type CustomerCard, type CustomerStanding, customerCard } from '@xinshao/db/customers/customer-card.ts';
import { listStaff } from '@xinshao/db/staff/list-staff.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import { noticeView } from '../blocks/feedback-modal.ts';
import { limitFormView } from '../blocks/limit-form.ts';
import { escapeText } from '../blocks/text.ts';
import { candidateLines, daysText, levelsText } from '../present/limit-request.ts';
import { amountText, headroomOf } from '../present/standing.ts';
import { clockTime } from '../present/time.ts';
import type { Services } from '../services.ts';

/** What stands in the form when it opens; null: what holds now. */
export interface LimitWish {
  readonly customerId: number;
  readonly limitFen: Fen | null;
  readonly termDays: number | null;
}

/** The form for a new request, or a notice that says why nothing can be asked for. The look is in the audit trail. */
export async function limitForm(
  services: Services,
  member: StaffMember,
  wish: LimitWish,
  locale: Locale,
): Promise<ModalView> {
  const words = limitFormWording[locale];
  const refuse = (text: string) => noticeView(locale, words.notPossibleTitle, text);
  const now = services.now();
  const { timeZone, database } = services;
  const card = await customerCard(database, wish.customerId, dayInTimeZone(now, timeZone));
  if (card === null) return refuse(words.missing);
  if (!mayRequest(member, card.responsibility)) return refuse(words.notAllowed);
  const { standing } = card;
  const policy = standing === null ? null : await services.policies.of(standing.policyHash);
  if (standing === null || policy === null) return refuse(words.notAssessed);
  const open = await openRequestOf(database.pool, wish.customerId, { now, timeZone });
  if (open !== null) return refuse(openAlready(open, locale, timeZone));
  const staff = await listStaff(database);
  return formFor(services, member, { card, standing, policy, staff, locale }, wish, null);
}

/** The form for a request that was returned, filled with what was asked for. */
export async function editForm(
  services: Services,
  member: StaffMember,
  stored: StoredRequest,
  locale: Locale,
): Promise<ModalView> {
  const words = limitFormWording[locale];
  const refuse = (text: string) => noticeView(locale, words.notPossibleTitle, text);
  if (stored.request.requestedBy.code !== member.code) return refuse(words.notAllowed);
  if (stored.request.state !== 'returned') return refuse(words.stale);
  const today = dayInTimeZone(services.now(), services.timeZone);
  const card = await customerCard(services.database, stored.customer.id, today);
  const standing = card?.standing ?? null;
  const policy = standing === null ? null : await services.policies.of(standing.policyHash);
  if (card === null || standing === null || policy === null) return refuse(words.missing);
  const wish = { customerId: card.customer.id, ...stored.request.requested };
  const staff = await listStaff(services.database);
  return formFor(services, member, { card, standing, policy, staff, locale }, wish, stored);
}

/** That something is asked for the customer already, by whom and how far it is. */
export function openAlready(open: StoredRequest, locale: Locale, timeZone: string): string {
  return limitFormWording[locale].openAlready({
    id: open.id,
    name: escapeText(open.requesterName),
    at: clockTime(open.createdAt, timeZone),
    state: APPROVAL_STATE_LABELS[open.request.state][locale],
  });
}

interface FormBasis {
  readonly card: CustomerCard;
  readonly standing: CustomerStanding;
  readonly policy: Policy;
  /** Who may hold a tier. */
  readonly staff: readonly StaffMember[];
  readonly locale: Locale;
}

async function formFor(
  services: Services,
  member: StaffMember,
  basis: FormBasis,
  wish: LimitWish,
  edited: StoredRequest | null,
): Promise<ModalView> {
  const { card, standing, locale } = basis;
  const { customer, credit } = card;
  const view = {
    customerCode: customer.code,
    view: 'details',
    asOf: standing.asOf,
    assessment: standing.assessmentId,
  } as const;
  await recordViews(services.database, { actor: member.code, surface: 'slack' }, [view], services.now());
  const limitFen = wish.limitFen ?? credit.limitFen;
  const termDays = wish.termDays ?? credit.termDays ?? standing.assessment.terms.days;
  const returned = edited?.steps.findLast(({ kind }) => kind === 'return') ?? null;
  const words = limitFormWording[locale];
  return limitFormView({
    locale,
    edits: edited !== null,
    metadata: JSON.stringify({
      customerId: customer.id,
      key: randomUUID(),
      edits: edited === null ? null : { requestId: edited.id, round: edited.request.round },
    }),
    paragraphs: [
      `*${words.about({ name: escapeText(customer.name), code: escapeText(customer.code) })}*`,
      ...(returned === null
        ? []
        : [words.question({ name: escapeText(returned.byName), text: escapeText(returned.reason) })]),
      `*${limitRequestWording[locale].candidates}*\n${candidateLines(standing, locale).join('\n')}`,
      `*${words.who}*\n${whoText(basis, member, limitFen, termDays)}`,
    ],
    figures: figures(basis),
    filled: {
      limit: limitFen === null ? '' : typedYuan(limitFen),
      terms: termDays === null ? '' : String(termDays),
      until: edited?.lastDay ?? null,
      reason: edited?.reason ?? '',
    },
  });
}

function figures({ card, standing, policy, locale }: FormBasis): [string, string][] {
  const words = limitFormWording[locale];
  const shared = limitRequestWording[locale];
  const { credit, grant } = card;
  const { grade, limit, terms } = standing.assessment;
  const pair = (fen: Fen | null, days: number | null) =>
    shared.pair({ limit: amountText(fen, locale), terms: daysText(days, locale) });
  const now = pair(credit.limitFen, credit.termDays);
  const lastDay = grant?.lastDay ?? null;
  return [
    [words.now, lastDay === null ? now : words.nowUntil({ text: now, day: lastDay })],
    [shared.recommended, pair(limit.recommendedFen, terms.days)],
    [shared.grade, grade === null ? cardWording[locale].insufficient : escapeText(gradeText(locale, grade, policy))],
    [shared.exposure, formatFen(standing.exposureFen, locale)],
    [words.headroom, amountText(headroomOf(standing), locale)],
    [shared.overdue, formatFen(standing.overdueFen, locale)],
  ];
}

function whoText(basis: FormBasis, member: StaffMember, limitFen: Fen | null, termDays: number | null): string {
  const { card, policy, locale } = basis;
  const words = limitFormWording[locale];
  if (limitFen === null || termDays === null) return words.whoHint;
  const need = approvalNeed(policy, {
    requested: { limitFen, termDays },
    present: card.credit,
    requester: member,
    responsibility: card.responsibility,
    restrictions: {
      suspended: card.measures.some(({ kind }) => kind === 'suspend'),
      onHold: card.hold !== null,
    },
    staff: basis.staff,
  });
  const figures = { limit: formatFen(limitFen, locale), terms: daysText(termDays, locale) };
  return `${words.whoFor({ ...figures, path: needText(need, locale) })}\n${words.whoHint}`;
}

function needText(need: ApprovalNeed, locale: Locale): string {
  const words = limitFormWording[locale];
  if (!need.ok) {
    return { no_tier: words.needNoTier, suspended: words.needSuspended, on_hold: words.needOnHold }[need.code];
  }
  const { levels, filedWithFinance } = need.required;
  return [levelsText(levels, locale), ...(filedWithFinance ? [words.filed] : [])].join(locale === 'zh' ? '，' : ', ');
}

/** Yuan as the field takes them: `500,000` or `1,234.56`. */
function typedYuan(fen: Fen): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 }).format(fen / FEN_PER_YUAN);
}
