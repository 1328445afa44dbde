import { renderNoticePage } from '@xinshao/bot/present/notice-list.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { DEFAULT_NOTICE_RULES } from '@xinshao/core/policy/notices-schema.ts';
import { submitFeedback } from '@xinshao/db/alerts/submit-feedback.ts';
import { planDeliveries } from '@xinshao/db/notices/plan-deliveries.ts';
import { planDigest } from '@xinshao/db/notices/plan-digest.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import { withinTransaction } from '@xinshao/db/within-transaction.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ANSWERS } from './support/answers.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const json = (value: unknown) => JSON.stringify(value);
const WITHIN = { timeout: 20_000, interval: 100 };
const HOUR = 3_600_000;

describe('the digest of those who decide', { timeout: 90_000 }, () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('socket');
    // No request has the number of an alert.
    await harness.database.pool.query('ALTER SEQUENCE limit_requests_id_seq RESTART WITH 9001');
  });
  afterAll(() => harness.close());
  afterEach(async () => {
    for (const user of Object.values(PEOPLE)) {
      for (const view of harness.sandbox.openModals(user)) await harness.sandbox.closeModal(user, view.id, true);
    }
  });

  const plan = (day: Day) =>
    planDigest(
      harness.database,
      harness.bot.queue,
      { day, began: new Date(Date.now() - HOUR) },
      { now: new Date(), timeZone: 'Asia/Shanghai' },
    );
  const alert = async (code: string, owner: string, openedAt: Date) => {
    const customerId = await seedCustomer(harness.database, { code, name: `${code}<!channel>有限公司`, owner });
    return seedAlert(harness.database, { customerId, owner, severity: 'orange', openedAt });
  };
  const answer = async (alertId: string, code: string, now: Date) => {
    const by = await staffByCode(harness.database, code);
    if (by === null) throw new Error('no such member');
    const stored = await submitFeedback(harness.database, harness.bot.queue, {
      ...{ alertId, basedOn: 0, by, surface: 'slack', answers: ANSWERS, now, today: '2026-10-31' },
    });
    expect(stored.outcome).toBe('stored');
  };
  const ask = async (code: string) => {
    const { sandbox } = harness;
    await sandbox.command(PEOPLE.owner, EAST, `/credit limit ${code}`);
    const form = await modal(PEOPLE.owner, 'submit_limit_request');
    const values = { limit: { value: '40万' }, terms: { value: '30天' }, reason: { value: '降额度' } };
    const sent = await sandbox.submit(PEOPLE.owner, form.id, values);
    await sandbox.closeModal(PEOPLE.owner, form.id, true);
    return /(?<=#)\d+/.exec(json(sent.updated))?.[0] ?? '';
  };
  const modal = (user: string, callback: string) =>
    harness.sandbox.waitFor(
      () => harness.sandbox.openModals(user).find((view) => view.callback_id === callback),
      WITHIN.timeout,
    );
  const digestsOf = async (day: string) => {
    const { rows } = await harness.database.pool.query<{ id: string; place: string; state: string }>(
      `SELECT id::text, place, state FROM notices WHERE key LIKE 'digest:%:' || $1 ORDER BY place`,
      [day],
    );
    return rows;
  };
  const posted = (day: string, places: readonly string[]) =>
    vi.waitFor(
      async () =>
        expect((await digestsOf(day)).map(({ place, state }) => `${place} ${state}`)).toEqual(
          places.map((place) => `${place} posted`),
        ),
      WITHIN,
    );
  /** The one message of a place, once it reads so. */
  const digest = (day: string, place: string, ...holds: (string | RegExp)[]) =>
    vi.waitFor(async () => {
      const { rows } = await harness.database.pool.query<{ id: string; channel: string }>(
        'SELECT id::text, channel FROM notices WHERE key = $1',
        [`digest:${place}:${day}`],
      );
      const [row] = rows;
      const found = harness.sandbox
        .messages(row?.channel ?? '')
        .filter(({ metadata }) => metadata?.event_payload.notice_id === row?.id);
      expect(found).toHaveLength(1);
      const [message] = found;
      if (message === undefined) throw new Error('no message');
      const text = json(message.blocks);
      for (const part of holds) expect(text).toMatch(typeof part === 'string' ? new RegExp(part) : part);
      return { text, at: { channel: message.channel, ts: message.ts } };
    }, WITHIN);
  const orderOf = (text: string, ids: readonly string[]) => ids.map((id) => text.search(new RegExp(`#${id}(?!\\d)`)));

  it('tells each person once what waits for them by their role, and follows what they do', async () => {
    const { sandbox } = harness;
    const yesterday = new Date(Date.now() - 24 * HOUR);
    const overdue = await alert('D-1', 'S01', yesterday);
    const longer = await alert('D-2', 'S02', new Date(yesterday.getTime() - HOUR));
    const inTime = await alert('D-3', 'S01', new Date());
    const later = await alert('D-4', 'S01', yesterday);
    const earlier = await alert('D-5', 'S02', yesterday);
    await answer(later, 'S01', new Date(Date.now() - HOUR));
    await answer(earlier, 'S02', new Date(Date.now() - 2 * HOUR));
    const request = await ask('D-3');
    const planned = await Promise.all([plan('2026-11-03'), plan('2026-11-03')]);
    expect(planned.filter((count) => count !== null)).toEqual([6]);
    await posted('2026-11-03', ['channel:信用-华东', 'staff:M01', 'staff:R01', 'staff:R02', 'staff:S01', 'staff:S02']);

    const managers = await digest('2026-11-03', 'staff:M01', '团队超时未反馈', '待我审批的额度申请', '到期（还有');
    expect(managers.text).not.toContain('审核');
    expect(managers.text).not.toMatch(/#(\d+)[^#]*#\1(?!\d)/);
    expect(managers.text).toContain('D-1&lt;!channel&gt;有限公司');
    const [first = 0, second = 0, asked = 0] = orderOf(managers.text, [longer, overdue, request]);
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first);
    expect(asked).toBeGreaterThan(second);
    expect(orderOf(managers.text.slice(0, asked), [inTime, later, earlier])).toEqual([-1, -1, -1]);

    const officers = await digest('2026-11-03', 'staff:R01', '待我审核的反馈', '反馈于');
    expect(officers.text).not.toContain('limit_approve');
    expect(officers.text).not.toContain('团队');
    const [older = 0, newer = 0] = orderOf(officers.text, [earlier, later]);
    expect(older).toBeGreaterThan(0);
    expect(newer).toBeGreaterThan(older);
    await digest('2026-11-03', 'staff:R02', 'Answers waiting for my review');
    const owners = await digest('2026-11-03', 'staff:S01', `#${overdue}`);
    expect(owners.text).not.toContain('团队');
    expect(owners.text).not.toContain('审');

    // Each does from the digest what it asks for, and the digest shows it.
    await sandbox.click(PEOPLE.manager, managers.at, 'limit_approve');
    const decision = await modal(PEOPLE.manager, 'submit_limit_decision');
    await sandbox.submit(PEOPLE.manager, decision.id, {});
    await sandbox.closeModal(PEOPLE.manager, decision.id, true);
    const decided = await digest('2026-11-03', 'staff:M01', '✅ 已批准', '已处理 1/1');
    expect(decided.text).not.toContain('limit_approve');
    await sandbox.click(PEOPLE.risk, officers.at, 'review_return');
    const review = await modal(PEOPLE.risk, 'submit_review');
    await sandbox.submit(PEOPLE.risk, review.id, { note: { value: '到底何时能付？' } });
    await digest('2026-11-03', 'staff:R01', '已处理 1/2', '✅ 已审核');
    await digest('2026-11-03', 'staff:R02', '1 of 2 settled');
    await answer(overdue, 'M01', new Date());
    await digest('2026-11-03', 'staff:M01', '✅ 已反馈', '已处理 1/2');
    await digest('2026-11-03', 'staff:S01', '✅ 已反馈');
    expect(harness.logged.filter((line) => line.includes('tried again'))).toEqual([]);
  });

  it('goes to nobody for whom nothing waits, and lists everything beyond what a message shows', async () => {
    const { database, sandbox } = harness;
    await database.pool.query(`UPDATE alerts SET state = 'closed'`);
    expect(await plan('2026-11-04')).toBe(0);
    const ids: string[] = [];
    for (let count = 0; count < 23; count += 1) ids.push(await alert(`E-${count}`, 'S01', new Date()));
    await database.pool.query(
      `UPDATE alerts SET state = 'answered', answered_at = now() - id * interval '1 minute' WHERE id = ANY($1::bigint[])`,
      [ids],
    );
    expect(await plan('2026-11-05')).toBe(2);
    await posted('2026-11-05', ['staff:R01', 'staff:R02']);
    const { text, at } = await digest('2026-11-05', 'staff:R01', '（23）');
    expect(orderOf(text, ids.toReversed().slice(0, 20)).every((place) => place > 0)).toBe(true);
    expect(orderOf(text, ids.slice(0, 3))).toEqual([-1, -1, -1]);
    await sandbox.click(PEOPLE.risk, at, 'open_notice');
    await vi.waitFor(() => {
      const page = json(sandbox.openModals(PEOPLE.risk).at(-1)?.blocks ?? []);
      expect(page).toContain('第 1–23 张，共 23 张');
      expect(orderOf(page, ids).every((place) => place > 0)).toBe(true);
    }, WITHIN);
    // The list of a person's digest is for nobody else.
    const [{ id = '' } = {}] = await digestsOf('2026-11-05');
    const place = { noticeId: id, offset: 0, section: 'review' as const };
    const pageFor = async (code: string) => {
      const member = await staffByCode(database, code);
      if (member === null) throw new Error('not on the staff list');
      return renderNoticePage(database, place, { locale: 'zh', timeZone: 'Asia/Shanghai', now: new Date(), member });
    };
    expect(json(await pageFor('R01'))).toContain('E-1');
    expect(await pageFor('S01')).toBeNull();
  });

  it('is not made for who has left; what they owed waits for their manager', async () => {
    const { database } = harness;
    await database.pool.query(`UPDATE alerts SET state = 'closed'`);
    const overdue = await alert('G-1', 'S02', new Date(Date.now() - 24 * HOUR));
    await database.pool.query(`UPDATE staff SET left_at = now() WHERE code IN ('S02', 'R02')`);
    await plan('2026-11-07');
    expect((await digestsOf('2026-11-07')).map(({ place }) => place)).toEqual(['channel:信用-华东', 'staff:M01']);
    expect((await digest('2026-11-07', 'staff:M01', '团队')).text).toContain(`#${overdue}`);
    await database.pool.query('UPDATE staff SET left_at = NULL');
  });

  it('tells whoever is above what waits for an owner who is not reached, until they are', async () => {
    const { database, bot } = harness;
    await database.pool.query(`UPDATE alerts SET state = 'closed'`);
    await database.pool.query(
      `INSERT INTO staff (code, name, role, manager_code, team_code) VALUES ('S09', '未绑定', 'sales', 'M01', 'EAST')`,
    );
    const ids: string[] = [];
    for (let number = 1; number <= 4; number += 1) {
      const customerId = await seedCustomer(database, {
        code: `H-${number}`,
        name: `${number}号有限公司`,
        owner: 'S09',
      });
      ids.push(await seedAlert(database, { customerId, owner: 'S09', severity: 'yellow' }));
    }
    // More yellow ones than come one by one wait for the digest, which does not reach them.
    await withinTransaction(database, (transaction) =>
      planDeliveries(
        transaction,
        bot.queue,
        ids.map((alertId) => ({ alertId, audience: 'owner', severity: 'yellow' })),
        DEFAULT_NOTICE_RULES,
        new Date(),
      ),
    );
    await plan('2026-11-08');
    await vi.waitFor(async () => {
      const { rows } = await database.pool.query(
        `SELECT FROM alert_messages WHERE alert_id = ANY($1::bigint[]) AND audience = 'manager' AND state = 'gathered'`,
        [ids],
      );
      expect(rows).toHaveLength(4);
    }, WITHIN);
    await database.pool.query(
      `UPDATE alerts SET opened_at = opened_at - interval '1 day' WHERE id = ANY($1::bigint[])`,
      [ids],
    );
    for (const day of ['2026-11-09', '2026-11-10'] as const) {
      await plan(day);
      const { text } = await digest(day, 'staff:M01', `#${ids[0]}`);
      expect(orderOf(text, ids).every((place) => place >= 0)).toBe(true);
    }
    await database.pool.query(`UPDATE notices SET state = 'posted' WHERE place = 'staff:S09'`);
    await plan('2026-11-11');
    expect((await digestsOf('2026-11-11')).map(({ place }) => place)).toEqual(['channel:信用-华东', 'staff:S09']);
  });

  it('leaves out what was settled before it could be sent', async () => {
    const { database, sandbox } = harness;
    await database.pool.query(`UPDATE alerts SET state = 'closed'`);
    const overdue = await alert('F-1', 'S01', new Date(Date.now() - 24 * HOUR));
    sandbox.failNext('chat.postMessage', { error: 'ratelimited', retryAfter: 2 });
    sandbox.failNext('chat.postMessage', { error: 'ratelimited', retryAfter: 2 });
    sandbox.failNext('chat.postMessage', { error: 'ratelimited', retryAfter: 2 });
    expect(await plan('2026-11-06')).toBe(3);
    await vi.waitFor(
      () => expect(sandbox.requests('chat.postMessage').filter(({ error }) => error === 'ratelimited')).toHaveLength(3),
      WITHIN,
    );
    await database.pool.query(`UPDATE alerts SET state = 'answered' WHERE id = $1::bigint`, [overdue]);
    await vi.waitFor(
      async () =>
        expect((await digestsOf('2026-11-06')).map(({ state }) => state)).toEqual(['empty', 'empty', 'empty']),
      WITHIN,
    );
  });
});
