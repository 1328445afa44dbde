import type { Day } from '../day/day.ts';
import { type Fen, formatFen } from '../money/fen.ts';
import type { PromiseState } from '../promises/promise.ts';
import { catalogue } from './catalogue.ts';
import type { Label, Locale } from './locale.ts';

/** How an instalment of a plan was kept, for paper. */
export const INSTALMENT_STATE_WORDS: Readonly<Record<PromiseState, Label>> = {
  open: { zh: '待付', en: 'awaited' },
  kept: { zh: '已付清', en: 'kept' },
  partly_kept: { zh: '部分支付', en: 'partly paid' },
  broken: { zh: '未按期支付', en: 'missed' },
};

const MARKS: Readonly<Record<PromiseState, string>> = { open: '⏳', kept: '✅', partly_kept: '🟡', broken: '❌' };

/** Texts of instalments. */
export const instalmentWording = catalogue({
  zh: {
    line: (p: { number: number; day: string; amount: string; state: string; paid: string | null }) =>
      `第 ${p.number} 期　${p.day}　${p.amount}　${p.state}${p.paid === null ? '' : `，已付 ${p.paid}`}`,
  },
  en: {
    line: (p: { number: number; day: string; amount: string; state: string; paid: string | null }) =>
      `No. ${p.number}　${p.day}　${p.amount}　${p.state}${p.paid === null ? '' : `, ${p.paid} paid`}`,
  },
});

/** An instalment and how it was kept, in one line; what was paid is said where it is neither nothing nor all of it. */
export function describeInstalment(
  locale: Locale,
  instalment: {
    readonly number: number;
    readonly dueOn: Day;
    readonly amountFen: Fen;
    readonly paidFen: Fen;
    readonly state: PromiseState;
  },
): string {
  const { number, dueOn: day, amountFen, paidFen, state } = instalment;
  const isPart = paidFen > 0 && paidFen < amountFen;
  return instalmentWording[locale].line({
    number,
    day,
    amount: formatFen(amountFen, locale),
    state: `${MARKS[state]} ${INSTALMENT_STATE_WORDS[state][locale]}`,
    paid: isPart ? formatFen(paidFen, locale) : null,
  });
}
