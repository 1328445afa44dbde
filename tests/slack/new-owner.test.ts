import { DEFAULT_NOTICE_RULES } from '@xinshao/core/policy/notices-schema.ts';
import { followOwners } from '@xinshao/db/alerts/follow-owners.ts';
import { stepRecipient } from '@xinshao/db/alerts/step-recipient.ts';
import { submitFeedback } from '@xinshao/db/alerts/submit-feedback.ts';
import { planDeliveries } from '@xinshao/db/notices/plan-deliveries.ts';
import { enqueueDeliveries } from '@xinshao/db/queue/queue.ts';
import { withinTransaction } from '@xinshao/db/within-transaction.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ANSWERS } from './support/answers.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';

const json = (value: unknown) => JSON.stringify(value);
const WAIT = { timeout: 20_000, interval: 100 };

describe('an open alert whose customer somebody else has now', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('socket');
  });
  afterAll(() => harness.close());

  /** What stands in Slack for audiences whose name begins so. */
  const shown = (alertId: string, audience: string, holds: (said: string) => boolean = () => true) =>
    vi.waitFor(async () => {
      const { rows } = await harness.database.pool.query<{ channel: string; ts: string }>(
        `SELECT channel, ts FROM alert_messages WHERE alert_id = $1::bigint AND audience LIKE $2 AND state = 'posted'`,
        [alertId, audience],
      );
      expect(rows).toHaveLength(1);
      const [row] = rows;
      const message = harness.sandbox.messages(row?.channel ?? '').find(({ ts }) => ts === row?.ts);
      const said = json(message?.blocks);
      expect(said).toSatisfy(holds);
      return { said, channel: row?.channel };
    }, WAIT);

  /** What a run of the monitor does about it. */
  const follow = async () => {
    const { database, bot } = harness;
    const now = new Date();
    return withinTransaction(database, async (transaction) => {
      const followed = await followOwners(transaction, bot.queue, now);
      await planDeliveries(transaction, bot.queue, followed.deliveries, DEFAULT_NOTICE_RULES, now);
      return followed;
    });
  };

  const standing = async (code: string, owner: string | null = 'S01') => {
    const customerId = await seedCustomer(harness.database, { code, name: `${code}易主有限公司`, owner });
    const alertId = await seedAlert(harness.database, { customerId, owner });
    await queueAlert(harness.database, harness.bot.queue, alertId);
    await shown(alertId, 'channel');
    return { customerId, alertId };
  };
  const give = (customerId: number, owner: string | null) =>
    harness.database.pool.query('UPDATE customers SET sales_owner = $2 WHERE id = $1', [customerId, owner]);
  const alertOf = async (alertId: string) => {
    const { rows } = await harness.database.pool.query(
      'SELECT owner_code AS owner, team_code AS team, version, due_at AS "dueAt", clock_generation AS generation FROM alerts WHERE id = $1::bigint',
      [alertId],
    );
    return rows[0];
  };

  it('goes to the new owner with its deadline; the owner before reads who has it, and nothing is asked of them', async () => {
    const { customerId, alertId } = await standing('W1');
    const first = await shown(alertId, 'owner');
    const before = await alertOf(alertId);
    await give(customerId, 'S03');
    const { entries } = await follow();
    expect(entries).toMatchObject([
      {
        action: 'alert_reassigned',
        actor: 'system',
        subjectId: alertId,
        before: { owner: 'S01' },
        after: { owner: 'S03' },
      },
    ]);
    expect(await alertOf(alertId)).toEqual({ ...before, owner: 'S03', team: 'EAST', version: before?.version + 1 });

    // The new owner reads English.
    const now = await shown(alertId, 'owner', (said) => said.includes('Submit feedback'));
    expect(now.channel).not.toBe(first.channel);
    const former = await shown(alertId, 'former:%', (said) => said.includes('现由 Erin 负责'));
    expect(former.channel).toBe(first.channel);
    expect(former.said).not.toContain('open_feedback');
    await shown(alertId, 'channel', (said) => said.includes('Erin'));
    expect((await stepRecipient(harness.database, alertId, 'owner'))?.code).toBe('S03');

    const answer = (code: string) =>
      submitFeedback(harness.database, harness.bot.queue, {
        ...{ alertId, basedOn: 0, answers: ANSWERS, now: new Date(), today: '2026-10-31', surface: 'slack' },
        by: { code, role: 'sales', teamCode: 'EAST' },
      });
    expect(await answer('S01')).toMatchObject({ outcome: 'refused', code: 'not_allowed' });
    expect(await answer('S03')).toMatchObject({ outcome: 'stored' });
    // Nothing moves once it is answered, and a second look moves nothing.
    await give(customerId, 'S01');
    expect(await follow()).toEqual({ deliveries: [], entries: [] });
  }, 60_000);

  it('comes back to whom it was taken from: a third message, and the first still says how it was', async () => {
    const { customerId, alertId } = await standing('W2');
    await shown(alertId, 'owner');
    for (const owner of ['S02', 'S01']) {
      await give(customerId, owner);
      await follow();
      await shown(alertId, 'owner', (said) => said.includes('提交反馈'));
    }
    const { rows } = await harness.database.pool.query<{ audience: string }>(
      `SELECT audience FROM alert_messages WHERE alert_id = $1::bigint AND audience NOT IN ('channel', 'risk') ORDER BY id`,
      [alertId],
    );
    expect(rows.map(({ audience }) => audience.replace(/^former:\d+/, 'former'))).toEqual([
      'former:S01',
      'former:S02',
      'owner',
    ]);
  }, 60_000);

  it('whoever was told in place of an owner who has left reads who has it', async () => {
    const { database } = harness;
    const { customerId, alertId } = await standing('W4', 'S02');
    await database.pool.query(`UPDATE staff SET left_at = now() WHERE code = 'S02'`);
    await follow();
    const told = await shown(alertId, 'manager', (said) => said.includes('李四 已离职'));
    await give(customerId, 'S01');
    await follow();
    await shown(alertId, 'owner', (said) => said.includes('提交反馈'));
    const former = await shown(alertId, 'former:%:M01', (said) => said.includes('现由 张三 负责'));
    expect(former.channel).toBe(told.channel);
    expect(former.said).not.toContain('open_feedback');
    await database.pool.query(`UPDATE staff SET left_at = NULL WHERE code = 'S02'`);
  }, 60_000);

  it('a question of risk that stands with who has left is not changed for eyes above them', async () => {
    const { database, bot } = harness;
    const { alertId } = await standing('W5', 'S02');
    await database.pool.query(
      `INSERT INTO alert_messages (alert_id, audience) VALUES ($1::bigint, 'question:1'), ($1::bigint, 'question:2')`,
      [alertId],
    );
    const show = async (round: number, sent: number) => {
      await database.pool.query(`UPDATE alerts SET state = 'returned', version = version + 1 WHERE id = $1::bigint`, [
        alertId,
      ]);
      await database.pool.query(
        `INSERT INTO alert_reviews (alert_id, revision, decision, note, by)
         SELECT $1::bigint, number, 'return', '为何？', 'R01' FROM generate_series($2::int, $3::int) number`,
        [alertId, round, sent],
      );
      await enqueueDeliveries(
        bot.queue,
        ([1, 2] as const).map((asked) => ({ alertId, audience: `question:${asked}`, severity: 'red' })),
        database.pool,
      );
    };
    await show(1, 1);
    const first = await shown(alertId, 'question:1', (said) => said.includes('为何？'));
    await database.pool.query(`UPDATE staff SET left_at = now() WHERE code = 'S02'`);
    await show(2, 2);
    const second = await shown(alertId, 'question:2', (said) => said.includes('为何？'));
    expect(second.channel).not.toBe(first.channel);
    expect(await shown(alertId, 'question:1')).toEqual(first);
    await database.pool.query(`UPDATE staff SET left_at = NULL WHERE code = 'S02'`);
  }, 60_000);

  it('that had no owner gets one; one whose owner is gone stays with the team', async () => {
    const unowned = await standing('W3', null);
    await give(unowned.customerId, 'S02');
    await follow();
    expect(await alertOf(unowned.alertId)).toMatchObject({ owner: 'S02', team: 'EAST' });
    await shown(unowned.alertId, 'owner');
    await give(unowned.customerId, 'somebody unknown');
    await follow();
    expect(await alertOf(unowned.alertId)).toMatchObject({ owner: null, team: 'EAST' });
    await shown(unowned.alertId, 'former:%', (said) => said.includes('已不由您负责'));
  }, 60_000);
});
