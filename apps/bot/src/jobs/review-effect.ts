import type { Day } from '@xinshao/core/day/day.ts';
import type { Database } from '@xinshao/db/database.ts';
import { gradeDuePredictions } from '@xinshao/db/effect/grade-predictions.ts';
import { judgeDueEstimates, noteEstimates } from '@xinshao/db/effect/judge-estimates.ts';

/** One call takes at most so many batches; the next one goes on where it stopped. */
const MOST_BATCHES = 200;

/**
 * Holds everything whose day has come against the ledger: what alerts predicted (R42), and estimates of recovery (R52).
 * @returns how many of each were judged
 */
export async function reviewEffect(
  database: Database,
  { today, now, timeZone }: { readonly today: Day; readonly now: Date; readonly timeZone: string },
): Promise<{ readonly predictions: number; readonly estimates: number }> {
  await noteEstimates(database, timeZone);
  const predictions = await untilNothingIsDue(() => gradeDuePredictions(database, today, now));
  const estimates = await untilNothingIsDue(() => judgeDueEstimates(database, today, now));
  return { predictions, estimates };
}

async function untilNothingIsDue(work: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const done = await work();
    if (done === 0) break;
    total += done;
  }
  return total;
}
