import type { Day } from '@xinshao/core/day/day.ts';
import { canonicalJson } from '@xinshao/core/json/canonical.ts';
import { describe, expect, it } from 'vitest';
import { openAccountOf } from '../ledger/open-items.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { addInvoices, date, makeCustomer, refresh } from '../testing/ledger-example.ts';
import { factsOf } from './facts-of-customer.ts';

const TODAY = '2026-10-31';

describe('facts of the ledger', async () => {
  const database = await freshDatabase();
  const id = await makeCustomer(database, 'K1', {
    creditLimitFen: 100_000n,
    insuredLimitFen: 5_000n,
    insuredUntil: date('2026-10-30'),
  });
  await addInvoices(database, id, [
    { number: 'paid-10-late', issuedOn: '2026-08-01', dueOn: '2026-08-31', amountFen: 10_000, clearedOn: '2026-09-10' },
    { number: 'paid-on-time', issuedOn: '2026-08-02', dueOn: '2026-09-01', amountFen: 30_000, clearedOn: '2026-09-01' },
    { number: 'open-1', issuedOn: '2026-09-30', dueOn: '2026-10-30', amountFen: 1_000 },
    { number: 'open-30', issuedOn: '2026-09-01', dueOn: '2026-10-01', amountFen: 2_000, disputed: true },
    { number: 'open-31', issuedOn: '2026-08-31', dueOn: '2026-09-30', amountFen: 4_000 },
    { number: 'not-due', issuedOn: '2026-10-20', dueOn: '2026-11-20', amountFen: 8_000 },
    { number: 'due-today', issuedOn: '2026-10-01', dueOn: '2026-10-31', amountFen: 500 },
    { number: 'void', issuedOn: '2026-10-01', dueOn: '2026-10-15', amountFen: 70_000, void: true },
    { number: 'credit-note', issuedOn: '2026-10-05', dueOn: '2026-10-05', amountFen: -300 },
    { number: 'partly', issuedOn: '2026-07-01', dueOn: '2026-07-31', amountFen: 6_000 },
    { number: 'overpaid', issuedOn: '2026-07-01', dueOn: '2026-07-31', amountFen: 1_000 },
    { number: 'tomorrow', issuedOn: '2026-11-01', dueOn: '2026-12-01', amountFen: 9_000 },
  ]);
  await database.prisma.payment.createMany({
    data: [
      { customerId: id, invoiceNumber: 'partly', paidOn: date('2026-08-10'), amountFen: 2_000n, ordinal: 1 },
      { customerId: id, invoiceNumber: 'partly', paidOn: date('2026-11-02'), amountFen: 4_000n, ordinal: 1 },
      { customerId: id, invoiceNumber: 'overpaid', paidOn: date('2026-07-20'), amountFen: 600n, ordinal: 1 },
      { customerId: id, invoiceNumber: 'overpaid', paidOn: date('2026-07-30'), amountFen: 650n, ordinal: 1 },
      { customerId: id, invoiceNumber: '', paidOn: date('2026-10-10'), amountFen: 100n, ordinal: 1 },
      { customerId: id, invoiceNumber: 'not-imported-yet', paidOn: date('2026-10-10'), amountFen: 40n, ordinal: 1 },
    ],
  });
  await database.prisma.order.createMany({
    data: [
      { customerId: id, number: 'o1', orderedOn: date('2026-10-01'), amountFen: 700n, status: 'open' },
      { customerId: id, number: 'o2', orderedOn: date('2026-10-01'), amountFen: 900n, status: 'invoiced' },
    ],
  });
  await refresh(database, [id]);
  const facts = await factsOf(database, id, TODAY);
  const ledger = facts.ledger;

  it('count an item due yesterday as 1 day past due, one due today as not due', () => {
    expect(ledger?.aging).toEqual([8_500 - 300, 1_000 + 2_000, 4_000, 0, 4_000, 0, 0]);
  });

  it('put 30 days past due into the first bucket and 31 into the second', () => {
    expect(ledger?.aging[1]).toBe(3_000);
    expect(ledger?.aging[2]).toBe(4_000);
  });

  it('leave void invoices out and let credit notes reduce what is open', () => {
    expect(ledger?.openFen).toBe(1_000 + 2_000 + 4_000 + 8_000 + 500 - 300 + 4_000);
    expect(ledger?.overdueFen).toBe(11_000);
    expect(ledger?.maximumDaysPastDue).toBe(92);
    expect(ledger?.disputedFen).toBe(2_000);
  });

  it('keep the excess of an overpayment, money without invoice and money for an unknown invoice on account', () => {
    expect(ledger?.unappliedFen).toBe(250 + 100 + 40);
  });

  it('call overdue what letters and statements call overdue, credit notes and money on account beside it', async () => {
    const account = await openAccountOf(database.pool, id, TODAY);
    expect(account.overdueFen).toBe(ledger?.overdueFen);
    expect(account.creditsFen).toBe(300 + (ledger?.unappliedFen ?? 0));
    expect(account.toPayFen).toBe(11_000 - 300 - 390);
  });

  it('add open orders to the exposure and ignore insurance that ended the day before', () => {
    expect(ledger?.commitmentsFen).toBe(700);
    expect(ledger?.exposureFen).toBe(19_200 + 700 - 390);
    expect(facts.customer.insuredLimitFen).toBe(0);
  });

  it('weigh days beyond terms by amount over settled and overdue items', () => {
    const late = 10_000 * 10 + 1_000 * 1 + 2_000 * 30 + 4_000 * 31 + 4_000 * 92;
    const behaved = 10_000 + 30_000 + 1_000 + 11_000;
    expect(ledger?.daysBeyondTerms).toBeCloseTo(late / behaved, 5);
    expect(ledger?.lateShare).toBeCloseTo((10_000 + 11_000) / behaved, 5);
  });

  it('give a prompt payer 80 index points and less to a late one', () => {
    expect(ledger?.paymentIndex).toBeGreaterThan(60);
    expect(ledger?.paymentIndex).toBeLessThan(80);
  });

  it('show sales by calendar month, the last being the month of the day', () => {
    expect(ledger?.monthlySalesFen.slice(-4)).toEqual([7_000, 44_000, 3_000, 8_200]);
    expect(ledger?.invoiceCount).toBe(10);
  });

  it('never see what is dated later than the day', async () => {
    const earlier = await factsOf(database, id, '2026-08-05');
    expect(earlier.ledger?.openFen).toBe(10_000 + 30_000 + 6_000);
    expect(earlier.ledger?.unappliedFen).toBe(250);
    expect(earlier.ledger?.monthlySalesFen.slice(-2)).toEqual([7_000, 40_000]);
    expect(earlier.dataDates.ledger).toBe('2026-08-05');
  });

  it('are the same whether history is stored by month or computed for the day', async () => {
    const stored = await factsOf(database, id, '2026-11-02');
    const other = await makeCustomer(database, 'K2');
    await addInvoices(database, other, [
      { number: 'later', issuedOn: '2026-11-03', dueOn: '2026-12-01', amountFen: 1, clearedOn: '2027-01-01' },
    ]);
    await refresh(database, [other]);
    const computed = await factsOf(database, id, '2026-11-02');
    expect(computed.ledger).toEqual(stored.ledger);
  });

  it('have canonical JSON as their plain JSON', () => {
    expect(JSON.stringify(facts)).toBe(canonicalJson(facts));
  });
});

describe('facts from elsewhere', async () => {
  const database = await freshDatabase();
  const group = await database.prisma.customerGroup.create({ data: { code: 'G', name: '甲集团' } });
  const id = await makeCustomer(database, 'K1', { groupId: group.id, industry: '钢铁', masterOn: date('2026-10-01') });
  const sister = await makeCustomer(database, 'K2', { groupId: group.id });
  await addInvoices(database, sister, [{ number: '1', issuedOn: '2026-07-01', dueOn: '2026-07-31', amountFen: 5_000 }]);
  await database.prisma.statement.createMany({
    data: [2023, 2024, 2025].map((year) => ({
      customerId: id,
      periodEnd: date(`${year}-12-31` as '2025-12-31'),
      totalAssetsFen: BigInt(year),
    })),
  });
  await database.prisma.event.createMany({
    data: [
      {
        customerId: id,
        kind: 'lawsuit',
        occurredOn: date('2026-10-20'),
        observedOn: date('2026-10-25'),
        title: '甲诉乙',
      },
      {
        customerId: id,
        kind: 'lawsuit',
        occurredOn: date('2025-06-01'),
        observedOn: date('2025-06-01'),
        title: '旧案',
      },
      {
        customerId: id,
        kind: 'lawsuit',
        occurredOn: date('2026-10-30'),
        observedOn: date('2026-11-03'),
        title: '未知',
      },
      {
        customerId: id,
        kind: 'bureau_score',
        occurredOn: date('2023-01-01'),
        observedOn: date('2023-01-01'),
        value: 640,
      },
    ],
  });
  await database.prisma.taxInvoice.createMany({
    data: [
      {
        customerId: id,
        number: '1',
        issuedOn: date('2026-09-10'),
        received: false,
        amountFen: 100n,
        counterparty: 'B1',
      },
      {
        customerId: id,
        number: '2',
        issuedOn: date('2026-09-11'),
        received: false,
        amountFen: 300n,
        counterparty: 'B2',
      },
      { customerId: id, number: '3', issuedOn: date('2026-09-12'), received: false, amountFen: 900n, void: true },
      { customerId: id, number: '4', issuedOn: date('2026-09-12'), received: true, amountFen: 50n },
    ],
  });
  await database.prisma.industry.create({ data: { industry: '钢铁', debtRatio: 0.25, outlook: 'down' } });
  await refresh(database, [id, sister]);
  const facts = await factsOf(database, id, TODAY);

  it('hold the two latest statements', () => {
    expect(facts.statement?.periodEnd).toBe('2025-12-31');
    expect(facts.previousStatement?.totalAssetsFen).toBe(2024);
  });

  it('take the audited statement of a period and keep what other sources state', async () => {
    const other = await makeCustomer(database, 'K3');
    const stated = (source: string, year: number, totalAssetsFen: bigint) => ({
      customerId: other,
      source,
      periodEnd: date(`${year}-12-31` as Day),
      totalAssetsFen,
    });
    await database.prisma.statement.createMany({
      data: [
        stated('工商年报', 2025, 9_000n),
        stated('审计报告', 2025, 10_000n),
        stated('', 2025, 1n),
        stated('工商年报', 2024, 7_000n),
        stated('纳税申报', 2024, 8_000n),
        stated('审计报告', 2023, 6_000n),
      ],
    });
    const known = await factsOf(database, other, TODAY);
    expect(known.statement).toMatchObject({ source: '审计报告', totalAssetsFen: 10_000 });
    expect(known.previousStatement).toMatchObject({ source: '纳税申报', totalAssetsFen: 8_000 });
    expect(known.otherStatements?.map(({ source }) => source)).toEqual(['工商年报', null]);
    expect(JSON.stringify(known)).toBe(canonicalJson(known));
    expect(facts.otherStatements).toBeUndefined();
  });

  it('count events by kind, and none that was learned of later', () => {
    expect(facts.events.lawsuit).toMatchObject({
      count12m: 1,
      count24m: 2,
      latestOn: '2026-10-20',
      latestTitle: '甲诉乙',
    });
    expect(facts.events.bureau_score?.latestValue).toBe(640);
  });

  it('read tax invoices without the void ones', () => {
    expect(facts.tax).toMatchObject({
      sales12mFen: 400,
      purchases12mFen: 50,
      largestBuyerShare: 0.75,
      activeMonths: 1,
    });
    expect(facts.tax?.voidShare).toBeCloseTo(1 / 3, 5);
  });

  it('show what other members of the group owe', async () => {
    await database.pool.query(`insert into policy_versions (hash, policy_id, text) values ('h', 'p', '')`);
    const whole = await factsOf(database, sister, TODAY);
    expect(whole.group).toMatchObject({ memberCount: 2, othersOverdueFen: 0, exposureFen: 5_000 });
    expect(facts.group?.code).toBe('G');
  });

  it('know the industry and the day of the master data', () => {
    expect(facts.industry).toEqual({ debtRatio: 0.25, outlook: 'down' });
    expect(facts.dataDates.master).toBe('2026-10-01');
    expect(facts.ledger).toBeNull();
  });

  it('have canonical JSON as their plain JSON', () => {
    expect(JSON.stringify(facts)).toBe(canonicalJson(facts));
  });
});
