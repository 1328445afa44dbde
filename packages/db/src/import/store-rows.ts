import { dayFromNumber } from '@xinshao/core/day/day.ts';
import type pg from 'pg';
import type { GatheredMonths } from '../ledger/gathered-months.ts';
import { type GatheredLedger, refreshLedger } from '../ledger/refresh-ledger.ts';
import type { NewCustomer } from './customers/customer-directory.ts';
import { regroupCustomers } from './groups/regroup-customers.ts';
import type { ImportContext, Target } from './kinds/definition.ts';
import type { ImportKind } from './options.ts';
import { freeSlackUsers } from './sql/free-slack-users.ts';
import { insertCustomers } from './sql/insert-customers.ts';
import { insertNewRows } from './sql/insert-new-rows.ts';
import { keepEarlierNames } from './sql/keep-earlier-names.ts';
import { noteTouchedCustomers, touchCustomers, touchCustomersOfIndustries } from './sql/note-changes.ts';
import { refreshStatistics } from './sql/refresh-statistics.ts';
import { removeRevaluedPayments } from './sql/remove-revalued-payments.ts';
import { findRepeatedLines, type RepeatedLines } from './sql/repeated-lines.ts';
import { setMasterDay } from './sql/set-master-day.ts';
import { STAGING } from './sql/staging.ts';
import { storeMonths } from './sql/store-months.ts';
import { updateChangedRows } from './sql/update-changed-rows.ts';

/** Tables that `refreshLedger` derives sums and data days from. */
const LEDGER_TABLES: ReadonlySet<string> = new Set(['invoices', 'payments', 'tax_invoices', 'orders']);
const NONE_REPEATED: RepeatedLines = { duplicates: 0, conflicts: new Map() };

export interface StoredCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly customersCreated: number;
  /** Of these, how many came with a USCC that is none and was left out. */
  readonly usccsLeftOut: number;
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
  if (kind === 'customers') await keepEarlierNames(client);
  const foreign = kind === 'payments' && target.columns.some(({ name }) => name === 'currency');
  const replaced = foreign ? await removeRevaluedPayments(client) : 0;
  const updated = (await updateChangedRows(client, target)) + replaced;
  const inserted = (await insertNewRows(client, target)) - replaced;
  const repeated: RepeatedLines = inserted === staged ? NONE_REPEATED : await findRepeatedLines(client, target);
  if (kind === 'customers') await setMasterDay(client, context.today);
  if (kind === 'industries' && inserted + updated > 0) await touchCustomersOfIndustries(client);
  // New customers, and new names and codes, may be what earlier evidence speaks of.
  const concernsGroups = kind === 'ownership' || kind === 'customers';
  if (concernsGroups && inserted + updated > 0) await regroupCustomers(client);
  await concludeChange(client, target, context, inserted + updated, inserted);
  const distinct = staged - repeated.duplicates - repeated.conflicts.size;
  return { inserted, updated, unchanged: distinct - inserted - updated, ...creation(created), repeated };
}

/**
 * Does what follows from rows that went straight into their table: all of them are new.
 * @param months what was gathered of them on the way
 */
export async function concludeDirect(
  client: pg.ClientBase,
  target: Target,
  context: ImportContext,
  sent: number,
  months: GatheredMonths | null,
): Promise<StoredCounts> {
  const created = context.customers.created();
  await insertCustomers(client, created);
  if (sent > 0) await touchCustomers(client, context.customers.used());
  const gathered = months?.isExact ? gatheredLedger(client, months) : null;
  await concludeChange(client, target, context, sent, sent, gathered);
  return { inserted: sent, updated: 0, unchanged: 0, ...creation(created), repeated: NONE_REPEATED };
}

function gatheredLedger(client: pg.ClientBase, months: GatheredMonths): GatheredLedger {
  const { dataOn, knownOn } = months;
  return {
    dataOn: dataOn === null ? null : dayFromNumber(dataOn),
    knownOn: knownOn === null ? null : dayFromNumber(knownOn),
    store: () => storeMonths(client, months),
  };
}

function creation(created: readonly { readonly customer: NewCustomer }[]) {
  const usccsLeftOut = created.filter(({ customer }) => customer.usccLeftOut).length;
  return { customersCreated: created.length, usccsLeftOut };
}

async function concludeChange(
  client: pg.ClientBase,
  target: Target,
  context: ImportContext,
  changed: number,
  inserted: number,
  gathered: GatheredLedger | null = null,
): Promise<void> {
  await refreshStatistics(client, target.table, inserted);
  if (LEDGER_TABLES.has(target.table) && changed > 0) await refreshLedger(client, context.today, gathered);
  await noteTouchedCustomers(client);
}
