import type { Day } from '@xinshao/core/day/day.ts';
import type { Database } from '../../database.ts';

/** The latest day that the ledger has data for; null: there is no ledger. */
export async function ledgerDay(database: Database): Promise<Day | null> {
  const { rows } = await database.pool.query<{ day: Day }>(
    `SELECT latest_on::text AS day FROM data_sources WHERE source = 'ledger'`,
  );
  return rows[0]?.day ?? null;
}
