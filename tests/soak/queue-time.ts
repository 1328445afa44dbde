import type { Database } from '@xinshao/db/database.ts';

/** What waits in the job queue, by the database's clock. */
export interface QueueState {
  /** Jobs whose moment has come. */
  readonly ready: number;
  /** Jobs that somebody holds, or held when they died. */
  readonly held: number;
  /** Milliseconds until the next put-off job; null: none. */
  readonly nextInMs: number | null;
}

/** The queue is asked for all that waits at every look, among ever more jobs that are done. */
export async function indexWaitingJobs({ pool }: Database): Promise<void> {
  await pool.query(`CREATE INDEX soak_waiting_jobs ON pgboss.job_common (name, start_after) WHERE state < 'completed'`);
}

/** @param untried only jobs that were never tried count as ready or held: during an outage all others fail again and again */
export async function queueState({ pool }: Database, untried: boolean): Promise<QueueState> {
  const { rows } = await pool.query<QueueState>(
    `SELECT count(*) FILTER (WHERE counts AND state IN ('created', 'retry') AND start_after <= now())::int AS ready,
       count(*) FILTER (WHERE counts AND state = 'active')::int AS held,
       (extract(epoch FROM min(start_after) FILTER (WHERE state IN ('created', 'retry') AND start_after > now()) - now())
         * 1000)::float8 AS "nextInMs"
     FROM (SELECT *, retry_count = 0 OR NOT $1 AS counts FROM pgboss.job
       WHERE state < 'completed' AND name NOT LIKE '\\_\\_pgboss%') job`,
    [untried],
  );
  return rows[0] ?? { ready: 0, held: 0, nextInMs: null };
}

/**
 * Lets time pass for what keeps real time: the queue's put-off and held jobs and the turns of the channels. The workers
 * are woken where something has become ready.
 */
export async function passQueueTime({ pool }: Database, milliseconds: number): Promise<void> {
  await pool.query(
    `UPDATE pgboss.job SET start_after = start_after - $1 * interval '1 millisecond',
       started_on = started_on - $1 * interval '1 millisecond'
     WHERE state < 'completed' AND (state = 'active' OR start_after > now()) AND name NOT LIKE '\\_\\_pgboss%'`,
    [milliseconds],
  );
  await pool.query(
    `UPDATE channel_turns SET free_at = free_at - $1 * interval '1 millisecond',
       line_end_at = line_end_at - $1 * interval '1 millisecond',
       urgent_end_at = urgent_end_at - $1 * interval '1 millisecond'`,
    [milliseconds],
  );
  await wakeWorkers({ pool });
}

/** Tells the workers of what is ready: what became so while time passed by itself they would look for now and then only. */
export async function wakeWorkers({ pool }: Pick<Database, 'pool'>): Promise<void> {
  await pool.query(
    `SELECT pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), name)
     FROM (SELECT DISTINCT name FROM pgboss.job WHERE state IN ('created', 'retry') AND start_after <= now()) ready`,
  );
}

/**
 * Does at once what the queue does with jobs whose holder died, once their time is over: they are ready again.
 * @returns how many there were
 */
export async function returnOrphans({ pool }: Database): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE pgboss.job SET state = 'retry', retry_count = retry_count + 1, started_on = NULL, start_after = now()
     WHERE state = 'active' AND name NOT LIKE '\\_\\_pgboss%'`,
  );
  await wakeWorkers({ pool });
  return rowCount ?? 0;
}
