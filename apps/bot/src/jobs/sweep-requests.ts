import { askLatecomers } from '@xinshao/db/approvals/ask-latecomers.ts';
import { expireNextRequest } from '@xinshao/db/approvals/expire-requests.ts';
import { undeliveredRequests } from '@xinshao/db/approvals/undelivered-requests.ts';
import type { Database } from '@xinshao/db/database.ts';
import { endDueGrants } from '@xinshao/db/grants/end-grants.ts';
import { enqueueRequests, type Queue } from '@xinshao/db/queue/queue.ts';
import type { Logger } from '../log/log.ts';

/** One sweep ends at most so many requests and batches of grants; the next one goes on where it stopped. */
const MOST = 500;
const REQUEUE_EVERY = 30 * 60_000;
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
export function sweepRequests(options: RequestSweep): { stop(): Promise<void> } {
  const { database, queue, log, timeZone, every } = options;
  let stopped = false;
  let requeuedAt = Number.NEGATIVE_INFINITY;
  const moment = () => ({ now: options.now(), timeZone });
  const sweep = async () => {
    try {
      let expired = 0;
      while (expired < MOST && !stopped && (await expireNextRequest(database, queue, moment()))) expired += 1;
      if (expired > 0) log.info({ count: expired }, 'limit requests have expired');
      for (let batch = 0; batch < MOST && !stopped; batch++) {
        const ended = await endDueGrants(database, queue, moment());
        if (ended === 0) break;
        log.info({ count: ended }, 'temporary limits have ended');
      }
      const asked = await askLatecomers(database, queue, moment());
      if (asked > 0) log.info({ count: asked }, 'further people were asked to decide on limit requests');
      const now = options.now();
      if (now.getTime() - requeuedAt < REQUEUE_EVERY) return;
      requeuedAt = now.getTime();
      await enqueueRequests(queue, await undeliveredRequests(database, now, OLDER_THAN_MINUTES), database.pool);
    } catch (error) {
      log.warn({ err: error }, 'could not look for limit requests that are due');
    }
  };
  let busy = false;
  const run = async () => {
    busy = true;
    await sweep();
    busy = false;
  };
  let running = run();
  const timer = setInterval(() => {
    if (!busy) running = run();
  }, every);
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
