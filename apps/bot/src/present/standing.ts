import { AGING_BUCKETS, type Facts } from '@xinshao/core/facts/facts.ts';
import { termsInForce } from '@xinshao/core/limits/terms-in-force.ts';
import { type Fen, formatFen } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Assessment } from '@xinshao/core/scorecard/assessment.ts';
import { SOURCE_LABELS } from '@xinshao/core/wording/labels/events.ts';
import { labelOf } from '@xinshao/core/wording/labels/label-of.ts';
import { AGING_LABELS } from '@xinshao/core/wording/labels/scoring.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { describeReason } from '@xinshao/core/wording/scoring.ts';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import { clockWording } from '@xinshao/core/wording/slack/clock.ts';
import type { CreditHold } from '@xinshao/db/customers/credit-hold.ts';
import type { CustomerCard, CustomerStanding } from '@xinshao/db/customers/customer-card.ts';
import type { AgingBar } from '../blocks/aging.ts';
import { clockTime } from './time.ts';

/** limit − exposure; null without a limit; negative when the limit is overrun. */
export function headroomOf(standing: Pick<CustomerStanding, 'limitFen' | 'exposureFen'>): Fen | null {
  return standing.limitFen === null ? null : standing.limitFen - standing.exposureFen;
}

/** An amount, or a dash where there is none. */
export function amountText(fen: Fen | null, locale: Locale): string {
  return fen === null ? cardWording[locale].none : formatFen(fen, locale);
}

/** exposure / limit as a percentage; a dash without a limit or with a limit of nothing. */
export function utilisationText(standing: Pick<CustomerStanding, 'limitFen' | 'exposureFen'>, locale: Locale): string {
  const { limitFen, exposureFen } = standing;
  if (limitFen === null || limitFen <= 0) return cardWording[locale].none;
  return `${((exposureFen / limitFen) * 100).toFixed(1)}%`;
}

/** That new credit is on hold, since when and why; null when it is not. */
export function holdText(hold: CreditHold | null, locale: Locale, timeZone: string): string | null {
  if (hold === null) return null;
  return clockWording[locale].onHold({ since: clockTime(hold.since, timeZone), id: hold.alertId });
}

/** The terms in force for the customer of a card, in days. */
export function termsOf({ credit, standing, measures }: CustomerCard): number | null {
  return termsInForce({
    heldDays: credit.termDays,
    recommendedDays: standing?.assessment.terms.days ?? null,
    prepayOnly: measures.some(({ kind }) => kind === 'prepay'),
  });
}

/** The terms of the assessment. */
export function termsText(terms: Assessment['terms'], locale: Locale): string {
  const words = cardWording[locale];
  if (terms.days === null) return words.none;
  return terms.days === 0 ? words.prepaid : words.days({ days: terms.days });
}

/** The open amounts by days past due as bars; empty when nothing is open. */
export function agingBars(facts: Facts, locale: Locale): AgingBar[] {
  const amounts = facts.ledger?.aging ?? [];
  const whole = amounts.reduce<number>((sum, fen) => sum + Math.max(0, fen), 0);
  if (whole <= 0) return [];
  return AGING_BUCKETS.map((bucket, index) => {
    const fen = amounts[index] ?? 0;
    return {
      label: AGING_LABELS[bucket][locale],
      share: Math.max(0, fen) / whole,
      amount: formatFen(fen, locale),
    };
  });
}

/** Why the result is what it is, the heaviest first. */
export function reasonTexts(assessment: Assessment, policy: Policy | null, locale: Locale): string[] {
  return assessment.reasons.map((reason) => describeReason(locale, reason, assessment, policy));
}

/** Each source with its latest data day. */
export function dataDateTexts(facts: Facts, locale: Locale): string[] {
  return Object.entries(facts.dataDates).map(([source, day]) => `${labelOf(SOURCE_LABELS, source, locale)} ${day}`);
}
