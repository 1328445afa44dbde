import { askLatecomers } from '@xinshao/db/approvals/ask-latecomers.ts';
import { expireNextRequest } from '@xinshao/db/approvals/expire-requests.ts';
import { requeueUndeliveredRequests } from '@xinshao/db/approvals/undelivered-requests.ts';
import type { Database } from '@xinshao/db/database.ts';
import { endDueGrants } from '@xinshao/db/grants/end-grants.ts';
import type { Queue } from '@xinshao/db/queue/queue.ts';
import type { Logger } from '../log/log.ts';
import { type Repeating, repeat } from './repeat.ts';

/** One sweep ends at most so many requests and batches of grants; the next one goes on where it stopped. */
const MOST = 500;
const REQUEUE_EVERY = 5 * 60_000;
/** Younger messages still have a job of their own. */
const OLDER_THAN_MINUTES = 10;

/** What the sweep needs of the world. */
export interface RequestSweep {
  readonly database: Database;
  readonly queue: Queue;
  readonly log: Logger;
  readonly timeZone: string;
  readonly now: () => Date;
  /** Milliseconds. */
  readonly every: number;
}

/**
 * At start and regularly: ends requests whose time has run out and limits whose last day has passed, asks who may decide
 * by now, and queues again what never reached Slack. Every replica sweeps; everything is done by one of them.
 */
export function sweepRequests({ database, queue, log, timeZone, now, every }: RequestSweep): Repeating {
  let requeuedAt = Number.NEGATIVE_INFINITY;
  const moment = () => ({ now: now(), timeZone });
  return repeat({ every, now, log, complaint: 'could not look for limit requests that are due' }, async (stopping) => {
    let expired = 0;
    while (expired < MOST && !stopping.aborted && (await expireNextRequest(database, queue, moment()))) expired += 1;
    if (expired > 0) log.info({ count: expired }, 'limit requests have expired');
    for (let batch = 0; batch < MOST && !stopping.aborted; batch++) {
      const ended = await endDueGrants(database, queue, moment());
      if (ended === 0) break;
      log.info({ count: ended }, 'temporary limits have ended');
    }
    const asked = await askLatecomers(database, queue, moment());
    if (asked > 0) log.info({ count: asked }, 'further people were asked to decide on limit requests');
    const at = now();
    if (at.getTime() - requeuedAt < REQUEUE_EVERY) return;
    requeuedAt = at.getTime();
    const again = await requeueUndeliveredRequests(database, queue, at, OLDER_THAN_MINUTES);
    if (again > 0) log.info({ count: again }, 'undelivered messages about limit requests queued again');
  });
}
