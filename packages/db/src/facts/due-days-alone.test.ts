import type { Day } from '@xinshao/core/day/day.ts';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../testing/fresh-database.ts';
import { addInvoices, type ExampleInvoice, makeCustomer, refresh } from '../testing/ledger-example.ts';
import { factsOf } from './facts-of-customer.ts';

const TODAY: Day = '2026-10-31';

const due = (number: string, dueOn: Day, more: Partial<ExampleInvoice> = {}): ExampleInvoice => ({
  number,
  issuedOn: null,
  dueOn,
  amountFen: 1_000,
  ...more,
});

/** Paid late, paid early, overdue, and due on the very day. */
const KNOWN = [
  due('1', '2025-03-31', { clearedOn: '2025-04-20' }),
  due('2', '2026-09-30', { clearedOn: '2026-09-01' }),
  due('3', '2026-10-01'),
  due('4', TODAY),
];
/** Due tomorrow, due next month, and due next month but paid already. */
const AHEAD = [due('5', '2026-11-01'), due('6', '2026-12-01'), due('7', '2026-12-01', { clearedOn: '2026-10-15' })];

describe('facts of a ledger that gives due days alone', async () => {
  const database = await freshDatabase();
  const ledgerOf = async (code: string, invoices: readonly ExampleInvoice[]) => {
    const id = await makeCustomer(database, code);
    await addInvoices(database, id, invoices);
    await refresh(database, [id]);
    const { ledger } = await factsOf(database, id, TODAY);
    return { id, ledger };
  };

  it('are those of a ledger without what falls due later, although that is read from the invoices themselves', async () => {
    const { ledger: alone } = await ledgerOf('ALONE', KNOWN);
    expect(alone).toMatchObject({ invoiceCount: 4, openFen: 2_000, overdueFen: 1_000, lastInvoiceOn: TODAY });
    const { id, ledger } = await ledgerOf('AHEAD', [...KNOWN, ...AHEAD]);
    expect(ledger).toEqual(alone);
    const { ledger: later } = await factsOf(database, id, '2026-12-01');
    expect(later).toMatchObject({ invoiceCount: 7, openFen: 4_000, overdueFen: 3_000 });
  });
});
