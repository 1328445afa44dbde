import type { SqlExecutor } from '../queue/queue.ts';

/**
 * Keeps the text of a policy that is about to be used, so that what it decides can be replayed years later.
 * @returns whether this is its first use
 */
export async function rememberPolicy(client: SqlExecutor, hash: string, id: string, text: string): Promise<boolean> {
  const { rows } = await client.query(
    'insert into policy_versions (hash, policy_id, text) values ($1, $2, $3) on conflict (hash) do nothing returning hash',
    [hash, id, text],
  );
  return rows.length > 0;
}
