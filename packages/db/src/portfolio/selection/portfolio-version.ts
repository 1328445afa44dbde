import type { Database } from '../../database.ts';

/**
 * Says which state of the portfolio is the present one: different after every run, import and grant that was committed,
 * which is all that changes customers, their standing, their people and the ledger, and after every change that waits for
 * the next run, as their data are no fresher than before it. Alerts and what people answer are not part of it. null:
 * nothing ever ran, so that nobody tells of changes.
 */
export async function portfolioVersion(database: Database): Promise<string | null> {
  // Numbers are given before the commit: a later one may be seen first, and then the count tells of the earlier.
  const { rows } = await database.pool.query<{ version: string | null }>(
    `SELECT concat_ws(' ', run.newest, run.count, batch.newest, batch.count, granted.newest, granted.count, granted.ended,
         waiting.newest) AS version
     FROM (SELECT max(id) AS newest, count(*) FROM monitor_runs) run
     CROSS JOIN (SELECT max(id) AS newest, count(*) FROM import_batches) batch
     CROSS JOIN (SELECT max(id) AS newest, count(*), count(ended_at) AS ended FROM customer_grants) granted
     CROSS JOIN (SELECT max(id) AS newest FROM customer_changes) waiting
     WHERE run.count > 0`,
  );
  return rows[0]?.version ?? null;
}
