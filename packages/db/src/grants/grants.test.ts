import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Day } from '@xinshao/core/day/day.ts';
import { parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { customerCard } from '../customers/customer-card.ts';
import { factsOf } from '../facts/facts-of-customer.ts';
import { runMonitor } from '../monitor/run-monitor.ts';
import { openQueue } from '../queue/queue.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { addInvoices, makeCustomer, refresh } from '../testing/ledger-example.ts';
import { withinTransaction } from '../within-transaction.ts';
import { beginGrant } from './begin-grant.ts';
import { endDueGrants } from './end-grants.ts';

const folder = fileURLToPath(new URL('../../../../policies/', import.meta.url));
const text = readFileSync(`${folder}trade-credit.yaml`, 'utf8');
const parsed = parsePolicy(text);
const company = parseCompanySettings(readFileSync(`${folder}company.yaml`, 'utf8'));
if (!parsed.ok || !company.ok) throw new Error('the shipped policies are broken');
const run = {
  policy: { text, policy: compilePolicy(parsed.policy, parsed.hash) },
  settings: company.value,
  full: false,
};
const timeZone = 'Asia/Shanghai';

describe('a granted limit', async () => {
  const database = await freshDatabase();
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));
  const customerId = await makeCustomer(database, 'K1', { creditLimitFen: 10_000_000n, termDays: 30 });
  const other = await makeCustomer(database, 'K2', { creditLimitFen: 7_000_000n, termDays: 45 });
  await addInvoices(database, customerId, [
    { number: '1', issuedOn: '2026-10-01', dueOn: '2027-03-01', amountFen: 8_000_000 },
  ]);
  await refresh(database, [customerId, other]);

  const grant = async (limitFen: number, validFrom: Day, lastDay: Day | null) => {
    const request = await database.prisma.limitRequest.create({
      data: {
        customerId,
        state: 'approved',
        requestedBy: 'S1',
        requesterRole: 'sales',
        submissionKey: `${limitFen}-${validFrom}`,
        limitFen: BigInt(limitFen),
        termDays: 60,
        reason: '理由',
        policyHash: parsed.hash,
        assessmentId: 1n,
        levels: [],
        filedWithFinance: false,
        createdAt: new Date(`${validFrom}T01:00:00Z`),
        expiresAt: new Date(`${validFrom}T01:00:00Z`),
      },
    });
    await withinTransaction(database, (client) =>
      beginGrant(client, {
        customerId,
        limitFen,
        termDays: 60,
        validFrom,
        lastDay,
        reason: '理由',
        source: { requestId: String(request.id) },
        by: 'M1',
        at: new Date(`${validFrom}T02:00:00Z`),
      }),
    );
  };
  const cut = async (limitFen: number, validFrom: Day, lastDay: Day | null) => {
    const day = new Date(`${validFrom}T01:00:00Z`);
    const alert = await database.prisma.alert.create({
      data: {
        ...{ customerId, state: 'accepted', severity: 'red', policyHash: parsed.hash, openedOn: day, openedAt: day },
        ...{ dueAt: day, exposureFen: 0n, overdueFen: 0n },
      },
    });
    const review = await database.prisma.alertReview.create({
      data: {
        ...{ alertId: alert.id, revision: 1, decision: 'accept', action: 'cut_limit', note: '压降', by: 'R1' },
        ...{ limitFen: BigInt(limitFen), limitBeforeFen: 1n },
      },
    });
    const source = { reviewId: String(review.id) };
    await withinTransaction(database, (client) =>
      beginGrant(client, {
        customerId,
        limitFen,
        termDays: 60,
        validFrom,
        lastDay,
        reason: '压降',
        source,
        by: 'R1',
        at: day,
      }),
    );
    return { alertId: String(alert.id), reviewId: review.id };
  };
  const creditOn = async (day: Day) => {
    const { customer } = await factsOf(database, customerId, day);
    return [customer.creditLimitFen, customer.termDays];
  };
  const stateOf = () => database.prisma.customerState.findUniqueOrThrow({ where: { customerId } });

  it('counts in the facts from its first day to its last, and the permanent one before it afterwards', async () => {
    await runMonitor(database, queue, { ...run, asOf: '2026-10-30' });
    expect((await stateOf()).limitFen).toBe(10_000_000n);
    await grant(12_000_000, '2026-11-02', null);
    await grant(20_000_000, '2026-11-03', '2026-11-10');
    expect(await creditOn('2026-11-01')).toEqual([10_000_000, 30]);
    expect(await creditOn('2026-11-02')).toEqual([12_000_000, 60]);
    expect(await creditOn('2026-11-03')).toEqual([20_000_000, 60]);
    expect(await creditOn('2026-11-10')).toEqual([20_000_000, 60]);
    expect(await creditOn('2026-11-11')).toEqual([12_000_000, 60]);
    expect((await factsOf(database, other, '2026-11-03')).customer.creditLimitFen).toBe(7_000_000);
  });

  it('is in lists and on the card at once, and has the customer looked at again by the next run', async () => {
    expect((await stateOf()).limitFen).toBe(20_000_000n);
    const card = await customerCard(database, customerId, '2026-11-03');
    expect(card).toMatchObject({ credit: { limitFen: 20_000_000, termDays: 60 }, grant: { lastDay: '2026-11-10' } });
    expect(card?.standing?.limitFen).toBe(20_000_000);
    expect((await customerCard(database, customerId, '2026-11-11'))?.standing?.limitFen).toBe(12_000_000);
    const report = await runMonitor(database, queue, { ...run, asOf: '2026-11-03' });
    expect(report.scored).toBeGreaterThanOrEqual(1);
    const state = await stateOf();
    expect(state.limitFen).toBe(20_000_000n);
    // The day after its last day is looked at without anybody saying so.
    expect(state.nextLookOn <= new Date('2026-11-11T00:00:00Z')).toBe(true);
  });

  it('ends by itself on the day after its last day, once, however many processes sweep', async () => {
    await database.pool.query('DELETE FROM customer_changes');
    const on = (now: string) => ({ now: new Date(now), timeZone });
    expect(await endDueGrants(database, queue, on('2026-11-10T15:59:59Z'))).toBe(0);
    const swept = await Promise.all([1, 2, 3].map(() => endDueGrants(database, queue, on('2026-11-10T16:00:00Z'))));
    expect(swept.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect((await stateOf()).limitFen).toBe(12_000_000n);
    const { rows } = await database.pool.query(
      `SELECT action, actor, before::json ->> 'limitFen' AS before, after::json ->> 'limitFen' AS after FROM audit_log
       WHERE action = 'limit_ended'`,
    );
    expect(rows).toEqual([{ action: 'limit_ended', actor: 'system', before: '20000000', after: '12000000' }]);
    const notes = await database.pool.query('SELECT FROM customer_changes WHERE customer_id = $1', [customerId]);
    expect(notes.rows).toHaveLength(1);
    // What is known of an earlier day does not change by it.
    expect(await creditOn('2026-11-10')).toEqual([20_000_000, 60]);
  });

  it('granted for good takes the place of everything before it', async () => {
    await grant(30_000_000, '2026-11-12', '2026-12-31');
    await grant(5_000_000, '2026-11-20', null);
    expect(await creditOn('2026-11-19')).toEqual([30_000_000, 60]);
    expect(await creditOn('2026-11-20')).toEqual([5_000_000, 60]);
    const { rows } = await database.pool.query('SELECT FROM customer_grants WHERE ended_at IS NULL');
    expect(rows).toHaveLength(1);
  });

  it('granted for a time lets a cut that lasts longer hold again afterwards', async () => {
    await grant(100_000_000, '2026-12-01', null);
    await cut(20_000_000, '2026-12-02', '2026-12-31');
    await grant(30_000_000, '2026-12-03', '2026-12-15');
    expect(await creditOn('2026-12-15')).toEqual([30_000_000, 60]);
    expect(await creditOn('2026-12-16')).toEqual([20_000_000, 60]);
    expect(await creditOn('2026-12-31')).toEqual([20_000_000, 60]);
    expect(await creditOn('2027-01-01')).toEqual([100_000_000, 60]);
  });

  it('granted for a time ends a cut of an earlier temporary limit that would raise what follows', async () => {
    await grant(10_000_000, '2027-01-10', null);
    await grant(50_000_000, '2027-01-11', '2027-01-31');
    await cut(20_000_000, '2027-01-12', '2027-01-31');
    expect(await creditOn('2027-01-12')).toEqual([20_000_000, 60]);
    await grant(30_000_000, '2027-01-13', '2027-01-20');
    expect(await creditOn('2027-01-20')).toEqual([30_000_000, 60]);
    expect(await creditOn('2027-01-21')).toEqual([10_000_000, 60]);
  });

  it('that a review asked to cut ends nothing: what was granted for a time holds again after it', async () => {
    await grant(10_000_000, '2027-02-01', null);
    await grant(50_000_000, '2027-02-02', '2027-02-28');
    const { reviewId } = await cut(40_000_000, '2027-02-03', '2027-02-03');
    const request = await database.prisma.limitRequest.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const asked = await database.prisma.limitRequest.create({
      data: {
        ...{ customerId, state: 'approved', requestedBy: 'R1', requesterRole: 'risk', submissionKey: 'review' },
        ...{
          limitFen: 30_000_000n,
          termDays: 60,
          reason: '压降',
          policyHash: parsed.hash,
          assessmentId: 1n,
          levels: [],
        },
        ...{ filedWithFinance: false, createdAt: request.createdAt, expiresAt: request.expiresAt },
      },
    });
    await database.prisma.alertReview.update({ where: { id: reviewId }, data: { requestId: asked.id } });
    await withinTransaction(database, (client) =>
      beginGrant(client, {
        ...{ customerId, limitFen: 30_000_000, termDays: 60, validFrom: '2027-02-05', lastDay: '2027-02-10' },
        ...{ reason: '压降', source: { requestId: String(asked.id) }, by: 'E1', at: new Date('2027-02-05T02:00:00Z') },
      }),
    );
    expect(await creditOn('2027-02-10')).toEqual([30_000_000, 60]);
    expect(await creditOn('2027-02-11')).toEqual([50_000_000, 60]);
  });
});
