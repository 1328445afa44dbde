import type { Day } from '@xinshao/core/day/day.ts';
import { findMetric } from '@xinshao/core/facts/metrics.ts';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../testing/fresh-database.ts';
import { date, makeCustomer } from '../testing/ledger-example.ts';
import { factsOf } from './facts-of-customer.ts';

interface TaxInvoice {
  readonly on: Day;
  readonly fen?: number;
  readonly received?: boolean;
  readonly buyer?: string;
}

describe('facts of years of tax invoices', async () => {
  const database = await freshDatabase();
  let number = 0;
  const company = async (code: string, invoices: readonly TaxInvoice[]): Promise<number> => {
    const customerId = await makeCustomer(database, code);
    await database.prisma.taxInvoice.createMany({
      data: invoices.map(({ on, fen = 1_000, received = false, buyer }) => {
        number += 1;
        const counterparty = buyer ?? null;
        return {
          customerId,
          number: String(number),
          issuedOn: date(on),
          amountFen: BigInt(fen),
          received,
          counterparty,
        };
      }),
    });
    return customerId;
  };
  const taxOn = async (id: number, asOf: Day) => (await factsOf(database, id, asOf)).tax;
  const read = async (metric: string, id: number, asOf: Day) =>
    findMetric(metric)?.read(await factsOf(database, id, asOf)) ?? null;
  /** One sale on that day of each of so many months, the last in November 2026. */
  const monthly = (day: string, months: number): TaxInvoice[] =>
    Array.from({ length: months }, (_, index) => {
      const month = 2026 * 12 + 10 - index;
      return { on: `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${day}` as Day };
    });

  it.each<Day>(['2026-11-01', '2026-11-14', '2026-11-15', '2026-11-30', '2026-12-01', '2027-01-31'])(
    'compare whole months: who sold the same every month did not sell less on %s',
    async (day) => {
      const flat = await company(`FLAT-${day}`, monthly('15', 30));
      expect(await taxOn(flat, day)).toMatchObject({ sales12mFen: 12_000, salesPrevious12mFen: 12_000 });
      expect(await read('tax.sales_growth', flat, day)).toBe(0);
    },
  );

  it.each<Day>(['2026-11-01', '2026-11-30'])(
    'leave out the month of the latest tax invoice, issued on %s, whenever one looks',
    async (latest) => {
      const id = await company(`LEFT-${latest}`, [...monthly('15', 30).slice(1), { on: latest, fen: 900_000 }]);
      for (const asOf of [latest, '2026-11-30', '2026-12-20'] as Day[]) {
        expect(await taxOn(id, asOf)).toMatchObject({ sales12mFen: 12_000, salesPrevious12mFen: 12_000 });
      }
    },
  );

  it('count the last day of a month to that month, also before one that is shorter', async () => {
    const ends: TaxInvoice[] = [
      { on: '2023-02-01', fen: 1 },
      { on: '2024-01-31', fen: 2 },
      { on: '2024-02-29', fen: 20 },
      { on: '2025-01-31', fen: 300 },
      { on: '2025-02-01', fen: 4_000 },
    ];
    const tax = await taxOn(await company('ENDS', ends), '2025-02-28');
    expect(tax).toMatchObject({ sales12mFen: 320, salesPrevious12mFen: 3 });
    expect(tax?.monthlySalesFen.slice(-2)).toEqual([300, 4_000]);
  });

  it('compare years only where the history covers both', async () => {
    const covers = await company('COVERS', monthly('28', 25).slice(0, 24).concat({ on: '2024-11-30' }));
    expect(await read('tax.sales_growth', covers, '2026-11-30')).toBe(0);
    const younger = await company('YOUNGER', monthly('01', 24));
    expect((await taxOn(younger, '2026-11-30'))?.salesPrevious12mFen).toBe(0);
    expect(await read('tax.sales_growth', younger, '2026-11-30')).toBeNull();
  });

  it('take all there is of a shorter history, the latest month included, and never more than twelve months', async () => {
    const year = await company('YEAR', monthly('01', 12));
    expect(await taxOn(year, '2026-11-30')).toMatchObject({ sales12mFen: 12_000, activeMonths: 12 });
    const longer = await company('LONGER', monthly('28', 13));
    expect(await taxOn(longer, '2026-11-30')).toMatchObject({ sales12mFen: 12_000, activeMonths: 12 });
  });

  it('judge purchases and the largest buyer by the same months as sales', async () => {
    const id = await company('SHARES', [
      ...monthly('15', 30).map((sale) => ({ ...sale, buyer: 'many' })),
      { on: '2026-11-20', fen: 12_000, buyer: 'late' },
      { on: '2026-10-20', fen: 6_000, received: true },
      { on: '2026-11-20', fen: 70_000, received: true },
    ]);
    expect(await taxOn(id, '2026-11-30')).toMatchObject({ purchases12mFen: 6_000, largestBuyerShare: 1 });
    expect(await read('tax.gross_margin', id, '2026-11-30')).toBe(0.5);
  });
});
