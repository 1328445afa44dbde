import { readFileSync, statSync } from 'node:fs';
import type { Database } from '@xinshao/db/database.ts';
import { ODD_AMOUNTS, ODD_DAYS, ODD_TEXTS, randomLines } from '@xinshao/db/import/testing/random-lines.ts';
import { writeLines } from '@xinshao/db/import/testing/write-files.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { refresh } from '@xinshao/db/testing/ledger-example.ts';
import { describe, expect, it } from 'vitest';
import { importInto, rowsOf, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const TODAY = '2025-06-30';
const CUSTOMERS = 40;
/** From this size on the key is put aside. */
const LARGE = 20_000_000;

async function withCustomers(): Promise<Database> {
  const database = await freshDatabase();
  const codes = Array.from({ length: CUSTOMERS }, (_, n) => `C${n},客户${n}有限公司,${n % 7 === 0 ? 45 : ''}`);
  await importInto(database, 'customers', writeLines(folder, 'c.csv', ['code,name,term_days', ...codes]));
  return database;
}

const INVOICES = 'SELECT * FROM invoices ORDER BY customer_id, number';
/** What is derived from a ledger. */
const DERIVED = [
  'SELECT * FROM ledger_months ORDER BY customer_id, month',
  'SELECT * FROM ledger_windows ORDER BY customer_id',
  'SELECT source, latest_on::text FROM data_sources ORDER BY 1',
];

const derived = async (database: Database) => Promise.all(DERIVED.map((sql) => rowsOf(database, sql)));

/** As if nothing had been derived yet: all of it anew, by the server. */
async function deriveAnew(database: Database): Promise<void> {
  await database.pool.query('TRUNCATE ledger_months, ledger_windows, data_sources');
  const ids = await rowsOf(database, 'SELECT DISTINCT customer_id AS id FROM invoices');
  await refresh(
    database,
    ids.map(({ id }) => Number(id)),
    TODAY,
  );
}

/** Without what parts columns. */
const AMOUNTS = ODD_AMOUNTS.filter((text) => !text.includes(','));
const HEADER = 'number,customer_code,issued_on,due_on,amount,settled_on,disputed,status,kind';
const day = (row: number, shift: number) =>
  new Date(Date.UTC(2022, 0, 1 + ((row * 17) % 1_300) + shift)).toISOString().slice(0, 10);

/** Invoices of many months, some of them void, credit notes, without an issue day, dated ahead or unreadable. */
function ledger(rows: number): string[] {
  const columns = [
    {
      plain: (row: number) => `N${row}`,
      odd: ['', 'Ｎ１', '发票', ...ODD_TEXTS.filter((text) => !text.includes('\t'))],
    },
    { plain: (row: number) => `C${(row * 7) % CUSTOMERS}`, odd: ['', 'X', ' C1', 'C1 '] },
    { plain: (row: number) => (row % 11 === 0 ? '' : day(row, 0)), odd: ODD_DAYS },
    { plain: (row: number) => (row % 13 === 0 ? '' : day(row, 30)), odd: ODD_DAYS },
    {
      plain: (row: number) => `${row % 17 === 0 ? '-' : ''}${row * 13}.${row % 10}1`,
      odd: AMOUNTS,
    },
    { plain: (row: number) => (row % 3 === 0 ? '' : day(row, (row % 150) - 5)), odd: ODD_DAYS },
    { plain: (row: number) => (row % 40 === 0 ? '是' : ''), odd: ['无', 'true', '？'] },
    { plain: (row: number) => (row % 30 === 0 ? '作废' : ''), odd: ['valid', '红冲', '-'] },
    { plain: (row: number) => (row % 25 === 0 ? '红字发票' : ''), odd: ['发票', '?'] },
  ];
  return [...randomLines(columns, rows, 3)];
}

describe('the first file of a ledger', () => {
  it('comes to the same whether its values are quoted or not, to the last rejected row', async () => {
    const lines = ledger(6_000);
    const plain = writeLines(folder, 'plain.csv', [HEADER, ...lines]);
    const quoted = writeLines(folder, 'quoted.csv', [
      HEADER,
      ...lines.map((line) => `"${line.split(',').join('","')}"`),
    ]);
    const outcomes = [];
    for (const path of [plain, quoted]) {
      const database = await withCustomers();
      const { rows, inserted, duplicates, rejected, rejectedFile } = await importInto(database, 'invoices', path);
      const stored = await rowsOf(database, INVOICES);
      const refused = readFileSync(rejectedFile ?? '', 'utf8');
      outcomes.push({ rows, inserted, duplicates, rejected, refused, stored, derived: await derived(database) });
      expect(inserted).toBeGreaterThan(2_500);
      expect(rejected).toBeGreaterThan(500);
    }
    expect(outcomes[0]).toEqual(outcomes[1]);
  }, 120_000);

  it('has the months, windows and data day that the server sums up from its invoices', async () => {
    const database = await withCustomers();
    const distinct = ledger(4_000).map((line, n) => `M${n}${line.slice(line.indexOf(','))}`);
    await importInto(database, 'invoices', writeLines(folder, 'months.csv', [HEADER, ...distinct]));
    const gathered = await derived(database);
    expect(gathered[0]?.length).toBeGreaterThan(1_000);
    expect(gathered[2]).toEqual([{ source: 'ledger', latest_on: TODAY }]);
    await deriveAnew(database);
    expect(await derived(database)).toEqual(gathered);
  }, 120_000);

  it('a list of due days alone is as fresh as the last one that has come', async () => {
    const database = await withCustomers();
    const lines = ['A,C1,2025-05-31,1', 'B,C2,2025-06-12,1', 'C,C2,2025-07-12,1'];
    await importInto(
      database,
      'invoices',
      writeLines(folder, 'due.csv', ['number,customer_code,due_on,amount', ...lines]),
    );
    const gathered = await derived(database);
    expect(gathered[2]).toEqual([{ source: 'ledger', latest_on: '2025-06-12' }]);
    await deriveAnew(database);
    expect(await derived(database)).toEqual(gathered);
  });

  it('counts what payments that came before it have settled', async () => {
    const database = await withCustomers();
    const payments = ['C1,A,2025-03-03,10.00', 'C2,B,2025-04-04,3.00'];
    await importInto(
      database,
      'payments',
      writeLines(folder, 'p.csv', ['customer_code,invoice_number,paid_on,amount', ...payments]),
    );
    const lines = ['A,C1,2025-01-01,2025-02-01,10.00', 'B,C2,2025-01-01,2025-02-01,5.00'];
    await importInto(
      database,
      'invoices',
      writeLines(folder, 'i.csv', ['number,customer_code,issued_on,due_on,amount', ...lines]),
    );
    const months = await rowsOf(database, 'SELECT settled_fen::int AS fen FROM ledger_months WHERE settled_fen > 0');
    expect(months).toEqual([{ fen: 1_000 }]);
    const before = await derived(database);
    await deriveAnew(database);
    expect(await derived(database)).toEqual(before);
  });
});

describe('a large first file with the same invoice twice', () => {
  it('is stored as if the key had been there all the time', async () => {
    const database = await withCustomers();
    const rows = Array.from(
      { length: 420_000 },
      (_, n) => `N${1_000_000 + n},C${n % CUSTOMERS},2025-01-01,2025-02-01,${n}.25,2025-02-03`,
    );
    const [first = '', second = ''] = rows;
    const path = writeLines(folder, 'large.csv', [
      'number,customer_code,issued_on,due_on,amount,settled_on',
      ...rows,
      first,
      second.replace('1.25', '9.99'),
    ]);
    expect(statSync(path).size).toBeGreaterThan(LARGE);
    const report = await importInto(database, 'invoices', path);
    expect(report).toMatchObject({ rows: 420_002, inserted: 420_000, duplicates: 1, rejected: 1 });
    expect(await rowsOf(database, `SELECT amount_fen::int AS fen FROM invoices WHERE number = 'N1000001'`)).toEqual([
      { fen: 125 },
    ]);
    const months = await rowsOf(
      database,
      'SELECT sum(invoiced_fen)::text AS fen, sum(invoice_count)::int AS n FROM ledger_months',
    );
    expect(months).toEqual(
      await rowsOf(database, 'SELECT sum(amount_fen)::text AS fen, count(*)::int AS n FROM invoices'),
    );
    expect(
      await rowsOf(
        database,
        `SELECT conname FROM pg_constraint WHERE conrelid = 'invoices'::regclass AND contype = 'p'`,
      ),
    ).toEqual([{ conname: 'invoices_pkey' }]);
  }, 300_000);
});
