import { dayNumber } from '@xinshao/core/day/day.ts';
import pg from 'pg';
import type { Database } from '../database.ts';
import { GatheredMonths } from '../ledger/gathered-months.ts';
import { type CustomerDirectory, loadCustomerDirectory } from './customers/customer-directory.ts';
import { customerFinder } from './customers/customers-of-rows.ts';
import { ImportRefused } from './import-refused.ts';
import type { ImportContext } from './kinds/definition.ts';
import { gatherInvoices } from './kinds/gather-invoices.ts';
import { KINDS } from './kinds/kinds.ts';
import { type Cells, cellsOf } from './mapping/cells.ts';
import { loadMapping } from './mapping/load-mapping.ts';
import type { Mapping } from './mapping/mapping-schema.ts';
import type { ImportOptions, ImportReport } from './options.ts';
import { ProgressMeter } from './progress.ts';
import { rejectConflicts } from './rejected/reject-conflicts.ts';
import { RejectedRows } from './rejected/rejected-rows.ts';
import { sendRows } from './send-rows.ts';
import { type InspectedFile, inspectFile } from './source/inspect-file.ts';
import { openRows } from './source/open-rows.ts';
import type { RowSource } from './source/rows.ts';
import { isEmptyTable } from './sql/is-empty-table.ts';
import { putAsidePrimaryKey } from './sql/primary-key.ts';
import { recordBatch } from './sql/record-batch.ts';
import { tidyCustomers } from './sql/refresh-statistics.ts';
import { createStaging, customerColumn } from './sql/staging.ts';
import { takeImportLock } from './sql/take-import-lock.ts';
import { concludeDirect, storeStaged } from './store-rows.ts';
import { dateReader } from './values/date.ts';

const TEN_THOUSAND = 10_000;

/** From this size on it pays to build the index of a first load at its end. */
const LARGE_FILE = 20_000_000;
/** PostgreSQL's code for two rows with the same key. */
const UNIQUE_VIOLATION = '23505';

/**
 * Imports one file in one transaction: all good rows are stored, the others written to `<file>.rejected.csv`; importing
 * it again changes nothing. When anything breaks on the way, nothing is stored.
 *
 * The first file of a ledger table goes straight into it, and the months of its invoices are summed up on the way. When
 * two of its rows turn out to have the same key, the import starts over through the staging table, which can tell which
 * of them counts.
 * @throws ImportRefused when the file as a whole cannot be taken
 */
export async function importFile(database: Database, options: ImportOptions): Promise<ImportReport> {
  const started = performance.now();
  const mapping = options.mapping === undefined ? null : await loadMapping(options.mapping, options.kind);
  const file = await inspectFile(options.path);
  let report: Omit<ImportReport, 'durationMs'>;
  try {
    report = await attempt(database, options, mapping, file, true);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== UNIQUE_VIOLATION) throw error;
    report = await attempt(database, options, mapping, file, false);
  }
  return { ...report, durationMs: Math.round(performance.now() - started) };
}

async function attempt(
  database: Database,
  options: ImportOptions,
  mapping: Mapping | null,
  file: InspectedFile,
  mayGoDirect: boolean,
): Promise<Omit<ImportReport, 'durationMs'>> {
  const source = await openRows(file);
  const cells = cellsOf(file.name, source.header, KINDS[options.kind].columns, mapping);
  const { rejectedFolder, locale } = options;
  const rejected = await RejectedRows.beside(file.path, rejectedFolder, source.header, locale ?? 'zh');
  const progress = new ProgressMeter(file.bytes, options.onProgress);
  const client = await database.pool.connect();
  // A lost connection fails the statement that is under way; the event tells nothing more, but would end the process.
  const ignore = () => undefined;
  client.on('error', ignore);
  let broken = true;
  try {
    const parts = { mapping, file, source, cells, rejected, progress, mayGoDirect };
    const report = await importRows(database, client, options, parts);
    broken = false;
    return report;
  } finally {
    // A connection in the middle of a transaction or a COPY is closed, and the server forgets what it did.
    client.off('error', ignore);
    client.release(broken);
    progress.stop();
    if (broken) await rejected.discard();
  }
}

interface Parts {
  readonly mapping: Mapping | null;
  readonly file: InspectedFile;
  readonly source: RowSource;
  readonly cells: Cells;
  readonly rejected: RejectedRows;
  readonly progress: ProgressMeter;
  readonly mayGoDirect: boolean;
}

async function importRows(
  database: Database,
  client: pg.PoolClient,
  options: ImportOptions,
  parts: Parts,
): Promise<Omit<ImportReport, 'durationMs'>> {
  const { kind } = options;
  const { mapping, file, source, cells, rejected, progress, mayGoDirect } = parts;
  const definition = KINDS[kind];

  await client.query('BEGIN');
  await client.query("SET LOCAL work_mem = '256MB'");
  await takeImportLock(client);
  const customers = await loadCustomerDirectory(client, kind === 'events');
  const context = await contextOf(client, options, mapping, file, customers);
  const target = definition.target(cells, context);
  await createStaging(client, target);

  const oneCustomerEach = customerColumn(target) === 'customer_id' && kind !== 'events';
  const direct =
    mayGoDirect && oneCustomerEach && target.ordinal === undefined && (await isEmptyTable(client, target.table));
  const restoreKey = direct && file.bytes >= LARGE_FILE ? await putAsidePrimaryKey(client, target.table) : null;
  const months = direct && target.table === 'invoices' ? new GatheredMonths(dayNumber(options.today)) : null;
  const sent = await sendRows(client, {
    source,
    target,
    direct,
    readRow: definition.rowReader(cells, context),
    readBytes: definition.byteReader?.(cells, context) ?? null,
    needsLine: cells.needsLine,
    context,
    findCustomers: customerFinder(database.pool, customers, source.header, mapping),
    rejected,
    progress,
    onRows: months === null ? undefined : (rows) => gatherInvoices(months, rows),
  });
  progress.phase = 'storing';
  if (restoreKey) await restoreKey();
  const { repeated, ...stored } = direct
    ? await concludeDirect(client, target, context, sent, months)
    : await storeStaged(client, kind, target, context, sent);
  await rejectConflicts(file, repeated.conflicts, rejected);

  const counts = {
    rows: progress.rows,
    inserted: stored.inserted,
    updated: stored.updated,
    unchanged: stored.unchanged,
    rejected: rejected.count,
  };
  const rejectedFile = await rejected.keep();
  if (options.strict && rejectedFile !== null) {
    await client.query('ROLLBACK');
    throw new ImportRefused({ code: 'rows_rejected', file: file.name, rejected: rejected.count, rejectedFile });
  }
  await recordBatch(client, kind, file, counts, options.origin);
  await client.query('COMMIT');
  if (kind === 'customers') await tidyCustomers(client, stored.inserted + stored.updated);
  return {
    kind,
    file: file.path,
    ...counts,
    duplicates: repeated.duplicates,
    rejectedFile,
    customersCreated: kind === 'customers' ? stored.inserted : stored.customersCreated,
    usccsLeftOut: stored.usccsLeftOut,
  };
}

async function contextOf(
  client: pg.ClientBase,
  options: ImportOptions,
  mapping: Mapping | null,
  file: InspectedFile,
  customers: CustomerDirectory,
): Promise<ImportContext> {
  const inTenThousands = mapping?.unit === '万元' || mapping?.unit === 'ten_thousand_yuan';
  const slack = await client.query<{ slack_user_id: string; code: string }>(
    'SELECT slack_user_id, code FROM staff WHERE slack_user_id IS NOT NULL',
  );
  return {
    settings: options.settings,
    today: options.today,
    readDate: dateReader({ format: mapping?.dates ?? null, serials: file.format === 'xlsx' }),
    readsPlainDays: (mapping?.dates ?? null) === null,
    multiplier: inTenThousands ? TEN_THOUSAND : 1,
    currency: mapping?.currency ?? null,
    book: mapping?.book ?? 'receivable',
    customers,
    slackUsers: new Map(slack.rows.map(({ slack_user_id, code }) => [slack_user_id, code])),
  };
}
