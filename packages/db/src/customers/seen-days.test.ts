import { createHmac } from 'node:crypto';
import { PREFIX_DIGITS } from '@xinshao/core/contract/overlay.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { runMonitor } from '../monitor/run-monitor.ts';
import { badgesOf } from '../overlay/badges.ts';
import { overlayHashKey } from '../overlay/hash-key.ts';
import { readPortfolio } from '../portfolio/read-portfolio.ts';
import { readSelection } from '../portfolio/selection/read-selection.ts';
import { selectedCustomers } from '../portfolio/selection/selection-customers.ts';
import { openQueue } from '../queue/queue.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { addInvoices, makeCustomer, refresh } from '../testing/ledger-example.ts';
import { shippedPolicy } from '../testing/shipped-policy.ts';
import { customerCard } from './customer-card.ts';

const { policy, settings } = shippedPolicy();
/** Everybody too, but found one by one. */
const ALL_BY_GRADE = {
  scope: { kind: 'all' },
  filters: [{ dimension: 'grade', values: ['AAA', 'AA', 'A', 'B', 'C', null] }],
} as const;

// The shipped policy calls the ledger stale after three days (R4).
describe('whether data are stale is told as of the day of the question', async () => {
  const database = await freshDatabase();
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));
  const customer = await makeCustomer(database, 'K1', { uscc: '911310006096709523' });
  const other = await makeCustomer(database, 'K2');
  const invoice = (customerId: number, issuedOn: Day) =>
    addInvoices(database, customerId, [{ number: issuedOn, issuedOn, dueOn: '2027-12-31', amountFen: 5_000 }]);
  await invoice(customer, '2026-10-30');
  await refresh(database, [customer]);
  const monitor = (asOf: Day) =>
    runMonitor(database, queue, { policy, settings, asOf, full: false, now: new Date(`${asOf}T02:00:00Z`) });
  await monitor('2026-10-30');
  const hash = createHmac('sha256', Buffer.from(await overlayHashKey(database), 'hex'))
    .update('uscc:911310006096709523')
    .digest('hex');

  /** What the card, the badge and the dashboard's list say. As many are stale as the dashboard and Home count. */
  const staleSince = async (today: Day) => {
    const card = await customerCard(database, customer, today);
    const badges = await badgesOf(database, [hash.slice(0, PREFIX_DIGITS)], today);
    const everybody = { scope: { kind: 'all' }, filters: [] } as const;
    const order = { search: '', order: 'name', descending: false, scale: [], today } as const;
    const listed = await selectedCustomers(database, everybody, order, { limit: null, offset: 0 });
    const now = new Date(`${today}T02:00:00Z`);
    const figures = [
      await readSelection(database, everybody, { dimension: 'grade', since: today, now, today }),
      await readSelection(database, ALL_BY_GRADE, { dimension: 'grade', since: today, now, today }),
      await readPortfolio(database, now, today),
    ];
    const stale = listed.filter((one) => one.staleSince !== null).length;
    expect(figures.map(({ totals }) => totals.staleCustomers)).toEqual([stale, stale, stale]);
    return [
      card?.standing?.staleSince,
      badges.find((badge) => badge.hash === hash)?.staleSince,
      listed.find(({ customerId }) => customerId === customer)?.staleSince,
    ];
  };

  it('on the card, on the badge and on the dashboard, when both the imports and the monitor stopped', async () => {
    expect(await staleSince('2026-11-02')).toEqual([null, null, null]);
    expect(await staleSince('2026-11-03')).toEqual(['2026-10-30', '2026-10-30', '2026-10-30']);
    expect(await staleSince('2026-11-30')).toEqual(['2026-10-30', '2026-10-30', '2026-10-30']);
  });

  it('when only the monitor stopped, whatever was imported since', async () => {
    await invoice(other, '2026-11-10');
    await refresh(database, [other]);
    expect(await staleSince('2026-11-10')).toEqual(['2026-10-30', '2026-10-30', '2026-10-30']);
  });

  it('not where the monitor saw the later ledger, and nothing in it was the customer’s', async () => {
    await database.pool.query(`update customer_state set next_look_on = '2027-12-31'`);
    expect((await monitor('2026-11-11')).scored).toBe(1);
    expect(await staleSince('2026-11-12')).toEqual([null, null, null]);
    expect(await staleSince('2026-11-14')).toEqual(['2026-11-10', '2026-11-10', '2026-11-10']);
  });

  it('but where changes of the customer wait for the next run', async () => {
    await invoice(customer, '2026-11-11');
    await refresh(database, [customer]);
    expect(await staleSince('2026-11-12')).toEqual(['2026-10-30', '2026-10-30', '2026-10-30']);
    await monitor('2026-11-12');
    expect(await staleSince('2026-11-12')).toEqual([null, null, null]);
  });

  it('from the oldest of those that are too old, and no source is before its day', async () => {
    await database.pool.query(`update customers set master_on = '2026-11-01' where id = $1`, [customer]);
    await monitor('2026-11-15');
    await refresh(database, [customer]);
    await monitor('2026-11-15');
    // The registry may be 31 days old; the ledger is of 11 November.
    expect(await staleSince('2026-12-02')).toEqual(['2026-11-11', '2026-11-11', '2026-11-11']);
    expect(await staleSince('2026-12-03')).toEqual(['2026-11-01', '2026-11-01', '2026-11-01']);
  });

  it('and on the dashboard as of their last run, for whom an earlier version assessed', async () => {
    await database.pool.query(`update customer_state set data_dates = '{}', stale_since = '2026-10-01'`);
    expect((await staleSince('2026-11-15'))[2]).toBe('2026-10-01');
    await database.pool.query('update customer_state set stale_since = null');
    expect((await staleSince('2026-12-15'))[2]).toBeNull();
  });
});
