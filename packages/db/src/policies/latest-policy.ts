import type { CompiledPolicy } from '@xinshao/core/scorecard/compiled.ts';
import type { Database } from '../database.ts';
import { compiledPolicy } from './compiled-policy.ts';

/** The policy of the latest monitor run, or the one stored last where none ran; null: none was ever used. */
export async function latestPolicy(database: Database): Promise<CompiledPolicy | null> {
  const { rows } = await database.pool.query<{ hash: string }>(
    `SELECT coalesce(
       (SELECT policy_hash FROM monitor_runs ORDER BY id DESC LIMIT 1),
       (SELECT hash FROM policy_versions ORDER BY first_used_at DESC LIMIT 1)) AS hash`,
  );
  const hash = rows[0]?.hash ?? null;
  return hash === null ? null : compiledPolicy(database, hash);
}
