import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { factsOf } from '@xinshao/core/facts/record.ts';
import { canonicalJson } from '@xinshao/core/json/canonical.ts';
import { parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { assess } from '@xinshao/core/scorecard/assess.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import { assessmentOf, recordOf } from '@xinshao/core/scorecard/record.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { openQueue, QUEUES } from '../queue/queue.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { addInvoices, makeCustomer, refresh } from '../testing/ledger-example.ts';
import { runMonitor } from './run-monitor.ts';

const policiesFolder = fileURLToPath(new URL('../../../../policies/', import.meta.url));
const text = readFileSync(`${policiesFolder}trade-credit.yaml`, 'utf8');
const parsed = parsePolicy(text);
const company = parseCompanySettings(readFileSync(`${policiesFolder}company.yaml`, 'utf8'));
if (!parsed.ok || !company.ok) throw new Error('the shipped policies are broken');
const policy = { text, policy: compilePolicy(parsed.policy, parsed.hash) };
const settings = company.value;
const options = { policy, settings, full: false, now: new Date('2026-10-30T02:00:00Z') };

describe('a monitor run', async () => {
  const database = await freshDatabase();
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));
  await database.prisma.staff.create({ data: { code: 'S1', name: '王芳', role: 'sales', teamCode: 'T1' } });
  const good = await makeCustomer(database, 'GOOD', { salesOwner: 'S1' });
  const bad = await makeCustomer(database, 'BAD', { salesOwner: 'S1' });
  const nobody = await makeCustomer(database, 'NAME-ONLY');
  const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'] as const;
  await addInvoices(
    database,
    good,
    months.map((month) => ({
      number: month,
      issuedOn: `${month}-01`,
      dueOn: `${month}-28`,
      amountFen: 5_000_000,
      clearedOn: `${month}-27`,
    })),
  );
  await addInvoices(
    database,
    bad,
    months.map((month) => ({
      number: month,
      issuedOn: `${month}-01`,
      dueOn: `${month}-28`,
      amountFen: 5_000_000,
    })),
  );
  // The ledger as a whole is fresh: somebody was invoiced yesterday.
  await addInvoices(database, good, [{ number: 'new', issuedOn: '2026-10-29', dueOn: '2026-11-28', amountFen: 100 }]);
  await refresh(database, [good, bad, nobody]);
  const jobs = async () => {
    const fetched = [QUEUES.deliverUrgent, QUEUES.deliverAlert].map((name) => queue.fetch(name, { batchSize: 50 }));
    return (await Promise.all(fetched)).flat().map(({ data }) => data);
  };

  it('grades who is known, and says so of who is not', async () => {
    const report = await runMonitor(database, queue, { ...options, asOf: '2026-10-30' });
    const { rows: audit } = await database.pool.query(
      'select id::text, hash, action, actor, surface from audit_log order by audit_log.id',
    );
    expect(audit).toMatchObject([
      { action: 'policy_first_used', actor: 'system', surface: 'job' },
      { action: 'monitor_run', ...report.auditHead },
    ]);
    expect(report).toMatchObject({ customers: 3, scored: 3, changed: 3, alertsOpened: 1, insufficientData: 1 });
    expect(report.grades.C).toBe(1);
    const state = await database.prisma.customerState.findUniqueOrThrow({ where: { customerId: nobody } });
    expect(state.grade).toBeNull();
  });

  it('opens one alert for all warnings of a customer and queues its messages with it', async () => {
    const [alert] = await database.prisma.alert.findMany({ include: { warnings: true } });
    expect(alert).toMatchObject({ customerId: bad, ownerCode: 'S1', teamCode: 'T1', state: 'open', severity: 'red' });
    expect(alert?.warnings.length).toBeGreaterThan(1);
    const queued = await jobs();
    expect(queued).toHaveLength(2);
    expect(queued).toContainEqual({ alertId: String(alert?.id), audience: 'channel' });
    expect(queued).toContainEqual({ alertId: String(alert?.id), audience: 'owner' });
  });

  it('gives a red alert two working hours', async () => {
    const [alert] = await database.prisma.alert.findMany();
    // Friday 10:00 in Shanghai: two hours are over at noon, the end of the morning.
    expect(alert?.dueAt.toISOString()).toBe('2026-10-30T04:00:00.000Z');
  });

  it('stores and alerts nothing when nothing has changed', async () => {
    const report = await runMonitor(database, queue, { ...options, asOf: '2026-10-30', full: true });
    expect(report).toMatchObject({ scored: 3, changed: 0, warnings: 0, alertsOpened: 0, alertsRaised: 0 });
    expect(await database.prisma.assessment.count()).toBe(3);
    expect(await jobs()).toEqual([]);
  });

  it('looks only at customers that something may have changed for', async () => {
    expect((await runMonitor(database, queue, { ...options, asOf: '2026-10-30' })).scored).toBe(0);
    expect((await runMonitor(database, queue, { ...options, asOf: '2026-10-31' })).scored).toBe(1);
    await refresh(database, [good]);
    expect((await runMonitor(database, queue, { ...options, asOf: '2026-10-31' })).scored).toBe(1);
  });

  it('only looks when the day lies before the latest run', async () => {
    const report = await runMonitor(database, queue, { ...options, asOf: '2026-06-30' });
    expect(report).toMatchObject({ stored: false, scored: 3, alertsOpened: 0 });
    const state = await database.prisma.customerState.findUniqueOrThrow({ where: { customerId: bad } });
    expect(state.asOf.toISOString().slice(0, 10)).toBe('2026-10-31');
  });

  it('lets new warnings join the alert that waits for its answer', async () => {
    const cool = await database.prisma.warning.updateMany({ data: { coolUntil: new Date('2026-11-01T00:00:00Z') } });
    expect(cool.count).toBeGreaterThan(0);
    const report = await runMonitor(database, queue, { ...options, asOf: '2026-11-02' });
    expect(report).toMatchObject({ alertsOpened: 0, alertsRaised: 1 });
    expect(await database.prisma.alert.count()).toBe(1);
    expect((await jobs()).length).toBe(2);
  });

  it('tells the channel alone of an alert whose owner has left and who has nobody above, else those above too, once', async () => {
    await database.prisma.warning.updateMany({ data: { coolUntil: new Date('2026-11-01T00:00:00Z') } });
    await database.prisma.staff.update({ where: { code: 'S1' }, data: { leftAt: new Date() } });
    const report = await runMonitor(database, queue, { ...options, asOf: '2026-11-02', full: true });
    expect(report).toMatchObject({ alertsOpened: 0, alertsRaised: 1 });
    expect(await jobs()).toEqual([expect.objectContaining({ audience: 'channel' })]);
    await database.prisma.staff.create({ data: { code: 'M1', name: '经理', role: 'sales_manager', teamCode: 'T1' } });
    for (const audiences of [['manager'], []]) {
      const next = await runMonitor(database, queue, { ...options, asOf: '2026-11-02' });
      expect(next).toMatchObject({ alertsOpened: 0, alertsRaised: 0 });
      expect(await jobs()).toEqual(audiences.map((audience) => expect.objectContaining({ audience })));
    }
    await database.prisma.staff.delete({ where: { code: 'M1' } });
    await database.prisma.staff.update({ where: { code: 'S1' }, data: { leftAt: null } });
  });

  it('opens a new alert beside one under review; what comes after joins it, also when the first one is returned', async () => {
    const [first] = await database.prisma.alert.findMany();
    const cool = () => database.prisma.warning.updateMany({ data: { coolUntil: new Date('2026-11-01T00:00:00Z') } });
    const become = (state: string) =>
      database.prisma.alert.updateMany({ where: { id: first?.id ?? 0n }, data: { state } });
    await become('answered');
    await cool();
    const opening = await runMonitor(database, queue, { ...options, asOf: '2026-11-03', full: true });
    expect(opening).toMatchObject({ alertsOpened: 1, alertsRaised: 0 });
    await become('returned');
    await cool();
    const before = await database.prisma.warning.count({ where: { alertId: first?.id ?? 0n } });
    const joining = await runMonitor(database, queue, { ...options, asOf: '2026-11-04', full: true });
    expect(joining).toMatchObject({ alertsOpened: 0, alertsRaised: 1 });
    expect(await database.prisma.warning.count({ where: { alertId: first?.id ?? 0n } })).toBe(before);
    await database.prisma.alert.updateMany({ where: { NOT: { id: first?.id ?? 0n } }, data: { state: 'closed' } });
    await cool();
    await runMonitor(database, queue, { ...options, asOf: '2026-11-05', full: true });
    expect(await database.prisma.warning.count({ where: { alertId: first?.id ?? 0n } })).toBeGreaterThan(before);
    expect(await database.prisma.alert.count()).toBe(2);
    await jobs();
  });

  it('stores what replays to the same bytes, and to the whole assessment', async () => {
    for (const stored of await database.prisma.assessment.findMany()) {
      const facts = factsOf(stored.facts);
      const assessment = assess(facts, policy.policy);
      expect(JSON.stringify(recordOf(assessment, policy.policy))).toBe(stored.result);
      const restored = assessmentOf(JSON.parse(stored.result), facts, policy.policy);
      expect(canonicalJson(restored)).toBe(canonicalJson(assessment));
      expect(canonicalJson(JSON.parse(stored.result))).toBe(stored.result);
    }
  });
});

describe('two monitor runs at once', async () => {
  const database = await freshDatabase();
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));
  const ids: number[] = [];
  for (let count = 0; count < 20; count += 1) {
    const id = await makeCustomer(database, `K${count}`);
    await addInvoices(database, id, [
      { number: '1', issuedOn: '2026-01-01', dueOn: '2026-02-01', amountFen: 1_000_000 },
    ]);
    ids.push(id);
  }
  await refresh(database, ids);

  it('never overlap: one does the work, the other is refused', async () => {
    const runs = await Promise.allSettled([
      runMonitor(database, queue, { ...options, asOf: '2026-10-30' }),
      runMonitor(database, queue, { ...options, asOf: '2026-10-30' }),
    ]);
    const refused = runs.filter((run) => run.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(String(refused[0]?.reason)).toContain('another monitor run is in progress');
    expect(await database.prisma.assessment.count()).toBe(20);
    expect(await database.prisma.alert.count()).toBe(20);
  });
});

describe('a database that goes away during a run', async () => {
  const database = await freshDatabase();
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));
  const ids: number[] = [];
  for (let count = 0; count < 5; count += 1) {
    const id = await makeCustomer(database, `K${count}`);
    await addInvoices(database, id, [
      { number: '1', issuedOn: '2026-01-01', dueOn: '2026-02-01', amountFen: 1_000_000 },
    ]);
    ids.push(id);
  }
  await refresh(database, ids);

  it('leaves nothing behind, and the next run does all of it', async () => {
    // A trigger that kills every connection of the database but its own, then itself, in the middle of the writing.
    await database.pool.query(`
      create function cut() returns trigger language plpgsql as $$ begin
        perform pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid();
        perform pg_terminate_backend(pg_backend_pid()); return new; end $$`);
    await database.pool.query('create trigger cut before insert on alerts for each row execute function cut()');
    await expect(runMonitor(database, queue, { ...options, asOf: '2026-10-30' })).rejects.toThrow(
      /terminating connection|Connection terminated/,
    );
    await database.pool.query('drop trigger cut on alerts');
    expect(await database.prisma.assessment.count()).toBe(0);
    expect(await database.prisma.customerState.count()).toBe(0);
    expect(await database.prisma.auditEntry.count()).toBe(0);
    const report = await runMonitor(database, queue, { ...options, asOf: '2026-10-30' });
    expect(report).toMatchObject({ scored: 5, alertsOpened: 5 });
  });
});
