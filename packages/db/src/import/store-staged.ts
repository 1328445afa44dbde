import type pg from 'pg';
import { regroupCustomers } from './groups/regroup-customers.ts';
import { settleInvoices } from '../ledger/settle-invoices.ts';
import type { ImportContext, Target } from './kinds/definition.ts';
import type { ImportKind } from './options.ts';
import { freeSlackUsers } from './sql/free-slack-users.ts';
import { insertCustomers } from './sql/insert-customers.ts';
import { insertNewRows } from './sql/insert-new-rows.ts';
import { noteTouchedCustomers, touchCustomersOfIndustries } from './sql/note-changes.ts';
import { findRepeatedLines, type RepeatedLines } from './sql/repeated-lines.ts';
import { setMasterDay } from './sql/set-master-day.ts';
import { STAGING } from './sql/staging.ts';
import { updateChangedRows } from './sql/update-changed-rows.ts';

export interface StoredCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly customersCreated: number;
  readonly repeated: RepeatedLines;
}

/** Merges the staged rows into their table by natural key, and does what follows from the change. */
export async function storeStaged(
  client: pg.ClientBase,
  kind: ImportKind,
  target: Target,
  context: ImportContext,
  staged: number,
): Promise<StoredCounts> {
  await client.query(`ANALYZE ${STAGING}`);
  const created = context.customers.created();
  await insertCustomers(client, created);
  if (kind === 'staff') await freeSlackUsers(client);
  const updated = await updateChangedRows(client, target);
  const inserted = await insertNewRows(client, target);
  const repeated: RepeatedLines =
    inserted === staged ? { duplicates: 0, conflicts: new Map() } : await findRepeatedLines(client, target);
  if (kind === 'customers') await setMasterDay(client, context.today);
  if (kind === 'industries' && inserted + updated > 0) await touchCustomersOfIndustries(client);
  if (kind === 'ownership' && inserted + updated > 0) await regroupCustomers(client);
  const inLedger = target.table === 'invoices' || target.table === 'payments';
  if (inLedger && inserted + updated > 0) await settleInvoices(client);
  await noteTouchedCustomers(client);
  const distinct = staged - repeated.duplicates - repeated.conflicts.size;
  return { inserted, updated, unchanged: distinct - inserted - updated, customersCreated: created.length, repeated };
}
