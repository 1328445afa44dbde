import { addDays, type Day } from '@xinshao/core/day/day.ts';
import { findMetric } from '@xinshao/core/facts/metrics.ts';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../testing/fresh-database.ts';
import { addInvoices, makeCustomer, refresh } from '../testing/ledger-example.ts';
import { factsOf } from './facts-of-customer.ts';

describe('facts of years of sales', async () => {
  const database = await freshDatabase();
  const monthLater = (day: Day, months: number): Day => {
    const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${day.slice(8)}` as Day;
  };
  const monthly = async (code: string, first: Day, months: number) => {
    const id = await makeCustomer(database, code);
    const invoices = Array.from({ length: months }, (_, index) => {
      const issuedOn = monthLater(first, index);
      return { number: String(index), issuedOn, dueOn: addDays(issuedOn, 30), amountFen: 100_000 };
    });
    await addInvoices(database, id, invoices);
    await refresh(database, [id]);
    return id;
  };
  const flat = await monthly('FLAT', '2024-06-15', 30);
  const ledgerOn = async (id: number, asOf: Day) => (await factsOf(database, id, asOf)).ledger;
  const growthOn = async (id: number, asOf: Day) =>
    findMetric('ledger.sales_growth')?.read(await factsOf(database, id, asOf)) ?? null;

  it.each<Day>(['2026-11-01', '2026-11-14', '2026-11-15', '2026-11-30', '2026-12-01'])(
    'compare whole months: who bought the same every month did not buy less on %s',
    async (day) => {
      expect(await ledgerOn(flat, day)).toMatchObject({ sales12mFen: 1_200_000, salesPrevious12mFen: 1_200_000 });
      expect(await growthOn(flat, day)).toBe(0);
    },
  );

  it('are the same from the stored windows, from stored months and from the invoices', async () => {
    const rows = async () =>
      (await database.pool.query('SELECT 1 FROM ledger_windows WHERE month = 2026 * 12 + 10')).rows;
    expect(await rows()).toHaveLength(1);
    const stored = await ledgerOn(flat, '2026-11-30');
    await database.pool.query('UPDATE ledger_windows SET month = 0');
    expect(await ledgerOn(flat, '2026-11-30')).toEqual(stored);
    await database.pool.query(`UPDATE ledger_windows SET furthest_on = '2027-01-01'`);
    expect(await ledgerOn(flat, '2026-11-30')).toEqual(stored);
    await refresh(database, [flat]);
  });

  it('take all there is of a shorter history, the unfinished month included', async () => {
    const young = await monthly('YOUNG', '2026-09-10', 3);
    expect(await ledgerOn(young, '2026-09-10')).toMatchObject({ sales12mFen: 100_000, salesPrevious12mFen: 0 });
    expect((await ledgerOn(young, '2026-11-09'))?.sales12mFen).toBe(200_000);
    expect((await ledgerOn(young, '2026-11-10'))?.sales12mFen).toBe(300_000);
  });

  it('never count more than twelve months, and compare years only where the history covers both', async () => {
    const id = await monthly('K24', '2024-12-10', 24);
    expect((await ledgerOn(id, '2025-11-30'))?.sales12mFen).toBe(1_200_000);
    expect((await ledgerOn(id, '2025-12-31'))?.sales12mFen).toBe(1_200_000);
    expect(await growthOn(id, '2026-11-30')).toBeNull();
    expect(await growthOn(id, '2026-12-01')).toBe(0);
  });
});
