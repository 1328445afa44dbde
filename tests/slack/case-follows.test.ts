import { DEFAULT_COLLECTION } from '@xinshao/core/policy/collection-schema.ts';
import { followCases } from '@xinshao/db/collection/follow-cases.ts';
import { openCase } from '@xinshao/db/collection/open-case.ts';
import { withinTransaction } from '@xinshao/db/within-transaction.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness, WORKING_HOURS } from './support/harness.ts';
import { seedAlert, seedCustomer } from './support/seed.ts';

const json = (value: unknown) => JSON.stringify(value);
const WAIT = { timeout: 20_000, interval: 100 };
const CLOCK = { policy: DEFAULT_COLLECTION, calendar: { timeZone: 'Asia/Shanghai', workingHours: WORKING_HOURS } };

describe('an open case of collection whose customer changes hands', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('socket');
  });
  afterAll(() => harness.close());

  const opened = async (code: string, stage: 'phone' | 'visit' = 'phone') => {
    const { database, bot } = harness;
    const customerId = await seedCustomer(database, { code, name: `${code}催收有限公司` });
    const alertId = await seedAlert(database, { customerId });
    const { rows } = await database.pool.query<{ hash: string }>('SELECT hash FROM policy_versions');
    const policyHash = rows[0]?.hash ?? '';
    const { id } = await withinTransaction(database, (transaction) =>
      openCase(
        transaction,
        bot.queue,
        { customerId, alertId, policyHash, stage, by: 'R01', at: new Date(), note: '请催收' },
        CLOCK,
      ),
    );
    return { customerId, caseId: id };
  };
  const follow = () =>
    withinTransaction(harness.database, (transaction) => followCases(transaction, harness.bot.queue, new Date()));
  const give = (customerId: number, owner: string) =>
    harness.database.pool.query('UPDATE customers SET sales_owner = $2 WHERE id = $1', [customerId, owner]);
  const leave = (code: string, moment: string) =>
    harness.database.pool.query(`UPDATE staff SET left_at = ${moment} WHERE code = $1`, [code]);

  /** `audience recipient` of what stands in Slack; numbers of messages left out. */
  const standing = async (caseId: string) => {
    const { rows } = await harness.database.pool.query<{ audience: string; recipient: string }>(
      `SELECT audience, recipient FROM collection_messages
       WHERE case_id = $1::bigint AND state = 'posted'`,
      [caseId],
    );
    return rows.map(({ audience, recipient }) => `${audience.replace(/^(former):\d+/, '$1')} to ${recipient}`).sort();
  };
  const stands = (caseId: string, expected: readonly string[]) =>
    vi.waitFor(async () => expect(await standing(caseId)).toEqual(expected), WAIT);
  const shown = (caseId: string, audience: string, holds: string) =>
    vi.waitFor(async () => {
      const { rows } = await harness.database.pool.query<{ channel: string; ts: string }>(
        `SELECT channel, ts FROM collection_messages WHERE case_id = $1::bigint AND audience LIKE $2`,
        [caseId, audience],
      );
      const message = harness.sandbox.messages(rows[0]?.channel ?? '').find(({ ts }) => ts === rows[0]?.ts);
      expect(json(message?.blocks)).toContain(holds);
      return json(message?.blocks);
    }, WAIT);

  it('is sent to the new owner; what stands with the owner before says so and offers nothing', async () => {
    const { customerId, caseId } = await opened('Q1');
    await stands(caseId, ['owner to S01']);
    await give(customerId, 'S02');
    await follow();
    await stands(caseId, ['former:S01 to S01', 'owner to S02']);
    await shown(caseId, 'owner', 'collect_log_contact');
    const before = await shown(caseId, 'former:%', '已由他人跟进（客户负责人：李四）');
    expect(before).not.toContain('collect_');
    // A second look moves nothing.
    await follow();
    await stands(caseId, ['former:S01 to S01', 'owner to S02']);
  }, 60_000);

  it('is sent to whoever is above an owner who has left, who reads no more of it, and from there to the next owner', async () => {
    const { customerId, caseId } = await opened('Q2');
    const before = await shown(caseId, 'owner', 'collect_log_contact');
    await leave('S01', 'now()');
    await follow();
    await stands(caseId, ['former:S01 to S01', 'owner to M01']);
    expect(await shown(caseId, 'former:%:S01', 'collect_log_contact')).toBe(before);
    await give(customerId, 'S03');
    await follow();
    await stands(caseId, ['former:M01 to M01', 'former:S01 to S01', 'owner to S03']);
    await shown(caseId, 'former:%:M01', '已由他人跟进（客户负责人：Erin）');
    await leave('S01', 'NULL');
  }, 60_000);

  it('is told once to a manager who is responsible and stands in for an owner who has left', async () => {
    const { customerId, caseId } = await opened('Q3', 'visit');
    await stands(caseId, ['manager to M01', 'owner to S01']);
    await leave('S01', 'now()');
    await follow();
    await stands(caseId, ['former:S01 to S01', 'manager to M01']);
    const { caseId: later } = await opened('Q4', 'visit');
    await stands(later, ['manager to M01']);
    await give(customerId, 'S03');
    await follow();
    await stands(caseId, ['former:S01 to S01', 'manager to M01', 'owner to S03']);
    await leave('S01', 'NULL');
  }, 60_000);
});
