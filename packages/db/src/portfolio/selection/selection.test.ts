import type { PortfolioScope } from '@xinshao/core/portfolio/scope.ts';
import type { Dimension, DimensionFilter } from '@xinshao/core/portfolio/selection.ts';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../../testing/fresh-database.ts';
import { largestShares } from './largest-shares.ts';
import { listDimensions } from './list-dimensions.ts';
import { readSelection } from './read-selection.ts';
import { countSelected, selectedCustomers } from './selection-customers.ts';

const NOW = new Date('2026-10-31T04:00:00Z');
const SINCE = '2026-07-31';
const ALL: PortfolioScope = { kind: 'all' };
const REGIONS = ['华东', '华南', '', null];
const INDUSTRIES = ['机械', '化工', null];
const SIZES = ['大型', '小型'];
const GRADES = ['AA', 'B', 'C', null];
const OWNERS = ['S1', 'S2', 'S3', null];
const LINES = ['泵', '阀', null];

interface Row {
  readonly id: number;
  readonly name: string;
  readonly grade: string | null;
  readonly before: string | null | undefined;
  readonly region: string | null;
  readonly industry: string | null;
  readonly size: string;
  readonly owner: string | null;
  readonly team: string | null;
  readonly line: string | null;
  readonly exposure: number;
  readonly overdue: number;
}

const pick = <T>(some: readonly T[], number: number): T => {
  const found = some[number % some.length];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
};

/** 240 customers whose every property comes from their number, each cycle of another length. */
const ROWS: readonly Row[] = Array.from({ length: 240 }, (_, index) => {
  const id = index + 1;
  const owner = pick(OWNERS, Math.floor(id / 2));
  return {
    id,
    name: `${id % 7 === 0 ? '=cmd|' : ''}客户${id}`,
    grade: pick(GRADES, id),
    // Every fifth customer was not assessed by then.
    before: id % 5 === 0 ? undefined : pick(GRADES, id + Math.floor(id / 11)),
    region: pick(REGIONS, Math.floor(id / 3)) || null,
    industry: pick(INDUSTRIES, Math.floor(id / 5)),
    size: pick(SIZES, Math.floor(id / 7)),
    owner,
    team: owner === 'S3' ? 'SOUTH' : owner === null ? null : 'EAST',
    line: pick(LINES, id),
    exposure: id % 9 === 0 ? 0 : id * 1_000,
    overdue: id % 4 === 0 ? id * 100 : 0,
  };
});

const dimensionOf = (row: Row, dimension: Dimension): string | null => {
  if (dimension === 'attr.line') return row.line;
  if (dimension === 'attr.unheard') return null;
  return row[dimension as 'grade' | 'region' | 'industry' | 'size' | 'owner' | 'team'];
};
const chosen = (filters: readonly DimensionFilter[], within: (row: Row) => boolean = () => true) =>
  ROWS.filter(
    (row) => within(row) && filters.every(({ dimension, values }) => values.includes(dimensionOf(row, dimension))),
  );
const sum = (rows: readonly Row[], figure: 'exposure' | 'overdue') =>
  rows.reduce((whole, row) => whole + row[figure], 0);

describe('figures over a selection', async () => {
  const database = await freshDatabase();
  const { pool } = database;
  await pool.query(`INSERT INTO teams (code, name) VALUES ('EAST', '华东队'), ('SOUTH', '华南队')`);
  await pool.query(
    `INSERT INTO staff (code, name, role, manager_code, team_code) VALUES ('S1', '张三', 'sales', 'M1', 'EAST'),
       ('S2', '李四', 'sales', NULL, 'EAST'), ('S3', '王五', 'sales', 'M1', 'SOUTH'), ('M1', '经理', 'sales_manager', NULL, NULL)`,
  );
  for (const row of ROWS) {
    await pool.query(
      `INSERT INTO customers (id, code, name, name_key, near_key, region, industry, size, sales_owner, attributes)
       VALUES ($1, 'C' || $1::int, $2, $2, $2, $3, $4, $5, $6, $7)`,
      [
        row.id,
        row.name,
        pick(REGIONS, Math.floor(row.id / 3)),
        row.industry,
        row.size,
        row.owner,
        JSON.stringify(row.line === null ? {} : { line: row.line }),
      ],
    );
    await pool.query(
      `INSERT INTO customer_state (customer_id, policy_hash, assessment_id, as_of, grade, score, digest, limit_fen, exposure_fen,
         overdue_fen, open_fen, maximum_days_past_due, aging_fen, next_look_on)
       VALUES ($1, 'h', 1, '2026-10-31', $2, 60, '', 50000, $3, $4, $3, $5, ARRAY[$3, 0, 0, 0, 0, 0, $4]::bigint[], '2026-11-01')`,
      [row.id, row.grade, row.exposure, row.overdue, row.overdue > 0 ? row.id : 0],
    );
    // An older one that no longer held, one that held then, and one that came later.
    const assessments: [string, string | null][] = [
      ...(row.before === undefined
        ? []
        : ([
            ['2026-01-31', 'C'],
            ['2026-07-31', row.before],
          ] as [string, string | null][])),
      ['2026-08-01', row.grade],
    ];
    for (const [day, grade] of assessments) {
      await pool.query(
        `INSERT INTO assessments (customer_id, as_of, policy_hash, score, grade, facts, result) VALUES ($1, $2, 'h', 60, $3, '{}', '{}')`,
        [row.id, day, grade],
      );
    }
  }
  const read = (filters: readonly DimensionFilter[], dimension: Dimension, scope: PortfolioScope = ALL) =>
    readSelection(database, { scope, filters }, { dimension, since: SINCE, now: NOW, today: '2026-10-31' });

  const cases: [string, DimensionFilter[], Dimension][] = [
    ['everybody by grade', [], 'grade'],
    ['one region by industry', [{ dimension: 'region', values: ['华东'] }], 'industry'],
    ['regions that are empty or not given', [{ dimension: 'region', values: [null] }], 'region'],
    [
      'two dimensions with two values each, by owner',
      [
        { dimension: 'region', values: ['华东', '华南'] },
        { dimension: 'grade', values: ['B', null] },
      ],
      'owner',
    ],
    ['a free attribute, by team', [{ dimension: 'attr.line', values: ['泵'] }], 'team'],
    ['by a free attribute', [{ dimension: 'size', values: ['大型'] }], 'attr.line'],
    ['by an attribute that nobody has', [], 'attr.unheard'],
    ['nobody', [{ dimension: 'region', values: ['月球'] }], 'grade'],
  ];
  it.each(cases)('%s: the sums are those of the rows added up one by one', async (_name, filters, dimension) => {
    const rows = chosen(filters);
    const { totals, parts, largest, migration, collection, trend } = await read(filters, dimension);
    expect(totals).toMatchObject({
      customers: rows.length,
      exposureFen: sum(rows, 'exposure'),
      overdueFen: sum(rows, 'overdue'),
      limitFen: rows.length * 50_000,
      overdueCustomers: rows.filter(({ overdue }) => overdue > 0).length,
      overLimitCustomers: rows.filter(({ exposure }) => exposure > 50_000).length,
      exposureSquares: rows.reduce((whole, { exposure }) => whole + exposure ** 2, 0),
      aging: [sum(rows, 'exposure'), 0, 0, 0, 0, 0, sum(rows, 'overdue')],
      asOf: rows.length === 0 ? null : '2026-10-31',
    });
    const naive = [...Map.groupBy(rows, (row) => dimensionOf(row, dimension))].map(([value, some]) => [
      value,
      some.length,
      sum(some, 'exposure'),
      sum(some, 'overdue'),
    ]);
    expect(parts.map((part) => [part.value, part.customers, part.exposureFen, part.overdueFen]).sort()).toEqual(
      naive.sort(),
    );
    const largestIds = rows
      .filter(({ exposure }) => exposure > 0)
      .toSorted((one, other) => other.exposure - one.exposure);
    expect(largest.map(({ customerId }) => customerId)).toEqual(largestIds.slice(0, 20).map(({ id }) => id));
    const cells = [
      ...Map.groupBy(rows, ({ before, grade }) => JSON.stringify([before !== undefined, before ?? null, grade])),
    ];
    expect(
      migration
        .map(({ known, before, after, customers, exposureFen }) => [
          JSON.stringify([known, before, after]),
          customers,
          exposureFen,
        ])
        .sort(),
    ).toEqual(cells.map(([key, some]) => [key, some.length, sum(some, 'exposure')]).sort());
    expect(collection).toBeNull();
    expect(trend === null).toBe(filters.some((filter) => filter.dimension !== 'grade'));
  });

  it.each<[string, PortfolioScope, (row: Row) => boolean]>([
    ['sales', { kind: 'own', staffCode: 'S1' }, ({ owner }) => owner === 'S1'],
    [
      'a manager of people',
      { kind: 'team', staffCode: 'M1', teamCode: null },
      ({ owner }) => owner === 'S1' || owner === 'S3',
    ],
    ['a manager of a team', { kind: 'team', staffCode: 'M2', teamCode: 'EAST' }, ({ team }) => team === 'EAST'],
    ['a manager of nobody', { kind: 'team', staffCode: 'M3', teamCode: null }, () => false],
  ])('%s: only their customers, in every figure, whatever is asked for', async (_name, scope, within) => {
    for (const filters of [[], [{ dimension: 'owner', values: ['S2', 'S3', null] }] as DimensionFilter[]]) {
      const rows = chosen(filters, within);
      const { totals, parts, largest, migration, trend } = await read(filters, 'region', scope);
      expect(totals).toMatchObject({ customers: rows.length, exposureFen: sum(rows, 'exposure') });
      for (const some of [parts, migration]) {
        expect(some.reduce((whole, { customers }) => whole + customers, 0)).toBe(rows.length);
      }
      const ids = new Set(rows.map(({ id }) => id));
      expect(largest.filter(({ customerId }) => !ids.has(customerId))).toEqual([]);
      expect(trend).toBeNull();
      expect(await countSelected(database, { scope, filters }, '')).toBe(rows.length);
    }
    const listed = await listDimensions(database, scope);
    const grades = listed.filter(({ key }) => key === 'grade');
    expect(grades.reduce((whole, { customers }) => whole + customers, 0)).toBe(chosen([], within).length);
  });

  it('lists what there is to choose from: every dimension’s values and how many customers have them', async () => {
    const listed = await listDimensions(database, ALL);
    for (const dimension of ['grade', 'region', 'industry', 'size', 'owner', 'team', 'attr.line'] as const) {
      const naive = [...Map.groupBy(ROWS, (row) => dimensionOf(row, dimension))].map(([value, some]) => [
        value,
        some.length,
      ]);
      const values = listed.filter(({ key }) => key === dimension);
      expect(values.map(({ value, customers }) => [value, customers]).sort()).toEqual(naive.sort());
      expect(new Set(values.map((each) => each.values))).toEqual(new Set([naive.length]));
    }
    expect(listed.find(({ key, value }) => key === 'owner' && value === 'S1')?.label).toBe('张三');
    expect(listed.find(({ key, value }) => key === 'team' && value === 'EAST')?.label).toBe('华东队');
    expect(new Set(listed.map(({ key }) => key)).size).toBe(7);
  });

  it('customers are searched by a part of name or code, in the order that was asked for', async () => {
    const selection = { scope: ALL, filters: [{ dimension: 'grade', values: ['B', 'C'] }] as DimensionFilter[] };
    const scale = ['AA', 'B', 'C'];
    const asked = { search: 'c1', order: 'exposure', descending: true, scale, today: '2026-10-31' } as const;
    const expected = chosen(selection.filters)
      .filter(({ id }) => String(id).startsWith('1'))
      .toSorted((one, other) => other.exposure - one.exposure || (`C${one.id}` < `C${other.id}` ? -1 : 1));
    const page = await selectedCustomers(database, selection, asked, { limit: 10, offset: 10 });
    expect(page.map(({ customerId }) => customerId)).toEqual(expected.slice(10, 20).map(({ id }) => id));
    expect(await countSelected(database, selection, 'c1')).toBe(expected.length);
    expect(await countSelected(database, selection, '%')).toBe(0);
    const byGrade = await selectedCustomers(
      database,
      { scope: ALL, filters: [] },
      { ...asked, search: '', order: 'grade', descending: false },
      { limit: null, offset: 0 },
    );
    expect([...new Set(byGrade.map(({ grade }) => grade))]).toEqual(['AA', 'B', 'C', null]);
  });

  it('a customer that is suspended or on hold says so, as long as it is', async () => {
    const { pool } = database;
    const [suspended, held, over] = ROWS.map(({ id }) => id);
    await pool.query(
      `INSERT INTO customer_measures (customer_id, kind, reason, until) VALUES ($1, 'suspend', 'x', '2026-10-31'),
         ($1, 'watch', 'x', NULL), ($2, 'suspend', 'x', '2026-10-30')`,
      [suspended, over],
    );
    await pool.query(
      `WITH alert AS (
         INSERT INTO alerts (customer_id, state, severity, opened_on, opened_at, due_at, exposure_fen, overdue_fen, policy_hash)
         VALUES ($1, 'open', 'red', '2026-10-31', now(), now(), 0, 0, 'h') RETURNING id
       )
       INSERT INTO credit_holds (customer_id, since, reason, alert_id) SELECT $1, now(), 'unanswered_alert', id FROM alert`,
      [held],
    );
    const asked = { search: '', order: 'name', descending: false, scale: [], today: '2026-10-31' } as const;
    const all = await selectedCustomers(database, { scope: ALL, filters: [] }, asked, { limit: null, offset: 0 });
    const stopped = all.filter(({ stop }) => stop !== null).map(({ customerId, stop }) => [customerId, stop]);
    expect(new Map(stopped as [number, string][])).toEqual(
      new Map([
        [suspended, 'suspended'],
        [held, 'on_hold'],
      ]),
    );
    await pool.query('DELETE FROM customer_measures');
    await pool.query('DELETE FROM credit_holds');
    await pool.query('DELETE FROM alerts');
  });

  it('the largest customer, industry and region, as shares of the whole', async () => {
    const whole = sum(ROWS, 'exposure');
    const most = (dimension: Dimension) =>
      [...Map.groupBy(ROWS, (row) => dimensionOf(row, dimension))]
        .filter(([value]) => value !== null)
        .map(([value, some]) => ({ value, exposureFen: sum(some, 'exposure') }))
        .toSorted((one, other) => other.exposureFen - one.exposureFen)[0];
    const shares = await largestShares(database);
    const of = (kind: string) => shares.find((share) => share.kind === kind);
    expect(of('industry')).toEqual({ kind: 'industry', wholeFen: whole, ...most('industry') });
    expect(of('region')).toEqual({ kind: 'region', wholeFen: whole, ...most('region') });
    expect(of('customer')).toEqual({ kind: 'customer', wholeFen: whole, value: '客户240', exposureFen: 240_000 });
  });

  it('only predictions that came true have a lead time; earlier days are added up over the grades asked for', async () => {
    await pool.query(
      `INSERT INTO alerts (id, customer_id, state, severity, opened_on, opened_at, due_at, owner_code, exposure_fen, overdue_fen, policy_hash)
       SELECT n, n, 'open', 'red', '2026-10-01', '2026-10-01', '2026-10-02', 'S1', 1, 1, 'h' FROM generate_series(1, 4) n`,
    );
    await pool.query(
      `INSERT INTO alert_predictions (id, alert_id, rule_id, made_on, within_days, events, exposure_fen, overdue_fen, due_at, policy_hash)
       SELECT n, n, 'r', '2026-10-01', 90, '{}', 1, 1, '2026-10-02', 'h' FROM generate_series(1, 4) n`,
    );
    await pool.query(
      `INSERT INTO effect_gradings (alert_prediction_id, after_days, due_on, outcome, lead_days)
       VALUES (1, 30, '2026-10-31', 'confirmed', 10), (1, 90, '2026-12-31', 'confirmed', 10), (2, 30, '2026-10-31', 'confirmed', 20),
         (3, 30, '2026-10-31', 'false_alarm', NULL)`,
    );
    await pool.query(
      `INSERT INTO portfolio_days VALUES ('2026-10-30', 'AA', 1, 10, 10, 1), ('2026-10-30', '', 2, 20, 20, 2), ('2026-10-31', 'B', 3, 30, 30, 3)`,
    );
    const { alerts, lead, trend } = await read([], 'grade');
    expect(lead).toEqual({ cameTrue: 2, medianLeadDays: 15 });
    expect(alerts).toMatchObject({ opened: 4, due: 4, answeredInTime: 0 });
    expect(trend?.map(({ day, exposureFen }) => [day, exposureFen])).toEqual([
      ['2026-10-30', 30],
      ['2026-10-31', 30],
    ]);
    const none = await read([{ dimension: 'grade', values: [null] }], 'grade');
    expect(none.trend?.map(({ day, customers }) => [day, customers])).toEqual([['2026-10-30', 2]]);
    expect((await read([{ dimension: 'grade', values: ['月'] }], 'grade')).lead).toEqual({
      cameTrue: 0,
      medianLeadDays: null,
    });
  });
});
