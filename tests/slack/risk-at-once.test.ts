import { DEFAULT_NOTICE_RULES } from '@xinshao/core/policy/notices-schema.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import { planDeliveries } from '@xinshao/db/notices/plan-deliveries.ts';
import { withinTransaction } from '@xinshao/db/within-transaction.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';
import { seedAlert, seedCustomer } from './support/seed.ts';

const WAIT = { timeout: 20_000, interval: 100 };

describe('the head of risk', () => {
  let harness: Harness;
  let number = 0;
  beforeAll(async () => {
    harness = await startHarness('socket');
  });
  afterAll(() => harness.close());

  const opened = async (severity: Severity, openedAt = new Date()) => {
    number += 1;
    const customerId = await seedCustomer(harness.database, { code: `T${number}`, name: `知会${number}有限公司` });
    return seedAlert(harness.database, { customerId, severity, openedAt });
  };
  const plan = async (alertIds: readonly string[], severity: Severity, rules = DEFAULT_NOTICE_RULES) => {
    const { database, bot } = harness;
    await withinTransaction(database, (transaction) =>
      planDeliveries(
        transaction,
        bot.queue,
        alertIds.flatMap((alertId) =>
          (['channel', 'owner'] as const).map((audience) => ({ alertId, audience, severity })),
        ),
        rules,
        new Date(),
      ),
    );
  };
  const rowsOf = async (alertId: string) => {
    const { rows } = await harness.database.pool.query<{ state: string; channel: string; ts: string }>(
      `SELECT state, channel, ts FROM alert_messages WHERE alert_id = $1::bigint AND audience = 'risk'`,
      [alertId],
    );
    return rows;
  };
  const shown = (alertId: string, holds: (said: string) => boolean) =>
    vi.waitFor(async () => {
      const [row] = await rowsOf(alertId);
      const message = harness.sandbox.messages(row?.channel ?? '').find(({ ts }) => ts === row?.ts);
      const said = JSON.stringify(message?.blocks);
      expect(said).toSatisfy(holds);
      return { said, row };
    }, WAIT);
  const seconds = async () => {
    const text = await (await fetch(`${harness.bot.url}/metrics`)).text();
    return Number(/^xinshao_risk_told_seconds ([\d.]+)$/m.exec(text)?.[1]);
  };

  it('is told of a red alert when it opens, may close it, and sees what becomes of it; once', async () => {
    const alertId = await opened('red');
    await plan([alertId], 'red');
    const { said, row } = await shown(alertId, (text) => text.includes('知会风控'));
    expect(said).toContain('review_close');
    expect(said).not.toContain('open_feedback');
    await plan([alertId], 'red');
    await harness.database.pool.query(
      `UPDATE alerts SET state = 'answered', version = version + 1 WHERE id = $1::bigint`,
      [alertId],
    );
    await plan([alertId], 'red');
    const later = await shown(alertId, (text) => !text.includes('知会风控'));
    expect(later.row?.ts).toBe(row?.ts);
    expect(await seconds()).toBeLessThan(60);
  }, 60_000);

  it('is not told of a lighter one, but as soon as it rises to red', async () => {
    const alertId = await opened('orange');
    await plan([alertId], 'orange');
    expect(await rowsOf(alertId)).toEqual([]);
    await harness.database.pool.query(
      `UPDATE alerts SET severity = 'red', version = version + 1 WHERE id = $1::bigint`,
      [alertId],
    );
    await plan([alertId], 'red');
    await shown(alertId, (text) => text.includes('知会风控'));
  }, 60_000);

  it('where the policy names orange too, is told of many in one message', async () => {
    const alertIds: string[] = [];
    for (let index = 0; index < 7; index += 1) alertIds.push(await opened('orange'));
    await plan(alertIds, 'orange', { ...DEFAULT_NOTICE_RULES, tellRiskAtOnce: ['red', 'orange'] });
    await vi.waitFor(async () => {
      const { rows } = await harness.database.pool.query(
        `SELECT state, (SELECT count(*)::int FROM notice_items WHERE notice_id = notices.id) AS items
         FROM notices WHERE kind = 'summary' AND place = 'staff:R01'`,
      );
      expect(rows).toEqual([{ state: 'posted', items: 7 }]);
    }, WAIT);
    for (const alertId of alertIds) expect(await rowsOf(alertId)).toMatchObject([{ state: 'gathered' }]);
  }, 60_000);
});
