import type { Day } from '@xinshao/core/day/day.ts';
import type { Database } from '../database.ts';
import { refreshLedger } from '../ledger/refresh-ledger.ts';

/** A calendar day as Prisma wants it. */
export function date(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** Makes a customer with that code and returns its id. */
export async function makeCustomer(
  database: Database,
  code: string,
  more: Partial<Parameters<Database['prisma']['customer']['create']>[0]['data']> = {},
): Promise<number> {
  const data = { code, name: `${code}公司`, nameKey: `${code}公司`, nearKey: `${code}公司`, ...more };
  const customer = await database.prisma.customer.create({ data: data as never });
  return customer.id;
}

export interface ExampleInvoice {
  readonly number: string;
  readonly issuedOn: Day | null;
  readonly dueOn: Day;
  readonly amountFen: number;
  readonly clearedOn?: Day;
  readonly disputed?: boolean;
  readonly void?: boolean;
}

/** Adds invoices of one customer; `refresh` afterwards. */
export async function addInvoices(
  database: Database,
  customerId: number,
  invoices: readonly ExampleInvoice[],
): Promise<void> {
  await database.prisma.invoice.createMany({
    data: invoices.map((invoice) => ({
      customerId,
      number: invoice.number,
      issuedOn: invoice.issuedOn === null ? null : date(invoice.issuedOn),
      dueOn: date(invoice.dueOn),
      knownOn: date(invoice.issuedOn ?? invoice.dueOn),
      amountFen: BigInt(invoice.amountFen),
      clearedOn: invoice.clearedOn === undefined ? null : date(invoice.clearedOn),
      disputed: invoice.disputed ?? false,
      void: invoice.void ?? false,
    })),
  });
}

/** Brings derived tables up to date for these customers, as an import on that day does, and notes the change. */
export async function refresh(
  database: Database,
  customerIds: readonly number[],
  today: Day = '2099-12-31',
): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await client.query('create temporary table touched_customers (customer_id int primary key) on commit drop');
    await client.query('insert into touched_customers select unnest($1::int[])', [customerIds]);
    await refreshLedger(client, today);
    await client.query('insert into customer_changes (customer_id) select customer_id from touched_customers');
    await client.query('commit');
  } finally {
    client.release();
  }
}
