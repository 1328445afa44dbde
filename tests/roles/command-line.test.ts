import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '@xinshao/bot/cli/run.ts';
import { ABILITY_TABLE, type GeneralAbility } from '@xinshao/core/roles/abilities.ts';
import { ROLES, type Role } from '@xinshao/core/roles/roles.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedCompany, seedCustomer } from '../slack/support/seed.ts';

/** One person of each role; the customer C00001 is S01's, whom M01 leads. */
const PERSON: Readonly<Record<Role, string>> = {
  sales: 'S01',
  sales_manager: 'M01',
  risk: 'R01',
  finance: 'F01',
  executive: 'E01',
};

describe('who may do what on the command line (§9)', async () => {
  const database = await freshDatabase();
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xinshao-roles-'));
    await seedCompany(database);
    await database.pool.query(
      `INSERT INTO staff (code, name, role) VALUES ('F01', '钱财务', 'finance'), ('E01', '孙总', 'executive')`,
    );
    await seedCustomer(database, { code: 'C00001', name: '华东精密机械有限公司' });
    await seedCustomer(database, { code: 'C00002', name: '华南贸易有限公司', owner: null });
    await writeFile(join(folder, 'customers.csv'), 'code,name\nC00001,华东精密机械有限公司\n');
    await writeFile(join(folder, 'teams.csv'), 'code,name\nEAST,华东\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = async (args: readonly string[], variables: Readonly<Record<string, string>> = {}) => {
    const out: string[] = [];
    const err: string[] = [];
    const code = await runCommandLine(
      args,
      { DATABASE_URL: database.url, LOG_LEVEL: 'silent', LANG: 'zh_CN.UTF-8', ...variables },
      { stdout: { write: (text) => out.push(text) }, stderr: { write: (text) => err.push(text) } },
    );
    return { code, out: out.join(''), err: err.join('') };
  };

  it.each(ROLES)('%s sees the grade of anybody, and details only where §9 says so', async (role) => {
    const see = async (customer: string) =>
      JSON.parse((await run(['lookup', customer, '--as', PERSON[role], '--json'])).out).matches[0];
    const [mine, strange] = [await see('C00001'), await see('C00002')];
    expect([mine.grade, mine.limitFen, strange.grade]).toEqual([expect.any(String), 200_000_000, expect.any(String)]);
    expect([mine.exposureFen, mine.detailsHidden]).toEqual([120_000_000, false]);
    expect(mine.reasons).not.toEqual([]);
    const hidden = role === 'sales' || role === 'sales_manager';
    expect(strange).toMatchObject({ detailsHidden: hidden, exposureFen: hidden ? null : 120_000_000 });
    if (!hidden) return;
    expect(strange).toMatchObject({ score: null, confidence: null, overdueFen: null, headroomFen: null, reasons: [] });
    const text = (await run(['lookup', 'C00002', '--as', PERSON[role]])).out;
    expect(text).toContain('仅客户负责人');
    expect(text).not.toMatch(/120|敞口 ¥|逾期金额/);
  });

  it.each(ROLES)('%s: explain is a look at details', async (role) => {
    const explain = (customer: string) => run(['explain', customer, '--as', PERSON[role], '--as-of', '2026-10-31']);
    expect((await explain('C00001')).code).toBe(0);
    const strange = await explain('C00002');
    if (role === 'sales' || role === 'sales_manager') {
      expect([strange.code, strange.out]).toEqual([1, '']);
      expect(strange.err).toContain('只有负责该客户的销售、其销售主管、风控、财务、管理层可以查看该客户的敞口');
    } else expect(strange.code).toBe(0);
  });

  it('a look is recorded under the name of whoever looked, and as what they saw', async () => {
    await run(['lookup', 'C00002', '--as', 'S01']);
    await run(['lookup', 'C00002'], { XINSHAO_STAFF: 'R01' });
    await run(['lookup', 'C00002']);
    const { rows } = await database.pool.query<{ actor: string; after: string }>(
      'SELECT actor, after FROM audit_log ORDER BY id DESC LIMIT 3',
    );
    expect(rows.map(({ actor, after }) => [actor, JSON.parse(after).view])).toEqual([
      ['system:cli', 'details'],
      ['R01', 'details'],
      ['S01', 'grade'],
    ]);
  });

  it('--as goes before XINSHAO_STAFF; a code nobody has is refused, with nothing shown', async () => {
    expect((await run(['staff', 'list', '--as', 'R01'], { XINSHAO_STAFF: 'S01' })).code).toBe(0);
    const nobody = await run(['lookup', 'C00001', '--as', 'X99', '--lang', 'en']);
    expect(nobody).toMatchObject({ code: 1, out: '', err: expect.stringContaining('nobody with the code “X99”') });
  });

  it('whoever has left may do nothing from that day on, and the staff list says since when', async () => {
    const leave = (leftAt: string | null) =>
      database.pool.query(`UPDATE staff SET left_at = $1 WHERE code = 'R02'`, [leftAt]);
    await leave('2026-01-31T16:00:00Z');
    const refused = await run(['lookup', 'C00001', '--as', 'R02']);
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('R02') });
    expect((await run(['staff', 'list'])).out).toMatch(/^R02 .*离职 2026-02-01$/m);
    const { staff } = JSON.parse((await run(['staff', 'list', '--json'])).out);
    expect(staff).toContainEqual(expect.objectContaining({ code: 'R02', leftOn: '2026-02-01' }));
    expect(staff).toContainEqual(expect.objectContaining({ code: 'R01', leftOn: null }));
    await leave(null);
    expect((await run(['lookup', 'C00001', '--as', 'R02'])).code).toBe(0);
  });

  it.each(ROLES)('backups are the administrator’s alone, not of %s', async (role) => {
    for (const command of ['backup', 'restore']) {
      const file = join(folder, `${role}.backup`);
      if (command === 'restore') await writeFile(file, '');
      const { code, out, err } = await run([command, file, '--as', PERSON[role]]);
      expect([code, out]).toEqual([1, '']);
      expect(err).toContain('只有信哨的系统管理员');
    }
  });

  const commands: readonly (readonly [GeneralAbility, () => string[]])[] = [
    ['read_staff', () => ['staff', 'list']],
    ['read_audit', () => ['audit', 'verify']],
    ['read_policy', () => ['policy', 'check']],
    ['export_details', () => ['export', 'alerts', '--out', join(folder, 'alerts.csv')]],
    ['read_audit', () => ['export', 'audit', '--out', join(folder, 'audit.csv')]],
    ['import_data', () => ['import', 'customers', join(folder, 'customers.csv')]],
    ['change_staff', () => ['import', 'teams', join(folder, 'teams.csv')]],
    ['run_monitor', () => ['monitor', '--as-of', '2026-10-30']],
    ['read_audit', () => ['replay', '--assessment', '1']],
  ];
  describe.each(commands.map(([ability, args]) => ({ ability, args })))('$ability', ({ ability, args }) => {
    it.each(ROLES)('%s', async (role) => {
      const { code, out, err } = await run([...args(), '--as', PERSON[role]]);
      if (ABILITY_TABLE[ability][role] === 'all') expect([code, err]).toEqual([0, '']);
      else {
        expect([code, out]).toEqual([1, '']);
        expect(err).toMatch(/只有.*风控.*可以/);
      }
    });

    it('the administrator', async () => expect((await run(args())).code).toBe(0));
  });
});
