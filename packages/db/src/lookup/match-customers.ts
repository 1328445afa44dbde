import type { Database } from '../database.ts';
import { prepared } from '../prepared.ts';

/** How a customer was found, the surest first. */
export type MatchedBy = 'code' | 'uscc' | 'name' | 'former_name';

export interface CustomerMatch {
  readonly customerId: number;
  readonly code: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly matchedBy: MatchedBy;
}

export interface MatchKeys {
  /** As typed; null: codes are not asked for. */
  readonly code: string | null;
  /** null: the text is no valid USCC. */
  readonly uscc: string | null;
  /** Exact key of the name. */
  readonly key: string;
}

const SQL = `
  WITH found AS (
    SELECT id, 1 AS tier FROM customers WHERE code = $1
    UNION ALL SELECT id, 2 FROM customers WHERE uscc = $2
    UNION ALL SELECT id, 3 FROM customers WHERE name_key = $3
    UNION ALL SELECT id, 4 FROM customers WHERE former_name_keys @> ARRAY[$3]),
  best AS (SELECT DISTINCT id, tier FROM found WHERE tier = (SELECT min(tier) FROM found))
  SELECT c.id AS "customerId", c.code, c.name, c.uscc,
    (ARRAY['code', 'uscc', 'name', 'former_name'])[best.tier] AS "matchedBy"
  FROM best JOIN customers c USING (id) ORDER BY c.code LIMIT $4`;

/** Customers at the best tier that finds any; empty when none does. */
export async function matchCustomers(database: Database, keys: MatchKeys, limit: number): Promise<CustomerMatch[]> {
  const result = await database.pool.query<CustomerMatch>(prepared(SQL, [keys.code, keys.uscc, keys.key, limit]));
  return result.rows;
}
