import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exactKey } from '@xinshao/core/company/name.ts';
import { isValidUscc } from '@xinshao/core/company/uscc.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { isDay } from '@xinshao/core/day/day.ts';
import { afterAll, expect, test } from 'vitest';
import { generateExamples, type Summary } from './generate.ts';
import { STAFF } from './organisation/people.ts';
import { STORIES } from './stories/all.ts';
import { readRows } from './testing/read-rows.ts';

const COMMITTED = join(import.meta.dirname, '..', 'data');
const END: Day = '2026-10-31';
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function generate(options: {
  endDay: Day;
  customers?: number;
  months?: number;
  seed?: number;
}): Promise<Summary & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'xinshao-examples-'));
  folders.push(folder);
  return { folder, ...(await generateExamples({ out: folder, ...options })) };
}

async function contents(folder: string): Promise<Record<string, string>> {
  const files = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const)),
  );
}

const committed = (file: string) => readRows(join(COMMITTED, file));

test('generating twice gives the same bytes, and they are the ones kept in examples/data', async () => {
  const [first, second] = [await generate({ endDay: END }), await generate({ endDay: END })];
  const made = await contents(first.folder);
  expect(await contents(second.folder)).toEqual(made);
  const kept = await contents(COMMITTED);
  expect(Object.keys(made)).toEqual(Object.keys(kept));
  for (const [file, text] of Object.entries(made))
    expect(text === kept[file], `${file} differs: run npm run generate`).toBe(true);
});

test('another seed gives other data', async () => {
  const [first, second] = [
    await generate({ endDay: END, customers: 60 }),
    await generate({ endDay: END, customers: 60, seed: 21 }),
  ];
  expect((await contents(first.folder))['invoices.csv']).not.toBe((await contents(second.folder))['invoices.csv']);
});

test('the committed data stay below 4 MB', async () => {
  const bytes = Object.values(await contents(COMMITTED)).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  expect(bytes).toBeLessThan(4_000_000);
});

test('fewer customers or months than the stories need are refused', async () => {
  await expect(generate({ endDay: END, customers: 59 })).rejects.toThrow('at least 60 customers');
  await expect(generate({ endDay: END, months: 17 })).rejects.toThrow('at least 18 months');
});

test.each<Day>(['2026-01-05', '2026-03-02', '2027-07-15', '2028-02-29'])(
  'nothing is dated after the end day %s',
  async (endDay) => {
    const { folder } = await generate({ endDay, customers: 60 });
    const known = [
      'issued_on',
      'settled_on',
      'paid_on',
      'ordered_on',
      'observed_on',
      'occurred_on',
      'period_end',
      'agreement_signed_on',
    ];
    for (const file of [
      'invoices.csv',
      'payments.csv',
      'orders.csv',
      'events.csv',
      'statements.csv',
      'customers.csv',
    ]) {
      for (const row of await readRows(join(folder, file))) {
        for (const column of known) {
          const day = row[column] ?? '';
          if (day === '') continue;
          expect(isDay(day), `${file} ${column} ${day}`).toBe(true);
          expect(day <= endDay, `${file} ${column} ${day}`).toBe(true);
        }
      }
    }
  },
);

test('300 customers with codes, names and valid USCCs of their own', async () => {
  const customers = await committed('customers.csv');
  expect(customers).toHaveLength(300);
  for (const column of ['code', 'uscc']) expect(new Set(customers.map((row) => row[column])).size).toBe(300);
  expect(new Set(customers.map((row) => exactKey(row.name ?? ''))).size).toBe(300);
  expect(customers.filter((row) => !isValidUscc(row.uscc ?? ''))).toEqual([]);
});

test('every payment names a known invoice of the same customer, or none at all', async () => {
  const invoices = new Set((await committed('invoices.csv')).map((row) => `${row.customer_code} ${row.number}`));
  const payments = await committed('payments.csv');
  const named = payments.filter((row) => row.invoice_number !== '');
  expect(named.filter((row) => !invoices.has(`${row.customer_code} ${row.invoice_number}`))).toEqual([]);
  expect(payments.length - named.length).toBeGreaterThan(0);
});

test('the ledger holds what ledgers hold: partial payments, overpayments, credit notes, void and disputed items', async () => {
  const invoices = await committed('invoices.csv');
  const amounts = new Map(invoices.map((row) => [row.number, Number(row.amount)]));
  const paid = new Map<string, number>();
  const times = new Map<string, number>();
  for (const { invoice_number: number = '', amount } of await committed('payments.csv')) {
    paid.set(number, (paid.get(number) ?? 0) + Number(amount));
    times.set(number, (times.get(number) ?? 0) + 1);
  }
  expect([...times].filter(([number, count]) => number !== '' && count > 1).length).toBeGreaterThan(50);
  expect([...paid].filter(([number, amount]) => amount > (amounts.get(number) ?? Infinity) + 1).length).toBeGreaterThan(
    5,
  );
  expect(invoices.filter((row) => row.kind === 'credit_note' && Number(row.amount) < 0).length).toBeGreaterThan(50);
  expect(invoices.filter((row) => row.status === 'void').length).toBeGreaterThan(50);
  expect(invoices.filter((row) => row.disputed === 'true').length).toBeGreaterThan(0);
  expect(new Set(amounts.keys()).size).toBe(invoices.length);
});

test('statements add up: assets are liabilities and equity, parts are within their wholes', async () => {
  const statements = await committed('statements.csv');
  expect(new Set(statements.map((row) => row.customer_code)).size).toBeGreaterThan(120);
  for (const row of statements) {
    const amount = (column: string): number => Math.round(Number(row[column]) * 100);
    expect(amount('total_assets')).toBe(amount('total_liabilities') + amount('equity'));
    expect(amount('current_assets')).toBeLessThan(amount('total_assets'));
    expect(amount('cash') + amount('inventory') + amount('receivables')).toBeLessThan(amount('current_assets'));
    expect(amount('short_term_debt')).toBeLessThanOrEqual(amount('current_liabilities'));
    expect(amount('total_debt')).toBeLessThanOrEqual(amount('total_liabilities'));
  }
});

test('every salesperson has a manager in the same team, and everybody can be reached', () => {
  expect(STAFF).toHaveLength(24);
  const byCode = new Map(STAFF.map((person) => [person.code, person]));
  for (const person of STAFF.filter((each) => each.role === 'sales')) {
    const manager = byCode.get(person.managerCode);
    expect(manager?.role).toBe('sales_manager');
    expect(manager?.team).toBe(person.team);
  }
  const top = STAFF.filter((person) => person.managerCode === '');
  expect(top.map((person) => person.role)).toEqual(['executive']);
  expect(STAFF.filter((person) => person.locale === 'en-US').length).toBeGreaterThan(0);
});

test('every story is told by one customer and says in both languages what should be seen', async () => {
  const codes = new Set((await committed('customers.csv')).map((row) => row.code));
  const stories = await committed('stories.csv');
  expect(stories.map((row) => row.story)).toEqual(STORIES.map((story) => story.id));
  expect(new Set(stories.map((row) => row.customer_code)).size).toBe(STORIES.length);
  for (const row of stories) {
    expect(codes.has(row.customer_code)).toBe(true);
    expect(row.seen_zh).toMatch(/\p{Script=Han}/u);
    expect(row.seen_en).toMatch(/^[A-Z]/);
    expect(row.alert === 'yes' ? row.evidence : 'none').not.toBe('');
  }
});
