import { cutNeed, isCut, largestCutAlone } from '@xinshao/core/approvals/cut-limit.ts';
import { readAmount } from '@xinshao/core/approvals/parse-credit.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { addWorkingTime } from '@xinshao/core/feedback/working-time.ts';
import { type Fen, formatFen } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { cutLimitWording } from '@xinshao/core/wording/slack/cut-limit.ts';
import { limitFormWording } from '@xinshao/core/wording/slack/limit-form.ts';
import type { AlertView } from '@xinshao/db/alerts/alert-view.ts';
import { type CustomerCard, customerCard } from '@xinshao/db/customers/customer-card.ts';
import type { CutBasis } from '@xinshao/db/grants/cut-limit.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import { levelsText } from '../present/limit-request.ts';
import type { Services } from '../services.ts';

/** What stands beside the new limit: what holds now, and what the cut leads to by the policy's tiers. */
export async function cutHint(
  services: Services,
  view: AlertView,
  member: StaffMember,
  locale: Locale,
): Promise<string> {
  const words = cutLimitWording[locale];
  const found = await basisOf(services, view);
  const presentFen = found?.card.credit.limitFen ?? null;
  if (found === null || presentFen === null) return words.nothingToCut;
  const until = found.card.grant?.lastDay ?? null;
  const present = words.present({ limit: formatFen(presentFen, locale), until });
  return present + leadsTo(found.policy, presentFen, member, locale);
}

function leadsTo({ approvals }: Policy, presentFen: Fen, { role }: StaffMember, locale: Locale): string {
  const words = cutLimitWording[locale];
  const alone = largestCutAlone(approvals, role);
  // The largest cut there can be is a fen below what holds.
  const need = cutNeed(approvals, presentFen - 1, role);
  if (alone === null || need.kind === 'at_once') return words.atOnce;
  const limit = formatFen(alone, locale);
  if (need.kind === 'no_tier') return words.noTier({ limit });
  return words.aloneUpTo({ limit, path: levelsText(need.required.levels, locale) });
}

export type ReadCut =
  | { readonly ok: true; readonly limitFen: Fen; readonly basis: CutBasis; readonly path: string }
  /** What is said beside the field. */
  | { readonly ok: false; readonly problem: string };

/** Judges a typed limit. @param typed as it stands in the field */
export async function readCut(
  services: Services,
  view: AlertView,
  member: StaffMember,
  typed: string,
  locale: Locale,
): Promise<ReadCut> {
  const words = cutLimitWording[locale];
  const found = await basisOf(services, view);
  const presentFen = found?.card.credit.limitFen ?? null;
  if (found === null || presentFen === null) return { ok: false, problem: words.nothingToCut };
  const limitFen = readAmount(typed);
  if (limitFen === null) return { ok: false, problem: limitFormWording[locale].limitUnreadable };
  if (!isCut(limitFen, presentFen)) {
    return { ok: false, problem: words.notBelow({ limit: formatFen(presentFen, locale) }) };
  }
  const need = cutNeed(found.policy.approvals, limitFen, member.role);
  if (need.kind === 'no_tier') return { ok: false, problem: words.tooMuch };
  const path = need.kind === 'approval' ? levelsText(need.required.levels, locale) : '';
  return { ok: true, limitFen, basis: found.basis, path };
}

interface Found {
  readonly card: CustomerCard;
  readonly policy: Policy;
  readonly basis: CutBasis;
}

/** @returns null for a customer that was never assessed, or by a policy that cannot be read any more */
async function basisOf(services: Services, view: AlertView): Promise<Found | null> {
  const now = services.now();
  const card = await customerCard(services.database, view.customer.id, dayInTimeZone(now, services.timeZone));
  const standing = card?.standing ?? null;
  const policy = standing === null ? null : await services.policies.of(standing.policyHash);
  if (card === null || standing === null || policy === null) return null;
  const { limit, terms } = standing.assessment;
  return {
    card,
    policy,
    basis: {
      policy,
      policyHash: standing.policyHash,
      assessmentId: standing.assessmentId,
      recommended: { limitFen: limit.recommendedFen, termDays: terms.days },
      decideBy: addWorkingTime(now, { days: policy.approvalRules.expireAfterWorkingDays }, services.calendar),
    },
  };
}
