import type pg from 'pg';
import { STAGING } from './staging.ts';

/**
 * Takes away the payments in another currency that the file brings again at another rate; their staged rows take their
 * place. Without this, a new rate would make each of them a second payment. Of equal payments, as many go as the file
 * has.
 * @returns how many
 */
export async function removeRevaluedPayments(client: pg.ClientBase): Promise<number> {
  const result = await client.query(`
    DELETE FROM payments existing
    USING (
      SELECT customer_id, invoice_number, paid_on, method, currency, original_amount, amount_fen, count(*) AS times
      FROM ${STAGING} WHERE currency IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7) staged
    WHERE existing.customer_id = staged.customer_id AND existing.invoice_number = staged.invoice_number
      AND existing.paid_on = staged.paid_on AND existing.method = staged.method
      AND existing.currency = staged.currency AND existing.original_amount = staged.original_amount
      AND existing.amount_fen <> staged.amount_fen AND existing.ordinal <= staged.times`);
  return result.rowCount ?? 0;
}
