import { formatFen } from '../money/fen.ts';
import type { Policy } from '../policy/schema.ts';
import type { Assessment, CapResult, FactorResult, Reason, StaleSource } from '../scorecard/assessment.ts';
import type { Direction, Evidence } from '../warnings/warning.ts';
import { catalogue } from './catalogue.ts';
import { EVENT_LABELS, SOURCE_LABELS } from './labels/events.ts';
import { labelOf } from './labels/label-of.ts';
import { CANDIDATE_LABELS, TERMS_REASON_LABELS } from './labels/scoring.ts';
import type { Locale } from './locale.ts';
import { formatMetric, metricLabel } from './metrics.ts';
import { describeBrokenPromise } from './promises.ts';

/** The part of a policy that gives its own words; null where the policy is no longer readable: ids are shown then. */
export type PolicyLabels = Pick<Policy, 'scale' | 'factors' | 'caps'> | null;

const comparison = { at_least: '≥', above: '>', at_most: '≤', below: '<', is: '=' } as const satisfies Record<
  Direction,
  string
>;

const sentences = catalogue({
  zh: {
    threshold: (p: { metric: string; value: string; sign: string; threshold: string }) =>
      `${p.metric} ${p.value}（预警线 ${p.sign} ${p.threshold}）`,
    data: (p: { day: string; source: string }) => `数据日期 ${p.day}，来源：${p.source}`,
    source: (p: { source: string }) => `来源：${p.source}`,
    event: (p: { day: string; event: string }) => `${p.day} ${p.event}`,
    title: (p: { title: string }) => `：${p.title}`,
    amount: (p: { amount: string }) => `涉及金额 ${p.amount}`,
    times: (p: { count: number }) => `近 12 个月共 ${p.count} 次`,
    downgrade: (p: { before: string; after: string; on: string; scoreBefore: number; scoreAfter: number }) =>
      `等级由 ${p.before}（${p.scoreBefore} 分，${p.on}）降至 ${p.after}（${p.scoreAfter} 分）`,
    policyChanged: '其间授信政策已修订，降级可能仅因政策变化',
    cap: (p: { cap: string; grade: string }) => `${p.cap}：最高 ${p.grade}`,
    capValue: (p: { cap: string; grade: string; metric: string; value: string }) =>
      `${p.cap}：最高 ${p.grade}（${p.metric} ${p.value}）`,
    factor: (p: { factor: string; metric: string; value: string; points: number; maximum: number }) =>
      `${p.factor}：${p.metric} ${p.value}，得 ${p.points}/${p.maximum} 分`,
    missing: (p: { factor: string; points: number; maximum: number }) =>
      `${p.factor}：无数据，暂按 ${p.points}/${p.maximum} 分`,
    stale: (p: { source: string; day: string; age: number; allowed: number }) =>
      `${p.source}数据已过期：截至 ${p.day}，已 ${p.age} 天（允许 ${p.allowed} 天）`,
    points: '得分',
    candidate: (p: { candidate: string; amount: string }) => `${p.candidate} ${p.amount}`,
    unknown: '无法计算',
    join: '；',
  },
  en: {
    threshold: (p) => `${p.metric} ${p.value} (warns at ${p.sign} ${p.threshold})`,
    data: (p) => `data of ${p.day}, source: ${p.source}`,
    source: (p) => `source: ${p.source}`,
    event: (p) => `${p.day} ${p.event}`,
    title: (p) => `: ${p.title}`,
    amount: (p) => `amount ${p.amount}`,
    times: (p) => `${p.count} in 12 months`,
    downgrade: (p) =>
      `Grade fell from ${p.before} (${p.scoreBefore} points, ${p.on}) to ${p.after} (${p.scoreAfter} points)`,
    policyChanged: 'the policy was revised in between, which may be the only reason',
    cap: (p) => `${p.cap}: ${p.grade} at best`,
    capValue: (p) => `${p.cap}: ${p.grade} at best (${p.metric} ${p.value})`,
    factor: (p) => `${p.factor}: ${p.metric} ${p.value}, ${p.points} of ${p.maximum} points`,
    missing: (p) => `${p.factor}: no data, ${p.points} of ${p.maximum} points for now`,
    stale: (p) => `Data from the ${p.source} are stale: of ${p.day}, ${p.age} days old (${p.allowed} allowed)`,
    points: 'Points',
    candidate: (p) => `${p.candidate} ${p.amount}`,
    unknown: 'cannot be computed',
    join: '; ',
  },
});

/** What a warning found, with its numbers, date and source. The text holds what others typed: escape it for display. */
export function describeEvidence(locale: Locale, evidence: Evidence, policy: PolicyLabels): string {
  const say = sentences[locale];
  switch (evidence.kind) {
    case 'threshold': {
      const { metric, dataDate } = evidence;
      const finding = say.threshold({
        metric: metricLabel(locale, metric),
        value: formatMetric(locale, metric, evidence.value),
        sign: comparison[evidence.direction],
        threshold: formatMetric(locale, metric, evidence.threshold),
      });
      const source = SOURCE_LABELS[evidence.source][locale];
      return [finding, dataDate === null ? say.source({ source }) : say.data({ day: dataDate, source })].join(say.join);
    }
    case 'event': {
      const event = say.event({ day: evidence.occurredOn, event: EVENT_LABELS[evidence.eventKind][locale] });
      const parts = [evidence.title ? event + say.title({ title: evidence.title }) : event];
      if (evidence.amountFen > 0) parts.push(say.amount({ amount: formatFen(evidence.amountFen, locale) }));
      if (evidence.count12m > 1) parts.push(say.times({ count: evidence.count12m }));
      if (evidence.source) parts.push(say.source({ source: evidence.source }));
      return parts.join(say.join);
    }
    case 'downgrade': {
      const { beforeOn: on, scoreBefore, scoreAfter } = evidence;
      const before = gradeText(locale, evidence.before, policy);
      const after = gradeText(locale, evidence.after, policy);
      const fall = say.downgrade({ before, after, on, scoreBefore, scoreAfter });
      return evidence.policyChanged ? [fall, say.policyChanged].join(say.join) : fall;
    }
    case 'broken_promise':
      return describeBrokenPromise(locale, evidence);
  }
}

/** One reason of an assessment as a sentence. */
export function describeReason(locale: Locale, reason: Reason, assessment: Assessment, policy: PolicyLabels): string {
  switch (reason.kind) {
    case 'cap': {
      const cap = assessment.caps.find(({ id }) => id === reason.id);
      return cap === undefined ? reason.id : describeCap(locale, cap, policy);
    }
    case 'factor':
    case 'missing': {
      const factor = assessment.factors.find(({ id }) => id === reason.id);
      return factor === undefined ? reason.id : describeFactor(locale, factor, policy);
    }
    case 'stale': {
      const stale = assessment.stale.find(({ source }) => source === reason.id);
      return stale === undefined ? reason.id : describeStale(locale, stale);
    }
  }
}

/** A source that is too old: of which day its data are, and how old they are. */
export function describeStale(locale: Locale, stale: StaleSource): string {
  const source = SOURCE_LABELS[stale.source][locale];
  return sentences[locale].stale({ source, day: stale.dataDate, age: stale.ageDays, allowed: stale.allowedDays });
}

/** A cap with the grade it allows and what it was found on. */
export function describeCap(locale: Locale, cap: CapResult, policy: PolicyLabels): string {
  const say = sentences[locale];
  const name = policy?.caps.find(({ id }) => id === cap.id)?.label[locale] ?? cap.id;
  const grade = gradeText(locale, cap.grade, policy);
  // Words and yes/no say nothing that the name of the cap does not say.
  if (typeof cap.value !== 'number') return say.cap({ cap: name, grade });
  const metric = cap.metric === null ? say.points : metricLabel(locale, cap.metric);
  const value = cap.metric === null ? String(cap.value) : formatMetric(locale, cap.metric, cap.value);
  return say.capValue({ cap: name, grade, metric, value });
}

/** A factor with its value and points. */
export function describeFactor(locale: Locale, factor: FactorResult, policy: PolicyLabels): string {
  const say = sentences[locale];
  const name = policy?.factors.find(({ id }) => id === factor.id)?.label[locale] ?? factor.id;
  const { points, maximumPoints: maximum, metric } = factor;
  if (factor.missing) return say.missing({ factor: name, points, maximum });
  const value = formatMetric(locale, metric, factor.value);
  return say.factor({ factor: name, metric: metricLabel(locale, metric), value, points, maximum });
}

/** A limit candidate with its amount. */
export function describeCandidate(locale: Locale, candidate: Assessment['limit']['candidates'][number]): string {
  const amount = candidate.fen === null ? sentences[locale].unknown : formatFen(candidate.fen, locale);
  return sentences[locale].candidate({ candidate: CANDIDATE_LABELS[candidate.id][locale], amount });
}

/** Why the terms are what they are. */
export function describeTerms(locale: Locale, terms: Assessment['terms']): string {
  return terms.reasons.map((reason) => labelOf(TERMS_REASON_LABELS, reason, locale)).join(sentences[locale].join);
}

/** A grade with the policy's word for it: `AA 优秀`. */
export function gradeText(locale: Locale, grade: string, policy: PolicyLabels): string {
  const label = policy?.scale.find((step) => step.grade === grade)?.label[locale];
  return label === undefined || label === grade ? grade : `${grade} ${label}`;
}
