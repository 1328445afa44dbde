import { factsOf } from '@xinshao/db/facts/facts-of-customer.ts';
import { beginGrant } from '@xinshao/db/grants/begin-grant.ts';
import { endGrantEarly } from '@xinshao/db/grants/end-grant-early.ts';
import { compiledPolicy } from '@xinshao/db/policies/compiled-policy.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import { withinTransaction } from '@xinshao/db/within-transaction.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const json = (value: unknown) => JSON.stringify(value);
const WITHIN = 20_000;

describe('a temporary limit that is ended early', { timeout: 90_000 }, () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('socket', { bot: { sweepStepsEvery: 300 } });
    await seedCustomer(harness.database, { code: 'END-0', name: '先行有限公司' });
    for (const user of [PEOPLE.owner, PEOPLE.manager, PEOPLE.risk]) await lookup(user, 'END-0');
  });
  afterAll(() => harness.close());
  afterEach(async () => {
    for (const user of Object.values(PEOPLE)) {
      for (const view of harness.sandbox.openModals(user)) await harness.sandbox.closeModal(user, view.id, true);
    }
    expect(harness.logged.filter((line) => line.includes('tried again'))).toEqual([]);
  });

  const lookup = async (user: string, text: string) => {
    const before = harness.sandbox.ephemeral(user).length;
    await harness.sandbox.command(user, EAST, `/credit ${text}`);
    return harness.sandbox.waitFor(() => harness.sandbox.ephemeral(user)[before], WITHIN);
  };
  const modal = (user: string, callback: string) =>
    harness.sandbox.waitFor(
      () => harness.sandbox.openModals(user).find((view) => view.callback_id === callback),
      WITHIN,
    );
  const messageFor = (id: string, audience: string, holds = (_text: string) => true) =>
    vi.waitFor(
      async () => {
        const { rows } = await harness.database.pool.query<{ channel: string; ts: string }>(
          `SELECT channel, ts FROM limit_request_messages
           WHERE request_id = $1::bigint AND audience LIKE $2 AND state = 'posted'`,
          [id, audience],
        );
        const [row] = rows;
        const message = harness.sandbox.messages(row?.channel ?? EAST).find(({ ts }) => ts === row?.ts);
        if (message === undefined || !holds(json(message.blocks))) {
          throw new Error(`no such message of ${id} for ${audience}: ${json(message?.blocks)}`);
        }
        return message;
      },
      { timeout: WITHIN, interval: 50 },
    );
  const limitOf = async (customerId: number) => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10) as '2026-11-01';
    return (await factsOf(harness.database, customerId, today)).customer.creditLimitFen;
  };
  /** Asked by the owner, approved by the manager: ¥400,000 until 2099. @returns the request */
  const granted = async (code: string) => {
    const { sandbox, database } = harness;
    const customerId = await seedCustomer(database, { code, name: `${code}<!channel>有限公司` });
    await sandbox.command(PEOPLE.owner, EAST, `/credit limit ${code}`);
    const form = await modal(PEOPLE.owner, 'submit_limit_request');
    const sent = await sandbox.submit(PEOPLE.owner, form.id, {
      ...{ limit: { value: '40万' }, terms: { value: '30' } },
      ...{ reason: { value: '临时调整' }, until: { value: '2099-12-31' } },
    });
    const [id = ''] = /(?<=#)\d+/.exec(json(sent.updated)) ?? [];
    const asked = await messageFor(id, 'approver:1:0:M01');
    await sandbox.click(PEOPLE.manager, { channel: asked.channel, ts: asked.ts }, 'limit_approve');
    const deciding = await modal(PEOPLE.manager, 'submit_limit_decision');
    await sandbox.submit(PEOPLE.manager, deciding.id, { note: { value: '' } });
    for (const user of [PEOPLE.owner, PEOPLE.manager]) {
      for (const view of sandbox.openModals(user)) await sandbox.closeModal(user, view.id, true);
    }
    const offered = await messageFor(id, 'approver:1:0:M01', (text) => text.includes('limit_end_grant'));
    return { id, customerId, offered };
  };

  it('ends from the message of whoever may decide it, with a reason, and everybody who was told is told', async () => {
    const { sandbox, database } = harness;
    const { id, customerId, offered } = await granted('END-1');
    expect(await limitOf(customerId)).toBe(40_000_000);
    // Who asked for it is told of it, but may not end it.
    const requesters = await messageFor(id, 'requester:2:S01', (text) => text.includes('立即生效'));
    expect(json(requesters.blocks)).not.toContain('limit_end_grant');

    await sandbox.click(PEOPLE.manager, { channel: offered.channel, ts: offered.ts }, 'limit_end_grant');
    const form = await modal(PEOPLE.manager, 'submit_end_grant');
    expect(json(form.blocks)).toContain('END-1&lt;!channel&gt;有限公司');
    const blank = await sandbox.submit(PEOPLE.manager, form.id, { reason: { value: ' ' } });
    expect(blank.errors).toHaveProperty('reason');
    const saved = await sandbox.submit(PEOPLE.manager, form.id, { reason: { value: '订单取消 <!here>' } });
    expect(json(saved.updated)).toContain('之前的额度和账期立即恢复');
    await sandbox.redeliver(1);

    expect(await limitOf(customerId)).toBe(200_000_000);
    const told = await messageFor(id, 'ended:%:S01');
    expect(json(told.blocks)).toContain('王经理 已提前结束这个额度');
    expect(json(told.blocks)).toContain('订单取消 &lt;!here&gt;');
    const renewed = await messageFor(id, 'approver:1:0:M01', (text) => text.includes('已提前结束'));
    expect(json(renewed.blocks)).not.toContain('limit_end_grant');
    const { rows: audiences } = await database.pool.query<{ audience: string }>(
      `SELECT audience FROM limit_request_messages WHERE request_id = $1::bigint AND audience LIKE 'ended:%'`,
      [id],
    );
    expect(audiences).toHaveLength(1);
    const { rows } = await database.pool.query(
      `SELECT actor, surface, reason, before::json ->> 'limitFen' AS before, after::json ->> 'limitFen' AS after
       FROM audit_log WHERE action = 'limit_ended' AND subject_id = 'END-1'`,
    );
    expect(rows).toEqual([
      { actor: 'M01', surface: 'slack', reason: '订单取消 <!here>', before: '40000000', after: '200000000' },
    ]);

    // A click on what an old message still offered is told what happened.
    await sandbox.closeModal(PEOPLE.manager, form.id, true);
    const policy = await policyOf();
    const late = await end('R01', await grantOf(customerId), '太晚了', policy);
    expect(late).toMatchObject({ outcome: 'refused', code: 'already_ended', grant: { endedByName: '王经理' } });
  });

  const policyOf = async () => {
    const { rows } = await harness.database.pool.query<{ hash: string }>('SELECT hash FROM policy_versions');
    const policy = await compiledPolicy(harness.database, rows[0]?.hash ?? '');
    if (policy === null) throw new Error('no policy');
    return policy.policy;
  };
  const grantOf = async (customerId: number) => {
    const { rows } = await harness.database.pool.query<{ id: string }>(
      'SELECT id::text FROM customer_grants WHERE customer_id = $1 ORDER BY id DESC LIMIT 1',
      [customerId],
    );
    return rows[0]?.id ?? '';
  };
  const end = async (code: string, grantId: string, reason: string, policy: Awaited<ReturnType<typeof policyOf>>) => {
    const by = await staffByCode(harness.database, code);
    if (by === null) throw new Error('no such member');
    const moment = { now: new Date(), timeZone: 'Asia/Shanghai' };
    const ending = { grantId, by, reason, policy, moment, surface: 'slack' } as const;
    return endGrantEarly(harness.database, harness.bot.queue, ending);
  };

  it('is refused to sales; of two people at once one ends it and the other learns who did', async () => {
    const { database } = harness;
    const { customerId } = await granted('END-2');
    const grantId = await grantOf(customerId);
    const policy = await policyOf();
    for (const code of ['S01', 'S02']) {
      expect(await end(code, grantId, '我要', policy)).toMatchObject({ outcome: 'refused', code: 'not_allowed' });
    }
    expect(json((await lookup(PEOPLE.owner, 'END-2')).blocks)).not.toContain('limit_end_grant');
    expect(json((await lookup(PEOPLE.risk, 'END-2')).blocks)).toContain('limit_end_grant');
    const results = await Promise.all([end('M01', grantId, '甲', policy), end('R01', grantId, '乙', policy)]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'stored']);
    const winner = results.findIndex(({ outcome }) => outcome === 'stored');
    const by = winner === 0 ? 'M01' : 'R01';
    expect(results[1 - winner]).toMatchObject({ code: 'already_ended', grant: { endedBy: by } });
    expect(await end(by, grantId, winner === 0 ? '甲' : '乙', policy)).toEqual({ outcome: 'repeated' });
    const { rows } = await database.pool.query(
      `SELECT FROM audit_log WHERE action = 'limit_ended' AND subject_id = 'END-2'`,
    );
    expect(rows).toHaveLength(1);
  });

  it('is ended by whoever stands in for an approver who is away, and the trail says for whom', async () => {
    const { database } = harness;
    const { customerId } = await granted('END-4');
    await database.pool.query(
      `INSERT INTO staff (code, name, role, team_code) VALUES ('M02', '孙经理', 'sales_manager', 'WEST')`,
    );
    const grantId = await grantOf(customerId);
    const policy = await policyOf();
    expect(await end('M02', grantId, '代办', policy)).toMatchObject({ outcome: 'refused', code: 'not_allowed' });
    await database.pool.query(
      `INSERT INTO absences (staff_code, delegate_code, first_day, last_day, created_at)
       VALUES ('M01', 'M02', '2020-01-01', '2099-12-31', now())`,
    );
    expect(await end('M02', grantId, '代办', policy)).toEqual({ outcome: 'stored' });
    await database.pool.query(`DELETE FROM absences`);
    const { rows } = await database.pool.query(
      `SELECT actor, after::json ->> 'onBehalfOf' AS behalf FROM audit_log
       WHERE action = 'limit_ended' AND subject_id = 'END-4'`,
    );
    expect(rows).toEqual([{ actor: 'M02', behalf: 'M01' }]);
  });

  it('a cut is ended from the card, and its alert says by whom and why', async () => {
    const { sandbox, database, bot } = harness;
    const customerId = await seedCustomer(database, { code: 'END-3', name: '压降结束有限公司' });
    const alertId = await seedAlert(database, { customerId });
    await database.pool.query(`UPDATE alerts SET state = 'accepted' WHERE id = $1::bigint`, [alertId]);
    const { rows } = await database.pool.query<{ id: string }>(
      `INSERT INTO alert_reviews (alert_id, revision, decision, action, note, by, limit_fen, limit_before_fen)
       VALUES ($1::bigint, 0, 'accept', 'cut_limit', '压降', 'R02', 30000000, 200000000) RETURNING id::text`,
      [alertId],
    );
    await withinTransaction(database, (client) =>
      beginGrant(client, {
        ...{ customerId, limitFen: 30_000_000, termDays: 30, validFrom: '2026-01-01', lastDay: null, reason: '压降' },
        ...{ source: { reviewId: rows[0]?.id ?? '' }, by: 'R02', at: new Date() },
      }),
    );
    await queueAlert(database, bot.queue, alertId);
    expect(await limitOf(customerId)).toBe(30_000_000);
    const card = await lookup(PEOPLE.risk, 'END-3');
    await sandbox.click(PEOPLE.risk, { channel: EAST, ts: card.ts }, 'limit_end_grant');
    const form = await modal(PEOPLE.risk, 'submit_end_grant');
    expect(json(form.blocks)).toContain('直到结束');
    await sandbox.submit(PEOPLE.risk, form.id, { reason: { value: '款已收回' } });
    expect(await limitOf(customerId)).toBe(200_000_000);
    await vi.waitFor(
      () => {
        const texts = sandbox.messages(EAST).map(({ blocks }) => json(blocks));
        expect(texts.filter((text) => text.includes('提前结束：款已收回'))).toHaveLength(1);
      },
      { timeout: WITHIN, interval: 50 },
    );
    expect(json((await lookup(PEOPLE.risk, 'END-3')).blocks)).not.toContain('limit_end_grant');
  });
});
