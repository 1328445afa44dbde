import type { Day } from '@xinshao/core/day/day.ts';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../../testing/fresh-database.ts';
import { recordPortfolioDay } from '../portfolio-days.ts';
import { readPortfolio } from '../read-portfolio.ts';
import { listDimensions } from './list-dimensions.ts';
import { readSelection } from './read-selection.ts';

const NOW = new Date('2026-10-31T04:00:00Z');
const GRADES = ['AA', 'B', 'C', null];
const CUSTOMERS = 300;
/** Some months have several runs, and some none. */
const RUNS = [
  '2024-01-15',
  '2025-09-30',
  '2026-01-31',
  '2026-02-01',
  '2026-02-27',
  '2026-07-31',
  '2026-08-02',
  '2026-10-31',
];

/** Whole numbers that look random and are the same in every run of the tests (Park and Miller's generator). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

describe('figures about everybody', async () => {
  const database = await freshDatabase();
  const { pool } = database;
  const next = numbers(20_261_031);
  await pool.query(
    `INSERT INTO customers (id, code, name, name_key, near_key, region, sales_owner)
     SELECT n, 'C' || n, '客户' || n, '客户' || n, '客户' || n, '地区' || n % 5, 'S' || n % 3 FROM generate_series(1, $1) n`,
    [CUSTOMERS],
  );
  /** What each customer's grade was after each run; undefined: not assessed yet. */
  const history = new Map<string, (string | null | undefined)[]>();
  let grades: (string | null | undefined)[] = Array.from({ length: CUSTOMERS }, () => undefined);
  const exposures = grades.map(() => next(1_000) * 100);

  /** What a monitor run leaves behind. */
  async function run(day: string): Promise<void> {
    const assessed = grades.flatMap((_, index) =>
      next(3) === 0 ? [{ id: index + 1, grade: GRADES[next(4)] ?? null }] : [],
    );
    for (const { id, grade } of assessed) {
      await pool.query(
        `INSERT INTO assessments (customer_id, as_of, policy_hash, score, grade, facts, result) VALUES ($1, $2, 'h', 60, $3, '{}', '{}')`,
        [id, day, grade],
      );
      await pool.query(
        `INSERT INTO customer_state (customer_id, policy_hash, assessment_id, as_of, grade, score, digest, limit_fen, exposure_fen,
           overdue_fen, open_fen, maximum_days_past_due, aging_fen, next_look_on)
         VALUES ($1, 'h', 1, $2, $3, 60, '', 50000, $4, 0, $4, 0, '{}', '2026-11-01')
         ON CONFLICT (customer_id) DO UPDATE SET as_of = excluded.as_of, grade = excluded.grade`,
        [id, day, grade, exposures[id - 1]],
      );
    }
    const changed = new Map(assessed.map(({ id, grade }) => [id, grade]));
    grades = grades.map((before, index) => (changed.has(index + 1) ? changed.get(index + 1) : before));
    history.set(day, grades);
    await recordPortfolioDay(pool, day as Day);
  }
  for (const day of RUNS) await run(day);

  const migrationSince = async (since: string) => {
    const selection = { scope: { kind: 'all' }, filters: [] } as const;
    const { migration } = await readSelection(database, selection, {
      dimension: 'grade',
      since: since as Day,
      now: NOW,
      today: '2026-10-31',
    });
    return migration
      .map(({ known, before, after, customers, exposureFen }) => [known, before, after, customers, exposureFen].join())
      .sort();
  };
  const naiveSince = (since: string) => {
    const then = history.get(RUNS.filter((day) => day <= since).at(-1) ?? '');
    const cells = new Map<string, { customers: number; exposure: number }>();
    grades.forEach((after, index) => {
      if (after === undefined) return;
      const before = then?.[index];
      const key = [before !== undefined, before ?? null, after].join();
      const cell = cells.get(key) ?? { customers: 0, exposure: 0 };
      cells.set(key, { customers: cell.customers + 1, exposure: cell.exposure + (exposures[index] ?? 0) });
    });
    return [...cells].map(([key, { customers, exposure }]) => `${key},${customers},${exposure}`).sort();
  };
  const days = [
    '2023-12-31',
    '2024-01-15',
    '2025-09-29',
    '2025-09-30',
    '2026-01-31',
    '2026-02-15',
    '2026-07-31',
    '2026-10-30',
  ];

  it.each(days)('the grades of %s are those that had been given by then', async (day) => {
    expect(await migrationSince(day)).toEqual(naiveSince(day));
  });

  it('who had which grade is kept for two years and a little; older days, and those before it was kept, are found in the history', async () => {
    const { rows } = await pool.query<{ day: string; kept: boolean }>(
      `SELECT DISTINCT as_of::text AS day, customer_ids IS NOT NULL AS kept FROM portfolio_days ORDER BY 1`,
    );
    expect(rows).toEqual(RUNS.map((day) => ({ day, kept: day > '2024-08-31' })));
    await pool.query(`UPDATE portfolio_days SET customer_ids = NULL WHERE as_of < '2026-02-15'`);
    for (const day of days) expect(await migrationSince(day), day).toEqual(naiveSince(day));
    await pool.query('UPDATE portfolio_days SET customer_ids = NULL');
    for (const day of days) expect(await migrationSince(day), day).toEqual(naiveSince(day));
  });

  const overdue = async (scope: Parameters<typeof listDimensions>[1] = { kind: 'all' }) => {
    const selection = { scope, filters: [] };
    const asked = { dimension: 'region', since: '2026-07-31' as Day, now: NOW, today: '2026-10-31' } as const;
    const { totals, parts } = await readSelection(database, selection, asked);
    expect(parts.reduce((sum, { overdueFen }) => sum + overdueFen, 0)).toBe(totals.overdueFen);
    return totals.overdueFen;
  };
  const setOverdue = (fen: number) =>
    pool.query(
      'UPDATE customer_state SET overdue_fen = $1 WHERE customer_id = (SELECT min(customer_id) FROM customer_state)',
      [fen],
    );

  it('as long as no run tells of changes, they are read each time', async () => {
    await setOverdue(1);
    expect(await overdue()).toBe(1);
    await setOverdue(2);
    expect(await overdue()).toBe(2);
    expect((await readPortfolio(database, NOW, '2026-10-31')).totals.overdueFen).toBe(2);
  });

  it('then they are worked out once, and anew after a run, an import, a grant and the end of one', async () => {
    const ran = () =>
      pool.query(
        `INSERT INTO monitor_runs (policy_hash, as_of, finished_at, "full", scored) VALUES ('h', '2026-10-31', now(), true, 1)`,
      );
    const imported = () =>
      pool.query(
        `INSERT INTO import_batches (kind, file_name, sha256, rows, inserted, updated, unchanged, rejected) VALUES ('customers', 'a', 'b', 1, 1, 0, 0, 0)`,
      );
    const granted = async () => {
      await pool.query(
        `INSERT INTO limit_requests (id, customer_id, state, requested_by, requester_role, submission_key, limit_fen, term_days,
           reason, policy_hash, assessment_id, levels, filed_with_finance, created_at, expires_at)
         VALUES (1, 1, 'approved', 'S1', 'sales', 'k', 1, 1, '', 'h', 1, '[]', false, now(), now())`,
      );
      await pool.query(
        `INSERT INTO customer_grants (customer_id, limit_fen, term_days, valid_from, granted_at, request_id, reason) VALUES (1, 1, 1, '2026-10-31', now(), 1, '旺季')`,
      );
    };
    const ended = () =>
      pool.query(`UPDATE customer_grants SET ended_at = now(), ended_on = valid_from + 1, ended_by = 'R1'`);
    let fen = 10;
    for (const change of [ran, imported, granted, ended, ran]) {
      await setOverdue(++fen);
      await change();
      expect(await overdue()).toBe(fen);
      expect((await readPortfolio(database, NOW, '2026-10-31')).totals.overdueFen).toBe(fen);
      // Nobody else writes there: that this is not seen shows that it was not read again.
      await setOverdue(0);
      expect(await overdue()).toBe(fen);
      expect((await readPortfolio(database, NOW, '2026-10-31')).totals.overdueFen).toBe(fen);
    }
  });

  it('what belongs to a reader is never remembered, nor shown to another', async () => {
    const own = (staffCode: string) => ({ kind: 'own', staffCode }) as const;
    const counted = async (scope: Parameters<typeof listDimensions>[1]) => {
      const listed = await listDimensions(database, scope);
      return listed.filter(({ key }) => key === 'region').reduce((sum, { customers }) => sum + customers, 0);
    };
    const assessed = grades.filter((grade) => grade !== undefined).length;
    expect(await counted({ kind: 'all' })).toBe(assessed);
    const counts = [await counted(own('S0')), await counted(own('S1')), await counted(own('S2'))];
    expect(Math.max(...counts)).toBeLessThan(assessed);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(assessed);
    await pool.query(`UPDATE customers SET sales_owner = 'S9' WHERE sales_owner = 'S1'`);
    expect(await counted(own('S1'))).toBe(0);
    expect(await counted(own('S9'))).toBe(counts[1]);
  });

  it('an answer is seen at once', async () => {
    const opened = async () => {
      const selection = { scope: { kind: 'all' }, filters: [] } as const;
      const asked = { dimension: 'grade', since: '2026-07-31' as Day, now: NOW, today: '2026-10-31' } as const;
      return (await readSelection(database, selection, asked)).alerts.opened;
    };
    expect(await opened()).toBe(0);
    await pool.query(
      `INSERT INTO alerts (customer_id, state, severity, opened_on, opened_at, due_at, owner_code, exposure_fen, overdue_fen, policy_hash)
       SELECT min(customer_id), 'open', 'red', '2026-10-01', '2026-10-01', '2026-10-02', 'S1', 1, 1, 'h' FROM customer_state`,
    );
    expect(await opened()).toBe(1);
  });
});
