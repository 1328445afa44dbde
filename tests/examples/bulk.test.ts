import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import type { BulkTable } from '@xinshao/examples/generator/bulk/bulk-table.ts';
import { generateBulk } from '@xinshao/examples/generator/bulk.ts';
import { expect, test } from 'vitest';

const OPTIONS = { customers: 50, invoices: 2000, endDay: '2026-10-31', seed: 20 } as const;

/** COPY text rows, a null for every `\N`. */
function rowsOf(table: BulkTable): (string | null)[][] {
  const lines = [...table.copyRows()].join('').trimEnd().split('\n');
  return lines.map((line) => line.split('\t').map((cell) => (cell === '\\N' ? null : cell)));
}

test('bulk rows fit the tables they are copied into', async () => {
  const database = await freshDatabase();
  const bulk = generateBulk(OPTIONS);
  const expected = new Map<string, number>();
  for (const table of [bulk.customers, bulk.invoices, bulk.payments, bulk.statements, bulk.events]) {
    const [, name = '', columns = ''] = /^COPY (\w+) \((.+)\) FROM STDIN$/.exec(table.copyCommand) ?? [];
    const rows = rowsOf(table);
    const places = columns.split(', ').map((_, index) => `$${index + 1}`);
    for (const row of rows) await database.pool.query(`insert into ${name} (${columns}) values (${places})`, row);
    expected.set(name, rows.length);
  }
  for (const [name, rows] of expected) {
    const { rows: counted } = await database.pool.query(`select count(*)::int as count from ${name}`);
    expect(counted, name).toEqual([{ count: rows }]);
    expect(rows, name).toBeGreaterThan(0);
  }
  expect(expected.get('invoices')).toBe(2000);
  const { rows: broken } = await database.pool.query(
    `select p.invoice_number from payments p left join invoices i on i.customer_id = p.customer_id and i.number = p.invoice_number
     where i.number is null or i.amount_fen <> p.amount_fen or i.cleared_on is not null`,
  );
  expect(broken).toEqual([]);
});

test('every customer has invoices, some many more than others, and no day lies past the end', () => {
  const counts = new Map<string, number>();
  for (const [, customer, issuedOn, , , clearedOn] of rowsOf(generateBulk(OPTIONS).invoices)) {
    counts.set(customer ?? '', (counts.get(customer ?? '') ?? 0) + 1);
    expect((issuedOn ?? '') <= OPTIONS.endDay && (clearedOn ?? '') <= OPTIONS.endDay).toBe(true);
  }
  expect(counts.size).toBe(OPTIONS.customers);
  expect(Math.max(...counts.values())).toBeGreaterThan(3 * Math.min(...counts.values()));
});

test('the CSV form says the same and is the same every time', () => {
  const bulk = generateBulk(OPTIONS);
  for (const table of Object.values(bulk)) {
    const csv = [...table.csv()].join('');
    expect(csv.trimEnd().split('\n')).toHaveLength(rowsOf(table).length + 1);
    expect([...table.csv()].join('')).toBe(csv);
  }
});
