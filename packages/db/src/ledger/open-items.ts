import type { Day } from '@xinshao/core/day/day.ts';
import { type Arrears, arrearsOf, type OpenItem } from '@xinshao/core/documents/open-items.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type pg from 'pg';
import { reopenedJoinSql, settledAsOfSql } from './settled-as-of-sql.ts';

/** What a customer owes on a day; what is overdue of it is what the facts of that day say. Amounts in fen. */
export interface OpenAccount extends Arrears {
  /** By due day. */
  readonly items: readonly OpenItem[];
  /** Money received that belongs to no item yet. */
  readonly unappliedFen: Fen;
}

/** The open items of one customer and its money on account as of a day; what came later is not seen. */
export async function openAccountOf(
  client: pg.Pool | pg.ClientBase,
  customerId: number,
  on: Day,
): Promise<OpenAccount> {
  const { rows } = await client.query<{
    number: string;
    issuedOn: Day | null;
    dueOn: Day;
    amountFen: string;
    openFen: string;
    disputed: boolean;
  }>(
    `SELECT invoice.number, issued_on::text AS "issuedOn", due_on::text AS "dueOn", amount_fen AS "amountFen",
       amount_fen - coalesce((SELECT sum(payment.amount_fen) FROM payments payment
         WHERE payment.customer_id = invoice.customer_id AND payment.invoice_number = invoice.number
           AND payment.paid_on <= $2::date), 0)::bigint AS "openFen", disputed
     FROM invoices invoice ${reopenedJoinSql('invoice', '$2::date')}
     WHERE invoice.customer_id = $1 AND NOT void AND known_on <= $2::date AND ${settledAsOfSql('invoice')} > $2::date
     ORDER BY due_on, invoice.number`,
    [customerId, on],
  );
  const credits = await client.query<{ fen: string }>(
    `SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM account_credits
     WHERE customer_id = $1 AND paid_on <= $2::date`,
    [customerId, on],
  );
  const items = rows.map((row) => ({ ...row, amountFen: Number(row.amountFen), openFen: Number(row.openFen) }));
  const unappliedFen = Number(credits.rows[0]?.fen ?? 0);
  return { items, unappliedFen, ...arrearsOf(items, unappliedFen, on) };
}
