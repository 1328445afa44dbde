import type { Day } from '@xinshao/core/day/day.ts';
import type { FeedbackAnswers } from '@xinshao/core/feedback/form.ts';

/** What to read, and how an answer is put into words. */
export interface RecordsOptions {
  readonly customerId: number;
  readonly from: Day;
  readonly to: Day;
  readonly timeZone: string;
  /** The company's day on which the records are read. */
  readonly today: Day;
  readonly wordAnswer: (answers: FeedbackAnswers) => string;
}

/** An instant of a column on the company's clock; $4 is the time zone. */
export function clockSql(column: string): string {
  return `to_char(${column} AT TIME ZONE $4::text, 'YYYY-MM-DD HH24:MI')`;
}

/** Condition that an instant lies in the period $2 to $3 on the company's clock. */
export function inPeriodSql(column: string): string {
  return `(${column} AT TIME ZONE $4::text)::date BETWEEN $2::date AND $3::date`;
}

/** The parameters $1 to $4 of every query over a period. */
export function periodOf({
  customerId,
  from,
  to,
  timeZone,
}: Pick<RecordsOptions, 'customerId' | 'from' | 'to' | 'timeZone'>): unknown[] {
  return [customerId, from, to, timeZone];
}
