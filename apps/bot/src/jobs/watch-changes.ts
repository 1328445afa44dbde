import type { Database } from '@xinshao/db/database.ts';
import { enqueueMonitor, latestWaitingChange } from '@xinshao/db/monitor/waiting-changes.ts';
import type { Queue } from '@xinshao/db/queue/queue.ts';
import type { Logger } from '../log/log.ts';
import { type Repeating, repeat } from './repeat.ts';

const WATCH_CHANGES_EVERY = 60_000;
/** Where one import follows another without a pause, the run comes after so many looks all the same. */
const MOST_LOOKS = 10;

export interface ChangeWatch {
  readonly database: Database;
  readonly queue: Queue;
  readonly log: Logger;
  /** Milliseconds between two looks; a minute unless told otherwise. */
  readonly every?: number | undefined;
}

/**
 * Asks for a monitor run soon after customers changed, by an import or otherwise, so that what was learned reaches the
 * risk officer within two hours at any time of any day (R41): once they have been left alone from one look to the next.
 * Every replica watches; one run comes of it. A run that failed is not asked for again: the queue tries it again, and
 * so does the schedule.
 */
export function watchChanges({ database, queue, log, every = WATCH_CHANGES_EVERY }: ChangeWatch): Repeating {
  let seen: string | null = null;
  let askedFor: string | null = null;
  let looks = 0;
  return repeat({ every, log, complaint: 'could not look for customers that changed' }, async () => {
    const latest = await latestWaitingChange(database);
    if (latest === null || latest === askedFor) {
      looks = 0;
      return;
    }
    looks += 1;
    const quiet = latest === seen;
    seen = latest;
    if (!quiet && looks < MOST_LOOKS) return;
    await enqueueMonitor(queue, `change ${latest}`);
    askedFor = latest;
    looks = 0;
  });
}
