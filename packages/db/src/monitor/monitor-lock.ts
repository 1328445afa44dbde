import type pg from 'pg';
import { MonitorRefused } from './monitor-report.ts';

/** Any number that nothing else locks on. */
const MONITOR_LOCK = 7_146_002;

/**
 * Takes the lock that one run holds until its transaction ends, also when its process dies.
 * @throws MonitorRefused when another run holds it
 */
export async function lockMonitor(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_xact_lock($1) as locked', [
    MONITOR_LOCK,
  ]);
  if (rows[0]?.locked) return;
  const holder = await client.query<{ since: Date }>(
    `select activity.xact_start as since from pg_locks held join pg_stat_activity activity using (pid)
     where held.locktype = 'advisory' and held.objid = $1 and held.granted`,
    [MONITOR_LOCK],
  );
  throw new MonitorRefused('already_running', holder.rows[0]?.since ?? null);
}
