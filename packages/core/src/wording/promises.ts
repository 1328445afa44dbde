import type { Day } from '../day/day.ts';
import { formatFen } from '../money/fen.ts';
import type { JudgedPromise, PromiseState } from '../promises/promise.ts';
import type { Evidence } from '../warnings/warning.ts';
import { catalogue } from './catalogue.ts';
import type { Label, Locale } from './locale.ts';

/** `withdrawn`: a later answer put another promise in its place. */
export type ShownPromiseState = PromiseState | 'withdrawn';

export const PROMISE_STATE_LABELS: Readonly<Record<ShownPromiseState, Label>> = {
  open: { zh: '⏳ 未到期', en: '⏳ not due yet' },
  kept: { zh: '✅ 已兑现', en: '✅ kept' },
  partly_kept: { zh: '🟡 部分兑现', en: '🟡 partly kept' },
  broken: { zh: '❌ 未兑现', en: '❌ broken' },
  withdrawn: { zh: '↪️ 已改约', en: '↪️ replaced' },
};

/** The same for paper. */
export const PROMISE_STATE_WORDS: Readonly<Record<ShownPromiseState, Label>> = {
  open: { zh: '未到期', en: 'not due yet' },
  kept: { zh: '已兑现', en: 'kept' },
  partly_kept: { zh: '部分兑现', en: 'partly kept' },
  broken: { zh: '未兑现', en: 'broken' },
  withdrawn: { zh: '已改约', en: 'replaced' },
};

/** Texts of promises to pay. */
export const promiseWording = catalogue({
  zh: {
    title: '付款承诺',
    line: (p: { due: string; amount: string; paid: string; state: string }) =>
      `${p.due} 前付 ${p.amount}：${p.state}，已付 ${p.paid}`,
    broken: (p: { due: string; amount: string; paid: string }) => `承诺 ${p.due} 前付 ${p.amount}，只收到 ${p.paid}`,
    count: (p: { days: number; count: number }) => `近 ${p.days} 天共 ${p.count} 次未兑现`,
    history: (p: { list: string }) => `历次承诺：${p.list}`,
    entry: (p: { due: string; amount: string; state: string }) => `${p.due} ${p.amount} ${p.state}`,
    join: '；',
  },
  en: {
    title: 'Promises to pay',
    line: (p) => `${p.amount} by ${p.due}: ${p.state}, ${p.paid} paid`,
    broken: (p) => `${p.amount} promised by ${p.due}, only ${p.paid} received`,
    count: (p) => `${p.count} broken within ${p.days} days`,
    history: (p) => `promises so far: ${p.list}`,
    entry: (p) => `${p.due} ${p.amount} ${p.state}`,
    join: '; ',
  },
});

/** Promises named one by one in a sentence. */
const PROMISES_NAMED = 5;

/** A promise and what became of it, in one line. */
export function describePromise(
  locale: Locale,
  promise: {
    readonly dueOn: Day;
    readonly amountFen: number;
    readonly paidFen: number;
    readonly state: ShownPromiseState;
  },
): string {
  return promiseWording[locale].line({
    due: promise.dueOn,
    amount: formatFen(promise.amountFen, locale),
    paid: formatFen(promise.paidFen, locale),
    state: PROMISE_STATE_LABELS[promise.state][locale],
  });
}

/** The broken promise a warning is about, and the ones before it. */
export function describeBrokenPromise(locale: Locale, evidence: Extract<Evidence, { kind: 'broken_promise' }>): string {
  const words = promiseWording[locale];
  const { dueOn: due, count, withinDays: days, history } = evidence;
  const amount = formatFen(evidence.amountFen, locale);
  const parts = [words.broken({ due, amount, paid: formatFen(evidence.paidFen, locale) })];
  if (count > 1) parts.push(words.count({ count, days }));
  if (history.length > 1) {
    parts.push(
      words.history({
        list: history
          .slice(-PROMISES_NAMED)
          .map((promise) => entry(locale, promise))
          .join(words.join),
      }),
    );
  }
  return parts.join(words.join);
}

function entry(locale: Locale, { dueOn: due, amountFen, state }: JudgedPromise): string {
  const amount = formatFen(amountFen, locale);
  return promiseWording[locale].entry({ due, amount, state: PROMISE_STATE_LABELS[state][locale] });
}
