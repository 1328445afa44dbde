import { clockSteps } from '@xinshao/core/alerts/clock.ts';
import { dueAt } from '@xinshao/core/feedback/deadline.ts';
import { DEFAULT_NOTICE_RULES } from '@xinshao/core/policy/notices-schema.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import { openAlerts } from '@xinshao/db/monitor/open-alerts.ts';
import { planDeliveries } from '@xinshao/db/notices/plan-deliveries.ts';
import { planSteps, planStepsWithin } from '@xinshao/db/notices/plan-steps.ts';
import { compiledPolicy } from '@xinshao/db/policies/compiled-policy.ts';
import { withinTransaction } from '@xinshao/db/within-transaction.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness, WORKING_HOURS } from './support/harness.ts';
import { ARREARS, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const WAIT = { timeout: 20_000, interval: 50 };
const CALENDAR = { timeZone: 'Asia/Shanghai', workingHours: WORKING_HOURS };

describe('an alert that gets worse while it stands in Slack', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('socket');
  });
  afterAll(() => harness.close());

  let rule = 0;
  /** What a run does with one more warning about each customer. */
  const found = async (customerIds: readonly number[], severity: Severity) => {
    const { database, bot } = harness;
    rule += 1;
    const now = new Date();
    const { rows } = await database.pool.query<{ hash: string }>('SELECT hash FROM policy_versions');
    const policyHash = rows[0]?.hash ?? '';
    const policy = (await compiledPolicy(database, policyHash))?.policy;
    if (policy === undefined) throw new Error('no policy');
    const due = (of: Severity) => dueAt(of, now, policy, CALENDAR);
    const clock = (of: Severity) => clockSteps(of, now, policy, CALENDAR);
    const lines = customerIds.map(
      (id) => `${id}\t1\trule_${rule}\t${severity}\tdefault\tarrears\t30\tA\tB\t${JSON.stringify(ARREARS)}\n`,
    );
    return withinTransaction(database, async (transaction) => {
      const alerts = await openAlerts(transaction, lines, {
        ...{ asOf: '2026-11-01', policyHash, now },
        dueAt: { red: due('red'), orange: due('orange'), yellow: due('yellow') },
        clock: { red: clock('red'), orange: clock('orange'), yellow: clock('yellow') },
      });
      await planDeliveries(transaction, bot.queue, alerts.deliveries, DEFAULT_NOTICE_RULES, now);
      await planStepsWithin(transaction, bot.queue, DEFAULT_NOTICE_RULES, now);
    });
  };
  /** A yellow alert with messages of its own in the channel and for the owner. */
  const standing = async (code: string, owner = 'S01') => {
    const { database, bot } = harness;
    const customerId = await seedCustomer(database, { code, name: `${code}变坏有限公司`, owner });
    const alertId = await seedAlert(database, { customerId, severity: 'yellow', owner });
    await database.pool.query(`UPDATE alerts SET due_at = now() + interval '20 days' WHERE id = $1::bigint`, [alertId]);
    await withinTransaction(database, (transaction) =>
      planDeliveries(
        transaction,
        bot.queue,
        (['channel', 'owner'] as const).map((audience) => ({ alertId, audience, severity: 'yellow' })),
        DEFAULT_NOTICE_RULES,
        new Date(),
      ),
    );
    await vi.waitFor(async () => {
      const { rows } = await database.pool.query(
        `SELECT FROM alert_messages WHERE alert_id = $1::bigint AND state = 'posted'`,
        [alertId],
      );
      expect(rows).toHaveLength(2);
    }, WAIT);
    return { customerId, alertId };
  };
  const steps = async (alertId: string) => {
    const { rows } = await harness.database.pool.query<{
      step: string;
      place: string;
      state: string;
      channel: string;
      ts: string;
    }>(`SELECT step, place, state, channel, ts FROM alert_steps WHERE alert_id = $1::bigint ORDER BY step, place`, [
      alertId,
    ]);
    return rows;
  };
  const sent = (alertId: string, expected: readonly string[]) =>
    vi.waitFor(async () => {
      const rows = await steps(alertId);
      expect(rows.map(({ step, place, state }) => `${step} ${place} ${state}`)).toEqual(expected);
      return rows;
    }, WAIT);
  const messageOf = (row: { channel: string; ts: string } | undefined) => {
    const message = harness.sandbox.messages(row?.channel ?? '').find(({ ts }) => ts === row?.ts);
    if (message === undefined) throw new Error('no such message');
    return message;
  };

  it('of an owner who has left: whoever was told in their place is told of it', async () => {
    const { database } = harness;
    await database.pool.query(`UPDATE staff SET left_at = now() WHERE code = 'S02'`);
    const { customerId, alertId } = await standing('L1', 'S02');
    await found([customerId], 'orange');
    await sent(alertId, ['raised_orange direct sent']);
    const { rows } = await database.pool.query('SELECT recipient FROM alert_steps WHERE alert_id = $1::bigint', [
      alertId,
    ]);
    expect(rows).toEqual([{ recipient: 'M01' }]);
    await database.pool.query(`UPDATE staff SET left_at = NULL WHERE code = 'S02'`);
  });

  it('to orange: the owner is told of the new deadline, once; the channel is not', async () => {
    const { database, bot } = harness;
    const { customerId, alertId } = await standing('O1');
    await found([customerId], 'orange');
    const [told] = await sent(alertId, ['raised_orange direct sent']);
    const text = JSON.stringify(messageOf(told).blocks);
    expect(text).toContain('预警级别上升为');
    expect(text).toContain('反馈截止');
    expect(text).toContain('open_feedback');
    // More of the same severity is no rise, and another look at what is planned sends nothing again.
    await found([customerId], 'orange');
    await found([customerId], 'yellow');
    expect(await planSteps(database, bot.queue, DEFAULT_NOTICE_RULES, new Date())).toBe(0);
    expect(await steps(alertId)).toHaveLength(1);
  });

  it('to red: the owner, and the channel in the thread of the alert, where the owner is named', async () => {
    const { customerId, alertId } = await standing('R1');
    const began = performance.now();
    await found([customerId], 'red');
    const [, inThread] = await sent(alertId, ['raised_red direct sent', 'raised_red thread sent']);
    expect(performance.now() - began).toBeLessThan(10_000);
    const message = messageOf(inThread);
    expect(message.channel).toBe(EAST);
    expect(message.mentions).toEqual({ users: [PEOPLE.owner], everyone: false });
    expect(message.text).toContain('预警级别上升为');
    const { rows } = await harness.database.pool.query<{ ts: string }>(
      `SELECT ts FROM alert_messages WHERE alert_id = $1::bigint AND audience = 'channel'`,
      [alertId],
    );
    expect(message.threadTs).toBe(rows[0]?.ts);
    expect(message.broadcast).toBe(true);
  });

  it('twelve at once: each red one is told for itself, orange ones together', async () => {
    const many: { customerId: number; alertId: string }[] = [];
    for (let index = 0; index < 6; index += 1) many.push(await standing(`M${index}`));
    const ids = many.map(({ customerId }) => customerId);
    await found(ids, 'orange');
    await vi.waitFor(async () => {
      const { rows } = await harness.database.pool.query<{ state: string; items: number }>(
        `SELECT state, (SELECT count(*)::int FROM notice_items WHERE notice_id = notices.id) AS items
         FROM notices WHERE kind = 'steps'`,
      );
      expect(rows).toEqual([{ state: 'posted', items: 6 }]);
    }, WAIT);
    await found(ids, 'red');
    for (const { alertId } of many) {
      await sent(alertId, ['raised_orange direct sent', 'raised_red direct sent', 'raised_red thread sent']);
    }
  }, 60_000);

  it('an alert that was answered meanwhile is told to nobody', async () => {
    const { customerId, alertId } = await standing('A1');
    await harness.database.pool.query(`UPDATE alerts SET state = 'answered' WHERE id = $1::bigint`, [alertId]);
    await found([customerId], 'red');
    expect(await steps(alertId)).toEqual([]);
  });

  it('nothing of this had to be tried again', () => {
    expect(harness.logged.filter((line) => line.includes('tried again'))).toEqual([]);
  });
});
