import { addDays } from '@xinshao/core/day/day.ts';
import type { Rejection } from '@xinshao/core/wording/import.ts';
import { copyText, NULL } from '../copy/copy-text.ts';
import { readFen } from '../values/amount.ts';
import { choiceReader, meanings, TRUTH } from '../values/choices.ts';
import { isDateProblem, latestBookingDay } from '../values/date.ts';
import { hasLostDigits } from '../values/lost-digits.ts';
import { readInteger } from '../values/number.ts';
import { moneyReader } from './currency.ts';
import type { KindDefinition } from './definition.ts';
import { unknownCustomer } from './fields.ts';
import { invoiceByteReader } from './invoice-bytes.ts';
import { INVOICE_KIND, LONGEST_NUMBER, LONGEST_TERM } from './invoice-kind.ts';
import { INVOICE_STATUS } from './invoice-status.ts';
import { CURRENCY_COLUMN } from './money-field.ts';
import { taxInvoicesReader, taxInvoicesTarget } from './tax-invoices.ts';

/** Receivable items; with `book` in the mapping, the customer's own tax invoices instead. */
export const invoicesKind: KindDefinition = {
  columns: [
    {
      name: 'number',
      required: true,
      synonyms: ['invoice_number', 'invoice_no', '发票号', '发票号码', '发票编号', '单据号', '单据编号', '应收单号'],
    },
    {
      name: 'customer_code',
      required: true,
      synonyms: ['customer', '客户编号', '客户代码', '客户编码', '客户号', '企业代号'],
    },
    { name: 'issued_on', synonyms: ['invoice_date', 'issue_date', '开票日期', '发票日期', '单据日期', '开具日期'] },
    { name: 'term_days', synonyms: ['账期', '账期天数', '信用天数', '付款天数', '账期(天)'] },
    { name: 'due_on', synonyms: ['due_date', '到期日', '到期日期', '应收日期', '应付款日', '付款到期日'] },
    {
      name: 'amount',
      required: true,
      synonyms: ['金额', '价税合计', '应收金额', '发票金额', '含税金额', '金额(元)', '开票金额'],
    },
    CURRENCY_COLUMN,
    { name: 'disputed', nothing: 'answer', synonyms: ['争议', '是否争议', '有争议', '是否有争议'] },
    { name: 'kind', synonyms: ['发票类型', '发票票种', '票种', '单据类型', '类型', '票据类型'] },
    { name: 'status', synonyms: ['状态', '发票状态', '单据状态'] },
    {
      name: 'settled_on',
      synonyms: ['settled_date', 'clear_date', '结清日期', '清账日期', '核销日期', '结清日', '付清日期'],
    },
    { name: 'counterparty', synonyms: ['购方单位代号', '销方单位代号', '购方名称', '销方名称', '对方单位'] },
  ],

  target(cells, context) {
    if (context.book !== 'receivable') return taxInvoicesTarget();
    const issued = cells.has('issued_on') || cells.has('term_days');
    return {
      table: 'invoices',
      key: ['customer_id', 'number'],
      columns: [
        { name: 'amount_fen', type: 'bigint', update: true },
        { name: 'customer_id', type: 'integer', update: false },
        { name: 'issued_on', type: 'date', update: issued },
        { name: 'due_on', type: 'date', update: true },
        { name: 'known_on', type: 'date', update: issued },
        { name: 'cleared_on', type: 'date', update: cells.has('settled_on') },
        { name: 'disputed', nothing: 'answer', type: 'boolean', update: cells.has('disputed') },
        { name: 'void', type: 'boolean', update: cells.has('status') },
        { name: 'number', type: 'text', update: false },
        { name: 'currency', type: 'text', update: true },
        { name: 'original_amount', type: 'bigint', update: true },
      ],
    };
  },

  rowReader(cells, context) {
    if (context.book !== 'receivable') return taxInvoicesReader(cells, context);
    const { customers, readDate, settings } = context;
    const number = cells.text('number');
    const code = cells.text('customer_code');
    const issued = cells.text('issued_on');
    const due = cells.text('due_on');
    const term = cells.text('term_days');
    const amount = cells.text('amount');
    const settled = cells.text('settled_on');
    const disputed = cells.text('disputed');
    const kind = cells.text('kind');
    const status = cells.text('status');
    const currency = cells.text('currency');
    const readTruth = choiceReader(TRUTH);
    const readStatus = choiceReader(INVOICE_STATUS);
    const readKind = choiceReader(INVOICE_KIND);
    const readMoney = moneyReader(context, cells.header('amount'));
    const latest = latestBookingDay(context.today);
    const missing = (column: string): Rejection => ({ code: 'value_missing', column: cells.header(column) });

    return (row) => {
      const numberText = number(row);
      if (numberText === '') return missing('number');
      if (numberText.length > LONGEST_NUMBER) {
        return { code: 'text_too_long', column: cells.header('number'), maximum: LONGEST_NUMBER };
      }
      if (hasLostDigits(numberText)) return { code: 'digits_lost', column: cells.header('number'), value: numberText };
      const codeText = code(row);
      if (codeText === '') return missing('customer_code');
      const customer = customers.byCode(codeText);
      if (customer === undefined) return unknownCustomer(cells.header('customer_code'), codeText);

      const amountText = amount(row);
      if (amountText === '') return missing('amount');
      const stated = readFen(amountText, context.multiplier);
      if (typeof stated === 'string') return { code: stated, column: cells.header('amount'), value: amountText };

      const termText = term(row);
      let termDays: number | null = customer.termDays;
      if (termText !== '') {
        const days = readInteger(termText, 0, LONGEST_TERM);
        if (typeof days === 'string') return { code: days, column: cells.header('term_days'), value: termText };
        termDays = days;
      }

      const issuedText = issued(row);
      const statedIssue = issuedText === '' ? null : readDate(issuedText);
      if (statedIssue !== null && isDateProblem(statedIssue)) {
        return { code: statedIssue, column: cells.header('issued_on'), value: issuedText };
      }
      const dueText = due(row);
      const statedDue = dueText === '' ? null : readDate(dueText);
      if (statedDue !== null && isDateProblem(statedDue)) {
        return { code: statedDue, column: cells.header('due_on'), value: dueText };
      }
      // A term that is only the company's default may set a due day, but must not invent an issue day.
      const usualTerm = termDays ?? settings.defaultTermDays;
      const dueOn = statedDue ?? (statedIssue !== null && usualTerm !== null ? addDays(statedIssue, usualTerm) : null);
      if (dueOn === null) return { code: 'due_unknown' };
      const issuedOn = statedIssue ?? (termDays !== null ? addDays(dueOn, -termDays) : null);

      if (issuedOn !== null && issuedOn > latest) {
        const column = cells.header(statedIssue === null ? 'due_on' : 'issued_on');
        return { code: 'date_too_far_ahead', column, value: statedIssue ?? dueOn };
      }

      const settledText = settled(row);
      const settledOn = settledText === '' ? null : readDate(settledText);
      if (settledOn !== null && isDateProblem(settledOn)) {
        return { code: settledOn, column: cells.header('settled_on'), value: settledText };
      }
      if (settledOn !== null && settledOn > latest) {
        return { code: 'date_too_far_ahead', column: cells.header('settled_on'), value: settledOn };
      }

      const disputedText = disputed(row);
      const isDisputed = disputedText === '' ? 'false' : readTruth(disputedText);
      if (isDisputed === null) return unknownChoice(cells.header('disputed'), disputedText, meanings(TRUTH));
      const statusText = status(row);
      const isStatus = statusText === '' ? 'valid' : readStatus(statusText);
      if (isStatus === null) return unknownChoice(cells.header('status'), statusText, meanings(INVOICE_STATUS));
      const kindText = kind(row);
      const isKind = kindText === '' ? 'invoice' : readKind(kindText);
      if (isKind === null) return unknownChoice(cells.header('kind'), kindText, meanings(INVOICE_KIND));

      const money = readMoney(isKind === 'credit_note' && stated > 0 ? -stated : stated, currency(row));
      if ('code' in money) return money;

      const known = issuedOn ?? dueOn;
      const isVoid = isStatus === 'void' ? 't' : 'f';
      const original = money.original ?? NULL;
      return (
        `${money.fen}\t${customer.id}\t${issuedOn ?? NULL}\t${dueOn}\t${known}\t${settledOn ?? NULL}\t` +
        `${isDisputed}\t${isVoid}\t${copyText(numberText)}\t${money.currency ?? NULL}\t${original}`
      );
    };
  },

  byteReader: (cells, context) => (context.book === 'receivable' ? invoiceByteReader(cells, context) : null),
};

function unknownChoice(column: string, value: string, known: string): Rejection {
  return { code: 'choice_unknown', column, value, known };
}
