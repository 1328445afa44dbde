import { requeueFiles } from '@xinshao/db/alerts/feedback-files.ts';
import type { Database } from '@xinshao/db/database.ts';
import type { Queue } from '@xinshao/db/queue/queue.ts';
import type { Logger } from '../log/log.ts';
import { type Repeating, repeat } from './repeat.ts';

const EVERY = 30 * 60_000;
/** Longer than any wait between two tries: what is older has no job any more. */
const OLDER_THAN_MINUTES = 60;
const COMPLAINT = 'could not look for attached files that were not downloaded';

/** At start and every half hour puts downloads of attached files into the queue again whose job was lost. */
export function sweepFiles(database: Database, queue: Queue, log: Logger, now: () => Date): Repeating {
  return repeat({ every: EVERY, now, log, complaint: COMPLAINT }, async () => {
    const count = await requeueFiles(database, queue, now(), OLDER_THAN_MINUTES);
    if (count > 0) log.info({ count }, 'downloads of attached files queued again');
  });
}
