import { beforeAll, describe, expect, it } from 'vitest';
import { insertCustomers } from '../import/sql/insert-customers.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { findCustomers } from './find-customers.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;

const COMPANIES: readonly (readonly [string, string, string | null])[] = [
  ['C001', '华兴（上海）贸易有限公司', '911310006096709523'],
  ['C002', '北方重工集团有限公司', null],
  ['C003', '北方重工集团有限公司', null],
  ['C004', '东方机械有限责任公司', null],
  ['C005', '华东电子有限公司', null],
  ['C006', '上海华东电器有限公司', null],
  ['100%_A', '百分百\\有限公司', null],
];

beforeAll(async () => {
  database = await freshDatabase();
  const customers = COMPANIES.map(([code, name, uscc], index) => ({
    id: index + 1,
    customer: { code, name, uscc, region: null, industry: null },
  }));
  await insertCustomers(database.pool, customers);
  await database.pool.query(`UPDATE customers SET former_name_keys = '{老华兴贸易有限公司}' WHERE code = 'C001'`);
});

const found = async (text: string) => {
  const { matches } = await findCustomers(database, text);
  return matches.map(({ code, matchedBy }) => `${code} by ${matchedBy}`);
};
const suggested = async (text: string) => {
  const { matches, suggestions } = await findCustomers(database, text);
  expect(matches).toEqual([]);
  return suggestions.map(({ code }) => code);
};

describe('a customer is found surely', () => {
  it('by code', async () => expect(await found(' C001 ')).toEqual(['C001 by code']));
  it('by USCC, typed with spaces and in small letters', async () =>
    expect(await found('9113 1000 6096 7095 23')).toEqual(['C001 by uscc']));
  it('by name in any width, brackets or script', async () => {
    expect(await found('華興(上海) 貿易有限公司')).toEqual(['C001 by name']);
    expect(await found('华兴【上海】贸易有限公司')).toEqual(['C001 by name']);
  });
  it('by former name, which is said', async () =>
    expect(await found('老华兴贸易有限公司')).toEqual(['C001 by former_name']));
  it('two of one name are both given, for the reader to choose', async () =>
    expect(await found('北方重工集团有限公司')).toEqual(['C002 by name', 'C003 by name']));
});

describe('what is not sure is only suggested', () => {
  it('有限公司 for 有限责任公司, and a region moved', async () => {
    expect(await suggested('东方机械有限公司')).toEqual(['C004']);
    expect(await suggested('上海市华兴贸易有限公司')).toEqual(['C001']);
  });
  it('names that begin with the text come before those that contain it', async () =>
    expect(await suggested('华东')).toEqual(['C005', 'C006']));
  it('the beginning of a code', async () => expect(await suggested('C00')).toHaveLength(6));
  it('signs that LIKE understands are plain characters', async () => {
    expect(await suggested('%')).toEqual([]);
    expect(await suggested('100%_')).toEqual(['100%_A']);
    expect(await suggested('百分百\\')).toEqual(['100%_A']);
  });
  it('a valid USCC that nobody has suggests nobody', async () =>
    expect(await suggested('91110105579065830X')).toEqual([]));
  it('a USCC with one wrong digit is not valid, and finds nobody', async () =>
    expect(await suggested('911310006096709524')).toEqual([]));
  it('nothing typed finds nothing', async () =>
    expect(await findCustomers(database, ' \u200b ')).toEqual({ matches: [], suggestions: [], branchOf: null }));
});

describe('a branch has no grade of its own', () => {
  it('its parent is named', async () => {
    const result = await findCustomers(database, '华兴（上海）贸易有限公司杭州分公司');
    expect(result.matches).toEqual([]);
    expect(result.branchOf).toEqual({ parentName: '华兴（上海）贸易有限公司', customerId: 1 });
  });
  it('a parent that is no customer, or is one of two, has no id', async () => {
    expect((await findCustomers(database, '无名有限公司营业部')).branchOf).toEqual({
      parentName: '无名有限公司',
      customerId: null,
    });
    expect((await findCustomers(database, '北方重工集团有限公司第二分厂')).branchOf?.customerId).toBeNull();
  });
});
