import type pg from 'pg';
import { TOUCHED } from './staging.ts';

/**
 * Gives each group the limit that the customer file states for its leading company, else the least that it states for
 * a member; none where no row states one any more. Members of a group whose limit changed are noted as touched.
 */
export async function setGroupLimits(client: pg.ClientBase): Promise<void> {
  await client.query(
    `WITH stated AS (
       SELECT DISTINCT ON (g.id) g.id, c.group_limit_fen AS fen
       FROM customer_groups g LEFT JOIN customers c ON c.group_id = g.id AND c.group_limit_fen IS NOT NULL
       ORDER BY g.id, (c.code = g.code) DESC, c.group_limit_fen),
     changed AS (
       UPDATE customer_groups g SET limit_fen = stated.fen FROM stated
       WHERE g.id = stated.id AND g.limit_fen IS DISTINCT FROM stated.fen RETURNING g.id)
     INSERT INTO ${TOUCHED} SELECT c.id FROM customers c JOIN changed ON changed.id = c.group_id
     ON CONFLICT DO NOTHING`,
  );
}
