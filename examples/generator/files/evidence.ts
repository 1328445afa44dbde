import type { Book } from '../book.ts';
import { toCsv, yuan } from './csv.ts';
import { STATEMENT_AMOUNT_COLUMNS, statementAmountsFen } from './statement-columns.ts';

export function statementsFile(books: readonly Book[]): string {
  const rows = books.flatMap((book) =>
    book.statements.map((statement) => [
      book.customer.code,
      statement.periodEnd,
      statement.months,
      statement.source,
      ...statementAmountsFen(statement).map(yuan),
    ]),
  );
  return toCsv(['customer_code', 'period_end', 'months', 'source', ...STATEMENT_AMOUNT_COLUMNS], rows);
}

/** Events name their company as their source does: bureaus by code, registries by USCC, courts by name. */
export function eventsFile(books: readonly Book[]): string {
  const rows = books.flatMap(({ customer, events }) =>
    events.map((event) => [
      event.kind,
      event.occurredOn,
      event.source === '征信机构' ? customer.code : null,
      event.source === '工商公示' ? customer.uscc : null,
      event.source !== '征信机构' && event.source !== '工商公示' ? customer.name : null,
      event.observedOn,
      event.amountFen === null ? null : yuan(event.amountFen),
      event.value,
      event.title,
      event.url,
      event.source,
    ]),
  );
  const header = [
    'kind',
    'occurred_on',
    'customer_code',
    'uscc',
    'name',
    'observed_on',
    'amount',
    'value',
    'title',
    'url',
    'source',
  ];
  return toCsv(header, rows);
}

/** The customers' own sales, in the headers of a tax system's export; `tax_sales.yaml` maps them. */
export function taxSalesFile(books: readonly Book[]): string {
  const rows = books.flatMap((book) =>
    book.taxSales.map((sale) => [
      sale.number,
      book.customer.code,
      sale.issuedOn,
      sale.buyer,
      yuan(sale.amountFen),
      sale.void ? '作废发票' : '有效发票',
    ]),
  );
  return toCsv(['发票号码', '企业代号', '开票日期', '购方单位', '价税合计', '发票状态'], rows);
}
