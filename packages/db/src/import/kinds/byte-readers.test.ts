import { describe, expect, it } from 'vitest';
import { LineFields } from '../bytes/line-fields.ts';
import { BinaryRows } from '../copy/binary-rows.ts';
import { writeBinaryFields } from '../copy/write-binary-row.ts';
import { CustomerDirectory } from '../customers/customer-directory.ts';
import { cellsOf } from '../mapping/cells.ts';
import { ODD_AMOUNTS, ODD_DAYS, ODD_TEXTS, randomLines } from '../testing/random-lines.ts';
import { dateReader } from '../values/date.ts';
import type { ImportContext, KindDefinition } from './definition.ts';
import { invoicesKind } from './invoices.ts';
import { paymentsKind } from './payments.ts';

const CODES = ['C1', 'C2', '客户三', 'C4'];
const noKeys = { byUscc: new Map(), byName: new Map(), byFormerName: new Map(), usccs: new Map() };

function context(defaultTermDays: number | null = null): ImportContext {
  const byCode = new Map(CODES.map((code, place) => [code, { id: place + 1, termDays: place === 1 ? 45 : null }]));
  return {
    settings: { baseCurrency: 'CNY', rates: { USD: 7.1 }, defaultTermDays, timeZone: 'Asia/Shanghai' },
    today: '2025-06-30',
    readDate: dateReader({ format: null, serials: false }),
    readsPlainDays: true,
    multiplier: 1,
    currency: null,
    book: 'receivable',
    customers: new CustomerDirectory(byCode, noKeys),
    slackUsers: new Map(),
  };
}

/** Reads each line both ways. @returns how many of them were read from their bytes, after comparing all of those */
function compare(kind: KindDefinition, header: string, lines: Iterable<string>, known = context()): number {
  const columns = header.split(',');
  const cells = cellsOf('f.csv', columns, kind.columns, null);
  const target = kind.target(cells, known);
  const readRow = kind.rowReader(cells, known);
  const readBytes = kind.byteReader?.(cells, known) ?? null;
  if (readBytes === null) return 0;
  let read = 0;
  for (const text of lines) {
    const fields = new LineFields(Buffer.from(`${text}\n`), 44, columns.length);
    fields.read(0);
    const rows = new BinaryRows();
    rows.startRow(target.columns.length);
    if (fields.count !== columns.length || !readBytes(fields, rows)) continue;
    read++;
    const expected = new BinaryRows();
    expected.startRow(target.columns.length);
    const row = readRow(text.split(','));
    if (typeof row === 'string') writeBinaryFields(expected, target.columns, row);
    expect([text, rows.take().toString('latin1')]).toEqual([text, expected.take().toString('latin1')]);
  }
  return read;
}

const day = (row: number) => `202${row % 6}-0${(row % 9) + 1}-1${row % 10}`;
const amount = { plain: (row: number) => `${row % 5 === 0 ? '-' : ''}${row * 7}.${row % 10}5`, odd: ODD_AMOUNTS };
const customer = {
  plain: (row: number) => CODES[row % 4] ?? '',
  odd: ['', 'C9', ' C1', 'c1', 'C1\u00a0', ...ODD_TEXTS],
};
const maybe = (plain: (row: number) => string) => (row: number) => (row % 3 === 0 ? '' : plain(row));

describe('rows read from their bytes are those that the reader of texts gives, byte for byte', () => {
  it('invoices with every column, whatever people write into them', () => {
    const columns = [
      { plain: (row: number) => `N${row}`, odd: ODD_TEXTS },
      customer,
      { plain: maybe(day), odd: ODD_DAYS },
      { plain: maybe(day), odd: ODD_DAYS },
      { plain: maybe((row) => String(row % 120)), odd: ['', '30天', '3651', '9999', '-1', ' 30', '3.0', '0030', 'x'] },
      amount,
      { plain: maybe(day), odd: ODD_DAYS },
      { plain: (row: number) => (row % 9 === 0 ? 'true' : ''), odd: ['是', '无', '否', 'Y', ' yes', '也许', '-', '√'] },
      { plain: (row: number) => (row % 7 === 0 ? '红冲' : ''), odd: ['作废', 'VOID', 'valid ', '？', '无', 'N/A'] },
      {
        plain: (row: number) => (row % 8 === 0 ? '红字发票' : '发票'),
        odd: ['credit_note', '专票', '数电票(普通发票)', '?'],
      },
      { plain: () => 'CNY', odd: ['', '人民币', 'USD', 'EUR', '-', 'rmb', ' CNY'] },
    ];
    const header = 'number,customer_code,issued_on,due_on,term_days,amount,settled_on,disputed,status,kind,currency';
    for (const term of [null, 30]) {
      const lines = randomLines(columns, 4_000, 11 + (term ?? 0));
      expect(compare(invoicesKind, header, lines, context(term))).toBeGreaterThan(600);
    }
  });

  it('payments, with a currency and without', () => {
    const columns = [
      customer,
      { plain: (row: number) => (row % 4 === 0 ? '' : `N${row}`), odd: ODD_TEXTS },
      { plain: day, odd: ODD_DAYS },
      amount,
      { plain: (row: number) => (row % 2 === 0 ? '电汇' : '承兑 汇票'), odd: ODD_TEXTS },
    ];
    const header = 'customer_code,invoice_number,paid_on,amount,method';
    expect(compare(paymentsKind, header, randomLines(columns, 4_000, 5))).toBeGreaterThan(1_600);
    const currency = { plain: () => '人民币', odd: ['', 'USD', 'XXX', 'CNY'] };
    const lines = randomLines([...columns, currency], 4_000, 6);
    expect(compare(paymentsKind, `${header},currency`, lines)).toBeGreaterThan(1_600);
  });

  it('an ordinary file is read from its bytes line by line', () => {
    const lines = [
      'A1,C1,2025-01-01,2025-02-01,100.00',
      'A-2,客户三,2025-01-31,2025-03-02,-5',
      '票3,C2,2024-02-29,2025-01-01,0.5',
    ];
    expect(compare(invoicesKind, '发票号,客户编号,开票日期,到期日,金额', lines)).toBe(3);
    expect(
      compare(paymentsKind, '客户编号,发票号,回款日期,金额,方式', ['C1,A1,2025-01-01,1.00,电汇', 'C2,,2025-01-01,2,']),
    ).toBe(2);
  });

  it('amounts in 万元 and dates in another form need the reader of texts', () => {
    const header = 'number,customer_code,due_on,amount';
    const lines = ['A1,C1,2025-01-01,1.00'];
    expect(compare(invoicesKind, header, lines)).toBe(1);
    expect(compare(invoicesKind, header, lines, { ...context(), multiplier: 10_000 })).toBe(0);
    expect(compare(invoicesKind, header, lines, { ...context(), readsPlainDays: false })).toBe(0);
    expect(compare(invoicesKind, header, lines, { ...context(), currency: 'USD' })).toBe(0);
  });
});
