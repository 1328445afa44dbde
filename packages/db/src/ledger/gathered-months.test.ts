import { type Day, dayNumber } from '@xinshao/core/day/day.ts';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../testing/fresh-database.ts';
import { GatheredMonths } from './gathered-months.ts';
import { monthSql } from './ledger-months-sql.ts';
import { paymentIndexSql } from './payment-index-sql.ts';

const at = (day: Day) => dayNumber(day);
const gather = (importedOn: Day = '2025-06-30') => new GatheredMonths(at(importedOn));

describe('months that are gathered while invoices pass', async () => {
  const database = await freshDatabase();

  it('a day belongs to the month that the server says', async () => {
    const { rows } = await database.pool.query<{ day: string; month: number }>(
      `SELECT day::date - date '1970-01-01' AS day, ${monthSql('day::date')} AS month
       FROM generate_series(date '1900-01-01', date '2199-12-31', interval '11 days') day`,
    );
    const months = gather();
    for (const { day } of rows) months.add(1, 1, null, Number(day), Number(day), null);
    const counted = new Map<number, number>();
    for (const { month } of rows) counted.set(month, (counted.get(month) ?? 0) + 1);
    expect(new Map([...months.months()].map(({ month, invoiceCount }) => [month, invoiceCount]))).toEqual(counted);
  });

  it('a payment so many days late has the index that the server gives it', async () => {
    const { rows } = await database.pool.query<{ late: number; index: number }>(
      `SELECT late, ${paymentIndexSql('late')} AS index FROM generate_series(-400, 400) late`,
    );
    for (const { late, index } of rows) {
      const months = gather();
      const due = at('2025-01-15');
      months.add(1, 1, null, due, due, due + late);
      expect([late, [...months.months()].reduce((sum, { amounts }) => sum + (amounts[6] ?? 0), 0)]).toEqual([
        late,
        index,
      ]);
    }
  });

  it('are by customer and month, and what is late is told apart', () => {
    const months = gather();
    months.add(7, 1_000, at('2025-01-10'), at('2025-02-10'), at('2025-01-10'), at('2025-02-12'));
    months.add(3, 500, null, at('2025-02-01'), at('2025-02-01'), null);
    months.add(7, -200, at('2025-02-20'), at('2025-03-20'), at('2025-02-20'), at('2025-03-01'));
    expect([...months.months()].map(({ amounts, ...month }) => ({ ...month, amounts: [...amounts] }))).toEqual([
      month(3, '2025-02', [500, 0, 0, 0, 0, 0, 0], 1, '2025-02-01', '2025-02-01'),
      month(7, '2025-01', [1_000, 1_000, 31_000, 0, 0, 0, 0], 1, '2025-01-10', '2025-01-10'),
      month(7, '2025-02', [-200, -200, -5_600, 1_000, 1_000, 2_000, 7_867_000], 1, '2025-02-20', '2025-02-20'),
    ]);
    expect(months.size).toBe(3);
  });

  it('the data are as fresh as the latest day that had come by the import', () => {
    const months = gather('2025-06-30');
    expect([months.dataOn, months.knownOn]).toEqual([null, null]);
    months.add(1, 1, at('2025-07-01'), at('2025-08-01'), at('2025-07-01'), null);
    expect([months.dataOn, months.knownOn]).toEqual([null, null]);
    months.add(1, 1, null, at('2025-06-02'), at('2025-06-02'), null);
    expect([months.dataOn, months.knownOn]).toEqual([null, at('2025-06-02')]);
    months.add(1, 1, at('2025-04-01'), at('2025-05-01'), at('2025-04-01'), at('2025-06-29'));
    expect([months.dataOn, months.knownOn]).toEqual([at('2025-06-29'), at('2025-06-02')]);
  });

  it('are left to the server where sums are no longer exact, or customers and months too many to keep', () => {
    const large = gather();
    const day = at('2025-01-01');
    large.add(1, 9_000_000_000_000_000, null, day, day, null);
    expect(large.isExact).toBe(true);
    large.add(1, 9_000_000_000_000_000, null, day, day, null);
    expect(large.isExact).toBe(false);
    const many = gather();
    for (let n = 0; n < 200; n++) many.add(100_000, 1, null, day + 31 * n, day + 31 * n, null);
    expect(many.isExact).toBe(false);
  });
});

function month(customerId: number, name: string, amounts: number[], invoiceCount: number, first: Day, furthest: Day) {
  const [year = 0, number = 0] = name.split('-').map(Number);
  const [firstOn, furthestOn] = [at(first), at(furthest)];
  return { customerId, month: year * 12 + number - 1, invoiceCount, firstOn, lastOn: firstOn, furthestOn, amounts };
}
