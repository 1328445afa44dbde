import { exactKey } from '@xinshao/core/company/name.ts';
import { verifyAudit } from '@xinshao/db/audit/verify-audit.ts';
import { askPrecheck } from '@xinshao/db/overlay/prechecks.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';
import { seedCustomer } from './support/seed.ts';
import { PEOPLE } from './support/workspace.ts';

const json = (value: unknown) => JSON.stringify(value);
const WITHIN = { timeout: 20_000, interval: 100 };
const OFFICERS = { R01: PEOPLE.risk, R02: PEOPLE.secondRisk } as const;

describe('a prospect that somebody names to risk', { timeout: 90_000 }, () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('socket', { bot: { sweepPrechecksEvery: 300 } });
  });
  afterAll(() => harness.close());
  afterEach(async () => {
    for (const user of Object.values(PEOPLE)) {
      for (const view of harness.sandbox.openModals(user)) await harness.sandbox.closeModal(user, view.id, true);
    }
  });

  const ask = async (name: string, note = '', askedAt = new Date(), uscc: string | null = null) => {
    const about = { name, nameKey: exactKey(name), uscc, note, askedBy: 'S01', askedAt };
    return (await askPrecheck(harness.database, harness.bot.queue, about)).precheckId;
  };
  /** Every message about a prospect that one person has been sent, for one purpose. */
  const messagesTo = async (precheckId: string, staffCode: string, audience: string) => {
    const { rows } = await harness.database.pool.query<{ id: string; channel: string }>(
      `SELECT id::text, channel FROM precheck_messages
       WHERE precheck_id = $1::bigint AND staff_code = $2 AND audience LIKE $3 AND channel IS NOT NULL`,
      [precheckId, staffCode, audience],
    );
    return rows.flatMap(({ id, channel }) =>
      harness.sandbox.messages(channel).filter(({ metadata }) => metadata?.event_payload.message_id === id),
    );
  };
  /** The one message, once it reads so. */
  const message = (precheckId: string, staffCode: string, ...holds: RegExp[]) =>
    vi.waitFor(async () => {
      const found = await messagesTo(precheckId, staffCode, 'ask');
      expect(found).toHaveLength(1);
      const [one] = found;
      if (one === undefined) throw new Error('no message');
      for (const part of holds) expect(json(one.blocks)).toMatch(part);
      return { text: json(one.blocks), at: { channel: one.channel, ts: one.ts } };
    }, WITHIN);
  const told = (precheckId: string, ...texts: RegExp[]) =>
    vi.waitFor(async () => {
      const found = (await messagesTo(precheckId, 'S01', 'told:%')).map(({ blocks }) => json(blocks));
      expect(found).toHaveLength(texts.length);
      for (const text of texts) expect(found.filter((one) => text.test(one))).toHaveLength(1);
    }, WITHIN);
  const form = async (code: keyof typeof OFFICERS, precheckId: string, kind: 'done' | 'decline') => {
    const user = OFFICERS[code];
    const { at } = await message(precheckId, code, new RegExp(`precheck_${kind}`));
    await harness.sandbox.click(user, at, `precheck_${kind}`);
    return harness.sandbox.waitFor(
      () => harness.sandbox.openModals(user).find(({ callback_id }) => callback_id === 'submit_precheck'),
      WITHIN.timeout,
    );
  };

  it('is taken by one of two officers, settled with a word, and whoever asked is told each time', async () => {
    const { sandbox } = harness;
    const id = await ask('准客户<!channel>有限公司', '要 30 天账期 <@U1>');
    const mine = await message(id, 'R01', /我来核查/, /准客户&lt;!channel&gt;有限公司/, /目前不是客户/);
    const hers = await message(id, 'R02', /I am checking/);
    expect(mine.text).not.toMatch(/<!channel>|<@U1>/);
    await Promise.all([
      sandbox.click(PEOPLE.risk, mine.at, 'precheck_take'),
      sandbox.click(PEOPLE.secondRisk, hers.at, 'precheck_take'),
    ]);
    const { rows } = await vi.waitFor(async () => {
      const taken = await harness.database.pool.query<{ by: keyof typeof OFFICERS }>(
        `SELECT handled_by AS by FROM prechecks WHERE id = $1::bigint AND state = 'taken'`,
        [id],
      );
      expect(taken.rows).toHaveLength(1);
      return taken;
    }, WITHIN);
    const winner = rows[0]?.by ?? 'R01';
    const loser = winner === 'R01' ? 'R02' : 'R01';
    const isTaken = /正在核查|has been checking since/;
    expect((await message(id, winner, isTaken)).text).not.toContain('precheck_take');
    await message(id, loser, isTaken, /改由我核查|Take over/);
    await vi.waitFor(() => {
      const said = sandbox
        .ephemeral(OFFICERS[loser])
        .concat(sandbox.ephemeral(OFFICERS[winner]))
        .map(({ blocks }) => json(blocks));
      expect(said.filter((one) => /没有保存|not stored/.test(one))).toHaveLength(1);
    }, WITHIN);
    await told(id, isTaken);

    const stale = await form(loser, id, 'decline');
    const settled = await form(winner, id, 'done');
    const blank = await sandbox.submit(OFFICERS[winner], settled.id, { outcome: { value: '  ' } });
    expect(Object.keys(blank.errors ?? {})).toEqual(['outcome']);
    const word = { outcome: { value: '可做 <b> 30 天' } };
    const sent = await Promise.all([
      sandbox.submit(OFFICERS[winner], settled.id, word),
      sandbox.submit(OFFICERS[winner], settled.id, word).catch(() => ({})),
    ]);
    expect(json(sent)).toMatch(/已保存|Stored/);
    const late = await sandbox.submit(OFFICERS[loser], stale.id, { outcome: { value: '不做' } });
    expect(json(late.updated)).toMatch(/没有保存|not stored/);
    for (const code of ['R01', 'R02']) {
      const { text } = await message(id, code, /可做 &lt;b&gt; 30 天/, /完成预审|Checked by/);
      expect(text).not.toContain('precheck_');
    }
    await told(id, isTaken, /可做 &lt;b&gt; 30 天/);
    const audited = await harness.database.pool.query(
      `SELECT FROM audit_log WHERE subject_kind = 'precheck' AND subject_id = $1 AND action = 'precheck_handled'`,
      [id],
    );
    expect(audited.rows).toHaveLength(2);
    expect(await verifyAudit(harness.database)).toMatchObject({ ok: true });
  });

  it('is declined with a reason only', async () => {
    const id = await ask('不做有限公司');
    const open = await form('R01', id, 'decline');
    await harness.sandbox.submit(PEOPLE.risk, open.id, { outcome: { value: '涉诉较多' } });
    await message(id, 'R02', /Declined by/, /涉诉较多/);
    await told(id, /决定不做.*涉诉较多/);
  });

  it('shows the customer that it has become, which settles it without a word', async () => {
    const id = await ask('成为客户有限公司', '', new Date(), '91110105579065830X');
    await message(id, 'R01', /我来核查/);
    const customer = { code: 'P-1', name: '成为客户有限公司', uscc: '91110105579065830X' };
    const customerId = await seedCustomer(harness.database, customer);
    await message(id, 'R01', /已导入为客户：成为客户有限公司/, /show_customer/);
    await message(id, 'R02', /Imported as customer/);
    const settled = await form('R01', id, 'done');
    expect(json(settled.blocks)).toContain('成为客户有限公司 (P-1)');
    await harness.sandbox.submit(PEOPLE.risk, settled.id, {});
    await message(id, 'R02', /Checked by/);
    await told(id, /完成预审.*已导入为客户/);
    const { rows } = await harness.database.pool.query(
      'SELECT state, customer_id FROM prechecks WHERE id = $1::bigint',
      [id],
    );
    expect(rows).toEqual([{ state: 'done', customer_id: customerId }]);
  });

  it('is found and sent when its job was lost, once', async () => {
    const long = new Date(Date.now() - 11 * 60_000);
    const { rows } = await harness.database.pool.query<{ id: string }>(
      `WITH lost AS (INSERT INTO prechecks (name, name_key, asked_by, asked_at) VALUES ('丢失有限公司', '丢失有限公司', 'S01', $1)
         RETURNING id)
       INSERT INTO precheck_messages (precheck_id, staff_code, queued_at)
       SELECT lost.id, staff.code, $1 FROM lost, staff WHERE staff.role = 'risk' RETURNING precheck_id::text AS id`,
      [long],
    );
    const id = rows[0]?.id ?? '';
    await message(id, 'R01', /丢失有限公司/);
    await message(id, 'R02', /丢失有限公司/);
    expect(harness.logged.filter((line) => line.includes('tried again'))).toEqual([]);
  });

  it('who is no officer gets no further', async () => {
    const { sandbox, database } = harness;
    const id = await ask('无权有限公司');
    await message(id, 'R01', /我来核查/);
    await database.pool.query(`UPDATE staff SET role = 'sales' WHERE code = 'R01'`);
    try {
      const { at } = await message(id, 'R01');
      await sandbox.click(PEOPLE.risk, at, 'precheck_take');
      await vi.waitFor(
        () =>
          expect(
            sandbox
              .ephemeral(PEOPLE.risk)
              .map(({ blocks }) => json(blocks))
              .join(),
          ).toContain('只有风控可以处理预审'),
        WITHIN,
      );
      const { rows } = await database.pool.query('SELECT state FROM prechecks WHERE id = $1::bigint', [id]);
      expect(rows).toEqual([{ state: 'open' }]);
    } finally {
      await database.pool.query(`UPDATE staff SET role = 'risk' WHERE code = 'R01'`);
    }
  });
});
