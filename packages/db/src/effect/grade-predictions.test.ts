import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addDays, type Day, daysBetween } from '@xinshao/core/day/day.ts';
import { parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Database } from '../database.ts';
import { exportFile } from '../export/export-file.ts';
import { runMonitor } from '../monitor/run-monitor.ts';
import { openQueue } from '../queue/queue.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { addInvoices, date, makeCustomer, refresh } from '../testing/ledger-example.ts';
import { withinTransaction } from '../within-transaction.ts';
import { FIRST_OVERDUE_SQL } from './first-overdue.ts';
import { gradeDuePredictions } from './grade-predictions.ts';
import { askLedger } from './questions.ts';
import { RECOVERED_SQL } from './recovered.ts';

const NOW = new Date('2026-11-21T02:00:00Z');
const database = await freshDatabase();

describe('what is asked of the ledger agrees with looking at every day by hand', () => {
  /** A small generator with a fixed seed: the same ledgers each time. */
  let seed = 20_261_121;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const START: Day = '2026-01-01';

  interface Item {
    readonly number: string;
    readonly issuedOn: Day;
    readonly dueOn: Day;
    readonly amountFen: number;
    readonly clearedOn?: Day;
    readonly void: boolean;
    readonly payments: readonly { readonly paidOn: Day; readonly amountFen: number }[];
  }

  const ledger = (): Item[] =>
    Array.from({ length: 1 + random(6) }, (_, index) => {
      const issuedOn = addDays(START, random(120));
      const amountFen = (1 + random(9)) * 100;
      const payments = Array.from({ length: random(4) }, () => ({
        paidOn: addDays(issuedOn, random(150)),
        amountFen: (1 + random(5)) * 100,
      }));
      return {
        number: `I${index}`,
        issuedOn,
        dueOn: addDays(issuedOn, random(40)),
        amountFen,
        void: random(8) === 0,
        payments,
        ...(random(3) === 0 ? { clearedOn: addDays(issuedOn, random(160)) } : {}),
      };
    });

  /** What is open of an item at the end of a day. */
  const openOn = (item: Item, day: Day): number => {
    if (item.void || item.issuedOn > day || (item.clearedOn !== undefined && item.clearedOn <= day)) return 0;
    const paid = item.payments.filter(({ paidOn }) => paidOn <= day).reduce((sum, one) => sum + one.amountFen, 0);
    return Math.max(0, item.amountFen - paid);
  };

  it('for 150 random ledgers', async () => {
    const cases: { id: number; items: Item[]; from: Day; until: Day; daysPastDue: number; atLeastFen: number }[] = [];
    for (let place = 0; place < 150; place++) {
      const id = await makeCustomer(database, `RANDOM-${place}`);
      const items = ledger();
      await addInvoices(database, id, items);
      const payments = items.flatMap(({ number, payments }) =>
        payments.map(({ paidOn, amountFen }, index) => ({
          customerId: id,
          invoiceNumber: number,
          paidOn: date(paidOn),
          amountFen: BigInt(amountFen),
          method: 'bank',
          ordinal: index + 1,
        })),
      );
      await database.prisma.payment.createMany({ data: payments });
      const from = addDays(START, random(150));
      cases.push({
        id,
        items,
        from,
        until: addDays(from, random(90)),
        daysPastDue: 1 + random(60),
        atLeastFen: (1 + random(12)) * 100,
      });
    }
    const ids = cases.map(({ id }) => id);
    await refresh(database, ids);
    const found = await withinTransaction(database, async (client) => {
      await askLedger(
        client,
        'SELECT id, id, from_on, until_on, late, least FROM unnest($1::int[], $2::date[], $3::date[], $4::int[], $5::bigint[]) AS asked (id, from_on, until_on, late, least)',
        [
          ids,
          cases.map(({ from }) => from),
          cases.map(({ until }) => until),
          cases.map(({ daysPastDue }) => daysPastDue),
          cases.map(({ atLeastFen }) => atLeastFen),
        ],
      );
      const overdue = await client.query<{ id: number; on: Day }>(
        `SELECT id::int, happened_on::text AS on FROM (${FIRST_OVERDUE_SQL}) first`,
      );
      const recovered = await client.query<{ id: number; overdue: number; recovered: number; outstanding: number }>(
        `SELECT id::int, overdue_fen::int AS overdue, recovered_fen::int AS recovered, outstanding_fen::int AS outstanding
         FROM (${RECOVERED_SQL}) money`,
      );
      return {
        overdue: new Map(overdue.rows.map(({ id, on }) => [id, on])),
        recovered: new Map(recovered.rows.map(({ id, ...money }) => [id, money])),
      };
    });
    let came = 0;
    for (const { id, items, from, until, daysPastDue, atLeastFen } of cases) {
      const days = Array.from({ length: daysBetween(from, until) + 1 }, (_, index) => addDays(from, index));
      const lateOn = (day: Day) =>
        items
          .filter(({ dueOn }) => daysBetween(dueOn, day) >= daysPastDue)
          .reduce((sum, item) => sum + openOn(item, day), 0);
      const first = days.find((day) => lateOn(day) >= atLeastFen);
      if (first !== undefined) came += 1;
      expect(found.overdue.get(id), JSON.stringify({ items, from, until, daysPastDue, atLeastFen })).toBe(first);
      const known = items.filter(({ issuedOn }) => issuedOn <= from);
      const total = (which: readonly Item[], day: Day) => which.reduce((sum, item) => sum + openOn(item, day), 0);
      const overdue = known.filter(({ dueOn }) => dueOn < from);
      const still = known.filter((item) => item.dueOn < until && openOn(item, from) > 0);
      const money = found.recovered.get(id) ?? { overdue: 0, recovered: 0, outstanding: 0 };
      expect(money, JSON.stringify({ items, from, until })).toEqual({
        overdue: total(overdue, from),
        recovered: total(overdue, from) - total(overdue, until),
        outstanding: total(still, until),
      });
    }
    expect(came).toBeGreaterThan(20);
    expect(came).toBeLessThan(130);
  });
});

const policiesFolder = fileURLToPath(new URL('../../../../policies/', import.meta.url));
const text = readFileSync(`${policiesFolder}trade-credit.yaml`, 'utf8');
const parsed = parsePolicy(text);
const company = parseCompanySettings(readFileSync(`${policiesFolder}company.yaml`, 'utf8'));
if (!parsed.ok || !company.ok) throw new Error('the shipped policies are broken');
const policy = { text, policy: compilePolicy(parsed.policy, parsed.hash) };
const settings = company.value;

describe('alerts through half a year', () => {
  let through: Database;
  let pays: number;
  let fails: number;
  let bankrupt: number;
  const queueOf = (which: Database) => openQueue(which.url, { works: false });
  let queue: Awaited<ReturnType<typeof queueOf>>;
  const OPENED: Day = '2026-03-05';

  beforeAll(async () => {
    through = await freshDatabase();
    queue = await queueOf(through);
    [pays, fails, bankrupt] = [
      await makeCustomer(through, 'PAYS'),
      await makeCustomer(through, 'FAILS'),
      await makeCustomer(through, 'BANKRUPT'),
    ];
    // All three are 33 days past due when the alert opens: yellow, and 27 days before the 60 that the policy predicts.
    for (const id of [pays, fails, bankrupt]) {
      await addInvoices(through, id, [
        { number: 'a', issuedOn: '2026-01-01', dueOn: '2026-01-31', amountFen: 3_000_000 },
        { number: 'b', issuedOn: '2026-02-01', dueOn: '2026-04-20', amountFen: 1_000_000 },
      ]);
    }
    await refresh(through, [pays, fails, bankrupt]);
    await runMonitor(through, queue, { policy, settings, full: false, asOf: OPENED, now: NOW });
  });
  afterAll(() => queue.stop({ graceful: false }));

  const ledgerReaches = (day: Day) =>
    through.pool.query(`UPDATE data_sources SET latest_on = $1 WHERE source = 'ledger'`, [day]);
  const gradings = async (customerId: number, ruleId = 'overdue') => {
    const { rows } = await through.pool.query(
      `SELECT after_days, outcome, happening, happened_on::text, lead_days, recovered_fen::int, outstanding_fen::int
       FROM effect_gradings grading JOIN alert_predictions prediction ON prediction.id = grading.alert_prediction_id
       JOIN alerts alert ON alert.id = prediction.alert_id
       WHERE alert.customer_id = $1 AND prediction.rule_id = $2 ORDER BY after_days`,
      [customerId, ruleId],
    );
    return rows;
  };
  const none = { happening: null, happened_on: null, lead_days: null };

  it('an alert keeps what it predicts, with exposure and overdue as they were and the policy it was opened under', async () => {
    const { rows } = await through.pool.query(
      `SELECT prediction_id, made_on::text, within_days, days_past_due, at_least_fen::int, events, prediction.exposure_fen::int,
         prediction.overdue_fen::int, prediction.policy_hash FROM alert_predictions prediction JOIN alerts alert ON alert.id = alert_id
       WHERE alert.customer_id = $1 AND rule_id = 'overdue'`,
      [fails],
    );
    expect(rows).toEqual([
      {
        prediction_id: 'serious_arrears',
        made_on: OPENED,
        within_days: 90,
        days_past_due: 60,
        at_least_fen: 1_000_000,
        events: expect.arrayContaining(['bankruptcy']),
        exposure_fen: 4_000_000,
        overdue_fen: 3_000_000,
        policy_hash: parsed.hash,
      },
    ]);
    expect((await gradings(fails)).map(({ after_days, outcome }) => [after_days, outcome])).toEqual([
      [30, null],
      [90, null],
      [180, null],
    ]);
  });

  it('is not graded before its day, nor before the ledger has reached it', async () => {
    await ledgerReaches('2026-12-31');
    expect(await gradeDuePredictions(through, '2026-04-03', NOW)).toBe(0);
    await ledgerReaches('2026-04-03');
    expect(await gradeDuePredictions(through, '2026-12-31', NOW)).toBe(0);
  });

  it('30 days on: who passed 60 days is confirmed with its lead time; who paid is not yet decided', async () => {
    // Recorded before the grading, and later than it: it must not be seen.
    await through.prisma.payment.createMany({
      data: [
        { customerId: pays, invoiceNumber: 'a', paidOn: date('2026-03-20'), amountFen: 3_000_000n, ordinal: 1 },
        { customerId: fails, invoiceNumber: 'a', paidOn: date('2026-04-02'), amountFen: 500_000n, ordinal: 1 },
        { customerId: fails, invoiceNumber: 'a', paidOn: date('2026-04-10'), amountFen: 2_500_000n, ordinal: 1 },
      ],
    });
    await refresh(through, [pays, fails]);
    await through.prisma.event.create({
      data: {
        customerId: bankrupt,
        kind: 'bankruptcy',
        occurredOn: date('2026-03-15'),
        observedOn: date('2026-05-01'),
      },
    });
    await ledgerReaches('2026-04-04');
    expect(await gradeDuePredictions(through, '2026-04-04', NOW)).toBeGreaterThan(0);
    const overdueOn = { outcome: 'confirmed', happening: 'overdue', happened_on: '2026-04-01', lead_days: 27 };
    expect((await gradings(fails))[0]).toEqual({
      after_days: 30,
      ...overdueOn,
      recovered_fen: 500_000,
      outstanding_fen: 2_500_000,
    });
    expect((await gradings(bankrupt))[0]).toMatchObject(overdueOn);
    expect((await gradings(pays))[0]).toEqual({
      after_days: 30,
      outcome: 'undecided',
      ...none,
      recovered_fen: 3_000_000,
      outstanding_fen: 0,
    });
  });

  it('the same again changes nothing, and is audited once', async () => {
    const before = await gradings(fails);
    expect(await gradeDuePredictions(through, '2026-04-04', new Date('2027-01-01T00:00:00Z'))).toBe(0);
    expect(await gradings(fails)).toEqual(before);
    const { rows } = await through.pool.query(`SELECT actor, after FROM audit_log WHERE action = 'effect_graded'`);
    expect(rows).toEqual([{ actor: 'system', after: expect.stringContaining('"confirmed":') }]);
  });

  it('90 days on: a false alarm, and a bankruptcy that became known meanwhile came first', async () => {
    await ledgerReaches('2026-06-03');
    // Whoever finds another process at work waits for it, and is not told meanwhile that nothing is due.
    const other = await through.pool.connect();
    await other.query('BEGIN');
    await other.query('SELECT FROM effect_gradings WHERE after_days = 90 FOR UPDATE');
    const grading = Promise.all([1, 2].map(() => gradeDuePredictions(through, '2026-06-03', NOW)));
    const waiting = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    await vi.waitFor(async () => expect((await through.pool.query(waiting)).rows).toHaveLength(2), { timeout: 20_000 });
    await other.query('ROLLBACK');
    other.release();
    const both = await grading;
    const { rows } = await through.pool.query('SELECT count(*)::int FROM effect_gradings WHERE after_days = 90');
    expect(both.reduce((sum, count) => sum + count, 0)).toBe(rows[0]?.count);
    expect((await gradings(pays))[1]).toMatchObject({ after_days: 90, outcome: 'false_alarm', ...none });
    expect((await gradings(bankrupt))[1]).toMatchObject({
      outcome: 'confirmed',
      happening: 'bankruptcy',
      happened_on: '2026-03-15',
      lead_days: 10,
    });
    // Invoice b fell due on 20 April: of what was open in March it is what is overdue now.
    expect((await gradings(fails))[1]).toMatchObject({ recovered_fen: 3_000_000, outstanding_fen: 1_000_000 });
  });

  it('what is judged late is judged as of its own day', async () => {
    await through.prisma.payment.create({
      data: { customerId: fails, invoiceNumber: 'b', paidOn: date('2026-10-01'), amountFen: 1_000_000n, ordinal: 1 },
    });
    await refresh(through, [fails]);
    await ledgerReaches('2026-12-31');
    await gradeDuePredictions(through, '2026-12-31', NOW);
    expect((await gradings(fails))[2]).toMatchObject({
      after_days: 180,
      outcome: 'confirmed',
      lead_days: 27,
      outstanding_fen: 1_000_000,
    });
    const { rows } = await through.pool.query('SELECT count(*)::int FROM effect_gradings WHERE outcome IS NULL');
    expect(rows[0]?.count).toBe(0);
  });

  it('is exported line by line, with the words of the reader', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xinshao-effect-'));
    const path = join(folder, 'effect.csv');
    const origin = { actor: 'system', surface: 'cli' } as const;
    const period = { from: OPENED, to: OPENED, timeZone: 'Asia/Shanghai', locale: 'zh', origin } as const;
    const report = await exportFile(through, { what: 'effect', format: 'csv', path, ...period });
    const lines = (await readFile(path, 'utf8')).split(/\r?\n/);
    await rm(folder, { recursive: true });
    const { rows } = await through.pool.query('SELECT count(*)::int FROM effect_gradings');
    expect(report.rows).toBe(rows[0]?.count);
    expect(
      lines.find((line) => line.includes('BANKRUPT') && line.includes(',overdue,') && line.includes(',90,2026-06-03,')),
    ).toMatch(/,40000\.00,30000\.00,90,2026-06-03,2026-11-21 10:00:00,应验,破产[^,]*,2026-03-15,10,/);
  });
});
