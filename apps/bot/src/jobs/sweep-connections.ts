import type { Database } from '@xinshao/db/database.ts';
import { requeueUndeliveredConnections } from '@xinshao/db/overlay/connection-message.ts';
import type { Queue } from '@xinshao/db/queue/queue.ts';
import type { Logger } from '../log/log.ts';
import { type Repeating, repeat } from './repeat.ts';

const EVERY = 10 * 60_000;
/** Younger messages still have a job of their own. */
const OLDER_THAN_MINUTES = 10;

/** At start and regularly: queues again what people were never told of the browsers that are connected in their name. */
export function sweepConnections(database: Database, queue: Queue, log: Logger, now: () => Date): Repeating {
  return repeat({ every: EVERY, log, complaint: 'could not look for untold connections of browsers' }, async () => {
    const count = await requeueUndeliveredConnections(database, queue, now(), OLDER_THAN_MINUTES);
    if (count > 0) log.info({ count }, 'messages about connected browsers queued again');
  });
}
