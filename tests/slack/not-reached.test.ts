import { DEFAULT_NOTICE_RULES } from '@xinshao/core/policy/notices-schema.ts';
import { claimDueSteps } from '@xinshao/db/alerts/claim-due-steps.ts';
import { followOwners } from '@xinshao/db/alerts/follow-owners.ts';
import { undeliveredMessages } from '@xinshao/db/alerts/undelivered.ts';
import { planDeliveries } from '@xinshao/db/notices/plan-deliveries.ts';
import { planSteps } from '@xinshao/db/notices/plan-steps.ts';
import { withinTransaction } from '@xinshao/db/within-transaction.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const WAIT = { timeout: 20_000, interval: 100 };

describe('an owner who is on the staff list, but whom Slack does not let in any more', { timeout: 90_000 }, () => {
  let harness: Harness;
  let number = 0;
  beforeAll(async () => {
    harness = await startHarness('socket');
    harness.sandbox.disable(PEOPLE.owner);
  });
  afterAll(() => harness.close());

  const newAlert = async (severity: 'red' | 'orange' = 'red', owner = 'S01') => {
    number += 1;
    const customerId = await seedCustomer(harness.database, {
      code: `N${number}`,
      name: `停用${number}有限公司`,
      owner,
    });
    return seedAlert(harness.database, { customerId, severity, owner });
  };
  const rowsOf = async (alertId: string) => {
    const { rows } = await harness.database.pool.query<{
      audience: string;
      state: string;
      channel: string;
      error: string;
    }>('SELECT audience, state, channel, error FROM alert_messages WHERE alert_id = $1::bigint ORDER BY audience', [
      alertId,
    ]);
    return rows;
  };
  const toldManager = async () => {
    const { rows } = await harness.database.pool.query<{ channel: string }>(
      `SELECT DISTINCT channel FROM alert_messages WHERE audience = 'manager' AND channel IS NOT NULL`,
    );
    return rows.flatMap(({ channel }) => harness.sandbox.messages(channel));
  };

  it('the manager is told at once, once; the alert and the status say why', async () => {
    const { sandbox, database, bot } = harness;
    const alertId = await newAlert();
    for (let time = 0; time < 3; time += 1) await queueAlert(database, bot.queue, alertId);
    await vi.waitFor(
      async () =>
        expect((await rowsOf(alertId)).map(({ audience, state }) => `${audience} ${state}`)).toEqual([
          'channel posted',
          'manager posted',
          'owner failed',
        ]),
      WAIT,
    );
    const told = (await toldManager()).filter(({ metadata }) => metadata?.event_payload.alert_id === alertId);
    expect(told).toHaveLength(1);
    const [message] = told;
    expect(JSON.stringify(message?.blocks)).toContain('张三 在 Slack 上收不到消息');
    expect(JSON.stringify(message?.blocks)).toContain('open_feedback');
    const inChannel = () =>
      JSON.stringify(
        sandbox.messages(EAST).find(({ metadata }) => metadata?.event_payload.alert_id === alertId)?.blocks ?? [],
      );
    await vi.waitFor(() => expect(inChannel()).toContain('未送达负责人：此人的 Slack 帐号已停用'), WAIT);
    expect(inChannel()).toContain(`<@${PEOPLE.manager}>`);
    expect(inChannel()).not.toContain(`<@${PEOPLE.owner}>`);
    const trouble = await database.pool.query<{ code: string }>(
      `SELECT DISTINCT details ->> 'code' AS code FROM notices WHERE kind = 'trouble' AND place = 'staff:R01'`,
    );
    expect(trouble.rows).toEqual([{ code: 'user_disabled' }]);
    const before = sandbox.ephemeral(PEOPLE.risk).length;
    await sandbox.command(PEOPLE.risk, EAST, '/credit status');
    const status = await sandbox.waitFor(() => sandbox.ephemeral(PEOPLE.risk)[before], WAIT.timeout);
    expect(JSON.stringify(status.blocks)).toContain('此人的 Slack 帐号已停用');
  });

  it('of many alerts the manager is told in one message', async () => {
    const { database, bot } = harness;
    const ids = await Promise.all(Array.from({ length: 8 }, () => newAlert('orange')));
    await withinTransaction(database, (transaction) =>
      planDeliveries(
        transaction,
        bot.queue,
        ids.map((alertId) => ({ alertId, audience: 'owner', severity: 'orange' })),
        DEFAULT_NOTICE_RULES,
        new Date(),
      ),
    );
    const summaries = async () => {
      const { rows } = await database.pool.query<{ place: string; state: string; items: number }>(
        `SELECT place, state, (SELECT count(*)::int FROM notice_items WHERE notice_id = notices.id) AS items
         FROM notices WHERE kind = 'summary' ORDER BY place`,
      );
      return rows;
    };
    await vi.waitFor(
      async () =>
        expect(await summaries()).toEqual([
          { place: 'staff:M01', state: 'posted', items: 8 },
          { place: 'staff:S01', state: 'failed', items: 8 },
        ]),
      WAIT,
    );
  });

  it('is reminded through the manager', async () => {
    const { database, bot } = harness;
    const alertId = await newAlert();
    const now = new Date();
    const reminder = [{ step: 'reminder_1', at: now.getTime() - 1_000, audience: 'owner' }];
    await database.pool.query('UPDATE alerts SET clock_steps = $2::jsonb WHERE id = $1::bigint', [
      alertId,
      JSON.stringify(reminder),
    ]);
    await claimDueSteps(database, bot.queue, now);
    await planSteps(database, bot.queue, DEFAULT_NOTICE_RULES, now);
    await vi.waitFor(async () => {
      const { rows } = await database.pool.query<{ state: string; recipient: string }>(
        'SELECT state, recipient FROM alert_steps WHERE alert_id = $1::bigint',
        [alertId],
      );
      expect(rows).toEqual([{ state: 'sent', recipient: 'M01' }]);
    }, WAIT);
  });

  it('who has left is not mentioned in the channel any more: whoever answers now is, and is told why', async () => {
    const { database, bot, sandbox } = harness;
    const before = await newAlert('red', 'S02');
    await queueAlert(database, bot.queue, before);
    const shown = async () => (await rowsOf(before)).find(({ audience }) => audience === 'owner')?.channel ?? '';
    await vi.waitFor(async () => expect(sandbox.messages(await shown())).toHaveLength(1), WAIT);
    const standing = JSON.stringify(sandbox.messages(await shown()));
    await database.pool.query(`UPDATE staff SET left_at = now() WHERE code = 'S02'`);
    const alertId = await newAlert('red', 'S02');
    await withinTransaction(database, async (transaction) => {
      const found = (['channel', 'owner'] as const).map((audience) => ({
        alertId,
        audience,
        severity: 'red' as const,
      }));
      const { deliveries } = await followOwners(transaction, bot.queue, new Date());
      expect(deliveries.map(({ alertId: about, audience }) => [about, audience])).toEqual([
        [before, 'manager'],
        [alertId, 'manager'],
      ]);
      await planDeliveries(transaction, bot.queue, [...deliveries, ...found], DEFAULT_NOTICE_RULES, new Date());
    });
    await vi.waitFor(async () => {
      for (const about of [before, alertId]) {
        const told = (await toldManager()).filter(({ metadata }) => metadata?.event_payload.alert_id === about);
        expect(told).toHaveLength(1);
        expect(JSON.stringify(told[0]?.blocks)).toContain('李四 已离职，请您代为联系客户');
      }
    }, WAIT);
    await vi.waitFor(() => {
      const message = sandbox.messages(EAST).find(({ metadata }) => metadata?.event_payload.alert_id === alertId);
      expect(JSON.stringify(message?.blocks)).toContain(`<@${PEOPLE.manager}>`);
      expect(JSON.stringify(message?.blocks)).not.toContain(`<@${PEOPLE.colleague}>`);
      expect(JSON.stringify(message?.blocks)).toContain('李四');
    }, WAIT);
    // They are told nothing more, not in a message that stands either, and nothing is tried for them.
    await vi.waitFor(async () => {
      const { rows } = await database.pool.query(
        `SELECT FROM alert_messages message JOIN alerts alert ON alert.id = alert_id
         WHERE alert_id = $1::bigint AND message.state = 'posted' AND shown_version < version`,
        [before],
      );
      expect(rows).toEqual([]);
    }, WAIT);
    expect(JSON.stringify(sandbox.messages(await shown()))).toBe(standing);
    expect((await rowsOf(alertId)).map(({ audience }) => audience)).toEqual(['channel', 'manager', 'risk']);
    const later = new Date(Date.now() + 3_600_000);
    expect(await undeliveredMessages(database, later, 10)).not.toContainEqual(expect.objectContaining({ alertId }));
  });
});

describe('a manager whom Slack does not let in any more', { timeout: 90_000 }, () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('socket');
    harness.sandbox.disable(PEOPLE.manager);
  });
  afterAll(() => harness.close());

  it('one message about many steps goes to whoever is above', async () => {
    const { database, bot } = harness;
    const now = new Date();
    const ids = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const customerId = await seedCustomer(database, {
          code: `U${index}`,
          name: `上级停用${index}有限公司`,
          owner: 'S01',
        });
        return seedAlert(database, { customerId, severity: 'orange', owner: 'S01' });
      }),
    );
    const escalation = [{ step: 'escalation_1', at: now.getTime() - 1_000, audience: 'manager' }];
    await database.pool.query('UPDATE alerts SET clock_steps = $2::jsonb WHERE id = ANY($1::bigint[])', [
      ids,
      JSON.stringify(escalation),
    ]);
    await claimDueSteps(database, bot.queue, now);
    await planSteps(database, bot.queue, DEFAULT_NOTICE_RULES, now);
    await vi.waitFor(async () => {
      const { rows } = await database.pool.query<{ place: string; state: string; items: number; told: number }>(
        `SELECT place, state, (SELECT count(*)::int FROM notice_items WHERE notice_id = notices.id) AS items,
           (SELECT count(*)::int FROM alert_steps WHERE notice_id = notices.id AND state = 'sent') AS told
         FROM notices WHERE kind = 'steps' AND place LIKE 'staff:%' ORDER BY id`,
      );
      expect(rows).toEqual([
        { place: 'staff:M01', state: 'empty', items: 8, told: 0 },
        { place: 'staff:R01', state: 'posted', items: 8, told: 8 },
      ]);
    }, WAIT);
  });
});
