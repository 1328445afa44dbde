import type { Day } from '@xinshao/core/day/day.ts';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../facts/facts-of-customer.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { addInvoices, date, makeCustomer, refresh } from '../testing/ledger-example.ts';

const IMPORTED: Day = '2026-10-31';

describe('the data day of a ledger', async () => {
  const database = await freshDatabase();
  let number = 0;
  const importOf = async (dueOn: Day, more: { issuedOn?: Day; clearedOn?: Day } = {}, today = IMPORTED) => {
    await database.pool.query('TRUNCATE invoices, payments, data_sources, ledger_months, ledger_windows');
    number += 1;
    const id = await makeCustomer(database, `K${number}`);
    await addInvoices(database, id, [{ number: '1', issuedOn: null, dueOn, amountFen: 10_000, ...more }]);
    await refresh(database, [id], today);
    return id;
  };
  const dataDay = async (source = 'ledger') => {
    const { rows } = await database.pool.query('SELECT latest_on::text AS day FROM data_sources WHERE source = $1', [
      source,
    ]);
    return rows[0]?.day ?? null;
  };

  it('is that of the latest invoice, not the day on which it falls due', async () => {
    await importOf('2027-01-28', { issuedOn: '2026-10-28' });
    expect(await dataDay()).toBe('2026-10-28');
  });

  it('is that of the latest settlement where that is later', async () => {
    await importOf('2026-10-25', { issuedOn: '2026-09-25', clearedOn: '2026-10-30' });
    expect(await dataDay()).toBe('2026-10-30');
  });

  it('is never later than the import, whatever day a row bears', async () => {
    await importOf('2027-01-28', { issuedOn: '2026-12-28' });
    expect(await dataDay()).toBeNull();
    const id = await importOf('2026-10-25', { issuedOn: '2026-09-25', clearedOn: '2027-05-01' });
    await database.prisma.payment.create({
      data: { customerId: id, paidOn: date('2027-06-01'), amountFen: 1n, ordinal: 1 },
    });
    await database.prisma.order.create({
      data: { customerId: id, number: 'o1', orderedOn: date('2027-06-01'), amountFen: 1n },
    });
    await refresh(database, [id], IMPORTED);
    expect(await dataDay()).toBe('2026-09-25');
    expect(await dataDay('orders')).toBeNull();
  });

  it('of a list of due days alone is the last one that had come, so that it grows stale like any other', async () => {
    await importOf('2027-01-28');
    expect(await dataDay()).toBeNull();
    await importOf('2026-10-20');
    expect(await dataDay()).toBe('2026-10-20');
  });

  it('does not hide a later row: as of the day, an invoice that becomes known later is not seen', async () => {
    const id = await importOf('2026-10-30', { issuedOn: '2026-10-01' });
    await addInvoices(database, id, [{ number: 'ahead', issuedOn: null, dueOn: '2026-11-20', amountFen: 5_000 }]);
    await refresh(database, [id], IMPORTED);
    expect(await dataDay()).toBe('2026-10-01');
    const seen = async (asOf: Day) => (await factsOf(database, id, asOf)).ledger;
    expect(await seen('2026-11-19')).toMatchObject({ openFen: 10_000, invoiceCount: 1 });
    expect((await seen('2026-11-19'))?.monthlySalesFen.at(-1)).toBe(0);
    expect(await seen('2026-11-20')).toMatchObject({ openFen: 15_000, invoiceCount: 2 });
  });

  it('keeps a mistyped year from the sums only until it is mended', async () => {
    const id = await importOf('2026-10-30', { issuedOn: '2026-10-01' });
    const furthest = async () => {
      const { rows } = await database.pool.query('SELECT furthest_on::text AS day FROM ledger_windows');
      return rows.map(({ day }) => day);
    };
    await addInvoices(database, id, [{ number: 'mistyped', issuedOn: null, dueOn: '2091-10-30', amountFen: 1 }]);
    await refresh(database, [id], IMPORTED);
    expect(await furthest()).toEqual(['2091-10-30']);
    await database.pool.query(
      `UPDATE invoices SET due_on = '2026-10-30', known_on = '2026-10-30' WHERE number = 'mistyped'`,
    );
    await refresh(database, [id], IMPORTED);
    expect(await furthest()).toEqual(['2026-10-30']);
  });
});
