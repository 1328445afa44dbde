import { endMeasureRefusal } from '@xinshao/core/alerts/end-measure.ts';
import type { PresentAbsence } from '@xinshao/core/approvals/absence.ts';
import { endStanding } from '@xinshao/core/approvals/end-grant.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import { type Member, seesDetails } from '@xinshao/core/roles/roles.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { describePromise } from '@xinshao/core/wording/promises.ts';
import { gradeText } from '@xinshao/core/wording/scoring.ts';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import { cutLimitWording } from '@xinshao/core/wording/slack/cut-limit.ts';
import { limitRequestWording } from '@xinshao/core/wording/slack/limit-request.ts';
import type { CustomerCard, CustomerStanding } from '@xinshao/db/customers/customer-card.ts';
import type { CustomerCardModel, DetailsModel } from '../blocks/customer-card.ts';
import { daysText } from './limit-request.ts';
import { measureWithAlert } from './measures.ts';
import { openAlertModel } from './open-alert.ts';
import {
  agingBars,
  amountText,
  dataDateTexts,
  headroomOf,
  holdText,
  reasonTexts,
  termsOf,
  termsText,
  utilisationText,
} from './standing.ts';

export interface CardRequest {
  readonly card: CustomerCard;
  readonly member: Member;
  /** null where the policy is no longer readable: ids are shown then. */
  readonly policy: Policy | null;
  readonly locale: Locale;
  readonly formerName: string | null;
  /** Who is away now. */
  readonly absences: readonly PresentAbsence[];
  readonly timeZone: string;
  readonly now: Date;
}

/** Puts a customer's card into words, as far as this member may see it (§9). */
export function customerCardModel(request: CardRequest): CustomerCardModel {
  const { card, locale, policy } = request;
  const { standing } = card;
  return {
    locale,
    name: card.customer.name,
    code: card.customer.code,
    uscc: card.customer.uscc,
    ownerName: card.ownerName,
    formerName: request.formerName,
    hold: holdText(card.hold, locale, request.timeZone),
    measures: card.measures.map((measure) => ({
      text: measureWithAlert(measure, locale, request.timeZone),
      grave: measure.kind === 'suspend' || measure.kind === 'prepay',
      reason: seesDetails(request.member, card.responsibility) ? measure.reason : null,
      endableId: endMeasureRefusal(measure, request.member) === null ? measure.id : null,
    })),
    grant: grantText(card.grant, locale),
    endableGrant: endableGrant(request),
    standing:
      standing === null
        ? null
        : {
            grade: standing.assessment.grade === null ? null : gradeText(locale, standing.assessment.grade, policy),
            limit: amountText(standing.limitFen, locale),
            terms: termsShown(card, standing, locale),
            asOf: standing.asOf,
            staleSince: standing.staleSince,
          },
    details: standing !== null && seesDetails(request.member, card.responsibility) ? details(request, standing) : null,
  };
}

/** The terms in force, and beside them the recommended ones where those differ. */
function termsShown(card: CustomerCard, { assessment }: CustomerStanding, locale: Locale): string {
  const days = termsOf(card);
  const terms = daysText(days, locale);
  if (assessment.terms.days === null || assessment.terms.days === days) return terms;
  return cardWording[locale].termsAdvised({ terms, recommended: termsText(assessment.terms, locale) });
}

/** Promises on a card; the latest ones. */
const PROMISES_SHOWN = 5;

function details(request: CardRequest, standing: CustomerStanding): DetailsModel {
  const { locale, policy, card, member } = request;
  const { assessment, facts } = standing;
  return {
    score: cardWording[locale].points({ score: assessment.score.toFixed(1) }),
    confidence: `${Math.round(assessment.confidence * 100)}%`,
    recommended: amountText(assessment.limit.recommendedFen, locale),
    exposure: formatFen(standing.exposureFen, locale),
    headroom: amountText(headroomOf(standing), locale),
    utilisation: utilisationText(standing, locale),
    overdue: overdueText(standing, locale),
    aging: agingBars(facts, locale),
    reasons: reasonTexts(assessment, policy, locale),
    dataDates: dataDateTexts(facts, locale),
    promises: (facts.promises.history ?? []).slice(-PROMISES_SHOWN).map((promise) => describePromise(locale, promise)),
    openAlerts: card.openAlerts.map((alert) => openAlertModel(alert, member, policy, request)),
  };
}

/** What is past due, and beside it the money that nobody has said yet what it pays. */
function overdueText({ overdueFen, facts }: CustomerStanding, locale: Locale): string {
  const overdue = formatFen(overdueFen, locale);
  const unappliedFen = facts.ledger?.unappliedFen ?? 0;
  if (overdueFen === 0 || unappliedFen <= 0) return overdue;
  return cardWording[locale].besidesUnapplied({ overdue, unapplied: formatFen(unappliedFen, locale) });
}

function endableGrant({ card, member, policy, absences }: CardRequest): string | null {
  const { grant, responsibility } = card;
  if (grant === null || policy === null) return null;
  const endable = { ...grant, isCut: grant.alertId !== null };
  return endStanding(policy.approvals, endable, member, responsibility, absences).may ? grant.id : null;
}

function grantText(grant: CustomerCard['grant'], locale: Locale): string | null {
  if (grant === null) return null;
  const { alertId: alert, requestId: id, since, lastDay: day } = grant;
  if (id === null) {
    const words = cutLimitWording[locale];
    if (alert === null) return null;
    return day === null ? words.onCard({ alert, since }) : words.onCardUntil({ alert, since, day });
  }
  const words = limitRequestWording[locale];
  return day === null ? words.grantOnCard({ id, since }) : words.grantOnCardUntil({ id, since, day });
}
