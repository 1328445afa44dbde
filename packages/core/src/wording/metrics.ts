import { EVENT_KINDS } from '../facts/facts.ts';
import { ATTRIBUTE_PREFIX } from '../facts/metrics/attribute.ts';
import type { MetricUnit } from '../facts/metrics/metric.ts';
import { findMetric } from '../facts/metrics.ts';
import { formatFen } from '../money/fen.ts';
import type { MetricValue } from '../scorecard/assessment.ts';
import { catalogue } from './catalogue.ts';
import { COMPANY_METRIC_LABELS } from './labels/company-metrics.ts';
import { EVENT_LABELS } from './labels/events.ts';
import { labelOf } from './labels/label-of.ts';
import { LEDGER_METRIC_LABELS } from './labels/ledger-metrics.ts';
import { OUTLOOK_LABELS } from './labels/scoring.ts';
import type { Label, Locale } from './locale.ts';

const words = catalogue({
  zh: {
    unknown: '未知',
    yes: '是',
    no: '否',
    days: (p: { n: string; one: boolean }) => `${p.n} 天`,
    months: (p: { n: string; one: boolean }) => `${p.n} 个月`,
    years: (p: { n: string; one: boolean }) => `${p.n} 年`,
    count12m: (p: { event: string }) => `近 12 个月${p.event}次数`,
    count24m: (p: { event: string }) => `近 24 个月${p.event}次数`,
    daysSince: (p: { event: string }) => `距最近一次${p.event}`,
  },
  en: {
    unknown: 'unknown',
    yes: 'yes',
    no: 'no',
    days: (p) => `${p.n} ${p.one ? 'day' : 'days'}`,
    months: (p) => `${p.n} ${p.one ? 'month' : 'months'}`,
    years: (p) => `${p.n} ${p.one ? 'year' : 'years'}`,
    count12m: (p) => `${p.event}: events of 12 months`,
    count24m: (p) => `${p.event}: events of 24 months`,
    daysSince: (p) => `${p.event}: days since the latest`,
  },
});

const eventMetricLabels: Record<string, Label> = {};
for (const kind of EVENT_KINDS) {
  const { zh, en } = EVENT_LABELS[kind];
  for (const [name, word] of [
    ['count_12m', 'count12m'],
    ['count_24m', 'count24m'],
    ['days_since', 'daysSince'],
  ] as const) {
    eventMetricLabels[`events.${kind}.${name}`] = {
      zh: words.zh[word]({ event: zh }),
      en: words.en[word]({ event: en }),
    };
  }
}

/** Every metric's name; free attributes are called by their own. */
export const METRIC_LABELS: Readonly<Record<string, Label>> = {
  ...LEDGER_METRIC_LABELS,
  ...COMPANY_METRIC_LABELS,
  ...eventMetricLabels,
};

/** What a metric is called; a free attribute (`attr.<name>`) is called `<name>`. */
export function metricLabel(locale: Locale, metricId: string): string {
  if (metricId.startsWith(ATTRIBUTE_PREFIX)) return metricId.slice(ATTRIBUTE_PREFIX.length);
  return labelOf(METRIC_LABELS, metricId, locale);
}

/** A value of a metric as people read it: amounts with ¥, shares as percentages, with their unit. */
export function formatMetric(locale: Locale, metricId: string, value: MetricValue): string {
  if (value === null) return words[locale].unknown;
  if (typeof value === 'boolean') return value ? words[locale].yes : words[locale].no;
  if (typeof value === 'string')
    return metricId === 'industry.outlook' ? labelOf(OUTLOOK_LABELS, value, locale) : value;
  return formatNumber(locale, value, findMetric(metricId)?.unit ?? null);
}

function formatNumber(locale: Locale, value: number, unit: MetricUnit | null): string {
  switch (unit) {
    case 'fen':
      return formatFen(value, locale);
    case 'ratio':
      return `${rounded(value * 100, 1)}%`;
    case 'multiple':
    case 'score':
      return rounded(value, 2);
    case 'days':
    case 'months':
    case 'years':
      return words[locale][unit]({ n: rounded(value, 1), one: Math.abs(value) === 1 });
    case 'count':
    case 'points':
    case null:
      return rounded(value, 1);
  }
}

/** At most that many decimals, none that are zero, and a real minus sign. */
function rounded(value: number, decimals: number): string {
  const factor = 10 ** decimals;
  const number = Math.round(value * factor) / factor;
  return number < 0 ? `−${Math.abs(number)}` : String(Math.abs(number));
}
