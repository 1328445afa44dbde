import type { Day } from '@xinshao/core/day/day.ts';
import type pg from 'pg';

/** What the parts of a monthly report are read from: one snapshot of the database, and the days of the month. */
export interface ReportPeriod {
  readonly client: pg.ClientBase;
  readonly from: Day;
  readonly until: Day;
  /** IANA time zone of the company. */
  readonly timeZone: string;
  readonly now: Date;
}
