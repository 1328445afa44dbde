import { exactKey } from '@xinshao/core/company/name.ts';
import { PREFIX_DIGITS } from '@xinshao/core/contract/overlay.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from '../slack/support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from '../slack/support/seed.ts';
import { PEOPLE } from '../slack/support/workspace.ts';
import { ask, type Connected, connect } from './support.ts';

const NAME = '华东<img onerror=x>精密机械有限公司';
const USCC = '911310006096709523';
const WAIT = { timeout: 20_000, interval: 50 };

describe('the interface of the extension', () => {
  let harness: Harness;
  let customerId: number;
  const people: Partial<Record<keyof typeof PEOPLE, Connected>> = {};
  const as = (person: keyof typeof PEOPLE): Connected => {
    const found = people[person];
    if (found === undefined) throw new Error(`${person} is not connected`);
    return found;
  };

  beforeAll(async () => {
    harness = await startHarness('socket');
    const { database } = harness;
    customerId = await seedCustomer(database, { code: 'C00001', name: NAME, uscc: USCC });
    const other = await seedCustomer(database, { code: 'C00002', name: '华南贸易有限公司', owner: null });
    await database.pool.query(
      `WITH made AS (INSERT INTO customer_groups (code, name) VALUES ('C00001', '华东集团') RETURNING id)
       UPDATE customers SET group_id = made.id FROM made WHERE customers.id = ANY($1)`,
      [[customerId, other]],
    );
    for (const code of ['D1', 'D2']) await seedCustomer(database, { code, name: '同名重复有限公司' });
    for (const person of ['owner', 'colleague', 'manager', 'risk', 'english'] as const) {
      people[person] = await connect(harness, PEOPLE[person]);
    }
  });
  afterAll(() => harness?.close());

  const prefix = (hash: string) => hash.slice(0, PREFIX_DIGITS);

  describe('lookups', () => {
    it('answer a prefix with what everybody may know, and the whole hash to choose by', async () => {
      const { token, hash } = as('colleague');
      const asked = [hash(`uscc:${USCC}`), hash(`name:${exactKey(NAME)}`), hash('name:无此公司')];
      const { status, body } = await ask(harness, 'POST', '/lookups', { token, body: { prefixes: asked.map(prefix) } });
      expect([status, body.freshSeconds]).toEqual([200, 900]);
      const mine = body.entries.filter((entry: { hash: string }) => asked.includes(entry.hash));
      expect(mine.map((entry: { matchedBy: string }) => entry.matchedBy).sort()).toEqual(['name', 'uscc']);
      expect(mine[0]).toEqual({
        hash: expect.any(String),
        matchedBy: expect.any(String),
        customerId,
        code: 'C00001',
        name: NAME,
        hasUscc: true,
        grade: expect.stringMatching(/^[ABC]+$/),
        limitFen: 200_000_000,
        termDays: expect.any(Number),
        stopped: false,
        // The seeded customers' facts are of that day, fresh only a few days after it.
        staleSince: expect.toBeOneOf([null, '2026-10-30']),
      });
    });

    it('leave nothing of a company in the log, only prefixes', async () => {
      const { token, hash } = as('owner');
      const whole = hash(`name:${exactKey(NAME)}`);
      const start = harness.logged.length;
      await ask(harness, 'POST', '/lookups', { token, body: { prefixes: [prefix(whole), 'abcde'] } });
      const line = await vi.waitFor(() => {
        const found = harness.logged.slice(start).find((one) => one.includes('/lookups'));
        if (found === undefined) throw new Error('not logged yet');
        return found;
      }, WAIT);
      const logged = JSON.parse(line);
      expect(logged).toMatchObject({
        route: '/lookups',
        status: 200,
        prefixes: [prefix(whole), 'abcde'],
        staff: 'S01',
      });
      const all = harness.logged.slice(start).join('\n');
      for (const secret of [
        whole,
        whole.slice(0, PREFIX_DIGITS + 1),
        '华东',
        USCC,
        token,
        String(hash(`uscc:${USCC}`)),
      ]) {
        expect(all).not.toContain(secret);
      }
      // Nor do they leave a trace by which somebody could be read from the audit trail.
      const { rows } = await harness.database.pool.query(
        'SELECT count(*)::int AS looks FROM audit_log WHERE surface = $1 AND action = $2',
        ['api', 'customer_viewed'],
      );
      expect(rows).toEqual([{ looks: 0 }]);
    });

    it('say who is stopped', async () => {
      const { token, hash } = as('owner');
      const { pool } = harness.database;
      await pool.query(`INSERT INTO customer_measures (customer_id, kind, reason) VALUES ($1, 'suspend', 'x')`, [
        customerId,
      ]);
      const prefixes = [prefix(hash(`uscc:${USCC}`))];
      const { body } = await ask(harness, 'POST', '/lookups', { token, body: { prefixes } });
      expect(body.entries.find((entry: { customerId: number }) => entry.customerId === customerId).stopped).toBe(true);
      await pool.query('DELETE FROM customer_measures');
    });
  });

  describe('the panel', () => {
    const panel = (person: keyof typeof PEOPLE, id: number | string = customerId) =>
      ask(harness, 'GET', `/customers/${id}/panel`, { token: as(person).token });

    it('shows everything to the owner, in their language, with the alert in Slack', async () => {
      const alertId = await seedAlert(harness.database, { customerId });
      await queueAlert(harness.database, harness.bot.queue, alertId);
      await vi.waitFor(async () => {
        const { rows } = await harness.database.pool.query(
          `SELECT FROM alert_messages WHERE audience = 'channel' AND state = 'posted'`,
        );
        expect(rows).toHaveLength(1);
      }, WAIT);
      const { status, body } = await panel('owner');
      expect(status).toBe(200);
      expect(body).toMatchObject({
        customer: { id: customerId, code: 'C00001', name: NAME, uscc: USCC, ownerName: '张三' },
        limitFen: 200_000_000,
        stopped: false,
        detailsHidden: null,
        details: {
          exposureFen: 120_000_000,
          headroomFen: 80_000_000,
          utilisation: 0.6,
          overdueFen: 30_000_000,
          openAlertCount: 1,
          openAlerts: [
            { id: alertId, severity: 'red', answerable: true, slackUrl: expect.stringMatching(/^http.*\/archives\//) },
          ],
        },
      });
      expect(body.gradeText).toContain(body.grade);
      expect(body.details.aging).toHaveLength(7);
      expect(body.details.history).toHaveLength(13);
      expect(body.details.reasons.length).toBeGreaterThan(0);
    });

    it('shows grade, limit and terms to a colleague, and says who may see more', async () => {
      const { body } = await panel('colleague');
      expect(body).toMatchObject({
        limitFen: 200_000_000,
        details: null,
        detailsHidden: expect.stringContaining('只有'),
      });
      expect(JSON.stringify(body)).not.toMatch(/120000000|30000000/);
      expect((await panel('english')).body.detailsHidden).toMatch(/^Only .* may see exposure/);
    });

    it('shows figures of group members only to those who may see them', async () => {
      const members = async (person: keyof typeof PEOPLE) => (await panel(person)).body.details.group.members;
      const shown = { code: 'C00002', name: '华南贸易有限公司', grade: expect.any(String) };
      expect(await members('risk')).toMatchObject([{ ...shown, exposureFen: 120_000_000 }]);
      expect(await members('owner')).toMatchObject([{ ...shown, exposureFen: null }]);
    });

    it('records each look as what was seen, by whom, from where', async () => {
      const { rows } = await harness.database.pool.query<{
        actor: string;
        surface: string;
        subject_id: string;
        after: string;
      }>(
        `SELECT actor, surface, subject_id, after FROM audit_log WHERE action = 'customer_viewed' AND surface = 'api' ORDER BY id LIMIT 2`,
      );
      expect(rows.map(({ actor, subject_id, after }) => [actor, subject_id, JSON.parse(after).view])).toEqual([
        ['S01', 'C00001', 'details'],
        ['S02', 'C00001', 'grade'],
      ]);
    });

    it('a look that cannot be recorded shows nothing', async () => {
      const { pool } = harness.database;
      await pool.query('ALTER TABLE audit_log RENAME TO audit_log_away');
      const answer = await panel('owner').finally(() => pool.query('ALTER TABLE audit_log_away RENAME TO audit_log'));
      expect(answer).toMatchObject({ status: 503, body: { error: 'unavailable' } });
    });

    it.each(['999999', '0', '-1', 'abc', '1e3', '99999999999'])('%s is nobody', async (id) => {
      expect([400, 404]).toContain((await panel('risk', id)).status);
    });
  });

  describe('search', () => {
    const search = async (person: keyof typeof PEOPLE, q: string) =>
      (await ask(harness, 'POST', '/search', { token: as(person).token, body: { q } })).body;

    it('one match with its grade, several without, a branch with its parent', async () => {
      expect(await search('colleague', USCC)).toMatchObject({
        matches: [{ customerId, name: NAME, matchedBy: 'uscc', grade: expect.any(String) }],
        suggestions: [],
      });
      const several = await search('colleague', '同名重复有限公司');
      expect(several.matches.map(({ grade }: { grade: unknown }) => grade)).toEqual([null, null]);
      expect(await search('colleague', '华南贸易有限公司杭州分公司')).toMatchObject({
        matches: [],
        branchOf: { name: '华南贸易有限公司', customerId: expect.any(Number) },
      });
    });

    it('is logged without what was asked', async () => {
      const start = harness.logged.length;
      await search('colleague', '华南贸易有限公司');
      await vi.waitFor(() => expect(harness.logged.slice(start).join('')).toContain('/search'), WAIT);
      expect(harness.logged.slice(start).join('')).not.toMatch(/华南|%E5%8D%8E/);
    });
  });

  describe('prechecks', () => {
    const ask_ = (person: keyof typeof PEOPLE, body: unknown) =>
      ask(harness, 'POST', '/prechecks', { token: as(person).token, body });
    it('reach every risk officer once, escaped; the same company again reaches nobody', async () => {
      const body = { name: '新客户<!channel>有限公司', uscc: '91110105579065830X', note: '要 30 天账期 <@U1>' };
      const first = await ask_('owner', body);
      expect(first).toMatchObject({ status: 200, body: { alreadyAsked: false } });
      expect((await ask_('colleague', { ...body, name: '新客户 <!channel> 有限公司', uscc: null })).body).toEqual({
        precheckId: first.body.precheckId,
        alreadyAsked: true,
      });
      const sent = () =>
        harness.sandbox.requests('chat.postMessage').filter((one) => /请预审|Please check/.test(JSON.stringify(one)));
      await vi.waitFor(() => expect(sent()).toHaveLength(2), WAIT);
      const text = JSON.stringify(sent());
      expect(text).toContain('新客户&lt;!channel&gt;有限公司');
      expect(text).not.toMatch(/<!channel>|<@U1>/);
      await vi.waitFor(async () => {
        const states = await harness.database.pool.query<{ state: string }>('SELECT state FROM precheck_messages');
        expect(states.rows.map(({ state }) => state)).toEqual(['sent', 'sent']);
      }, WAIT);
    });

    it('are taken for a company that only shares a customer’s name: the code is another', async () => {
      const namesake = { name: NAME, uscc: '52350100786927085Q', note: '' };
      expect(await ask_('owner', namesake)).toMatchObject({ status: 200, body: { alreadyAsked: false } });
      expect((await ask_('owner', { ...namesake, uscc: USCC })).body.message).toContain('已是客户');
      // Our file has no code of this one: it may be the same company.
      const unclear = { name: '华南贸易有限公司', uscc: '91350100M000100Y43', note: '' };
      expect((await ask_('owner', unclear)).body.message).toContain('已是客户');
    });

    it('are refused for customers, wrong codes and empty names', async () => {
      expect((await ask_('owner', { name: NAME, uscc: null, note: '' })).body.message).toContain('已是客户');
      for (const wrong of [
        { name: '甲乙丙', uscc: '911101055790658300' },
        { name: '  ', uscc: null },
        { name: '甲乙丙' },
      ]) {
        expect((await ask_('owner', { note: '', ...wrong })).status).toBe(400);
      }
    });
  });

  describe('evidence', () => {
    const today = () => new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format(new Date());
    const evidence = (changes: Record<string, unknown> = {}) => ({
      customerId,
      site: 'qcc',
      pageKind: 'company',
      pageId: '0123456789ABCDEF0123456789abcdef',
      day: today(),
      facts: [
        { kind: 'enforcement', count: 3 },
        { kind: 'dishonest_debtor', count: 0 },
      ],
      registryStatus: '存续',
      ...changes,
    });
    const save = (person: keyof typeof PEOPLE, body: unknown) =>
      ask(harness, 'POST', '/evidence', { token: as(person).token, body });

    it('of an officer becomes dated events with site and page kind, a page that is known, and work for the monitor', async () => {
      const { pool } = harness.database;
      const saved = await save('risk', evidence());
      // A status that is read for the first time is no change.
      expect(saved).toMatchObject({ status: 200, body: { stored: [{ kind: 'enforcement', count: 3 }], known: 2 } });
      const events = await pool.query('SELECT kind, occurred_on::text, value, title, source FROM events ORDER BY id');
      expect(events.rows).toEqual([
        { kind: 'enforcement', occurred_on: today(), value: 3, title: '页面显示 3 条', source: 'registry:qcc:company' },
      ]);
      expect((await pool.query('SELECT FROM customer_changes WHERE customer_id = $1', [customerId])).rows).not.toEqual(
        [],
      );
      expect((await pool.query('SELECT page_id, customer_id FROM registry_pages')).rows).toEqual([
        { page_id: '0123456789abcdef0123456789abcdef', customer_id: customerId },
      ]);
      const { body } = await ask(harness, 'GET', `/customers/${customerId}/panel`, { token: as('risk').token });
      expect(body.details.knownEvents).toContainEqual({
        kind: 'enforcement',
        label: '被强制执行',
        count: 3,
        latestOn: today(),
      });
    });

    it('read again is no news and adds nothing up; another count is', async () => {
      expect((await save('risk', evidence())).body).toEqual({ stored: [], known: 3 });
      const enforcement = (count: number) => evidence({ facts: [{ kind: 'enforcement', count }] });
      expect((await save('risk', enforcement(4))).body.stored).toEqual([{ kind: 'enforcement', count: 4 }]);
      // Fewer than before is good news: remembered, but no event. Our own court data count as known.
      expect((await save('risk', enforcement(1))).body).toEqual({ stored: [], known: 2 });
      await harness.database.pool.query(
        `INSERT INTO events (customer_id, kind, occurred_on, observed_on, title)
         SELECT $1, 'enforcement', current_date - 9, current_date - 9, i::text FROM generate_series(1, 2) i`,
        [customerId],
      );
      expect((await save('risk', enforcement(2))).body.stored).toEqual([]);
      expect((await save('risk', enforcement(3))).body.stored).toEqual([{ kind: 'enforcement', count: 3 }]);
      const { rows } = await harness.database.pool.query(
        `SELECT value FROM events WHERE kind = 'enforcement' AND source <> '' ORDER BY id`,
      );
      expect(rows).toEqual([{ value: 3 }, { value: 4 }]);
    });

    it('of a status is an event where an earlier reading or our own file says otherwise', async () => {
      const { database } = harness;
      const id = await seedCustomer(database, { code: 'C00003', name: '状态有限公司' });
      const status = async (site: string, registryStatus: string) =>
        (await save('risk', evidence({ customerId: id, site, pageId: null, facts: [], registryStatus }))).body;
      const change = { stored: [{ kind: 'registry_change', count: 1 }], known: 0 };
      const same = { stored: [], known: 1 };
      expect(await status('qcc', '存续')).toEqual(same);
      expect(await status('qcc', '存续（在营、开业、在册）')).toEqual(same);
      expect(await status('qcc', '注销')).toEqual(change);
      await database.pool.query(`UPDATE customers SET registry_status = '在业' WHERE id = $1`, [id]);
      expect(await status('tianyancha', '存续')).toEqual(same);
      expect(await status('qixin', '吊销')).toEqual(change);
      const { rows } = await database.pool.query('SELECT title FROM events WHERE customer_id = $1 ORDER BY id', [id]);
      expect(rows).toEqual([{ title: '登记状态：注销' }, { title: '登记状态：吊销' }]);
    });

    it.each(['owner', 'manager', 'colleague'] as const)('is not taken from the %s', async (person) => {
      const refused = await save(person, evidence());
      expect([refused.status, refused.body]).toEqual([
        403,
        { error: 'not_allowed', message: '只有风控可以保存登记网站上的信息。' },
      ]);
    });

    it.each([
      { day: '2020-01-01' },
      { day: '2999-01-01' },
      { day: '2026-02-30' },
      { site: 'example' },
      { facts: [{ kind: 'recall', count: 1 }] },
      {
        facts: [
          { kind: 'enforcement', count: 1 },
          { kind: 'enforcement', count: 2 },
        ],
      },
      { facts: [{ kind: 'enforcement', count: -1 }] },
      { extra: 1 },
    ])('%j is refused', async (change) => {
      expect((await save('risk', evidence(change))).body.error).toBe('wrong_request');
    });
  });
});
