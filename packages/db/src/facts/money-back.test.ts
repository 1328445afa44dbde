import type { Day } from '@xinshao/core/day/day.ts';
import { describe, expect, it } from 'vitest';
import { openAccountOf } from '../ledger/open-items.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { addInvoices, date, makeCustomer, refresh } from '../testing/ledger-example.ts';
import { factsOf } from './facts-of-customer.ts';

describe('facts of money that went back', async () => {
  const database = await freshDatabase();
  const id = await makeCustomer(database, 'K1');
  const invoice = (number: string) => ({
    number,
    issuedOn: '2026-06-01' as const,
    dueOn: '2026-07-01' as const,
    amountFen: 10_000,
  });
  const pay = (invoiceNumber: string, paidOn: Day, amountFen: number, ordinal = 1) => ({
    customerId: id,
    invoiceNumber,
    paidOn: date(paidOn),
    amountFen: BigInt(amountFen),
    ordinal,
  });
  await addInvoices(database, id, ['bounced', 'refunded', 'paid-again', 'replaced'].map(invoice));
  await database.prisma.payment.createMany({
    data: [
      pay('bounced', '2026-06-20', 10_000),
      pay('bounced', '2026-08-05', -10_000),
      pay('refunded', '2026-06-20', 15_000),
      pay('refunded', '2026-08-05', -5_000),
      pay('paid-again', '2026-06-20', 12_000),
      pay('paid-again', '2026-08-05', -12_000),
      pay('paid-again', '2026-09-15', 10_000),
      pay('replaced', '2026-06-20', 10_000),
      pay('replaced', '2026-08-05', -10_000),
      pay('replaced', '2026-08-05', 10_000),
    ],
  });
  await refresh(database, [id]);
  const on = async (asOf: Day) => (await factsOf(database, id, asOf)).ledger;

  it('open an invoice again on the day its cheque bounced, past due from its old due day', async () => {
    expect(await on('2026-10-31')).toMatchObject({ openFen: 10_000, overdueFen: 10_000, maximumDaysPastDue: 122 });
  });

  it('take a refund off the money on account, and only what was there', async () => {
    expect((await on('2026-10-31'))?.unappliedFen).toBe(0);
  });

  it('count an invoice that was paid again as settled on the later day, one replaced the same day on the first', async () => {
    const late = 10_000 * 76 + 10_000 * 122;
    expect((await on('2026-10-31'))?.daysBeyondTerms).toBeCloseTo(late / 40_000, 5);
  });

  it('show as of a day before the money went back what was known then', async () => {
    expect(await on('2026-08-04')).toMatchObject({
      openFen: 0,
      overdueFen: 0,
      unappliedFen: 7_000,
      daysBeyondTerms: 0,
      lateShare: 0,
    });
  });

  it('show between the bounce and the second payment what was open then', async () => {
    expect(await on('2026-09-14')).toMatchObject({ openFen: 20_000, unappliedFen: 0, maximumDaysPastDue: 75 });
  });

  it('list the same open items for letters and statements', async () => {
    const itemsOn = async (day: Day) => (await openAccountOf(database.pool, id, day)).items.map(({ number }) => number);
    expect(await itemsOn('2026-08-04')).toEqual([]);
    expect(await itemsOn('2026-09-14')).toEqual(['bounced', 'paid-again']);
    expect(await itemsOn('2026-10-31')).toEqual(['bounced']);
  });

  it('are for each day what they were when that day was the last', async () => {
    for (const day of ['2026-06-20', '2026-08-04', '2026-08-05', '2026-09-14', '2026-09-15'] as const) {
      const lookedBack = await on(day);
      const later = await database.prisma.payment.findMany({ where: { paidOn: { gt: date(day) } } });
      await database.prisma.payment.deleteMany({ where: { paidOn: { gt: date(day) } } });
      await refresh(database, [id]);
      expect(await on(day), day).toEqual(lookedBack);
      await database.prisma.payment.createMany({ data: later });
      await refresh(database, [id]);
    }
  });
});
