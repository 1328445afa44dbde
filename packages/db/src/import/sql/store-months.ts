import type pg from 'pg';
import type { GatheredMonths } from '../../ledger/gathered-months.ts';
import { BinaryRows } from '../copy/binary-rows.ts';
import { CopyWriter } from '../copy/copy-writer.ts';
import { isEmptyTable } from './is-empty-table.ts';
import { putAsidePrimaryKey } from './primary-key.ts';

/** From so many rows on it pays to build the index at the end. */
const MANY_ROWS = 100_000;
const COLUMNS =
  'invoiced_fen, term_fen, term_weight, settled_fen, late_fen, late_weight, index_weight, ' +
  'customer_id, month, invoice_count, first_on, last_on, furthest_on';
const FIELDS = 13;

/** Stores gathered months, none of which the table has. */
export async function storeMonths(client: pg.ClientBase, months: GatheredMonths): Promise<void> {
  const mayPutAside = months.size >= MANY_ROWS && (await isEmptyTable(client, 'ledger_months'));
  const restoreKey = mayPutAside ? await putAsidePrimaryKey(client, 'ledger_months') : null;
  const writer = new CopyWriter(client, `COPY ledger_months (${COLUMNS}) FROM STDIN (FORMAT binary)`);
  await writer.send(BinaryRows.header);
  const rows = new BinaryRows();
  for (const { amounts, customerId, month, invoiceCount, firstOn, lastOn, furthestOn } of months.months()) {
    rows.startRow(FIELDS);
    for (const amount of amounts) rows.bigint(amount);
    rows.integer(customerId);
    rows.integer(month);
    rows.integer(invoiceCount);
    rows.optionalDate(firstOn);
    rows.optionalDate(lastOn);
    rows.date(furthestOn);
    if (!rows.isFull) continue;
    await writer.send(rows.take());
    // Lets the timer of the progress run even when the server never has to be waited for.
    await new Promise((resume) => setImmediate(resume));
  }
  await writer.send(rows.take());
  await writer.send(BinaryRows.trailer);
  await writer.end();
  await restoreKey?.();
}
