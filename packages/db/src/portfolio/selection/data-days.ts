import type { Day } from '@xinshao/core/day/day.ts';
import type { Database } from '../../database.ts';

/** The latest day that the ledger has data for, and the day of the newest assessment; null: there is none. */
export interface DataDays {
  readonly ledgerOn: Day | null;
  readonly assessedOn: Day | null;
}

/** Over all customers, whoever asks. */
export async function dataDays(database: Database): Promise<DataDays> {
  const { rows } = await database.pool.query<DataDays>(
    `SELECT (SELECT latest_on::text FROM data_sources WHERE source = 'ledger') AS "ledgerOn",
       (SELECT max(as_of)::text FROM customer_state) AS "assessedOn"`,
  );
  return rows[0] ?? { ledgerOn: null, assessedOn: null };
}
