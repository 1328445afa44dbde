import type { Day } from '@xinshao/core/day/day.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { openQueue } from '../queue/queue.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { addInvoices, makeCustomer, refresh } from '../testing/ledger-example.ts';
import { shippedPolicy } from '../testing/shipped-policy.ts';
import { runMonitor } from './run-monitor.ts';

const { policy, settings } = shippedPolicy();

describe('a run that looks only where something may have changed', async () => {
  const database = await freshDatabase();
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));
  const group = await database.prisma.customerGroup.create({ data: { code: 'G', name: '甲集团' } });
  const member = await makeCustomer(database, 'LATE', { groupId: group.id });
  const sister = await makeCustomer(database, 'SISTER', { groupId: group.id });
  // More strangers than members, as reading most customers means reading everybody.
  const strangers = await Promise.all(['X1', 'X2', 'X3'].map((code) => makeCustomer(database, code)));
  const due = '2026-10-31';
  await addInvoices(database, member, [
    { number: 'L', issuedOn: '2026-10-01', dueOn: due, amountFen: 9_000_000 },
    { number: 'L2', issuedOn: '2026-10-01', dueOn: due, amountFen: 9_000_000 },
  ]);
  for (const id of [sister, ...strangers]) {
    await addInvoices(
      database,
      id,
      (['2026-06', '2026-07', '2026-08', '2026-09'] as const).map((month) => ({
        number: month,
        issuedOn: `${month}-01`,
        dueOn: `${month}-28`,
        amountFen: 1_000_000,
        clearedOn: `${month}-20`,
      })),
    );
  }
  await refresh(database, [member, sister, ...strangers]);
  const monitor = (asOf: Day) =>
    runMonitor(database, queue, { policy, settings, asOf, full: false, now: new Date(`${asOf}T02:00:00Z`) });
  const rulesOf = async (customerId: number) =>
    (await database.prisma.warning.findMany({ where: { alert: { customerId } } })).map(({ ruleId }) => ruleId);
  /** As on days when nothing happens: the sister's own next look lies far away. */
  const lookLater = () =>
    database.pool.query(`update customer_state set next_look_on = '2027-12-31' where customer_id = any($1)`, [
      [sister, ...strangers],
    ]);

  it('warns of a member of the group that time alone put 30 and 60 days past due, on that very day', async () => {
    await monitor('2026-11-29');
    await lookLater();
    expect(await rulesOf(sister)).not.toContain('group_member_in_arrears');

    expect((await monitor('2026-11-30')).scored).toBe(2);
    expect(await rulesOf(sister)).toContain('group_member_in_arrears');

    await lookLater();
    await monitor('2026-12-30');
    const assessment = await database.prisma.assessment.findFirstOrThrow({
      where: { customerId: sister },
      orderBy: { id: 'desc' },
    });
    expect(assessment.asOf.toISOString()).toContain('2026-12-30');
    // A cap is recorded as the metric it was found by.
    expect(assessment.result).toContain('"group.others_overdue_share",1]');
  });

  it('leaves whoever has nothing to do with it alone', async () => {
    const states = await database.prisma.customerState.findMany({ where: { customerId: { in: strangers } } });
    expect(states.map(({ asOf }) => asOf.toISOString().slice(0, 10))).toEqual(strangers.map(() => '2026-11-29'));
  });

  it.each(['0', 'f'.repeat(64)])('looks anew at whom another policy judged: %s', async (policyHash) => {
    await database.pool.query('update customer_state set policy_hash = $1 where customer_id = $2', [
      policyHash,
      strangers[0],
    ]);
    expect((await monitor('2026-12-30')).scored).toBe(1);
  });
});
