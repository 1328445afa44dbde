import type { Day } from '@xinshao/core/day/day.ts';
import { compileText, SMALL_POLICY } from '@xinshao/core/policy/testing/small-policy.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { MOST_ATTEMPTS } from '../outbox/try-again.ts';
import { openQueue } from '../queue/queue.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { addInvoices, date, makeCustomer, refresh } from '../testing/ledger-example.ts';
import { gradeDuePredictions } from './grade-predictions.ts';
import { judgeDueEstimates, judgedEstimates, noteEstimates } from './judge-estimates.ts';
import { monthlyReport } from './monthly-report.ts';
import { planReport, reportIsMissing, requeueReports } from './plan-report.ts';
import { claimReport, recordReportSent, recordReportUnsent } from './report-message.ts';

const database = await freshDatabase();
const { pool, prisma } = database;
const compiled = compileText(SMALL_POLICY);
const NOW = new Date('2026-10-01T02:00:00Z');
const options = {
  month: '2026-09',
  today: '2026-10-01',
  now: NOW,
  timeZone: 'Asia/Shanghai',
  policy: { hash: compiled.hash, policy: compiled.policy },
} as const;

interface SeededAlert {
  readonly customerId: number;
  readonly openedOn: Day;
  readonly owner: string;
  readonly answeredAfterHours?: number;
  readonly percent?: number;
  readonly rules: readonly string[];
}

/** An alert due eight hours after it was opened, with what it predicts: arrears of 60 days within 30 days. */
const alertOf = async ({ customerId, openedOn, owner, answeredAfterHours, percent = 50, rules }: SeededAlert) => {
  const openedAt = new Date(`${openedOn}T01:00:00Z`);
  const later = (hours: number) => new Date(openedAt.getTime() + hours * 3_600_000);
  const alert = await prisma.alert.create({
    data: {
      customerId,
      state: 'open',
      severity: 'orange',
      openedOn: date(openedOn),
      openedAt,
      dueAt: later(8),
      ownerCode: owner,
      teamCode: 'T1',
      exposureFen: 999n,
      overdueFen: 0n,
      policyHash: compiled.hash,
    },
  });
  for (const ruleId of rules) {
    const common = { alertId: alert.id, ruleId };
    await prisma.warning.create({
      data: {
        ...common,
        customerId,
        severity: 'orange',
        type: 'default',
        form: 'arrears',
        evidence: {},
        foundOn: date(openedOn),
        coolUntil: date(openedOn),
        assessmentId: 1n,
      },
    });
    const prediction = await prisma.alertPrediction.create({
      data: {
        ...common,
        predictionId: 'arrears',
        madeOn: date(openedOn),
        withinDays: 30,
        daysPastDue: 60,
        atLeastFen: 1_000n,
        events: [],
        exposureFen: 100_000n,
        overdueFen: 0n,
        dueAt: later(8),
        policyHash: compiled.hash,
      },
    });
    await pool.query(
      'INSERT INTO effect_gradings (alert_prediction_id, after_days, due_on) VALUES ($1, 30, $2::date + 30)',
      [prediction.id, openedOn],
    );
  }
  if (answeredAfterHours !== undefined) {
    const feedback = { alertId: alert.id, submittedBy: owner, submittedAt: later(answeredAfterHours) };
    await prisma.feedback.create({ data: { ...feedback, revision: 1, answers: { recovery_percent: percent } } });
    // A second thought counts for nothing: it may already know what came of it.
    await prisma.feedback.create({ data: { ...feedback, revision: 2, answers: { recovery_percent: 100 - percent } } });
  }
  return alert.id;
};

beforeAll(async () => {
  await prisma.team.create({ data: { code: 'T1', name: '华东' } });
  await prisma.staff.createMany({
    data: [
      { code: 'S1', name: '王芳', role: 'sales' },
      { code: 'S2', name: '李雷', role: 'sales' },
      { code: 'R1', name: '赵风控', role: 'risk' },
      { code: 'E1', name: '孙总', role: 'executive' },
    ],
  });
  const ids: number[] = [];
  const customer = async (code: string, dueOn: Day, paidOn?: Day, paidFen = 10_000) => {
    const id = await makeCustomer(database, code);
    await addInvoices(database, id, [{ number: 'a', issuedOn: '2026-01-01', dueOn, amountFen: 10_000 }]);
    if (paidOn !== undefined) {
      await prisma.payment.create({
        data: { customerId: id, invoiceNumber: 'a', paidOn: date(paidOn), amountFen: BigInt(paidFen), ordinal: 1 },
      });
    }
    ids.push(id);
    return id;
  };
  // 60 days past due on 30 August, 91 days on 30 September: confirmed in September, and a default that was warned of.
  const fails = await customer('FAILS', '2026-07-01');
  // Paid in time: a false alarm.
  const pays = await customer('PAYS', '2026-07-01', '2026-08-15');
  // 91 days on 10 September and no alert at all; another one so since August.
  await customer('MISSED', '2026-06-11');
  await customer('LONG-AGO', '2026-05-01');
  const closed = await alertOf({
    customerId: fails,
    openedOn: '2026-08-10',
    owner: 'S1',
    rules: ['overdue', 'bureau_low'],
  });
  await alertOf({ customerId: pays, openedOn: '2026-08-11', owner: 'S1', rules: ['overdue'] });
  await prisma.alertReview.create({
    data: {
      alertId: closed,
      revision: 0,
      decision: 'close',
      verdict: 'false_alarm',
      note: '已付清',
      by: 'R1',
      at: new Date('2026-09-30T15:00:00Z'),
    },
  });
  // Alerts of September: in time, late, not answered, and one not yet due on 1 October.
  const calm = await customer('CALM', '2026-12-01');
  await alertOf({ customerId: calm, openedOn: '2026-09-02', owner: 'S1', answeredAfterHours: 2, rules: ['overdue'] });
  await prisma.alert.updateMany({ where: { customerId: calm }, data: { state: 'closed' } });
  await alertOf({ customerId: calm, openedOn: '2026-09-03', owner: 'S2', answeredAfterHours: 10, rules: ['overdue'] });
  await prisma.alert.updateMany({ where: { customerId: calm }, data: { state: 'closed' } });
  await alertOf({ customerId: calm, openedOn: '2026-09-04', owner: 'S2', rules: ['lawsuit'] });
  await prisma.alert.updateMany({ where: { customerId: calm }, data: { state: 'closed' } });
  // Estimates of June: half, all and nothing came in by September.
  for (const [code, percent, paidFen, owner] of [
    ['HALF', 80, 5_000, 'S1'],
    ['ALL', 80, 10_000, 'S1'],
    ['NOTHING', 20, 0, 'S2'],
  ] as const) {
    const id = await customer(code, '2026-02-01', paidFen === 0 ? undefined : '2026-07-01', paidFen);
    await alertOf({ customerId: id, openedOn: '2026-06-15', owner, answeredAfterHours: 3, percent, rules: [] });
  }
  await customer('FRESH', '2026-10-01', '2026-10-01');
  await refresh(database, ids);
  await noteEstimates(database, 'Asia/Shanghai');
  await gradeDuePredictions(database, '2026-10-01', NOW);
  await judgeDueEstimates(database, '2026-10-01', NOW);
});

describe('the report on September', () => {
  it('counts alerts, answers and what was decided, by rule', async () => {
    const report = await monthlyReport(database, options);
    expect(report).toMatchObject({ month: '2026-09', asOf: '2026-09-30', opened: { alerts: 3, exposureFen: 300_000 } });
    expect(report.response).toEqual({ owed: 3, inTime: 1, medianHours: 6 });
    expect(report.teams).toEqual([{ code: 'T1', name: '华东', owed: 3, inTime: 1, medianHours: 6 }]);
    expect(report.people).toEqual([
      { code: 'S2', name: '李雷', owed: 2, inTime: 0, medianHours: 10 },
      { code: 'S1', name: '王芳', owed: 1, inTime: 1, medianHours: 2 },
    ]);
    expect(report.rules).toEqual([
      { ruleId: 'overdue', opened: 2, confirmed: 1, alreadyThere: 0, falseAlarms: 1, medianLeadDays: 20 },
      { ruleId: 'bureau_low', opened: 0, confirmed: 1, alreadyThere: 0, falseAlarms: 0, medianLeadDays: 20 },
      { ruleId: 'lawsuit', opened: 1, confirmed: 0, alreadyThere: 0, falseAlarms: 0, medianLeadDays: null },
    ]);
  });

  it('counts an alert and its money once, however many rules it had', async () => {
    const { decided, money } = await monthlyReport(database, options);
    expect(decided).toEqual({ confirmed: 1, alreadyThere: 0, falseAlarms: 1, medianLeadDays: 20 });
    // FAILS owed 10,000 fen on 10 August, all of it overdue then and still; PAYS paid its 10,000.
    expect(money).toEqual({ exposureFen: 200_000, recoveredFen: 10_000, outstandingFen: 10_000 });
  });

  it('sets the verdict of risk beside what was measured', async () => {
    const { verdicts } = await monthlyReport(database, options);
    expect(verdicts).toEqual([{ verdict: 'false_alarm', confirmed: 1, false_alarm: 0, undecided: 0 }]);
  });

  it('finds the customers that nobody had warned of', async () => {
    // At the policy's ¥1,000 nobody; at ¥50 the one that was warned of in August, and one that nobody saw coming.
    expect((await monthlyReport(database, options)).defaults).toEqual({ customers: 0, warned: 0 });
    const stricter = { ...compiled.policy.effect, missed: { daysPastDue: 91, atLeastYuan: 50, alertWithinDays: 180 } };
    const policy = { hash: compiled.hash, policy: { ...compiled.policy, effect: stricter } };
    expect((await monthlyReport(database, { ...options, policy })).defaults).toEqual({ customers: 2, warned: 1 });
    const forgetful = { ...stricter, missed: { ...stricter.missed, alertWithinDays: 20 } };
    const later = { hash: compiled.hash, policy: { ...compiled.policy, effect: forgetful } };
    expect((await monthlyReport(database, { ...options, policy: later })).defaults).toEqual({
      customers: 2,
      warned: 0,
    });
  });

  it('says how estimates came true: the first of each person on an alert, against what came in within 90 days', async () => {
    expect(await judgedEstimates(database, 'S1', '2026-09-30')).toEqual([
      { code: 'S1', estimate: 0.8, outcome: 0.5 },
      { code: 'S1', estimate: 0.8, outcome: 1 },
    ]);
    expect(await judgedEstimates(database, null, '2026-09-01')).toEqual([]);
    const { estimates, allEstimates } = await monthlyReport(database, options);
    expect(estimates.map(({ code, name, count }) => [code, name, count])).toEqual([
      ['S2', '李雷', 1],
      ['S1', '王芳', 2],
    ]);
    expect(estimates[1]?.score).toBeCloseTo((0.09 + 0.04) / 2, 12);
    expect(estimates[1]?.bias).toBeCloseTo(0.05, 12);
    expect(allEstimates?.score).toBeCloseTo((0.09 + 0.04 + 0.04) / 3, 12);
    expect(estimates[1]?.shrunkScore).toBeCloseTo((2 * 0.065 + 10 * (0.17 / 3)) / 12, 12);
  });

  it('judging again changes nothing', async () => {
    expect(await noteEstimates(database, 'Asia/Shanghai')).toBe(0);
    expect(await judgeDueEstimates(database, '2026-10-01', NOW)).toBe(0);
    expect(await gradeDuePredictions(database, '2026-10-01', NOW)).toBe(0);
  });

  it('of a month without anything is empty, not an error', async () => {
    expect(await monthlyReport(database, { ...options, month: '2020-01' })).toMatchObject({
      opened: { alerts: 0, exposureFen: 0 },
      response: { owed: 0, inTime: 0, medianHours: null },
      rules: [],
      decided: { confirmed: 0, falseAlarms: 0, medianLeadDays: null },
      estimates: [],
      allEstimates: null,
    });
  });
});

describe('sending it', () => {
  it('is planned once, whoever asks at the same time, and each message is claimed by one', async () => {
    const queue = await openQueue(database.url, { works: false });
    expect(await reportIsMissing(database, '2026-05')).toBe(false);
    expect(await reportIsMissing(database, '2026-09')).toBe(true);
    const report = await monthlyReport(database, options);
    const plans = await Promise.all(
      [1, 2, 3].map(() => planReport(database, queue, report, { now: NOW, intoChannel: true })),
    );
    expect(plans.filter(Boolean)).toHaveLength(1);
    expect(await reportIsMissing(database, '2026-09')).toBe(false);
    const { rows } = await pool.query<{ id: string; audience: string }>(
      'SELECT id::text, audience FROM report_messages ORDER BY audience',
    );
    expect(rows.map(({ audience }) => audience)).toEqual(['channel', 'staff:E1', 'staff:R1']);
    const [channel, executive] = rows;
    if (channel === undefined || executive === undefined) throw new Error('no messages');
    const claims = await Promise.all([1, 2].map(() => claimReport(database, channel.id, NOW)));
    expect(claims.map(({ outcome }) => outcome).sort()).toEqual(['busy', 'claimed']);
    await recordReportSent(database, channel.id, { channel: 'C1', ts: '1.1', at: NOW });
    expect(await claimReport(database, channel.id, NOW)).toEqual({ outcome: 'done' });
    const mine = await claimReport(database, executive.id, NOW);
    expect(mine).toMatchObject({ outcome: 'claimed', doubtful: false, message: { staffCode: 'E1', report } });
    if (mine.outcome !== 'claimed') throw new Error('not claimed');
    await recordReportUnsent(database, mine.held, 'sending', 'no_answer');
    expect(await claimReport(database, executive.id, NOW)).toMatchObject({ outcome: 'claimed', doubtful: true });
    const later = new Date(NOW.getTime() + 11 * 60_000);
    expect(await requeueReports(database, queue, later, 10)).toBe(2);
    expect(await requeueReports(database, queue, later, 10)).toBe(0);
    const evenLater = new Date(NOW.getTime() + 3600_000);
    await pool.query(`UPDATE report_messages SET state = 'failed', attempts = $1 WHERE state <> 'sent'`, [
      MOST_ATTEMPTS,
    ]);
    expect(await requeueReports(database, queue, evenLater, 10)).toBe(0);
    await pool.query(`UPDATE report_messages SET attempts = 1 WHERE state <> 'sent'`);
    expect(await requeueReports(database, queue, evenLater, 10)).toBe(2);
    const afterWeeks = new Date(NOW.getTime() + 15 * 86_400_000);
    expect(await requeueReports(database, queue, afterWeeks, 10)).toBe(0);
    await queue.stop({ graceful: false });
  });
});
