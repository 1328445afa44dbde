import { type Fen, formatFen } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import { responseRate, shareConfirmed } from '@xinshao/core/portfolio/alert-kpis.ts';
import { type Change, portfolioChange } from '@xinshao/core/portfolio/change.ts';
import { collectionEffectiveness, collectionRate, daysSalesOutstanding } from '@xinshao/core/portfolio/collection.ts';
import { concentrationLevel, herfindahlFromSquares, shareOf } from '@xinshao/core/portfolio/concentration.ts';
import type { GradeFigures, Portfolio } from '@xinshao/core/portfolio/figures.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { gradeText } from '@xinshao/core/wording/scoring.ts';
import { CONCENTRATION_LABELS, portfolioWording } from '@xinshao/core/wording/slack/portfolio.ts';
import type { PortfolioModel } from '../blocks/portfolio.ts';
import { chartUnit } from './chart-unit.ts';
import { BREAKDOWN_CHOICES, type BreakdownChoice, breakdownLabel, breakdownOf } from './portfolio-breakdown.ts';

/** What a page about the portfolio needs besides the figures. */
export interface PortfolioRequest {
  readonly portfolio: Portfolio;
  /** Of the newest results: which grade is best, and what grades are called; null: by letter. */
  readonly policy: Policy | null;
  readonly locale: Locale;
  /** What the exposure is broken down by. */
  readonly choice: BreakdownChoice;
  readonly choices: readonly BreakdownChoice[];
}

/** Puts the portfolio into words, bars and the values of charts. */
export function portfolioModel(request: PortfolioRequest): PortfolioModel | null {
  const { portfolio, locale, policy, choice, choices } = request;
  const { totals } = portfolio;
  if (totals.asOf === null) return null;
  const words = portfolioWording[locale];
  const grades = inOrder(portfolio.grades, policy);
  const label = (grade: string | null) => (grade === null ? words.noGrade : gradeText(locale, grade, policy));
  const unit = chartUnit(totals.exposureFen, locale);
  const most = Math.max(0, ...grades.map(({ exposureFen }) => exposureFen));
  return {
    locale,
    asOf: totals.asOf,
    figures: figures(portfolio, locale),
    change: changeText(portfolio, locale),
    stale: totals.staleCustomers === 0 ? null : words.stale({ count: countText(totals.staleCustomers) }),
    grades: grades.map(({ grade, exposureFen, customers }) => ({
      label: label(grade),
      share: shareOf(exposureFen, totals.exposureFen) ?? 0,
      length: shareOf(exposureFen, most) ?? 0,
      amount: `${formatFen(exposureFen, locale)} (${countText(customers)})`,
    })),
    aging: breakdownOf(portfolio, 'aging', locale).bars,
    concentration: concentrationText(portfolio, locale),
    breakdown: { choice, ...breakdownOf(portfolio, choice, locale) },
    choices: [...choices].map((value) => ({ value, label: breakdownLabel(value, locale) })),
    gradeChart: {
      kind: 'bar',
      title: words.chartGrades({ unit: unit.name }),
      categories: grades.map(({ grade }) => grade ?? words.noGrade),
      series: [
        { name: words.exposureSeries, values: grades.map(({ exposureFen }) => unit.of(exposureFen)) },
        { name: words.overdueSeries, values: grades.map(({ overdueFen }) => unit.of(overdueFen)) },
      ],
    },
    summary: words.fallback({
      day: totals.asOf,
      exposure: formatFen(totals.exposureFen, locale),
      overdue: formatFen(totals.overdueFen, locale),
    }),
  };
}

/** @returns the choice a button's value or a stored filter names, or the first of those offered */
export function breakdownChoice(text: string | null, offered: readonly BreakdownChoice[]): BreakdownChoice {
  return offered.find((choice) => choice === text) ?? offered[0] ?? BREAKDOWN_CHOICES[0];
}

/** Best grade first, as the policy has them; grades it does not know after them, customers without one last. */
function inOrder(grades: readonly GradeFigures[], policy: Policy | null): GradeFigures[] {
  const scale = policy?.scale.map(({ grade }) => grade) ?? [];
  const place = ({ grade }: GradeFigures) => {
    if (grade === null) return scale.length + 1;
    const known = scale.indexOf(grade);
    return known === -1 ? scale.length : known;
  };
  return [...grades].sort(
    (one, other) => place(one) - place(other) || String(one.grade).localeCompare(String(other.grade)),
  );
}

function figures({ totals, collection, alerts }: Portfolio, locale: Locale): [string, string][] {
  const words = portfolioWording[locale];
  const money = (fen: Fen) => formatFen(fen, locale);
  const percent = (share: number | null) => percentText(share, locale);
  const rate = collection === null ? null : collectionRate(collection);
  const days = collection === null ? null : daysSalesOutstanding(collection);
  const inTime = responseRate(alerts);
  return [
    [
      words.customers,
      words.customersValue({
        count: countText(totals.customers),
        overdue: countText(totals.overdueCustomers),
        overLimit: countText(totals.overLimitCustomers),
      }),
    ],
    [words.exposure, money(totals.exposureFen)],
    [words.open, money(totals.openFen)],
    [
      words.overdue,
      words.overdueValue({
        amount: money(totals.overdueFen),
        rate: percent(shareOf(totals.overdueFen, totals.openFen)),
      }),
    ],
    [words.utilisation, percent(shareOf(totals.exposureFen, totals.limitFen))],
    [
      words.collection,
      rate === null ? words.none : words.collectionValue({ rate: percent(rate), months: collection?.months ?? 0 }),
    ],
    [words.cei, percent(collection === null ? null : collectionEffectiveness(collection))],
    [words.dso, days === null ? words.none : words.dsoValue({ days: days.toFixed(0) })],
    [
      words.response,
      inTime === null
        ? words.none
        : words.responseValue({ rate: percent(inTime), hours: alerts.medianHours?.toFixed(1) ?? words.none }),
    ],
    [words.confirmed, percent(shareConfirmed(alerts))],
  ];
}

function changeText({ totals, lastMonth }: Portfolio, locale: Locale): string {
  const words = portfolioWording[locale];
  const change = portfolioChange(totals, lastMonth);
  if (change === null) return words.noComparison;
  const text = [
    `${words.exposure} ${moved(change.exposureFen)}`,
    `${words.overdue} ${moved(change.overdueFen)}`,
    `${words.open} ${moved(change.openFen)}`,
    `${words.customers} ${signed(change.customers.difference, countText)}`,
  ].join(' · ');
  return words.since({ day: change.since, text });
}

function moved({ difference, relative }: Change): string {
  if (difference === 0) return '±0';
  const arrow = difference > 0 ? '▲' : '▼';
  return relative === null ? arrow : `${arrow} ${signed(relative * 100, (value) => value.toFixed(1))}%`;
}

function signed(value: number, text: (positive: number) => string): string {
  if (value === 0) return '±0';
  return `${value < 0 ? '−' : '+'}${text(Math.abs(value))}`;
}

function concentrationText({ totals, largest }: Portfolio, locale: Locale): string {
  const words = portfolioWording[locale];
  const index = herfindahlFromSquares(totals.exposureSquares, totals.exposureFen);
  if (index === null) return words.none;
  const top = largest.slice(0, 10);
  const held = top.reduce((sum, { exposureFen }) => sum + exposureFen, 0);
  const level = CONCENTRATION_LABELS[concentrationLevel(index)][locale];
  const share = percentText(shareOf(held, totals.exposureFen), locale);
  return `${words.topShare({ count: top.length, share })} · ${words.concentration({ what: words.customer, index: index.toFixed(4), level })}`;
}

function percentText(share: number | null, locale: Locale): string {
  return share === null ? portfolioWording[locale].none : `${(share * 100).toFixed(1)}%`;
}

function countText(count: number): string {
  return count.toLocaleString('en-US');
}
