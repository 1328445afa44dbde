import type { Book, Invoice, Receipt } from '../book.ts';
import { type Cell, toCsv, yuan } from './csv.ts';

/** Gives every invoice its number, in the order of issue through the whole ledger. */
export function numberInvoices(books: readonly Book[]): Invoice[] {
  const key = (invoice: Invoice): string => `${invoice.issuedOn} ${invoice.customerCode}`;
  const all = books.flatMap((book) => book.invoices);
  const ordered = all
    .map((invoice) => [key(invoice), invoice] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return ordered.map(([, invoice], index) => {
    const prefix = invoice.amountFen < 0 ? 'HC' : 'XS';
    invoice.number = `${prefix}${invoice.issuedOn.slice(2, 4)}${invoice.issuedOn.slice(5, 7)}-${String(index + 1).padStart(6, '0')}`;
    return invoice;
  });
}

/** Invoices in the order of issue. The clearing day is given where no receipts are exported for the customer. */
export function invoicesFile(books: readonly Book[], invoices: readonly Invoice[]): string {
  const byClearingDay = new Set(
    books.filter((book) => book.paidBy === 'clearing_day').map((book) => book.customer.code),
  );
  const rows = invoices.map((invoice) => [
    invoice.number,
    invoice.customerCode,
    invoice.issuedOn,
    invoice.dueOn,
    yuan(invoice.amountFen),
    'CNY',
    invoice.disputed,
    invoice.amountFen < 0 ? 'credit_note' : 'invoice',
    invoice.void ? 'void' : 'valid',
    byClearingDay.has(invoice.customerCode) ? clearingDay(invoice) : invoice.setOffOn,
  ]);
  const header = [
    'number',
    'customer_code',
    'issued_on',
    'due_on',
    'amount',
    'currency',
    'disputed',
    'kind',
    'status',
    'settled_on',
  ];
  return toCsv(header, rows);
}

/** The day an invoice was paid in full by one plain receipt; null while open and for anything less plain. */
function clearingDay(invoice: Invoice): string | null {
  const [receipt] = invoice.receipts;
  if (!receipt) return invoice.setOffOn;
  return isPlain(invoice) ? receipt.paidOn : null;
}

function isPlain(invoice: Invoice): boolean {
  return invoice.receipts.length === 1 && invoice.receipts[0]?.amountFen === invoice.amountFen;
}

/** Receipts by day: all of the customers whose bank receipts are exported, and of the others what is not plain. */
export function paymentsFile(books: readonly Book[]): string {
  const rows: Cell[][] = [];
  const add = (code: string, number: string, receipt: Receipt): void => {
    rows.push([code, number, receipt.paidOn, yuan(receipt.amountFen), receipt.method]);
  };
  for (const book of books) {
    for (const invoice of book.invoices) {
      if (book.paidBy === 'clearing_day' && isPlain(invoice)) continue;
      for (const receipt of invoice.receipts) add(book.customer.code, invoice.number, receipt);
    }
    for (const receipt of book.onAccount) add(book.customer.code, '', receipt);
  }
  const key = (row: readonly Cell[]): string => `${row[2]} ${row[0]} ${row[1]}`;
  rows.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  return toCsv(['customer_code', 'invoice_number', 'paid_on', 'amount', 'method'], rows);
}

export function ordersFile(books: readonly Book[]): string {
  const rows = books.flatMap((book) =>
    book.orders.map((order) => [
      order.number,
      book.customer.code,
      order.orderedOn,
      yuan(order.amountFen),
      order.status,
    ]),
  );
  return toCsv(['number', 'customer_code', 'ordered_on', 'amount', 'status'], rows);
}
