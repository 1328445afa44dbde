import { undeliveredMessages } from '@xinshao/db/alerts/undelivered.ts';
import type { Database } from '@xinshao/db/database.ts';
import { unsentNotices } from '@xinshao/db/notices/unsent-notices.ts';
import { enqueueDeliveries, enqueueNotices, type Queue } from '@xinshao/db/queue/queue.ts';
import type { Logger } from '../log/log.ts';
import { type Repeating, repeat } from './repeat.ts';

const EVERY = 30 * 60_000;
/** Younger ones still have a job of their own. */
const OLDER_THAN_MINUTES = 10;

/**
 * At start and every half hour puts what never reached Slack into the queue again: after a long outage, or once a
 * missing channel or token was corrected.
 */
export function sweepDeliveries(database: Database, queue: Queue, log: Logger, now: () => Date): Repeating {
  return repeat({ every: EVERY, now, log, complaint: 'could not look for undelivered alert messages' }, async () => {
    const undelivered = await undeliveredMessages(database, now(), OLDER_THAN_MINUTES);
    await enqueueDeliveries(queue, undelivered, database.pool);
    const notices = await unsentNotices(database, now(), OLDER_THAN_MINUTES);
    await enqueueNotices(queue, notices, database.pool);
    if (undelivered.length > 0) log.info({ count: undelivered.length }, 'undelivered alert messages queued again');
  });
}
