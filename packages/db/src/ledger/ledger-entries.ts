import type { Day } from '@xinshao/core/day/day.ts';
import type { LedgerEntry } from '@xinshao/core/documents/account-statement.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type pg from 'pg';

/**
 * Everything that changed what one customer owes, of a period, and the balance when the period began. An item that the
 * source cleared without payments enough counts as cleared that day.
 */
export async function ledgerEntriesOf(
  client: pg.Pool | pg.ClientBase,
  customerId: number,
  from: Day,
  to: Day,
): Promise<{ readonly openingFen: Fen; readonly entries: readonly LedgerEntry[] }> {
  const changes = `
    SELECT known_on AS day, CASE WHEN amount_fen < 0 THEN 'credit_note' ELSE 'invoice' END AS kind,
      number AS reference, amount_fen AS change_fen, 1 AS place
    FROM invoices WHERE customer_id = $1 AND NOT void
    UNION ALL
    SELECT paid_on, 'payment', invoice_number, -amount_fen, 2 FROM payments WHERE customer_id = $1
    UNION ALL
    SELECT cleared_on, 'cleared', number, -rest.fen, 3
    FROM invoices invoice CROSS JOIN LATERAL (
      SELECT invoice.amount_fen - coalesce(sum(payment.amount_fen), 0) AS fen FROM payments payment
      WHERE payment.customer_id = invoice.customer_id AND payment.invoice_number = invoice.number
    ) rest
    WHERE customer_id = $1 AND NOT void AND cleared_on IS NOT NULL AND rest.fen <> 0
      AND sign(rest.fen) = sign(invoice.amount_fen)`;
  const opening = await client.query<{ fen: string }>(
    `SELECT coalesce(sum(change_fen), 0)::bigint AS fen FROM (${changes}) change WHERE day < $2::date`,
    [customerId, from],
  );
  const { rows } = await client.query<{ day: Day; kind: LedgerEntry['kind']; reference: string; changeFen: string }>(
    `SELECT day::text, kind, reference, change_fen::bigint AS "changeFen" FROM (${changes}) change
     WHERE day BETWEEN $2::date AND $3::date ORDER BY change.day, place, reference, change_fen`,
    [customerId, from, to],
  );
  return {
    openingFen: Number(opening.rows[0]?.fen ?? 0),
    entries: rows.map((row) => ({ ...row, changeFen: Number(row.changeFen) })),
  };
}
