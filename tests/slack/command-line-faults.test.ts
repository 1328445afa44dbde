import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '@xinshao/bot/cli/run.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { addInvoices, makeCustomer, refresh } from '@xinshao/db/testing/ledger-example.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const LANGUAGES = [
  ['zh', '连不上数据库', '另一次监控正在运行（开始于', '请等它结束后再试'],
  ['en', 'The database cannot be reached', 'Another monitor run is in progress', 'try again when it has ended'],
] as const;
const CUSTOMERS = 5;

describe('what goes wrong while the monitor runs', async () => {
  const database = await freshDatabase();
  const ids: number[] = [];
  for (let count = 0; count < CUSTOMERS; count += 1) {
    const id = await makeCustomer(database, `K${count}`);
    await addInvoices(database, id, [
      { number: '1', issuedOn: '2026-01-01', dueOn: '2026-02-01', amountFen: 1_000_000 },
    ]);
    ids.push(id);
  }
  await refresh(database, ids);

  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xinshao-faults-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = async (args: readonly string[], variables: Record<string, string> = {}) => {
    const out: string[] = [];
    const err: string[] = [];
    const code = await runCommandLine(
      args,
      { DATABASE_URL: database.url, LOG_LEVEL: 'silent', LANG: 'zh_CN.UTF-8', ...variables },
      { stdout: { write: (text) => out.push(text) }, stderr: { write: (text) => err.push(text) } },
      () => new Date('2026-10-30T02:00:00Z'),
    );
    return { code, out: out.join(''), err: err.join('') };
  };
  /** What monitor runs leave behind. */
  const stored = async () => {
    const { rows } = await database.pool.query(
      `SELECT (SELECT count(*)::int FROM assessments) AS assessments, (SELECT count(*)::int FROM customer_state) AS states,
         (SELECT count(*)::int FROM alerts) AS alerts, (SELECT count(*)::int FROM monitor_runs) AS runs,
         (SELECT count(*)::int FROM audit_log) AS audit,
         (SELECT count(*)::int FROM pgboss.job WHERE name LIKE 'deliver-alert%') AS deliveries`,
    );
    return rows[0];
  };
  const NOTHING = { assessments: 0, states: 0, alerts: 0, runs: 0, audit: 0, deliveries: 0 };

  it.each(LANGUAGES)(
    'a database that goes away is told in %s with exit code 1, and nothing is left',
    async (lang, said) => {
      // Kills every connection of the database but its own, then itself, in the middle of the writing.
      await database.pool.query(`
      CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid();
        PERFORM pg_terminate_backend(pg_backend_pid()); RETURN new; END $$`);
      await database.pool.query('CREATE TRIGGER cut BEFORE INSERT ON alerts FOR EACH ROW EXECUTE FUNCTION cut()');
      const { code, out, err } = await run(['monitor', '--json', '--lang', lang]);
      expect([code, out]).toEqual([1, '']);
      expect(err).toContain(said);
      await database.pool.query('DROP FUNCTION cut CASCADE');
      expect(await stored()).toEqual(NOTHING);
    },
  );

  it('a policy with a gap between bands is refused by check and by monitor, naming line and key', async () => {
    const shipped = await readFile(new URL('../../policies/trade-credit.yaml', import.meta.url), 'utf8');
    const lines = shipped.replace('{ from: 40, to: 50, points: 1 }', '{ from: 42, to: 50, points: 1 }');
    const line = lines.split('\n').findIndex((text) => text.includes('from: 42, to: 50')) + 1;
    expect(line).toBeGreaterThan(1);
    const file = join(folder, 'gap.yaml');
    await writeFile(file, lines);
    for (const [lang, where, what] of [
      ['zh', `第 ${line} 行`, '区间有空缺：从 40 到 42 的值没有得分'],
      ['en', `line ${line},`, 'gap between bands: values from 40 to 42 get no points'],
    ] as const) {
      for (const args of [['policy', 'check', file], ['monitor']]) {
        const { code, out, err } = await run([...args, '--lang', lang], { XINSHAO_POLICY: file });
        expect([code, out]).toEqual([1, '']);
        for (const part of [file, where, 'factors[0].bands[1]', what]) expect(err).toContain(part);
      }
    }
    const document = JSON.parse((await run(['policy', 'check', file, '--json'])).out);
    expect(document).toMatchObject({
      ok: false,
      problems: [{ code: 'band_gap', line, path: 'factors[0].bands[1]', text: expect.stringContaining('40') }],
    });
    expect(await stored()).toEqual(NOTHING);
  });

  it('two at once: the second is refused in both languages with exit code 1, the first does all of it once', async () => {
    // A lock in the way of the first keeps it under way until the others were refused.
    const holder = await database.pool.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE alerts IN ACCESS EXCLUSIVE MODE');
    const first = run(['monitor', '--json']);
    try {
      for (let tries = 0; tries < 300; tries++) {
        const { rows } = await holder.query(
          `SELECT 1 FROM pg_locks WHERE relation = 'alerts'::regclass AND NOT granted`,
        );
        if (rows.length > 0) break;
        await new Promise((wake) => setTimeout(wake, 50));
      }
      for (const [lang, , busy, advice] of LANGUAGES) {
        const { code, out, err } = await run(['monitor', '--json', '--lang', lang]);
        expect([code, out]).toEqual([1, '']);
        expect(err).toContain(busy);
        expect(err).toContain(advice);
      }
    } finally {
      await holder.query('COMMIT');
      holder.release();
    }
    const { code, out } = await first;
    expect([code, JSON.parse(out)]).toMatchObject([0, { scored: CUSTOMERS, alertsOpened: CUSTOMERS, stored: true }]);
    expect(await stored()).toMatchObject({ assessments: CUSTOMERS, states: CUSTOMERS, alerts: CUSTOMERS, runs: 1 });
    // Once the first is through, another finds nothing to do.
    expect(JSON.parse((await run(['monitor', '--json'])).out)).toMatchObject({ scored: 0, alertsOpened: 0 });
  });
});
