import { addDays, type Day } from '@xinshao/core/day/day.ts';
import type { DataSource } from '@xinshao/core/facts/facts.ts';
import type { Database } from '../database.ts';
import { compiledPolicy } from '../policies/compiled-policy.ts';
import { QUEUES } from '../queue/queue.ts';

/** Jobs of one queue. */
export interface QueueStatus {
  readonly queue: string;
  /** Ready to be taken up. */
  readonly ready: number;
  /** Waiting for their turn or for the next try. */
  readonly later: number;
  /** Seconds that the longest-waiting ready job has been ready; 0: none waits. */
  readonly waitSeconds: number;
}

/** How the system is doing, as far as the database knows. */
export interface SystemStatus {
  readonly queues: readonly QueueStatus[];
  /** null: the monitor never ran. */
  readonly lastRun: {
    readonly asOf: Day;
    readonly finishedAt: Date;
    readonly customers: number;
    readonly alertsOpened: number;
  } | null;
  /** null: nothing was ever imported. */
  readonly lastImport: {
    readonly kind: string;
    readonly fileName: string;
    readonly at: Date;
    readonly rows: number;
    readonly rejected: number;
  } | null;
  /** Sources whose latest data is older than the policy wants. */
  readonly stale: readonly { readonly source: DataSource; readonly latestOn: Day }[];
}

/** @param today the company's day: from it data are stale */
export async function systemStatus(database: Database, today: Day): Promise<SystemStatus> {
  const [queues, lastRun, lastImport, stale] = await Promise.all([
    queueStatus(database),
    latestRun(database),
    latestImport(database),
    staleSources(database, today),
  ]);
  return { queues, lastRun, lastImport, stale };
}

/** Every queue with its load, in the order of `QUEUES`. */
export async function queueStatus(database: Database): Promise<QueueStatus[]> {
  const { rows } = await database.pool.query<QueueStatus>(
    `SELECT queue.name AS queue, count(job.id) FILTER (WHERE job.start_after <= now())::int AS ready,
       count(job.id) FILTER (WHERE job.start_after > now())::int AS later,
       coalesce(greatest(0, extract(epoch FROM now() - min(job.start_after) FILTER (WHERE job.start_after <= now()))), 0)::float8
         AS "waitSeconds"
     FROM unnest($1::text[]) WITH ORDINALITY AS queue (name, place)
     LEFT JOIN pgboss.job job ON job.name = queue.name AND job.state IN ('created', 'retry')
     GROUP BY queue.name, queue.place ORDER BY queue.place`,
    [Object.values(QUEUES)],
  );
  return rows;
}

async function latestRun(database: Database): Promise<SystemStatus['lastRun']> {
  const { rows } = await database.pool.query<NonNullable<SystemStatus['lastRun']>>(
    `SELECT as_of::text AS "asOf", finished_at AS "finishedAt", customers, alerts_opened AS "alertsOpened"
     FROM monitor_runs WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 1`,
  );
  return rows[0] ?? null;
}

async function latestImport(database: Database): Promise<SystemStatus['lastImport']> {
  const { rows } = await database.pool.query<NonNullable<SystemStatus['lastImport']>>(
    `SELECT kind, file_name AS "fileName", started_at AS at, rows, rejected FROM import_batches ORDER BY id DESC LIMIT 1`,
  );
  return rows[0] ?? null;
}

async function staleSources(database: Database, today: Day): Promise<SystemStatus['stale']> {
  const { rows } = await database.pool.query<{ source: DataSource; latestOn: Day }>(
    'SELECT source, latest_on::text AS "latestOn" FROM data_sources ORDER BY source',
  );
  const { rows: runs } = await database.pool.query<{ hash: string }>(
    'SELECT policy_hash AS hash FROM monitor_runs ORDER BY id DESC LIMIT 1',
  );
  const [run] = runs;
  const policy = run === undefined ? null : await compiledPolicy(database, run.hash);
  return rows.filter(({ source, latestOn }) => {
    const days = policy?.policy.freshness[source];
    return days !== undefined && addDays(latestOn, days) < today;
  });
}
