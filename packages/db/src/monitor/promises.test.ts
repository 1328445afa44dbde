import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { addDays, type Day } from '@xinshao/core/day/day.ts';
import type { FeedbackAnswers } from '@xinshao/core/feedback/form.ts';
import { canonicalJson } from '@xinshao/core/json/canonical.ts';
import { parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { assess } from '@xinshao/core/scorecard/assess.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { submitFeedback } from '../alerts/submit-feedback.ts';
import { factsOf } from '../facts/facts-of-customer.ts';
import { openQueue } from '../queue/queue.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { addInvoices, date, makeCustomer, refresh } from '../testing/ledger-example.ts';
import { withinTransaction } from '../within-transaction.ts';
import { runMonitor } from './run-monitor.ts';

const policiesFolder = fileURLToPath(new URL('../../../../policies/', import.meta.url));
const text = readFileSync(`${policiesFolder}trade-credit.yaml`, 'utf8');
const parsed = parsePolicy(text);
const company = parseCompanySettings(readFileSync(`${policiesFolder}company.yaml`, 'utf8'));
if (!parsed.ok || !company.ok) throw new Error('the shipped policies are broken');
const policy = { text, policy: compilePolicy(parsed.policy, parsed.hash) };
const settings = company.value;
const terms = parsed.policy.promises;

const ANSWERS: FeedbackAnswers = {
  contact_method: 'phone',
  contacted_at: '2026-10-30',
  contact_person: '王芳',
  cause: 'temporary_cash_gap',
  customer_says: '下月初收到货款后付清',
  recovery: 'likely',
  recovery_percent: 80,
  proposed_action: 'watch',
};
const owner = { code: 'S1', role: 'sales' as const, teamCode: 'T1' };

describe('promises to pay against the ledger', async () => {
  const database = await freshDatabase();
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));
  await database.prisma.staff.create({ data: { code: 'S1', name: '王芳', role: 'sales', teamCode: 'T1' } });
  const id = await makeCustomer(database, 'LATE', { salesOwner: 'S1' });
  await addInvoices(database, id, [
    { number: 'A', issuedOn: '2026-07-01', dueOn: '2026-07-31', amountFen: 5_000_000 },
    { number: 'B', issuedOn: '2026-08-01', dueOn: '2026-08-31', amountFen: 5_000_000 },
  ]);
  await refresh(database, [id]);

  const run = (asOf: Day) =>
    runMonitor(database, queue, { policy, settings, full: false, now: new Date(`${asOf}T01:00:00Z`), asOf });
  const promises = async () => {
    const { rows } = await database.pool.query(
      `select state, paid_fen::int as paid, decided_on::text as decided, withdrawn_on::text as withdrawn,
         made_on::text as made from promises order by id`,
    );
    return rows;
  };
  let steps = 0;
  const answer = async (alertId: bigint, today: Day, promise: { date: Day; amountFen: number } | undefined) => {
    const result = await submitFeedback(database, queue, {
      alertId: String(alertId),
      basedOn: steps,
      by: owner,
      surface: 'slack',
      answers: promise === undefined ? { ...ANSWERS, no_promise_reason: '客户拒接电话' } : { ...ANSWERS, promise },
      now: new Date(`${today}T02:00:00Z`),
      today,
    });
    steps += 1;
    return result.outcome;
  };
  const pay = async (paidOn: Day, amountFen: bigint, invoiceNumber: string) => {
    await database.prisma.payment.create({
      data: { customerId: id, invoiceNumber, paidOn: date(paidOn), amountFen, ordinal: 1 },
    });
    await refresh(database, [id]);
  };
  /** Until a run waits for what somebody else has locked, and has waited for so many milliseconds. */
  const runWaits = async (milliseconds: number) => {
    await vi.waitUntil(async () => {
      const { rows } = await database.pool.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    }, 20_000);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
  };
  const alerts = () => database.prisma.alert.findMany({ include: { warnings: true }, orderBy: { id: 'asc' } });

  it('a correction before the review takes the place of the promise and keeps its day', async () => {
    await run('2026-10-30');
    const [alert] = await alerts();
    if (alert === undefined) throw new Error('no alert');
    expect(await answer(alert.id, '2026-10-30', { date: '2026-11-05', amountFen: 9_000_000 })).toBe('stored');
    expect(await answer(alert.id, '2026-11-02', { date: '2026-11-06', amountFen: 2_000_000 })).toBe('stored');
    expect(await answer(alert.id, '2026-11-02', { date: '2026-11-06', amountFen: 2_000_000 })).toBe('stored');
    expect(await promises()).toEqual([
      { state: 'open', paid: 0, decided: null, withdrawn: '2026-11-02', made: '2026-10-30' },
      { state: 'open', paid: 0, decided: null, withdrawn: null, made: '2026-10-30' },
    ]);
  });

  it.each(['the officer', 'the run'])(
    'a review that meets a run over the same alert: both count, also when %s has to begin again',
    async (victim) => {
      const [alert] = await alerts();
      await database.pool.query(`UPDATE promises SET paid_fen = paid_fen + 1 WHERE withdrawn_on IS NULL`);
      const locked = Promise.withResolvers<void>();
      let tries = 0;
      const review = withinTransaction(database, async (client) => {
        tries += 1;
        // Whoever has waited for a second looks for a deadlock, and ends itself.
        if (victim === 'the run') await client.query(`SET LOCAL deadlock_timeout = '1h'`);
        await client.query('SELECT FROM alerts WHERE id = $1 FOR UPDATE', [alert?.id]);
        locked.resolve();
        if (tries === 1) await runWaits(victim === 'the run' ? 0 : 1_200);
        await client.query('UPDATE customer_state SET limit_fen = coalesce(limit_fen, 0) + 1 WHERE customer_id = $1', [
          id,
        ]);
      });
      await locked.promise;
      const now = new Date('2026-11-02T01:00:00Z');
      const monitor = runMonitor(database, queue, { policy, settings, full: true, now, asOf: '2026-11-02' });
      await Promise.all([review, monitor]);
      expect(tries > 1).toBe(victim === 'the officer');
      expect((await promises()).at(-1)).toMatchObject({ state: 'open', paid: 0 });
    },
  );

  it('part of the money shows at once; after the days of grace it is broken, and a new alert has the history', async () => {
    const [first] = await alerts();
    await database.prisma.alertMessage.create({
      data: { alertId: first?.id ?? 0n, audience: 'channel', state: 'posted', channel: 'C', ts: '1' },
    });
    await pay('2026-11-04', 500_000n, 'A');
    await run('2026-11-05');
    expect((await promises())[1]).toMatchObject({ state: 'open', paid: 500_000 });
    const before = (await alerts())[0]?.version ?? 0;
    await run('2026-11-09');
    expect((await promises())[1]).toMatchObject({ state: 'open' });
    const report = await run('2026-11-10');
    expect((await promises())[1]).toMatchObject({ state: 'broken', paid: 500_000, decided: '2026-11-10' });
    expect(report.alertsOpened).toBe(1);
    const [answered, opened] = await alerts();
    expect(answered?.version).toBe(before + 1);
    const warning = opened?.warnings.find(({ ruleId }) => ruleId === 'broken_promise');
    expect(warning).toMatchObject({
      severity: 'orange',
      form: 'arrears',
      evidence: {
        kind: 'broken_promise',
        dueOn: '2026-11-06',
        amountFen: 2_000_000,
        paidFen: 500_000,
        count: 1,
        history: [{ alertId: String(first?.id), state: 'broken' }],
      },
    });
    const { rows } = await database.pool.query(
      `select subject_id, after::json ->> 'state' as state from audit_log where action = 'promise_judged'`,
    );
    expect(rows).toEqual([{ subject_id: String(first?.id), state: 'broken' }]);
  });

  it('is raised once, also when everybody is looked at again', async () => {
    await runMonitor(database, queue, { policy, settings, full: true, now: new Date(), asOf: '2026-11-10' });
    await run('2026-11-11');
    const { rows } = await database.pool.query(
      `select count(*)::int as count from warnings where rule_id = 'broken_promise'`,
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('lowers the score: the word of this customer counts for less', async () => {
    const facts = await factsOf(database, id, '2026-11-10', terms);
    const faithful = { ...facts, promises: { broken: 0, brokenAmountFen: 0, kept: 1 } };
    expect(assess(facts, policy.policy).score).toBe(assess(faithful, policy.policy).score - 1);
    const { rows } = await database.pool.query<{ score: number }>(
      'select score from customer_state where customer_id = $1',
      [id],
    );
    expect(rows[0]?.score).toBeCloseTo(
      assess(await factsOf(database, id, '2026-11-11', terms), policy.policy).score,
      6,
    );
  });

  it('as of an earlier day it was still open, or not even promised', async () => {
    const stateOn = async (day: Day) => {
      const facts = await factsOf(database, id, day, terms);
      expect(JSON.stringify(facts)).toBe(canonicalJson(facts));
      return facts.promises.history?.map(({ state, amountFen, paidFen }) => [state, amountFen, paidFen]) ?? [];
    };
    expect(await stateOn('2026-10-29')).toEqual([]);
    expect(await stateOn('2026-11-01')).toEqual([['open', 9_000_000, 0]]);
    expect(await stateOn('2026-11-03')).toEqual([['open', 2_000_000, 0]]);
    expect(await stateOn('2026-11-04')).toEqual([['open', 2_000_000, 500_000]]);
    expect(await stateOn('2026-11-09')).toEqual([['open', 2_000_000, 500_000]]);
    expect(await stateOn('2026-11-10')).toEqual([['broken', 2_000_000, 500_000]]);
  });

  it('a second promise is kept by its own money, a third is not kept by the same money once more', async () => {
    const [, second] = await alerts();
    steps = 0;
    expect(await answer(second?.id ?? 0n, '2026-11-11', { date: '2026-11-20', amountFen: 1_000_000 })).toBe('stored');
    await database.prisma.promise.create({
      data: {
        customerId: id,
        alertId: second?.id ?? 0n,
        madeOn: date('2026-11-12'),
        recordedOn: date('2026-11-12'),
        dueOn: date('2026-11-21'),
        amountFen: 1_000_000n,
      },
    });
    await pay('2026-11-18', 1_400_000n, 'A');
    await run('2026-11-18');
    expect((await promises()).slice(2)).toMatchObject([
      { state: 'kept', paid: 1_000_000, decided: '2026-11-18' },
      { state: 'open', paid: 400_000 },
    ]);
    const report = await run('2026-11-25');
    expect((await promises())[3]).toMatchObject({ state: 'broken', paid: 400_000, decided: '2026-11-25' });
    expect(report.alertsOpened).toBe(1);
    const third = (await alerts())[2]?.warnings.find(({ ruleId }) => ruleId === 'broken_promise');
    expect(third).toMatchObject({ severity: 'red', evidence: { count: 2 } });
    const facts = await factsOf(database, id, '2026-11-25', terms);
    expect(facts.promises).toMatchObject({ broken: 2, kept: 1, partlyKept: 0 });
  });

  it('a kept promise whose cheque bounces weeks later is broken, and raised', async () => {
    const bounced = await makeCustomer(database, 'BOUNCED', { salesOwner: 'S1' });
    await addInvoices(database, bounced, [
      { number: 'Z', issuedOn: '2026-09-01', dueOn: '2026-10-01', amountFen: 900_000 },
    ]);
    const [alert] = await alerts();
    await database.prisma.promise.create({
      data: {
        customerId: bounced,
        alertId: alert?.id ?? 0n,
        madeOn: date('2026-11-20'),
        recordedOn: date('2026-11-20'),
        dueOn: date('2026-11-25'),
        amountFen: 900_000n,
      },
    });
    const cheque = { customerId: bounced, invoiceNumber: 'Z', ordinal: 1 };
    await database.prisma.payment.create({ data: { ...cheque, paidOn: date('2026-11-24'), amountFen: 900_000n } });
    await refresh(database, [bounced]);
    const raised = async () => {
      const { rows } = await database.pool.query<{ due: string }>(
        `select evidence ->> 'dueOn' as due from warnings where customer_id = $1 and rule_id = 'broken_promise'`,
        [bounced],
      );
      return rows.map(({ due }) => due);
    };
    await run('2026-12-01');
    expect((await promises()).at(-1)).toMatchObject({ state: 'kept', decided: '2026-11-24' });
    expect(await raised()).toEqual([]);
    // Entered late: its day lies before the last run.
    await database.prisma.payment.create({ data: { ...cheque, paidOn: date('2026-11-30'), amountFen: -900_000n } });
    await refresh(database, [bounced]);
    await run('2026-12-02');
    expect((await promises()).at(-1)).toMatchObject({ state: 'broken', paid: 0 });
    expect(await raised()).toEqual(['2026-11-25']);
    await run('2026-12-03');
    expect(await raised()).toEqual(['2026-11-25']);
  });

  it('money that the source cleared without a payment counts; what was paid before does not count twice', async () => {
    const other = await makeCustomer(database, 'CLEARED', {});
    await addInvoices(database, other, [
      { number: 'X', issuedOn: '2026-09-01', dueOn: '2026-10-01', amountFen: 1_000, clearedOn: '2026-11-15' },
      { number: 'Y', issuedOn: '2026-09-01', dueOn: '2026-10-01', amountFen: 3_000, clearedOn: '2026-11-16' },
    ]);
    await database.prisma.payment.create({
      data: { customerId: other, invoiceNumber: 'Y', paidOn: date('2026-11-01'), amountFen: 2_500n, ordinal: 1 },
    });
    await refresh(database, [other]);
    const [alert] = await alerts();
    await database.prisma.promise.create({
      data: {
        customerId: other,
        alertId: alert?.id ?? 0n,
        madeOn: date('2026-11-10'),
        recordedOn: date('2026-11-10'),
        dueOn: date('2026-11-20'),
        amountFen: 2_000n,
      },
    });
    const facts = await factsOf(database, other, addDays('2026-11-20', 4), terms);
    expect(facts.promises.history).toMatchObject([{ paidFen: 1_500, state: 'partly_kept' }]);
  });
});
