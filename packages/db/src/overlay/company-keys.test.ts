import { createHmac } from 'node:crypto';
import { exactKey, nearKey } from '@xinshao/core/company/name.ts';
import { PREFIX_DIGITS } from '@xinshao/core/contract/overlay.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../testing/fresh-database.ts';
import { badgesOf } from './badges.ts';
import { overlayHashKey } from './hash-key.ts';

const DAY = '2026-10-31';

describe('the hashes by which the extension asks for customers', async () => {
  const database = await freshDatabase();
  const { pool } = database;
  let hashKey: string;
  const hash = (key: string) => createHmac('sha256', Buffer.from(hashKey, 'hex')).update(key).digest('hex');
  const asked = async (...keys: string[]) => {
    const badges = await badgesOf(
      database,
      keys.map((key) => hash(key).slice(0, PREFIX_DIGITS)),
      DAY,
    );
    const hashes = new Set(keys.map(hash));
    return badges.filter((badge) => hashes.has(badge.hash));
  };
  const add = (code: string, name: string, uscc: string | null = null, formerNames: readonly string[] = []) =>
    pool.query(
      `INSERT INTO customers (code, name, name_key, near_key, uscc, former_names, former_name_keys)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [code, name, exactKey(name), nearKey(name), uscc, formerNames, formerNames.map(exactKey)],
    );

  beforeAll(async () => {
    hashKey = await overlayHashKey(database);
    await add('C1', '华东精密机械（上海）有限公司', '911310006096709523', ['华东机械厂', '旧名甲']);
    await add('C2', '华东机械厂');
  });

  it('are HMAC-SHA-256 with a key of 32 bytes', () => expect(hashKey).toMatch(/^[0-9a-f]{64}$/));

  it('find a customer by USCC, exact name and former name', async () => {
    expect(await asked('uscc:911310006096709523')).toMatchObject([
      { name: '华东精密机械（上海）有限公司', matchedBy: 'uscc' },
    ]);
    expect(await asked(`name:${exactKey('華東精密機械(上海)有限公司')}`)).toMatchObject([{ matchedBy: 'name' }]);
    expect(await asked(`name:${exactKey('旧名甲')}`)).toMatchObject([{ matchedBy: 'former_name' }]);
  });

  it('say which customers have a code in our file: a namesake with another one is another company', async () => {
    expect(await asked('uscc:911310006096709523')).toMatchObject([{ code: 'C1', hasUscc: true }]);
    expect(await asked(`name:${exactKey('华东精密机械（上海）有限公司')}`)).toMatchObject([{ hasUscc: true }]);
    expect(await asked(`name:${exactKey('华东机械厂')}`)).toMatchObject([{ code: 'C2', hasUscc: false }]);
  });

  it('find customers by near name, with nothing but their names', async () => {
    const near = await asked(`near:${nearKey('上海华东精密机械有限责任公司')}`);
    expect(near).toMatchObject([
      {
        name: '华东精密机械（上海）有限公司',
        matchedBy: 'near',
        grade: null,
        limitFen: null,
        termDays: null,
        stopped: false,
        hasUscc: false,
      },
    ]);
    expect(await asked(`name:${nearKey('上海华东精密机械有限责任公司')}`)).toEqual([]);
  });

  it('an exact name hides a former name (§7)', async () => {
    expect(await asked(`name:${exactKey('华东机械厂')}`)).toMatchObject([{ name: '华东机械厂', matchedBy: 'name' }]);
  });

  it('find nobody else, and a bucket holds whole hashes to choose from', async () => {
    expect(await asked('name:无此公司', 'uscc:91110105579065830X')).toEqual([]);
  });

  it('follow a customer that is renamed, merged with new former names, or removed', async () => {
    await pool.query(`UPDATE customers SET name_key = '新名', former_name_keys = '{旧名乙}' WHERE code = 'C1'`);
    expect(await asked('name:旧名甲', `name:${exactKey('华东精密机械（上海）有限公司')}`)).toEqual([]);
    expect(await asked('name:新名', 'name:旧名乙', 'uscc:911310006096709523')).toHaveLength(3);
    await pool.query(`UPDATE customers SET region = '上海' WHERE code = 'C1'`);
    expect(await asked('name:新名')).toHaveLength(1);
    expect(await asked('near:新名')).toEqual([]);
    await pool.query(`UPDATE customers SET near_key = '近名' WHERE code = 'C1'`);
    expect(await asked('near:近名', `near:${nearKey('华东精密机械（上海）有限公司')}`)).toMatchObject([
      { matchedBy: 'near' },
    ]);
    expect(await asked('name:新名')).toHaveLength(1);
    await pool.query(`DELETE FROM customers WHERE code = 'C1'`);
    expect(await asked('near:近名')).toEqual([]);
    expect(await asked('name:新名', 'uscc:911310006096709523')).toEqual([]);
  });

  it('several customers of one name are several entries', async () => {
    await add('D1', '同名有限公司');
    await add('D2', '同名有限公司');
    expect(await asked('name:同名有限公司')).toHaveLength(2);
  });

  it('among 10,000 customers a page of 100 companies is answered at once', async () => {
    await pool.query(
      `INSERT INTO customers (code, name, name_key, near_key, former_names, former_name_keys)
       SELECT 'B' || i, '公司' || i, '公司' || i, '公司' || i, '{}', ARRAY['曾用' || i] FROM generate_series(1, 10000) i`,
    );
    await pool.query('ANALYZE company_keys');
    const keys = Array.from({ length: 100 }, (_, index) => `name:公司${index * 90 + 1}`);
    await asked(...keys);
    const before = performance.now();
    expect(await asked(...keys)).toHaveLength(100);
    const answered = performance.now() - before;
    expect(answered).toBeLessThan(500);
  });

  it('an import that touches all of 20,000 customers compares none with another, and renews keys of renamed ones only', async () => {
    await pool.query(
      `INSERT INTO customers (code, name, name_key, near_key, former_names, former_name_keys)
       SELECT 'E' || i, '商行' || i, '商行' || i, '商行' || i, '{}', '{}' FROM generate_series(1, 10000) i`,
    );
    await pool.query(`UPDATE customers SET master_on = '${DAY}'`);
    await pool.query(
      `UPDATE customers SET master_on = master_on + 1, name_key = CASE code WHEN 'E7' THEN '改名商行' ELSE name_key END`,
    );
    expect(await asked('name:改名商行', 'name:商行8', 'near:商行7')).toHaveLength(3);
    expect(await asked('name:商行7')).toEqual([]);
  });
});
