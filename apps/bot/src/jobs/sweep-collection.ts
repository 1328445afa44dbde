import { claimDueCases } from '@xinshao/db/collection/claim-due-cases.ts';
import type { StepSweep } from './sweep-steps.ts';

/** One sweep takes at most so many batches; the next one goes on where it stopped. */
const MOST_BATCHES = 50;

/**
 * At start and at every turn takes what has come due in collection and queues the reminders. Every replica sweeps; each
 * reminder is taken by one of them.
 */
export function sweepCollection({ database, queue, log, now, every }: StepSweep): { stop(): Promise<void> } {
  let stopped = false;
  let busy = false;
  const sweep = async () => {
    busy = true;
    try {
      for (let batch = 0; batch < MOST_BATCHES && !stopped; batch++) {
        const taken = await claimDueCases(database, queue, now());
        if (taken === 0) break;
        log.info({ taken }, 'collection reminders have come due');
      }
    } catch (error) {
      log.warn({ err: error }, 'could not look for collection reminders that are due');
    }
    busy = false;
  };
  let running = sweep();
  const timer = setInterval(() => {
    if (!busy) running = sweep();
  }, every);
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
