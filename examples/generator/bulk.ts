import { type BulkTable, bulkTable, bulkYuan } from './bulk/bulk-table.ts';
import { bulkCode, makeBulkCustomers } from './bulk/customers.ts';
import { makeBulkEvents, makeBulkStatements } from './bulk/evidence.ts';
import { type BulkInvoice, type BulkOptions, walkInvoices } from './bulk/ledger-walk.ts';
import { yuan } from './files/csv.ts';
import { STATEMENT_AMOUNT_COLUMNS, statementAmountsFen } from './files/statement-columns.ts';

export interface Bulk {
  readonly customers: BulkTable;
  readonly invoices: BulkTable;
  readonly payments: BulkTable;
  readonly statements: BulkTable;
  readonly events: BulkTable;
}

/** The portfolio of the utility case (R57), with 5 million invoices. */
export const FULL_BULK = { customers: 48_395, invoices: 5_000_000, endDay: '2026-10-31', seed: 20 } as const;

/**
 * A large portfolio for benchmarks, made row by row while it is read: nothing is kept in memory.
 * Every table can be read any number of times; invoices and payments belong together.
 */
export function generateBulk(options: BulkOptions): Bulk {
  const codes = Array.from({ length: options.customers }, (_, customer) => bulkCode(customer));
  return {
    customers: customersTable(options),
    invoices: invoicesTable(options, codes),
    payments: paymentsTable(options, codes),
    statements: statementsTable(options, codes),
    events: eventsTable(options, codes),
  };
}

function customersTable(options: BulkOptions): BulkTable {
  return bulkTable({
    table: 'customers',
    columns:
      'id, code, name, name_key, near_key, uscc, former_names, former_name_keys, region, industry, size, established_on, ' +
      'registry_status, credit_limit_fen, term_days, agreement_signed_on, documents_complete, first_order_on, order_count, master_on',
    csvHeader:
      'code,name,uscc,region,industry,size,established_on,registry_status,credit_limit,term_days,agreement_signed_on,' +
      'documents_complete,first_order_on,order_count',
    rows: () => makeBulkCustomers(options),
    copyRow: (row) =>
      `${row.id}\t${row.code}\t${row.name}\t${row.nameKey}\t${row.nearKey}\t${row.uscc}\t{}\t{}\t${row.region}\t${row.industry}\t小型\t` +
      `${row.establishedOn}\t存续\t${row.creditLimitFen}\t${row.termDays}\t${row.agreementSignedOn}\tt\t${row.firstOrderOn}\t${row.orderCount}\t${row.masterOn}\n`,
    csvRow: (row) =>
      `${row.code},${row.name},${row.uscc},${row.region},${row.industry},小型,${row.establishedOn},存续,${bulkYuan(row.creditLimitFen)},` +
      `${row.termDays},${row.agreementSignedOn},true,${row.firstOrderOn},${row.orderCount}\n`,
  });
}

function invoicesTable(options: BulkOptions, codes: readonly string[]): BulkTable {
  return bulkTable({
    table: 'invoices',
    columns: 'amount_fen, customer_id, issued_on, due_on, known_on, cleared_on, disputed, void, number',
    csvHeader: 'number,customer_code,issued_on,due_on,amount,disputed,settled_on',
    rows: () => walkInvoices(options),
    copyRow: (row) =>
      `${row.amountFen}\t${row.customer + 1}\t${row.issuedOn}\t${row.dueOn}\t${row.issuedOn}\t` +
      `${row.byReceipt || row.paidOn === '' ? '\\N' : row.paidOn}\t${row.disputed ? 't' : 'f'}\tf\t${invoiceNumber(row)}\n`,
    csvRow: (row) =>
      `${invoiceNumber(row)},${codes[row.customer]},${row.issuedOn},${row.dueOn},${bulkYuan(row.amountFen)},` +
      `${row.disputed},${row.byReceipt ? '' : row.paidOn}\n`,
  });
}

function paymentsTable(options: BulkOptions, codes: readonly string[]): BulkTable {
  return bulkTable({
    table: 'payments',
    columns: 'amount_fen, customer_id, paid_on, invoice_number, method, ordinal',
    csvHeader: 'customer_code,invoice_number,paid_on,amount,method',
    rows: () => walkInvoices(options),
    copyRow: (row) =>
      hasReceipt(row) ? `${row.amountFen}\t${row.customer + 1}\t${row.paidOn}\t${invoiceNumber(row)}\t电汇\t1\n` : '',
    csvRow: (row) =>
      hasReceipt(row)
        ? `${codes[row.customer]},${invoiceNumber(row)},${row.paidOn},${bulkYuan(row.amountFen)},电汇\n`
        : '',
  });
}

function hasReceipt(row: BulkInvoice): boolean {
  return row.byReceipt && row.paidOn !== '';
}

function invoiceNumber(row: BulkInvoice): string {
  return `B${row.ordinal + 100_000_000}`;
}

function statementsTable(options: BulkOptions, codes: readonly string[]): BulkTable {
  return bulkTable({
    table: 'statements',
    columns: `customer_id, period_end, months, source, ${STATEMENT_AMOUNT_COLUMNS.map((name) => `${name}_fen`).join(', ')}`,
    csvHeader: `customer_code,period_end,months,source,${STATEMENT_AMOUNT_COLUMNS.join(',')}`,
    rows: () => makeBulkStatements(options),
    copyRow: ([customer, row]) =>
      `${[customer + 1, row.periodEnd, row.months, row.source, ...statementAmountsFen(row)].join('\t')}\n`,
    csvRow: ([customer, row]) =>
      `${[codes[customer], row.periodEnd, row.months, row.source, ...statementAmountsFen(row).map(yuan)].join(',')}\n`,
  });
}

function eventsTable(options: BulkOptions, codes: readonly string[]): BulkTable {
  return bulkTable({
    table: 'events',
    columns: 'customer_id, kind, occurred_on, observed_on, amount_fen, value, title, source',
    csvHeader: 'kind,occurred_on,customer_code,observed_on,amount,value,title,source',
    rows: () => makeBulkEvents(options),
    copyRow: ([customer, row]) =>
      `${customer + 1}\t${row.kind}\t${row.occurredOn}\t${row.observedOn}\t${row.amountFen ?? '\\N'}\t${row.value ?? '\\N'}\t${row.title}\t${row.source}\n`,
    csvRow: ([customer, row]) =>
      `${row.kind},${row.occurredOn},${codes[customer]},${row.observedOn},${row.amountFen === null ? '' : yuan(row.amountFen)},` +
      `${row.value ?? ''},${row.title},${row.source}\n`,
  });
}
