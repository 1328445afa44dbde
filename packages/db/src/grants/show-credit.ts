import type { Day } from '@xinshao/core/day/day.ts';
import type pg from 'pg';
import { grantJoinSql } from './holding-sql.ts';

/**
 * After a grant began or ended, in the same transaction: lists show the limit that holds today, and the next monitor run
 * looks at the customers again.
 */
export async function showCredit(client: pg.PoolClient, customerIds: readonly number[], today: Day): Promise<void> {
  await client.query(
    `UPDATE customer_state state SET limit_fen = holding.limit_fen
     FROM (SELECT customer.id, coalesce(granted.limit_fen, customer.credit_limit_fen) AS limit_fen
           FROM customers customer ${grantJoinSql('$2::date')} WHERE customer.id = ANY ($1::int[])) holding
     WHERE state.customer_id = holding.id AND state.limit_fen IS DISTINCT FROM holding.limit_fen`,
    [customerIds, today],
  );
  await client.query('INSERT INTO customer_changes (customer_id) SELECT unnest($1::int[])', [customerIds]);
}
