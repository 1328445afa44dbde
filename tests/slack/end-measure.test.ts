import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const json = (value: unknown) => JSON.stringify(value);
const WITHIN = 20_000;

describe('what risk put on a customer', { timeout: 60_000 }, () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('socket');
  });
  afterAll(() => harness.close());

  const lookup = async (user: string, text: string) => {
    const before = harness.sandbox.ephemeral(user).length;
    await harness.sandbox.command(user, EAST, `/credit ${text}`);
    return harness.sandbox.waitFor(() => harness.sandbox.ephemeral(user)[before], WITHIN);
  };

  it('is ended by risk from the card, with a reason that the alert shows; sales is offered nothing', async () => {
    const { sandbox, database, bot } = harness;
    const customerId = await seedCustomer(database, { code: 'MEA-1', name: '解除<!channel>有限公司' });
    const alertId = await seedAlert(database, { customerId });
    await database.pool.query(`UPDATE alerts SET state = 'accepted' WHERE id = $1::bigint`, [alertId]);
    await database.pool.query(
      `INSERT INTO alert_reviews (alert_id, revision, decision, action, note, by)
       VALUES ($1::bigint, 0, 'accept', 'suspend', '连续逾期', 'R01')`,
      [alertId],
    );
    const another = await seedAlert(database, { customerId });
    await database.pool.query(
      `INSERT INTO customer_measures (customer_id, kind, since, reason, alert_id)
       VALUES ($1, 'suspend', '2026-01-01', '连续逾期', $2::bigint), ($1, 'suspend', '2026-01-02', '被执行', $3::bigint)`,
      [customerId, alertId, another],
    );
    await queueAlert(database, bot.queue, alertId);

    const sales = json((await lookup(PEOPLE.owner, 'MEA-1')).blocks);
    expect(sales).toContain(`已暂停赊销（自 2026-01-01 起） · 预警单 #${alertId}`);
    expect(sales).toContain(`已暂停赊销（自 2026-01-02 起） · 预警单 #${another}`);
    expect(sales).not.toContain('measure_end');

    const card = await lookup(PEOPLE.risk, 'MEA-1');
    expect(json(card.blocks).split('measure_end')).toHaveLength(3);
    await sandbox.click(PEOPLE.risk, { channel: EAST, ts: card.ts }, 'measure_end');
    const form = await sandbox.waitFor(
      () => sandbox.openModals(PEOPLE.risk).find((view) => view.callback_id === 'submit_end_measure'),
      WITHIN,
    );
    expect(json(form.blocks)).toContain('解除&lt;!channel&gt;有限公司');
    expect(json(form.blocks)).toContain(`预警单 #${alertId}`);
    const blank = await sandbox.submit(PEOPLE.risk, form.id, { reason: { value: ' ' } });
    expect(blank.errors).toHaveProperty('reason');
    const saved = await sandbox.submit(PEOPLE.risk, form.id, { reason: { value: '已还清 <!here>' } });
    expect(json(saved.updated)).toContain('已解除');
    await vi.waitFor(() => expect(json(sandbox.messages(EAST))).toContain('解除：已还清 &lt;!here&gt;'), {
      timeout: WITHIN,
      interval: 50,
    });
    const left = json((await lookup(PEOPLE.owner, 'MEA-1')).blocks);
    expect(left).not.toContain(`预警单 #${alertId}`);
    expect(left).toContain(`已暂停赊销（自 2026-01-02 起） · 预警单 #${another}`);
  });
});
