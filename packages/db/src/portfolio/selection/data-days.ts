import type { Day } from '@xinshao/core/day/day.ts';
import type { Database } from '../../database.ts';

/** The latest day that the ledger has data for, and the day and policy of the newest assessment; null: there is none. */
export interface DataDays {
  readonly ledgerOn: Day | null;
  readonly assessedOn: Day | null;
  readonly policyHash: string | null;
}

/**
 * Over all customers, whoever asks. The last run that looked at anybody says which assessment is the newest: states are
 * read only where they came without a run.
 */
export async function dataDays(database: Database): Promise<DataDays> {
  const { rows } = await database.pool.query<DataDays>(
    `WITH run AS (
       SELECT as_of, policy_hash FROM monitor_runs WHERE scored > 0 ORDER BY id DESC LIMIT 1
     ), newest AS (
       SELECT * FROM run UNION ALL
       (SELECT as_of, policy_hash FROM customer_state WHERE NOT EXISTS (SELECT FROM run)
        ORDER BY as_of DESC, customer_id LIMIT 1)
     )
     SELECT (SELECT latest_on::text FROM data_sources WHERE source = 'ledger') AS "ledgerOn",
       (SELECT as_of::text FROM newest) AS "assessedOn", (SELECT policy_hash FROM newest) AS "policyHash"`,
  );
  return rows[0] ?? { ledgerOn: null, assessedOn: null, policyHash: null };
}
