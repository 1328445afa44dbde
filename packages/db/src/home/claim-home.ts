import type { Database } from '../database.ts';

/**
 * Takes the wish for a Home tab to be made anew. A change that commits later makes a new wish, and a transaction that
 * is about to commit one is waited for: no change is left unshown.
 * @returns false: somebody made it anew already
 */
export async function claimHome(database: Database, slackUserId: string): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    'UPDATE home_views SET wanted_at = NULL WHERE slack_user_id = $1 AND wanted_at IS NOT NULL',
    [slackUserId],
  );
  return rowCount === 1;
}

/** Puts the wish back: the Home tab could not be published. */
export async function returnHome(database: Database, slackUserId: string): Promise<void> {
  await database.pool.query(
    'UPDATE home_views SET wanted_at = coalesce(wanted_at, clock_timestamp()) WHERE slack_user_id = $1',
    [slackUserId],
  );
}
