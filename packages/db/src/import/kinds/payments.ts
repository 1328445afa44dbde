import type { KindDefinition, TargetColumn } from './definition.ts';
import { bookingDayField, customerField, rowOf, textField } from './fields.ts';
import { CURRENCY_COLUMN, mayBeForeign, moneyField, originalFields } from './money-field.ts';
import { paymentByteReader } from './payment-bytes.ts';

const ORIGINAL_COLUMNS: readonly TargetColumn[] = [
  { name: 'currency', type: 'text', update: false },
  { name: 'original_amount', type: 'bigint', update: false },
];

/**
 * Money received. A payment has no number of its own, so equal rows of one file are so many payments, told apart by
 * their ordinal. One without invoice number is cash on account; one that names an invoice we do not know yet waits
 * for it. Payments in another currency keep what was paid, so that a new rate makes no new payment of an old one (see
 * remove-revalued-payments.ts).
 */
export const paymentsKind: KindDefinition = {
  columns: [
    {
      name: 'customer_code',
      required: true,
      synonyms: ['customer', '客户编号', '客户代码', '客户编码', '客户号', '企业代号'],
    },
    {
      name: 'invoice_number',
      nothing: 'text',
      synonyms: ['invoice_no', 'invoice', '发票号', '发票号码', '发票编号', '核销发票', '对应发票'],
    },
    {
      name: 'paid_on',
      required: true,
      synonyms: ['payment_date', 'paid_date', '回款日期', '收款日期', '付款日期', '到账日期', '支付日期'],
    },
    { name: 'amount', required: true, synonyms: ['金额', '回款金额', '收款金额', '付款金额', '到账金额', '金额(元)'] },
    { name: 'method', nothing: 'text', synonyms: ['方式', '付款方式', '收款方式', '回款方式', '支付方式', '结算方式'] },
    CURRENCY_COLUMN,
  ],
  target: (cells, context) => ({
    table: 'payments',
    key: ['customer_id', 'invoice_number', 'paid_on', 'amount_fen', 'method', 'ordinal'],
    ordinal: 'ordinal',
    columns: [
      { name: 'amount_fen', type: 'bigint', update: false },
      { name: 'customer_id', type: 'integer', update: false },
      { name: 'paid_on', type: 'date', update: false },
      { name: 'invoice_number', type: 'text', update: false },
      { name: 'method', type: 'text', update: false },
      ...(mayBeForeign(cells, context) ? ORIGINAL_COLUMNS : []),
    ],
  }),
  rowReader: (cells, context) =>
    rowOf([
      moneyField(cells, context),
      customerField(cells, context),
      bookingDayField(cells, 'paid_on', context),
      textField(cells, 'invoice_number', ''),
      textField(cells, 'method', ''),
      ...(mayBeForeign(cells, context) ? originalFields(cells, context) : []),
    ]),
  byteReader: paymentByteReader,
};
