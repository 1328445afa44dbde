import { missingCalendarYear } from '@xinshao/core/feedback/calendar.ts';
import type { WorkingCalendar } from '@xinshao/core/feedback/working-time.ts';
import { digestDue } from '@xinshao/core/notices/digest-due.ts';
import type { Database } from '@xinshao/db/database.ts';
import { planDigest } from '@xinshao/db/notices/plan-digest.ts';
import type { Queue } from '@xinshao/db/queue/queue.ts';
import type { Logger } from '../log/log.ts';
import { type Repeating, repeat } from './repeat.ts';

/** What the sweep needs of the world. */
export interface DigestSweep {
  readonly database: Database;
  readonly queue: Queue;
  readonly log: Logger;
  readonly now: () => Date;
  readonly calendar: WorkingCalendar;
  /** `HH:MM` on the company's clock. */
  readonly at: string;
  /** Milliseconds. */
  readonly every: number;
}

/**
 * Plans the digest of each working day once its hour has come; every replica looks, one of them plans it. The log says
 * with it when the holidays that deadlines need are not known.
 */
export function sweepDigest({ database, queue, log, now, calendar, at, every }: DigestSweep): Repeating {
  let planned = '';
  return repeat({ every, now, log, complaint: 'the digest could not be planned' }, async () => {
    const due = digestDue(now(), at, calendar);
    if (due === null || due.day === planned) return;
    const messages = await planDigest(database, queue, due, { now: now(), timeZone: calendar.timeZone });
    if (messages !== null) log.info({ day: due.day, messages }, 'the digest of the day was planned');
    planned = due.day;
    const missing = missingCalendarYear(due.day);
    if (missing !== null)
      log.warn({ year: missing }, 'public holidays are not known: Monday to Friday count as working days');
  });
}
