import type { Member } from '@xinshao/core/roles/roles.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../audit/verify-audit.ts';
import { openQueue, type Queue } from '../queue/queue.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { decidePrecheck } from './decide-precheck.ts';
import { linkNextPrecheck } from './link-prechecks.ts';
import { claimPrecheckMessage, endPrecheckClaim } from './precheck-messages.ts';
import { askPrecheck } from './prechecks.ts';
import { requeueUnsentPrechecks } from './unsent-prechecks.ts';

const NOW = new Date('2026-11-02T02:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const officer = (code: string): Member => ({ code, role: 'risk', teamCode: null });

describe('a prospect in the database', async () => {
  const database = await freshDatabase();
  const { pool } = database;
  let queue: Queue;
  let number = 0;
  beforeAll(async () => {
    queue = await openQueue(database.url, { works: false });
    await pool.query(
      `INSERT INTO staff (code, name, role) VALUES ('S01', '张三', 'sales'), ('R01', '赵风控', 'risk'), ('R02', 'Rita', 'risk')`,
    );
  });
  afterAll(() => queue.stop({ graceful: false }));

  const ask = async (uscc: string | null = null) => {
    number += 1;
    const name = `准客户${number}有限公司`;
    const about = { name, nameKey: name, uscc, note: '', askedBy: 'S01', askedAt: NOW };
    return { name, ...(await askPrecheck(database, queue, about)) };
  };
  const messagesOf = async (precheckId: string) => {
    const { rows } = await pool.query<{ id: string; code: string; audience: string; state: string }>(
      `SELECT id::text, staff_code AS code, audience, state FROM precheck_messages WHERE precheck_id = $1::bigint ORDER BY id`,
      [precheckId],
    );
    return rows;
  };
  const origin = { at: NOW, surface: 'slack' as const };

  it('who lost the claim of a message changes nothing any more', async () => {
    const { precheckId } = await ask();
    const [{ id = '' } = {}] = await messagesOf(precheckId);
    const first = await claimPrecheckMessage(database, id, NOW);
    expect(await claimPrecheckMessage(database, id, later(30))).toEqual({ outcome: 'busy' });
    const second = await claimPrecheckMessage(database, id, later(61));
    expect([first.outcome, second.outcome]).toEqual(['claimed', 'claimed']);
    const lost = { messageId: id, at: NOW };
    const held = { messageId: id, at: later(61) };
    expect(await endPrecheckClaim(database, lost, { state: 'failed', error: 'no_answer' })).toBe(false);
    expect((await messagesOf(precheckId))[0]?.state).toBe('sending');
    const sent = { state: 'sent', ts: '1.1', shownVersion: 1 } as const;
    expect(await endPrecheckClaim(database, held, sent)).toBe(true);
    expect(await endPrecheckClaim(database, held, { state: 'pending', error: 'later' })).toBe(false);
    expect((await messagesOf(precheckId))[0]?.state).toBe('sent');
  });

  it('of two officers at once one has it; the other, and a second click, change nothing', async () => {
    const { precheckId } = await ask();
    const take = (code: string) =>
      decidePrecheck(database, queue, precheckId, { kind: 'take', by: officer(code), version: 1 }, origin);
    const results = await Promise.all([take('R01'), take('R02'), take('R01'), take('R02')]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'refused', 'repeated', 'stored']);
    const audited = await pool.query(`SELECT FROM audit_log WHERE action = 'precheck_handled' AND subject_id = $1`, [
      precheckId,
    ]);
    expect(audited.rows).toHaveLength(1);
    expect((await messagesOf(precheckId)).map(({ code, audience }) => `${code} ${audience}`)).toEqual([
      'R01 ask',
      'R02 ask',
      'S01 told:2',
    ]);
    expect(await verifyAudit(database)).toMatchObject({ ok: true });
  });

  it('whoever asked is told of the latest step alone when both are late', async () => {
    const { precheckId } = await ask();
    const step = (version: number, kind: 'take' | 'decline') =>
      decidePrecheck(database, queue, precheckId, { kind, by: officer('R01'), version, outcome: '不做' }, origin);
    await step(1, 'take');
    await step(2, 'decline');
    const told = (await messagesOf(precheckId)).filter(({ audience }) => audience !== 'ask');
    const claims = await Promise.all(told.map(({ id }) => claimPrecheckMessage(database, id, NOW)));
    expect(claims).toMatchObject([{ overtaken: true }, { overtaken: false }]);
  });

  it('what was queued and never sent is queued again by one of several sweeps, and not while it is young', async () => {
    await pool.query(`UPDATE precheck_messages SET state = 'sent', shown_version = 99`);
    await ask();
    const sweep = (seconds: number) => requeueUnsentPrechecks(database, queue, later(seconds), 10);
    expect(await sweep(599)).toBe(0);
    const counts = await Promise.all([sweep(601), sweep(601), sweep(601)]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(await sweep(1200)).toBe(0);
    expect(await sweep(1202)).toBe(2);
    await pool.query(`UPDATE precheck_messages SET state = 'failed', attempts = 48 WHERE state <> 'sent'`);
    expect(await sweep(9_000)).toBe(0);
  });

  it('is linked once to the one customer that it has become, by its code before its name', async () => {
    const insert = async (code: string, name: string, uscc: string | null) => {
      const { rows } = await pool.query<{ id: number }>(
        `INSERT INTO customers (code, name, name_key, near_key, uscc, former_names, former_name_keys)
         VALUES ($1, $2, $2, $2, $3, '{}', '{}') RETURNING id`,
        [code, name, uscc],
      );
      return rows[0]?.id;
    };
    const byName = await ask();
    const byCode = await ask('91110105579065830X');
    const twice = await ask();
    const other = await ask('911310006096709523');
    const [named, coded] = [
      await insert('K1', byName.name, null),
      await insert('K2', '改了名字', '91110105579065830X'),
    ];
    await insert('K3', twice.name, null);
    await insert('K4', twice.name, null);
    await insert('K5', other.name, '52350100786927085Q');
    const linked = await Promise.all([1, 2, 3].map(() => linkNextPrecheck(database, queue, NOW)));
    expect(linked.filter(Boolean).length).toBeGreaterThan(0);
    while (await linkNextPrecheck(database, queue, NOW));
    const { rows } = await pool.query(
      `SELECT id::text, customer_id AS customer, version FROM prechecks WHERE id = ANY($1::bigint[]) ORDER BY id`,
      [[byName, byCode, twice, other].map(({ precheckId }) => precheckId)],
    );
    expect(rows).toEqual([
      { id: byName.precheckId, customer: named, version: 2 },
      { id: byCode.precheckId, customer: coded, version: 2 },
      { id: twice.precheckId, customer: null, version: 1 },
      { id: other.precheckId, customer: null, version: 1 },
    ]);
  });
});
