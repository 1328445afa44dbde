import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../slack/support/harness.ts';
import { seedCustomer } from '../slack/support/seed.ts';
import { PEOPLE } from '../slack/support/workspace.ts';
import { ask, type Connected, connect } from './support.ts';

const READERS = ['owner', 'colleague', 'manager', 'risk'] as const;
type Reader = (typeof READERS)[number];

/** S01 and S02 are of the manager's team, S04 is of none. */
const CUSTOMERS = [
  ['P01', '张三的甲有限公司', 'S01', '华东'],
  ['P02', '张三的乙有限公司', 'S01', '华南'],
  ['P03', '李四的有限公司', 'S02', '西北'],
  ['P04', '别队的有限公司', 'S04', '东北'],
  ['P05', '无人的有限公司', null, '西南'],
] as const;

/** §9: whose customers each of them sees. */
const SEES: Readonly<Record<Reader, readonly string[]>> = {
  owner: ['P01', 'P02'],
  colleague: ['P03'],
  manager: ['P01', 'P02', 'P03'],
  risk: ['P01', 'P02', 'P03', 'P04', 'P05'],
};

describe.each(READERS)('the dashboard of the %s', (reader) => {
  const sees = SEES[reader];
  const regions = CUSTOMERS.filter(([code]) => sees.includes(code)).map(([, , , region]) => region);
  let harness: Harness;
  let person: Connected;
  beforeAll(async () => {
    harness = await startHarness('socket');
    const { pool } = harness.database;
    for (const [code, name, owner, region] of CUSTOMERS) {
      const id = await seedCustomer(harness.database, { code, name, owner });
      await pool.query('UPDATE customers SET region = $2 WHERE id = $1', [id, region]);
    }
    person = await connect(harness, PEOPLE[reader]);
  });
  afterAll(() => harness?.close());

  const post = async (path: string, body: unknown) => {
    const answer = await ask(harness, 'POST', path, { token: person.token, body });
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const listed = { search: '', order: 'name', descending: false };
  /** Filters that name everybody's customers widen nothing. */
  const everywhere = [{ dimension: 'region', values: CUSTOMERS.map(([, , , region]) => region) }];
  const codesOf = (customers: readonly { readonly code: string }[]) => customers.map(({ code }) => code).sort();
  const codesIn = (csv: string) => [...new Set(csv.match(/\bP0\d\b/g))].sort();
  /** Customers recorded as looked at since the last time this was asked. */
  let read = 0;
  const looks = async () => {
    const { rows } = await harness.database.pool.query(
      `SELECT id::int, subject_id, after FROM audit_log WHERE action = 'customer_viewed' AND id > $1 ORDER BY id`,
      [read],
    );
    read = rows.at(-1)?.id ?? read;
    return rows.map(({ subject_id, after }) => [subject_id, JSON.parse(after)]);
  };

  it('lists the customers they may see, whatever is filtered or searched for', async () => {
    for (const filters of [[], everywhere]) {
      const list = await post('/portfolio/customers', { filters, ...listed, page: 1 });
      expect([list.total, codesOf(list.customers)]).toEqual([sees.length, sees]);
    }
    const one = { filters: [], ...listed, search: '有限公司', page: 1 };
    expect(codesOf((await post('/portfolio/customers', one)).customers)).toEqual(sees);
  });

  it('writes no others to a file', async () => {
    for (const filters of [[], everywhere]) {
      const file = await post('/portfolio/customers/csv', { filters, ...listed });
      expect([file.rows, codesIn(file.csv)]).toEqual([sees.length, sees]);
    }
  });

  it('drills down into nobody else’s region, owner or customers', async () => {
    for (const [code, , owner, region] of CUSTOMERS) {
      const mine = sees.includes(code) ? [code] : [];
      const filters = [{ dimension: 'region', values: [region] }];
      expect(codesOf((await post('/portfolio/customers', { filters, ...listed, page: 1 })).customers)).toEqual(mine);
      const ofOwner = CUSTOMERS.filter((one) => one[2] === owner && sees.includes(one[0])).map(([one]) => one);
      const owned = { filters: [{ dimension: 'owner', values: [owner] }], ...listed };
      expect(codesIn((await post('/portfolio/customers/csv', owned)).csv)).toEqual(ofOwner);
    }
  });

  it('names only their values, and counts only their customers', async () => {
    const answer = await ask(harness, 'GET', '/portfolio/dimensions', { token: person.token });
    const named = answer.body.dimensions.find(({ key }: { key: string }) => key === 'region').values;
    expect(named.map(({ value }: { value: string }) => value).sort()).toEqual(regions.toSorted());
    expect(named.every(({ customers }: { customers: number }) => customers === 1)).toBe(true);
    for (const filters of [[], everywhere]) {
      const { totals, parts } = await post('/portfolio', { filters, dimension: 'region', months: 3 });
      expect([totals.customers, totals.exposureFen]).toEqual([sees.length, sees.length * 120_000_000]);
      expect(parts.map(({ value }: { value: string }) => value).sort()).toEqual(regions.toSorted());
    }
  });

  it('names the largest, and records the look at each of them', async () => {
    await looks();
    const { concentration } = await post('/portfolio', { filters: [], dimension: 'grade', months: 3 });
    expect(codesOf(concentration.largest)).toEqual(sees);
    const shown = { view: 'details', asOf: '2026-10-31', assessment: expect.stringMatching(/^\d+$/) };
    expect((await looks()).toSorted()).toEqual(sees.map((code) => [code, shown]));
  });
});

it('twelve customers: the ten largest are named, and ten looks recorded', async () => {
  const harness = await startHarness('socket');
  try {
    for (let number = 10; number < 22; number++) {
      await seedCustomer(harness.database, { code: `L${number}`, name: `大客户${number}有限公司` });
    }
    const { token } = await connect(harness, PEOPLE.risk);
    const body = { filters: [], dimension: 'grade', months: 3 };
    const answer = await ask(harness, 'POST', '/portfolio', { token, body });
    expect(answer.body.concentration.largest).toHaveLength(10);
    const { rows } = await harness.database.pool.query(
      `SELECT count(DISTINCT subject_id)::int AS looks FROM audit_log WHERE action = 'customer_viewed'`,
    );
    expect(rows).toEqual([{ looks: 10 }]);
  } finally {
    await harness.close();
  }
});
