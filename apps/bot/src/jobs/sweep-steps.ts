import { claimDueSteps } from '@xinshao/db/alerts/claim-due-steps.ts';
import { requeueUnsentSteps } from '@xinshao/db/alerts/requeue-unsent-steps.ts';
import type { Database } from '@xinshao/db/database.ts';
import { planSteps } from '@xinshao/db/notices/plan-steps.ts';
import { noticeRulesInForce } from '@xinshao/db/notices/rules-in-force.ts';
import { sweepAlone } from '@xinshao/db/notices/sweep-alone.ts';
import type { Queue } from '@xinshao/db/queue/queue.ts';
import type { Logger } from '../log/log.ts';
import { type Repeating, repeat } from './repeat.ts';

/** Half a minute late at most. */
export const SWEEP_STEPS_EVERY = 30_000;
/** One sweep takes at most so many batches; the next one goes on where it stopped. */
const MOST_BATCHES = 100;
/** What was not sent for so long is tried again. */
const TRY_AGAIN_AFTER_MINUTES = 10;

/** What the sweep needs of the world. */
export interface StepSweep {
  readonly database: Database;
  readonly queue: Queue;
  readonly log: Logger;
  readonly now: () => Date;
  /** Milliseconds. */
  readonly every: number;
}

/**
 * At start and every half minute takes the steps of alerts whose moment has come and queues their messages, and queues
 * again what an outage left unsent. All that is due is taken before it is decided how it is told: after an outage that
 * is a lot. Every replica sweeps, one at a time.
 */
export function sweepSteps({ database, queue, log, now, every }: StepSweep): Repeating {
  return repeat({ every, now, log, complaint: 'could not look for alert steps that are due' }, async (stopping) => {
    await sweepAlone(database, async () => {
      for (let batch = 0; batch < MOST_BATCHES && !stopping.aborted; batch++) {
        if ((await claimDueSteps(database, queue, now())) === 0) break;
      }
      const planned = await planSteps(database, queue, await noticeRulesInForce(database), now());
      if (planned > 0) log.info({ planned }, 'steps of alerts have come due');
      const again = await requeueUnsentSteps(database, queue, now(), TRY_AGAIN_AFTER_MINUTES);
      if (again > 0) log.info({ count: again }, 'unsent alert steps queued again');
    });
  });
}
