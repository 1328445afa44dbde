import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { collectionEffectiveness } from '@xinshao/core/portfolio/collection.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { claimHome } from '../home/claim-home.ts';
import { changeHomeList, homeOpened, homeStateOf } from '../home/home-view.ts';
import { wantHomes } from '../home/want-homes.ts';
import { runMonitor } from '../monitor/run-monitor.ts';
import { openQueue, QUEUES } from '../queue/queue.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { addInvoices, makeCustomer, refresh } from '../testing/ledger-example.ts';
import { alertKpis } from './alert-kpis.ts';
import { portfolioMonthBefore } from './portfolio-days.ts';
import { readPortfolio } from './read-portfolio.ts';
import { teamFigures } from './team-figures.ts';

const policiesFolder = fileURLToPath(new URL('../../../../policies/', import.meta.url));
const text = readFileSync(`${policiesFolder}trade-credit.yaml`, 'utf8');
const parsed = parsePolicy(text);
const company = parseCompanySettings(readFileSync(`${policiesFolder}company.yaml`, 'utf8'));
if (!parsed.ok || !company.ok) throw new Error('the shipped policies are broken');
const options = {
  policy: { text, policy: compilePolicy(parsed.policy, parsed.hash) },
  settings: company.value,
  full: true,
};
const NOW = new Date('2026-10-30T02:00:00Z');

describe('the portfolio of a real ledger', async () => {
  const database = await freshDatabase();
  const { pool } = database;
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));
  const big = await makeCustomer(database, 'BIG', { region: '华东', industry: '机械', size: '大型', salesOwner: 'S1' });
  const small = await makeCustomer(database, 'SMALL', { region: '华东', industry: '化工', salesOwner: 'S1' });
  const none = await makeCustomer(database, 'NONE', { region: '', creditLimitFen: 1_000n });
  await addInvoices(database, big, [
    { number: 'paid', issuedOn: '2026-08-01', dueOn: '2026-08-31', amountFen: 600, clearedOn: '2026-09-05' },
    { number: 'late', issuedOn: '2026-08-01', dueOn: '2026-08-31', amountFen: 200 },
    { number: 'open', issuedOn: '2026-10-29', dueOn: '2026-11-28', amountFen: 100 },
  ]);
  await addInvoices(database, small, [{ number: 'open', issuedOn: '2026-10-20', dueOn: '2026-10-25', amountFen: 100 }]);
  await refresh(database, [big, small, none]);
  await runMonitor(database, queue, { ...options, asOf: '2026-10-30', now: NOW });
  const portfolio = await readPortfolio(database, NOW, '2026-10-30');

  it('adds up what is open, overdue and how old it is', () => {
    expect(portfolio.totals).toMatchObject({
      asOf: '2026-10-30',
      policyHash: options.policy.policy.hash,
      customers: 3,
      exposureFen: 400,
      openFen: 400,
      overdueFen: 300,
      limitFen: 1_000,
      overdueCustomers: 2,
      overLimitCustomers: 0,
      exposureSquares: 300 * 300 + 100 * 100,
      aging: [100, 100, 200, 0, 0, 0, 0],
    });
  });

  it('splits the same sums by grade and by each dimension; what is not known is a value of its own', () => {
    const { dimensions, grades } = portfolio;
    for (const split of [grades, dimensions.region, dimensions.industry, dimensions.size]) {
      expect(split.reduce((sum, { customers }) => sum + customers, 0)).toBe(3);
      expect(split.reduce((sum, { exposureFen }) => sum + exposureFen, 0)).toBe(400);
    }
    expect(dimensions.region).toMatchObject([
      { value: '华东', customers: 2, exposureFen: 400, overdueFen: 300 },
      { value: null, customers: 1, exposureFen: 0 },
    ]);
    expect(dimensions.industry.map(({ value }) => value)).toEqual(['机械', '化工', null]);
    expect(portfolio.largest).toMatchObject([
      { code: 'BIG', exposureFen: 300, overdueFen: 200 },
      { code: 'SMALL', exposureFen: 100 },
    ]);
  });

  it('of the last six months, 600 were settled and 300 more should have been', () => {
    const { collection } = portfolio;
    expect(collection).toMatchObject({
      from: '2026-05-01',
      salesFen: 1_000,
      settledFen: 600,
      closingFen: 400,
      closingNotDueFen: 100,
    });
    expect(collection === null ? null : collectionEffectiveness(collection)).toBeCloseTo(600 / 900, 12);
  });

  it('keeps each day once, and compares with the last one a month ago or before', async () => {
    await runMonitor(database, queue, { ...options, asOf: '2026-10-30', now: NOW });
    expect(portfolio.lastMonth).toBeNull();
    await pool.query(
      `INSERT INTO portfolio_days VALUES ('2026-09-28', 'A', 2, 500, 500, 100), ('2026-10-01', '', 1, 9, 9, 9)`,
    );
    expect(await portfolioMonthBefore(database, '2026-10-30')).toMatchObject({ asOf: '2026-09-28', exposureFen: 500 });
    const { history } = await readPortfolio(database, NOW, '2026-10-30');
    expect(history.map(({ asOf, exposureFen }) => [asOf, exposureFen])).toEqual([
      ['2026-09-28', 500],
      ['2026-10-30', 400],
    ]);
  });

  it('an answer after the deadline, or after the manager was told, is not in time; what may still come is not due', async () => {
    await pool.query('DELETE FROM warnings');
    await pool.query('DELETE FROM alert_messages');
    await pool.query('DELETE FROM alerts');
    await pool.query(
      `INSERT INTO staff (code, name, role, manager_code) VALUES ('S1', '张三', 'sales', 'M1'), ('S2', '闲人', 'sales', 'M1')`,
    );
    const alert = async (state: string, due: string, answered: string | null) => {
      const { rows } = await pool.query<{ id: string }>(
        `INSERT INTO alerts (customer_id, state, severity, opened_on, opened_at, due_at, owner_code, exposure_fen, overdue_fen, policy_hash)
         VALUES ($1, $2, 'red', '2026-10-29', '2026-10-29T01:00:00Z', $3, 'S1', 70, 0, 'h') RETURNING id::text`,
        [state === 'open' && due < '2026-10-30' ? small : big, state, due],
      );
      const id = rows[0]?.id ?? '';
      if (answered !== null) {
        await pool.query(
          `INSERT INTO feedback (alert_id, revision, submitted_by, submitted_at, answers) VALUES ($1::bigint, 1, 'S1', $2, '{}')`,
          [id, answered],
        );
      }
      return id;
    };
    await alert('answered', '2026-10-29T03:00:00Z', '2026-10-29T02:00:00Z');
    await alert('answered', '2026-10-29T03:00:00Z', '2026-10-29T04:00:00Z');
    const returned = await alert('returned', '2026-10-31T03:00:00Z', '2026-10-29T09:00:00Z');
    await pool.query(
      `INSERT INTO alert_steps (alert_id, generation, step, place, audience, due_at, claimed_at, queued_at)
       VALUES ($1::bigint, 1, 'escalation_1', 'direct', 'manager', '2026-10-29T03:00:00Z', '2026-10-29T03:00:10Z', now())`,
      [returned],
    );
    const closed = await alert('closed', '2026-10-29T03:00:00Z', '2026-10-29T02:30:00Z');
    await pool.query(
      `INSERT INTO alert_reviews (alert_id, revision, decision, verdict, note, by) VALUES ($1::bigint, 1, 'close', 'true', '属实', 'R1')`,
      [closed],
    );
    await alert('open', '2026-10-29T05:00:00Z', null);
    await alert('open', '2026-10-30T05:00:00Z', null);
    const period = { since: new Date('2026-10-01T00:00:00Z'), now: NOW };
    const expected = { opened: 6, due: 5, answered: 4, answeredInTime: 2, medianHours: 2.25, closed: 1, confirmed: 1 };
    expect(await alertKpis(database, period)).toEqual(expected);
    const team = await teamFigures(database, { managerCode: 'M1', teamCode: null }, period);
    expect(team).toMatchObject([
      { code: 'S1', ...expected, owed: 3, overdue: 1, owedExposureFen: 210, waitingReview: 2 },
      { code: 'S2', opened: 0, due: 0, owed: 0, overdue: 0 },
    ]);
    expect(await teamFigures(database, { managerCode: null, teamCode: 'NONE' }, period)).toEqual([]);
  });

  it('a Home tab is asked for once however many changes; one that commits during the work is not lost', async () => {
    const home = { slackUserId: 'U1', staffCode: 'S1', now: new Date() };
    await wantHomes(pool, queue, 'everybody');
    expect(await queue.fetch(QUEUES.publishHome, { ignoreStartAfter: true })).toEqual([]);
    await homeOpened(database, home);
    await changeHomeList(database, home, { list: 'a', filter: 'red', page: 2 });
    await changeHomeList(database, home, { list: 'b', filter: null, page: 1 });
    expect(await homeStateOf(database, 'U1')).toEqual({ a: { filter: 'red', page: 2 }, b: { filter: null, page: 1 } });
    await wantHomes(pool, queue, { staffCodes: ['S1', 'S2'] });
    await wantHomes(pool, queue, { staffCodes: ['S1'] });
    expect(await claimHome(database, 'U1')).toBe(true);
    expect(await claimHome(database, 'U1')).toBe(false);
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await wantHomes(client, queue, { staffCodes: ['S1'] });
      const claiming = claimHome(database, 'U1');
      await client.query('COMMIT');
      // Whoever looked before the commit saw nothing: the change brought a job of its own, which looks after it.
      expect((await claiming) || (await claimHome(database, 'U1'))).toBe(true);
    } finally {
      client.release();
    }
    await wantHomes(pool, queue, { staffCodes: ['S2'] });
    expect(await claimHome(database, 'U1')).toBe(false);
  });
});
