import type { Database } from '@xinshao/db/database.ts';
import { linkNextPrecheck } from '@xinshao/db/overlay/link-prechecks.ts';
import { requeueUnsentPrechecks } from '@xinshao/db/overlay/unsent-prechecks.ts';
import type { Queue } from '@xinshao/db/queue/queue.ts';
import type { Logger } from '../log/log.ts';
import { type Repeating, repeat } from './repeat.ts';

export const SWEEP_PRECHECKS_EVERY = 30 * 60_000;
/** Younger messages still have a job of their own. */
const OLDER_THAN_MINUTES = 10;
/** The next look goes on where this one stopped. */
const MOST = 500;

/** What the sweep needs of the world. */
export interface PrecheckSweep {
  readonly database: Database;
  readonly queue: Queue;
  readonly log: Logger;
  readonly now: () => Date;
  /** Milliseconds. */
  readonly every: number;
}

/**
 * At start and regularly: links prospects to the customers that they have become, and queues again what risk or whoever
 * asked was never told. Every replica sweeps; everything is done by one of them.
 */
export function sweepPrechecks({ database, queue, log, now, every }: PrecheckSweep): Repeating {
  return repeat(
    { every, now, log, complaint: 'could not look for prospects that nobody was told of' },
    async (stopping) => {
      for (let linked = 0; linked < MOST && !stopping.aborted; linked += 1) {
        if (!(await linkNextPrecheck(database, queue, now()))) break;
      }
      const count = await requeueUnsentPrechecks(database, queue, now(), OLDER_THAN_MINUTES);
      if (count > 0) log.info({ count }, 'messages about prospects queued again');
    },
  );
}
