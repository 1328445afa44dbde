import { copyText } from '../copy/copy-text.ts';
import type { Cells } from '../mapping/cells.ts';
import type { ImportContext, RowReader, Target } from './definition.ts';
import { bookingDayField, choiceField, customerField, type FieldReader, rowOf, textField } from './fields.ts';
import { INVOICE_STATUS } from './invoice-status.ts';
import { moneyField } from './money-field.ts';

/** Invoices that the customer itself issued or received: evidence of its trade, never our receivable. */
export function taxInvoicesTarget(): Target {
  return {
    table: 'tax_invoices',
    key: ['customer_id', 'received', 'number'],
    columns: [
      { name: 'amount_fen', type: 'bigint', update: true },
      { name: 'customer_id', type: 'integer', update: false },
      { name: 'issued_on', type: 'date', update: true },
      { name: 'received', type: 'boolean', update: false },
      { name: 'void', type: 'boolean', update: true },
      { name: 'number', type: 'text', update: false },
      { name: 'counterparty', type: 'text', update: true },
    ],
  };
}

export function taxInvoicesReader(cells: Cells, context: ImportContext): RowReader {
  const status = choiceField(cells, 'status', INVOICE_STATUS, 'valid');
  const isVoid: FieldReader = (row) => {
    const value = status(row);
    return typeof value === 'string' ? String(value === 'void') : value;
  };
  const received = copyText(String(context.book === 'tax_purchase'));
  return rowOf([
    moneyField(cells, context),
    customerField(cells, context),
    bookingDayField(cells, 'issued_on', context),
    () => received,
    isVoid,
    textField(cells, 'number', null),
    textField(cells, 'counterparty'),
  ]);
}
