import { AGING_BUCKETS } from '@xinshao/core/facts/facts.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import { concentrationLevel, herfindahl, shareOf } from '@xinshao/core/portfolio/concentration.ts';
import {
  type DimensionFigures,
  PORTFOLIO_DIMENSIONS,
  type Portfolio,
  type PortfolioDimension,
} from '@xinshao/core/portfolio/figures.ts';
import { AGING_LABELS } from '@xinshao/core/wording/labels/scoring.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { CONCENTRATION_LABELS, DIMENSION_NAMES, portfolioWording } from '@xinshao/core/wording/slack/portfolio.ts';
import type { AgingBar } from '../blocks/aging.ts';
import type { ChartModel } from '../blocks/chart.ts';
import { chartUnit } from './chart-unit.ts';

/** What the portfolio can be broken down by. */
export const BREAKDOWN_CHOICES = ['aging', ...PORTFOLIO_DIMENSIONS, 'largest', 'trend'] as const;
export type BreakdownChoice = (typeof BREAKDOWN_CHOICES)[number];

/** One breakdown as bars of text and as a chart. */
export interface Breakdown {
  readonly title: string;
  readonly bars: readonly AgingBar[];
  /** Said below the bars; null: nothing. */
  readonly note: string | null;
  readonly chart: ChartModel;
}

const VALUES_SHOWN = 10;
/** Days past due, as short as an axis needs them. */
const AXIS_LABELS: Partial<Record<(typeof AGING_BUCKETS)[number], string>> = {
  '1_30': '1–30',
  '31_60': '31–60',
  '61_90': '61–90',
  '91_180': '91–180',
  '181_360': '181–360',
  over_360: '>360',
};

export function breakdownLabel(choice: BreakdownChoice, locale: Locale): string {
  const words = portfolioWording[locale];
  return choice === 'aging' || choice === 'largest' || choice === 'trend'
    ? words[choice]
    : DIMENSION_NAMES[choice][locale];
}

/** The portfolio by one of the choices. */
export function breakdownOf(portfolio: Portfolio, choice: BreakdownChoice, locale: Locale): Breakdown {
  switch (choice) {
    case 'aging':
      return byAging(portfolio, locale);
    case 'largest':
      return byCustomer(portfolio, locale);
    case 'trend':
      return byMonth(portfolio, locale);
    default:
      return byDimension(portfolio, choice, locale);
  }
}

function byAging({ totals }: Portfolio, locale: Locale): Breakdown {
  const words = portfolioWording[locale];
  const unit = chartUnit(totals.openFen, locale);
  const whole = totals.aging.reduce<number>((sum, fen) => sum + Math.max(0, fen), 0);
  const labels = AGING_BUCKETS.map((bucket) => AGING_LABELS[bucket][locale]);
  return {
    title: words.aging,
    bars: labels.map((label, place) => {
      const fen = totals.aging[place] ?? 0;
      return { label, share: shareOf(Math.max(0, fen), whole) ?? 0, amount: formatFen(fen, locale) };
    }),
    note: null,
    chart: {
      kind: 'bar',
      title: words.chartAging({ unit: unit.name }),
      categories: AGING_BUCKETS.map((bucket) => AXIS_LABELS[bucket] ?? AGING_LABELS[bucket][locale]),
      series: [{ name: words.openSeries, values: totals.aging.map((fen) => unit.of(fen)) }],
    },
  };
}

function byDimension({ totals, dimensions }: Portfolio, dimension: PortfolioDimension, locale: Locale): Breakdown {
  const words = portfolioWording[locale];
  const all = dimensions[dimension];
  const shown = all.slice(0, VALUES_SHOWN);
  const rest = all.slice(VALUES_SHOWN);
  const unit = chartUnit(totals.exposureFen, locale);
  const nameOf = ({ value }: DimensionFigures) => value ?? words.unknown;
  const index = herfindahl(all.map(({ exposureFen }) => exposureFen));
  const bars = shown.map((one) => bar(nameOf(one), one.exposureFen, totals.exposureFen, locale));
  if (rest.length > 0) {
    const fen = rest.reduce((sum, { exposureFen }) => sum + exposureFen, 0);
    bars.push(bar(words.others({ count: rest.length }), fen, totals.exposureFen, locale));
  }
  const level = (value: number) => CONCENTRATION_LABELS[concentrationLevel(value)][locale];
  return {
    title: DIMENSION_NAMES[dimension][locale],
    bars: againstLongest(bars),
    note:
      index === null
        ? null
        : words.concentration({
            what: DIMENSION_NAMES[dimension][locale],
            index: index.toFixed(3),
            level: level(index),
          }),
    chart: {
      kind: 'bar',
      title: words.chartDimension({ dimension: DIMENSION_NAMES[dimension][locale], unit: unit.name }),
      categories: shown.map(nameOf),
      series: [
        { name: words.exposureSeries, values: shown.map(({ exposureFen }) => unit.of(exposureFen)) },
        { name: words.overdueSeries, values: shown.map(({ overdueFen }) => unit.of(overdueFen)) },
      ],
    },
  };
}

function byCustomer({ totals, largest }: Portfolio, locale: Locale): Breakdown {
  const words = portfolioWording[locale];
  const shown = largest.slice(0, VALUES_SHOWN);
  const unit = chartUnit(shown[0]?.exposureFen ?? 0, locale);
  return {
    title: words.largest,
    bars: againstLongest(shown.map(({ name, exposureFen }) => bar(name, exposureFen, totals.exposureFen, locale))),
    note: null,
    chart: {
      kind: 'bar',
      title: words.chartDimension({ dimension: words.largest, unit: unit.name }),
      categories: shown.map(({ name }) => name),
      series: [
        { name: words.exposureSeries, values: shown.map(({ exposureFen }) => unit.of(exposureFen)) },
        { name: words.overdueSeries, values: shown.map(({ overdueFen }) => unit.of(overdueFen)) },
      ],
    },
  };
}

/** The bars are shares of the largest month: a trend has no whole. */
function byMonth({ totals, history }: Portfolio, locale: Locale): Breakdown {
  const words = portfolioWording[locale];
  const most = Math.max(0, ...history.map(({ exposureFen }) => exposureFen));
  const unit = chartUnit(totals.exposureFen, locale);
  return {
    title: words.trend,
    bars: history.map(({ asOf, exposureFen }) => bar(asOf, exposureFen, most, locale)),
    note: history.length < 2 ? words.noTrend : null,
    chart: {
      kind: 'line',
      title: words.chartTrend({ unit: unit.name }),
      categories: history.map(({ asOf }) => asOf),
      series: [
        { name: words.exposureSeries, values: history.map(({ exposureFen }) => unit.of(exposureFen)) },
        { name: words.overdueSeries, values: history.map(({ overdueFen }) => unit.of(overdueFen)) },
      ],
    },
  };
}

function bar(label: string, fen: number, whole: number, locale: Locale): AgingBar {
  return { label, share: shareOf(Math.max(0, fen), whole) ?? 0, amount: formatFen(fen, locale) };
}

/** Shares of many parts are small: drawn against the largest of them, their differences show. */
function againstLongest(bars: readonly AgingBar[]): AgingBar[] {
  const longest = Math.max(0, ...bars.map(({ share }) => share));
  return bars.map((one) => ({ ...one, length: shareOf(one.share, longest) ?? 0 }));
}
