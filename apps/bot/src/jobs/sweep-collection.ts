import { claimDueCases } from '@xinshao/db/collection/claim-due-cases.ts';
import { type Repeating, repeat } from './repeat.ts';
import type { StepSweep } from './sweep-steps.ts';

/** One sweep takes at most so many batches; the next one goes on where it stopped. */
const MOST_BATCHES = 50;
const COMPLAINT = 'could not look for collection reminders that are due';

/**
 * At start and at every turn takes what has come due in collection and queues the reminders. Every replica sweeps; each
 * reminder is taken by one of them.
 */
export function sweepCollection({ database, queue, log, now, every }: StepSweep): Repeating {
  return repeat({ every, now, log, complaint: COMPLAINT }, async (stopping) => {
    for (let batch = 0; batch < MOST_BATCHES && !stopping.aborted; batch++) {
      const taken = await claimDueCases(database, queue, now());
      if (taken === 0) break;
      log.info({ taken }, 'collection reminders have come due');
    }
  });
}
