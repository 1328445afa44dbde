import { memberFromText } from '@xinshao/core/contract/overlay-member.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../slack/support/harness.ts';
import { PEOPLE } from '../slack/support/workspace.ts';
import { ask, codeFor, connect, newKey, pair as pairWith, proofBy, typed } from './support.ts';

describe('pairing the extension', () => {
  let harness: Harness;
  let now = new Date();
  beforeAll(async () => {
    harness = await startHarness('socket', { bot: { now: () => now } });
  });
  afterAll(() => harness?.close());
  const pair = (code: string) => pairWith(harness, code);
  const works = async (token: string) =>
    (await ask(harness, 'POST', '/lookups', { token, body: { prefixes: ['00000'] }, at: now })).status;

  it('a code from Slack becomes a token, for its person, once', async () => {
    const code = await codeFor(harness, PEOPLE.risk);
    const { status, body } = await pair(` ${code.toLowerCase().replaceAll('-', ' ')} `);
    expect([status, body]).toEqual([
      200,
      {
        token: expect.stringMatching(/^xinshao_[\w-]{43}$/),
        expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
        hashKey: expect.stringMatching(/^[0-9a-f]{64}$/),
        member: { code: 'R01', name: '赵风控', role: 'risk', locale: 'zh' },
      },
    ]);
    expect((Date.parse(body.expiresAt) - now.getTime()) / 86_400_000).toBeCloseTo(30, 3);
    expect(await works(body.token)).toBe(200);
    expect(await pair(code)).toMatchObject({ status: 403, body: { error: 'code_unknown' } });
  });

  it('of many who use one code at the same time, one gets a token', async () => {
    const code = await codeFor(harness, PEOPLE.owner);
    const answers = await Promise.all(Array.from({ length: 8 }, () => pair(code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('neither code nor token is stored or logged in the clear', async () => {
    const code = await codeFor(harness, PEOPLE.owner);
    const { body } = await pair(code);
    const { rows } = await harness.database.pool.query(
      `SELECT json_agg(row_to_json(pairing_codes))::text AS codes, (SELECT json_agg(row_to_json(t))::text FROM access_tokens t) AS tokens,
         (SELECT json_agg(row_to_json(a))::text FROM audit_log a) AS audit FROM pairing_codes`,
    );
    const kept = JSON.stringify(rows) + harness.logged.join('');
    for (const secret of [code, code.replaceAll('-', ''), body.token, body.hashKey]) expect(kept).not.toContain(secret);
  });

  it('a code lives ten minutes', async () => {
    const code = await codeFor(harness, PEOPLE.owner);
    now = new Date(now.getTime() + 10 * 60_000);
    expect(await pair(code)).toMatchObject({ status: 403, body: { error: 'code_expired' } });
  });

  it('five wrong tries lock a code, and a new one is another', async () => {
    const code = await codeFor(harness, PEOPLE.owner);
    const wrong = `${code.slice(0, 10)}${code.endsWith('0000') ? '1111' : '0000'}`;
    for (let tries = 0; tries < 4; tries++) expect((await pair(wrong)).body.error).toBe('code_unknown');
    expect((await pair(wrong)).status).toBe(403);
    expect(await pair(code)).toMatchObject({ status: 403, body: { error: 'code_unknown' } });
    expect((await pair(await codeFor(harness, PEOPLE.owner))).status).toBe(200);
  });

  it('four wrong tries do not', async () => {
    const code = await codeFor(harness, PEOPLE.owner);
    const wrong = `${code.slice(0, 10)}${code.endsWith('0000') ? '1111' : '0000'}`;
    for (let tries = 0; tries < 4; tries++) await pair(wrong);
    expect((await pair(code)).status).toBe(200);
  });

  it('/credit disconnect ends all of a person at once, and nobody else', async () => {
    const first = await connect(harness, PEOPLE.owner);
    const second = await connect(harness, PEOPLE.owner);
    const other = await connect(harness, PEOPLE.manager);
    const pending = await codeFor(harness, PEOPLE.owner);
    expect((await typed(harness, PEOPLE.owner, 'disconnect')).answer).toMatch(/已断开 \d+ 个/);
    expect([await works(first.token), await works(second.token), await works(other.token)]).toEqual([401, 401, 200]);
    expect((await pair(pending)).body.error).toBe('code_unknown');
    expect((await typed(harness, PEOPLE.owner, 'disconnect')).answer).toContain('没有已连接的浏览器扩展');
  });

  it('the day somebody leaves, their tokens and codes are good for nothing, and Slack treats them as a stranger', async () => {
    const { token } = await connect(harness, PEOPLE.english);
    const pending = await codeFor(harness, PEOPLE.english);
    const leave = (leftAt: Date | null) =>
      harness.database.pool.query(`UPDATE staff SET left_at = $1 WHERE code = 'S03'`, [leftAt]);
    await leave(new Date(Date.now() + 3_600_000));
    expect(await works(token)).toBe(200);
    await leave(new Date(Date.now() - 1_000));
    expect(await works(token)).toBe(401);
    expect(await pair(pending)).toMatchObject({ status: 403, body: { error: 'code_unknown' } });
    const { answer } = await typed(harness, PEOPLE.english, 'mine');
    expect(answer).toContain('staff list');
    await leave(null);
    expect(await works(token)).toBe(200);
  });

  it('every answer says who holds the token now: a new role counts at once, both ways, without pairing anew', async () => {
    const { token } = await connect(harness, PEOPLE.english);
    const evidence = () => ask(harness, 'POST', '/evidence', { token, body: {}, at: now });
    const become = (role: string) =>
      harness.database.pool.query(`UPDATE staff SET role = $1 WHERE code = 'S03'`, [role]);
    const holder = ({ headers }: Awaited<ReturnType<typeof evidence>>) => memberFromText(headers.get('xinshao-member'));
    const refused = await evidence();
    expect([refused.status, refused.body.error]).toEqual([403, 'not_allowed']);
    expect(holder(refused)).toEqual({ code: 'S03', name: 'Erin', role: 'sales', locale: 'en' });
    await become('risk');
    const allowed = await evidence();
    expect([allowed.status, allowed.body.error, holder(allowed)?.role]).toEqual([400, 'wrong_request', 'risk']);
    await become('sales');
    expect((await evidence()).status).toBe(403);
    const stranger = await ask(harness, 'POST', '/evidence', { token: 'x'.repeat(40), body: {} });
    expect(stranger.headers.get('xinshao-member')).toBeNull();
  });

  it('a browser ends its own connection at once; a second time, late or at the same time changes nothing more', async () => {
    const first = await connect(harness, PEOPLE.risk);
    const second = await connect(harness, PEOPLE.risk);
    const ended = async (): Promise<number> => {
      const { rows } = await harness.database.pool.query(
        `SELECT count(*)::int AS ended FROM audit_log WHERE actor = 'R01' AND action = 'extension_disconnected'`,
      );
      return rows[0].ended;
    };
    const before = await ended();
    const disconnect = () => ask(harness, 'POST', '/disconnect', { token: first.token, at: now });
    const answers = await Promise.all([disconnect(), disconnect(), disconnect()]);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    for (const { status, body } of answers) {
      expect([status, body.disconnected ?? body.error]).toEqual(status === 200 ? [200, true] : [401, 'not_connected']);
    }
    expect([await works(first.token), await works(second.token)]).toEqual([401, 200]);
    expect(await disconnect()).toMatchObject({ status: 401, body: { error: 'not_connected' } });
    expect((await ask(harness, 'POST', '/disconnect')).status).toBe(401);
    expect(await ended()).toBe(before + 1);
  });

  it('a token that was copied without the key of its browser opens nothing, and that is recorded, once an hour', async () => {
    const { token } = await connect(harness, PEOPLE.secondRisk);
    const path = '/lookups';
    const body = JSON.stringify({ prefixes: ['00000'] });
    const thief = newKey().key;
    const copies: (string | null)[] = [null, 'nonsense', proofBy(thief, 'POST', path, body, now.getTime())];
    for (const proof of copies) {
      const headers = { authorization: `Bearer ${token}`, ...(proof === null ? {} : { 'xinshao-proof': proof }) };
      const answer = await ask(harness, 'POST', path, { body, headers });
      expect([answer.status, answer.body.error]).toEqual([401, 'not_connected']);
    }
    expect(await works(token)).toBe(200);
    const { rows } = await harness.database.pool.query(
      `SELECT actor, surface, subject_id, after FROM audit_log WHERE action = 'extension_refused'`,
    );
    expect(rows).toEqual([{ actor: 'system', surface: 'api', subject_id: 'R02', after: '{"proof":"missing"}' }]);
  });

  it('a request that is repeated minutes later is refused, and the answer tells the right time', async () => {
    const { token } = await connect(harness, PEOPLE.secondRisk);
    const at = new Date(now.getTime() - 121_000);
    const answer = await ask(harness, 'POST', '/lookups', { token, body: { prefixes: [] }, at });
    expect([answer.status, answer.body.error]).toEqual([403, 'proof_late']);
    expect(Number(answer.headers.get('xinshao-now'))).toBe(now.getTime());
  });

  it('a connection from before tokens were bound to a browser is good no more; a key that is none connects nothing', async () => {
    const { token } = await connect(harness, PEOPLE.secondRisk);
    await harness.database.pool.query(
      'UPDATE access_tokens SET public_key = NULL WHERE id = (SELECT max(id) FROM access_tokens)',
    );
    expect(await works(token)).toBe(401);
    const code = await codeFor(harness, PEOPLE.secondRisk);
    const body = { code, publicKey: 'AAAA' };
    expect((await ask(harness, 'POST', '/pairing', { body })).body.error).toBe('wrong_request');
    expect((await pair(code)).status).toBe(200);
  });

  it('a token ends after thirty days, with the staff list, and when its Slack user is somebody else', async () => {
    const { pool } = harness.database;
    const { token } = await connect(harness, PEOPLE.colleague);
    await pool.query(`UPDATE staff SET slack_user_id = 'U0OTHER1' WHERE code = 'S02'`);
    expect(await works(token)).toBe(401);
    await pool.query(`UPDATE staff SET slack_user_id = $1 WHERE code = 'S02'`, [PEOPLE.colleague]);
    expect(await works(token)).toBe(200);
    const before = now;
    now = new Date(now.getTime() + 30 * 86_400_000);
    expect(await works(token)).toBe(401);
    now = before;
    await pool.query(`DELETE FROM staff WHERE code = 'S02'`);
    expect(await works(token)).toBe(401);
  });

  it('is recorded: who asked for a code, who connected, who disconnected', async () => {
    const { rows } = await harness.database.pool.query<{ entry: string }>(
      `SELECT DISTINCT actor || ' ' || surface || ' ' || action AS entry FROM audit_log WHERE actor IN ('S01', 'R01')
       AND action LIKE 'extension_%' ORDER BY 1`,
    );
    expect(rows.map(({ entry }) => entry)).toEqual([
      'R01 api extension_connected',
      'R01 api extension_disconnected',
      'R01 slack extension_code_issued',
      'S01 api extension_connected',
      'S01 slack extension_code_issued',
      'S01 slack extension_disconnected',
    ]);
  });

  it('a stranger gets no code', async () => {
    expect((await typed(harness, PEOPLE.stranger, 'connect')).answer).toContain('还不在信哨的人员名单中');
  });
});
