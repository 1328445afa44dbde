import type { Database } from '../database.ts';
import { type MonitorJob, QUEUES, type Queue } from '../queue/queue.ts';

/** The latest note of a customer that changed and that no monitor run has looked at since; null: there is none. */
export async function latestWaitingChange(database: Database): Promise<string | null> {
  const { rows } = await database.pool.query<{ latest: string | null }>(
    'SELECT max(id)::text AS latest FROM customer_changes',
  );
  return rows[0]?.latest ?? null;
}

const SLOT_SECONDS = 3600;

/** Asks for a monitor run; of all that ask for the same slot, one gets it. */
export async function enqueueMonitor(queue: Queue, slot: string): Promise<void> {
  const job: MonitorJob = { slot };
  await queue.send(QUEUES.monitor, { ...job }, { singletonKey: slot, singletonSeconds: SLOT_SECONDS });
}
