import { createHmac } from 'node:crypto';
import { PREFIX_DIGITS } from '@xinshao/core/contract/overlay.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { runMonitor } from '../monitor/run-monitor.ts';
import { badgesOf } from '../overlay/badges.ts';
import { overlayHashKey } from '../overlay/hash-key.ts';
import { openQueue } from '../queue/queue.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { addInvoices, makeCustomer, refresh } from '../testing/ledger-example.ts';
import { shippedPolicy } from '../testing/shipped-policy.ts';
import { customerCard } from './customer-card.ts';

const { policy, settings } = shippedPolicy();

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

  /** What the card and the badge say. */
  const staleSince = async (today: Day) => {
    const card = await customerCard(database, customer, today);
    const badges = await badgesOf(database, [hash.slice(0, PREFIX_DIGITS)], today);
    return [card?.standing?.staleSince, badges.find((badge) => badge.hash === hash)?.staleSince];
  };

  it('on the card and on the badge, when both the imports and the monitor stopped', async () => {
    expect(await staleSince('2026-11-02')).toEqual([null, null]);
    expect(await staleSince('2026-11-03')).toEqual(['2026-10-30', '2026-10-30']);
    expect(await staleSince('2026-11-30')).toEqual(['2026-10-30', '2026-10-30']);
  });

  it('when only the monitor stopped, whatever was imported since', async () => {
    await invoice(other, '2026-11-10');
    await refresh(database, [other]);
    expect(await staleSince('2026-11-10')).toEqual(['2026-10-30', '2026-10-30']);
  });

  it('not where the monitor saw the later ledger, and nothing in it was the customer’s', async () => {
    await database.pool.query(`update customer_state set next_look_on = '2027-12-31'`);
    expect((await monitor('2026-11-11')).scored).toBe(1);
    expect(await staleSince('2026-11-12')).toEqual([null, null]);
    expect(await staleSince('2026-11-14')).toEqual(['2026-11-10', '2026-11-10']);
  });

  it('but where changes of the customer wait for the next run', async () => {
    await invoice(customer, '2026-11-11');
    await refresh(database, [customer]);
    expect(await staleSince('2026-11-12')).toEqual(['2026-10-30', '2026-10-30']);
    await monitor('2026-11-12');
    expect(await staleSince('2026-11-12')).toEqual([null, null]);
  });
});
