import type { ClockStep } from '@xinshao/core/alerts/clock.ts';
import type { FeedbackAnswers } from '@xinshao/core/feedback/form.ts';
import { DEFAULT_NOTICE_RULES } from '@xinshao/core/policy/notices-schema.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { customerCard } from '../customers/customer-card.ts';
import { openAlerts } from '../monitor/open-alerts.ts';
import { planSteps } from '../notices/plan-steps.ts';
import { openQueue, QUEUES } from '../queue/queue.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { makeCustomer } from '../testing/ledger-example.ts';
import { claimDueSteps } from './claim-due-steps.ts';
import { originOfMessage } from './find-alert-by-message.ts';
import { countOverdueWithoutReminder } from './overdue.ts';
import { requeueUnsentSteps } from './requeue-unsent-steps.ts';
import { startClock } from './set-clock.ts';
import { claimStepMessage, recordStepSent, STEP_OUTBOX } from './step-message.ts';
import { stepRecipient } from './step-recipient.ts';
import { submitFeedback } from './submit-feedback.ts';

/** Minutes after the clock's start. */
const at = (minutes: number) => new Date(Date.UTC(2026, 9, 26, 1, minutes));

const CLOCK: readonly ClockStep[] = [
  { step: 'reminder_1', at: at(60), audience: 'owner' },
  { step: 'reminder_2', at: at(120), audience: 'owner' },
  { step: 'escalation_1', at: at(120), audience: 'manager' },
  { step: 'escalation_2', at: at(360), audience: 'risk' },
  { step: 'hold', at: at(360), audience: 'owner' },
];

const ANSWERS: FeedbackAnswers = {
  contact_method: 'phone',
  contacted_at: '2026-10-26',
  contact_person: '王芳',
  cause: 'temporary_cash_gap',
  customer_says: '本月底收到下游货款后立即支付',
  recovery: 'likely',
  recovery_percent: 90,
  proposed_action: 'watch',
};

describe('the clock of alerts in the database', async () => {
  const database = await freshDatabase();
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));
  const { pool, prisma } = database;
  await prisma.staff.createMany({
    data: [
      { code: 'S1', name: '张三', role: 'sales', managerCode: 'M1', teamCode: 'EAST' },
      { code: 'S2', name: '李四', role: 'sales', teamCode: 'WEST' },
      { code: 'M1', name: '王经理', role: 'sales_manager', teamCode: 'SOUTH' },
      { code: 'M2', name: '刘经理', role: 'sales_manager', teamCode: 'EAST' },
      { code: 'R1', name: '风控一', role: 'risk', managerCode: 'R2' },
      { code: 'R2', name: '风控二', role: 'risk', managerCode: 'E1' },
    ],
  });
  let number = 0;

  const newAlert = async (clock: readonly ClockStep[] = CLOCK, severity: Severity = 'red', ownerCode = 'S1') => {
    number += 1;
    const customerId = await makeCustomer(database, `K${number}`, { salesOwner: ownerCode });
    const day = new Date('2026-10-26T00:00:00Z');
    const alert = await prisma.alert.create({
      data: {
        ...{ customerId, state: 'open', severity, ownerCode, teamCode: 'EAST', policyHash: 'p' },
        ...{ openedOn: day, openedAt: at(0), dueAt: at(120), exposureFen: 0n, overdueFen: 0n },
      },
    });
    const id = String(alert.id);
    await startClock(pool, id, clock);
    return { id, customerId };
  };
  const taken = async (id: string) => {
    const rows = await prisma.alertStep.findMany({ where: { alertId: BigInt(id) }, orderBy: [{ id: 'asc' }] });
    return rows.map(({ step, place }) => `${step} ${place}`).sort();
  };
  const next = async (id: string) => {
    const { rows } = await pool.query<{ next_step: string | null; next_step_at: Date | null; generation: number }>(
      'SELECT next_step, next_step_at, clock_generation AS generation FROM alerts WHERE id = $1::bigint',
      [id],
    );
    return rows[0];
  };
  const jobs = async () => (await queue.fetch<{ stepId: string }>(QUEUES.sendStep, { batchSize: 500 })).length;
  /** What the sweep does: takes all that is due, then decides how it is told. */
  const sweep = async (now: Date) => {
    while ((await claimDueSteps(database, queue, now)) > 0);
    return planSteps(database, queue, DEFAULT_NOTICE_RULES, now);
  };
  const states = async (id: string) => {
    const rows = await prisma.alertStep.findMany({ where: { alertId: BigInt(id) }, orderBy: [{ id: 'asc' }] });
    return rows.map(({ step, place, state }) => `${step} ${place} ${state}`).sort();
  };
  const answer = (alertId: string, now: Date) =>
    submitFeedback(database, queue, {
      ...{ alertId, basedOn: 0, answers: ANSWERS, now, today: '2026-10-26' },
      by: { code: 'S1', role: 'sales', teamCode: 'EAST' },
      surface: 'slack',
    });

  it('takes nothing before its time, then each step once, also when the clock is set back', async () => {
    const { id } = await newAlert();
    expect(await claimDueSteps(database, queue, at(59))).toBe(0);
    expect(await claimDueSteps(database, queue, at(60))).toBe(1);
    expect(await claimDueSteps(database, queue, at(60))).toBe(0);
    expect(await claimDueSteps(database, queue, at(10))).toBe(0);
    expect(await taken(id)).toEqual(['reminder_1 direct']);
    expect(await next(id)).toMatchObject({ next_step: 'reminder_2', next_step_at: at(120) });
    expect(await sweep(at(60))).toBe(1);
    expect(await sweep(at(60))).toBe(0);
    expect(await jobs()).toBe(1);
    await answer(id, at(61));
  });

  it('after a long outage takes every step in order, and puts new credit on hold with the last', async () => {
    const { id, customerId } = await newAlert();
    expect((await customerCard(database, customerId, '2026-10-26'))?.hold).toBeNull();
    for (let call = 0; call < CLOCK.length; call += 1) expect(await claimDueSteps(database, queue, at(999))).toBe(1);
    expect(await claimDueSteps(database, queue, at(999))).toBe(0);
    expect(await taken(id)).toEqual([
      'escalation_1 direct',
      'escalation_1 thread',
      'escalation_2 direct',
      'escalation_2 thread',
      'hold direct',
      'reminder_1 direct',
      'reminder_2 direct',
    ]);
    await sweep(at(999));
    // Of the alert's steps everybody gets the latest: the hold S1, the thread and R2 the second escalation, M1 the first.
    expect(await states(id)).toEqual([
      'escalation_1 direct pending',
      'escalation_1 thread superseded',
      'escalation_2 direct pending',
      'escalation_2 thread pending',
      'hold direct pending',
      'reminder_1 direct superseded',
      'reminder_2 direct superseded',
    ]);
    expect(await jobs()).toBe(4);
    expect(await next(id)).toMatchObject({ next_step: null, next_step_at: null });
    expect((await customerCard(database, customerId, '2026-10-26'))?.hold).toEqual({
      since: at(999),
      reason: 'unanswered_alert',
      alertId: id,
    });
    await answer(id, at(1_000));
    expect((await customerCard(database, customerId, '2026-10-26'))?.hold).toBeNull();
    expect(await prisma.creditHold.findFirst({ where: { customerId } })).toMatchObject({ endedAt: at(1_000) });
    const { rows } = await pool.query(
      `SELECT action, actor, surface, at, coalesce(before, after)::json ->> 'alert' AS alert FROM audit_log
       WHERE subject_kind = 'customer' AND subject_id = (SELECT code FROM customers WHERE id = $1) ORDER BY id`,
      [customerId],
    );
    expect(rows).toEqual([
      { action: 'credit_held', actor: 'system', surface: 'job', at: at(999), alert: id },
      { action: 'credit_hold_ended', actor: 'S1', surface: 'slack', at: at(1_000), alert: id },
    ]);
  });

  it('of several processes each takes other alerts, and none is taken twice', async () => {
    const alerts = [];
    for (let count = 0; count < 30; count += 1) alerts.push(await newAlert());
    // Everything is due at once, so that they meet at the same alerts again and again.
    const takeAll = async () => {
      let taken = 0;
      for (let idle = 0; idle < 5; ) {
        const share = await claimDueSteps(database, queue, at(999));
        taken += share;
        idle = share === 0 ? idle + 1 : 0;
      }
      return taken;
    };
    const shares = await Promise.all([takeAll(), takeAll(), takeAll(), takeAll()]);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(30 * CLOCK.length);
    // Two replicas plan at once: each person and the channel get one message all the same.
    await Promise.all([sweep(at(999)), sweep(at(999))]);
    expect(await jobs()).toBe(0);
    const notices = await prisma.notice.findMany({ where: { kind: 'steps' }, include: { items: true } });
    expect(notices.map(({ place, items }) => `${place} ${items.length}`).sort()).toEqual([
      'channel: 30',
      'staff:M1 30',
      'staff:R2 30',
      'staff:S1 30',
    ]);
    for (const { id } of alerts) {
      expect(await taken(id)).toHaveLength(7);
      await answer(id, at(1_000));
    }
  });

  it('takes nothing whose alert was answered, and nothing by halves', async () => {
    const { id } = await newAlert();
    await pool.query('ALTER TABLE alert_steps ADD CONSTRAINT refuse CHECK (false) NOT VALID');
    await expect(claimDueSteps(database, queue, at(60))).rejects.toThrow('refuse');
    await pool.query('ALTER TABLE alert_steps DROP CONSTRAINT refuse');
    expect(await next(id)).toMatchObject({ next_step: 'reminder_1' });
    expect(await jobs()).toBe(0);
    await answer(id, at(30));
    expect(await next(id)).toMatchObject({ next_step: null });
    expect(await claimDueSteps(database, queue, at(999))).toBe(0);
  });

  it('a step taken before the answer and not yet sent is stale afterwards', async () => {
    const { id } = await newAlert();
    await claimDueSteps(database, queue, at(60));
    await answer(id, at(61));
    const [step] = await prisma.alertStep.findMany({ where: { alertId: BigInt(id) } });
    expect(await claimStepMessage(database, String(step?.id), at(62))).toEqual({ outcome: 'done' });
    expect(await prisma.alertStep.findFirst({ where: { id: step?.id ?? 0n } })).toMatchObject({ state: 'stale' });
  });

  it('a message is claimed by one process; after a minute of silence another takes it over and is told to look', async () => {
    const { id } = await newAlert();
    await claimDueSteps(database, queue, at(60));
    const [step] = await prisma.alertStep.findMany({ where: { alertId: BigInt(id) } });
    const stepId = String(step?.id);
    const claims = await Promise.all([1, 2].map(() => claimStepMessage(database, stepId, at(60))));
    expect(claims.map(({ outcome }) => outcome).sort()).toEqual(['busy', 'claimed']);
    const claim = await claimStepMessage(database, stepId, at(61));
    expect(claim).toMatchObject({ outcome: 'claimed', doubtful: true });
    if (claim.outcome !== 'claimed') throw new Error('not claimed');
    const origin = () => originOfMessage(database, 'D1', '1.000001');
    await STEP_OUTBOX.noteTarget(database, claim.held, { channel: 'D1', error: null, now: at(61) });
    expect(await origin()).toEqual({ alertId: null, mayBeArriving: true });
    await recordStepSent(database, stepId, { channel: 'D1', ts: '1.000001', at: at(61) });
    expect(await claimStepMessage(database, stepId, at(70))).toEqual({ outcome: 'done' });
    expect(await origin()).toEqual({ alertId: id, mayBeArriving: false });
    await answer(id, at(71));
  });

  it('what was not sent for ten minutes is queued again, once', async () => {
    const { id } = await newAlert();
    await sweep(at(60));
    await pool.query(`UPDATE alert_steps SET state = 'stale' WHERE alert_id <> $1::bigint`, [id]);
    await jobs();
    expect(await requeueUnsentSteps(database, queue, at(69), 10)).toBe(0);
    expect(await requeueUnsentSteps(database, queue, at(70), 10)).toBe(1);
    expect(await requeueUnsentSteps(database, queue, at(71), 10)).toBe(0);
    expect(await jobs()).toBe(1);
    await answer(id, at(72));
  });

  it('counts what is overdue and nobody was told of', async () => {
    const { id } = await newAlert();
    expect(await countOverdueWithoutReminder(database, at(125))).toBe(0);
    expect(await countOverdueWithoutReminder(database, at(126))).toBe(1);
    for (let call = 0; call < 2; call += 1) await claimDueSteps(database, queue, at(120));
    const deadline = { alertId: BigInt(id), step: 'reminder_2' };
    expect(await countOverdueWithoutReminder(database, at(126))).toBe(1);
    await prisma.alertStep.updateMany({ where: deadline, data: { state: 'sent', sentAt: at(121) } });
    expect(await countOverdueWithoutReminder(database, at(126))).toBe(0);
    await answer(id, at(127));
  });

  describe('when the monitor raises an alert', () => {
    const policyClock = (severity: Severity, minutes: number): ClockStep[] => {
      const reminder: ClockStep = { step: 'reminder_1', at: at(minutes), audience: 'owner' };
      return severity === 'red' ? [reminder, { step: 'hold', at: at(minutes + 1), audience: 'owner' }] : [reminder];
    };
    const raise = async (customerId: number, severity: Severity, minutes: number, now = at(0)) => {
      const clock = {
        red: policyClock('red', minutes),
        orange: policyClock('orange', minutes),
        yellow: policyClock('yellow', minutes),
      };
      const due = { red: at(minutes), orange: at(minutes), yellow: at(minutes) };
      await prisma.$executeRaw`INSERT INTO customer_state (customer_id, policy_hash, assessment_id, as_of, score, digest,
        exposure_fen, overdue_fen, open_fen, maximum_days_past_due, next_look_on)
        VALUES (${customerId}, 'p', 1, '2026-10-26', 1, '', 0, 0, 0, 0, '2026-10-27') ON CONFLICT DO NOTHING`;
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const line = [customerId, 1, `rule_${severity}_${now.getTime()}`, severity, 'default', 'arrears', 0, 'A', 'B'];
        await openAlerts(client, [`${[...line, '{}'].join('\t')}\n`], {
          ...{ asOf: '2026-10-26', policyHash: 'p', dueAt: due, clock, now },
        });
        await client.query('COMMIT');
      } finally {
        client.release();
      }
    };
    const stepsOf = async (id: string) => {
      const { rows } = await pool.query<{ steps: { step: string; at: number }[] }>(
        'SELECT clock_steps AS steps FROM alerts WHERE id = $1::bigint',
        [id],
      );
      return rows[0]?.steps.map(({ step, at }) => `${step} ${(at - Date.UTC(2026, 9, 26, 1, 0)) / 60_000}`);
    };

    it('a new alert starts with the clock of its severity', async () => {
      const customerId = await makeCustomer(database, 'NEW', { salesOwner: 'S1' });
      await raise(customerId, 'red', 120);
      const alert = await prisma.alert.findFirstOrThrow({ where: { customerId } });
      expect(await stepsOf(String(alert.id))).toEqual(['reminder_1 120', 'hold 121']);
      expect(await next(String(alert.id))).toMatchObject({ next_step: 'reminder_1', next_step_at: at(120) });
    });

    it('a heavier severity with an earlier deadline brings each step forward, within the running clock', async () => {
      const { id, customerId } = await newAlert([{ step: 'reminder_1', at: at(110), audience: 'owner' }], 'yellow');
      const before = await next(id);
      await raise(customerId, 'red', 90);
      expect(await stepsOf(id)).toEqual(['reminder_1 90', 'hold 91']);
      expect((await next(id))?.generation).toBe(before?.generation);
    });

    it('a heavier severity with a later deadline lets the stricter clock run and adds the hold', async () => {
      const { id, customerId } = await newAlert([{ step: 'reminder_1', at: at(110), audience: 'owner' }], 'yellow');
      const before = await next(id);
      await raise(customerId, 'red', 600);
      expect(await stepsOf(id)).toEqual(['reminder_1 110', 'hold 601']);
      expect(await next(id)).toEqual(before);
    });

    it('a heavier severity after the deadline has passed postpones nothing, and repeats nothing', async () => {
      const { id, customerId } = await newAlert(CLOCK, 'orange');
      while ((await claimDueSteps(database, queue, at(355))) > 0);
      await raise(customerId, 'red', 600, at(355));
      expect(await stepsOf(id)).toEqual(['escalation_2 360', 'hold 360']);
      expect(await claimDueSteps(database, queue, at(360))).toBe(1);
      await answer(id, at(361));
    });

    it('warnings of the same severity do not touch the clock', async () => {
      const { id, customerId } = await newAlert(CLOCK.slice(0, 1), 'red');
      const before = await next(id);
      await raise(customerId, 'red', 30);
      expect(await next(id)).toEqual(before);
    });
  });

  describe('who is told', () => {
    it('the owner, their manager, the head of risk', async () => {
      const { id } = await newAlert([]);
      expect((await stepRecipient(database, id, 'owner'))?.code).toBe('S1');
      // The manager of the person comes before the manager of the team.
      expect((await stepRecipient(database, id, 'manager'))?.code).toBe('M1');
      // R1 has somebody of risk above.
      expect((await stepRecipient(database, id, 'risk'))?.code).toBe('R2');
      expect(await stepRecipient(database, id, 'executive')).toBeNull();
    });

    it('the next one above where the staff list has nobody', async () => {
      const { id } = await newAlert([], 'red', 'S2');
      await prisma.staff.update({ where: { code: 'S2' }, data: { teamCode: 'NORTH' } });
      expect((await stepRecipient(database, id, 'manager'))?.code).toBe('R2');
      await prisma.alert.update({ where: { id: BigInt(id) }, data: { ownerCode: null, teamCode: 'EAST' } });
      expect((await stepRecipient(database, id, 'owner'))?.code).toBe('M2');
    });

    it('the next one above whoever has left, from the moment their day of leaving begins', async () => {
      const { id } = await newAlert([]);
      const leave = (code: string, leftAt: Date | null) => prisma.staff.update({ where: { code }, data: { leftAt } });
      await leave('S1', new Date(Date.now() + 3_600_000));
      expect((await stepRecipient(database, id, 'owner'))?.code).toBe('S1');
      await leave('S1', new Date(Date.now() - 1_000));
      expect((await stepRecipient(database, id, 'owner'))?.code).toBe('M1');
      await leave('M1', new Date(Date.now() - 1_000));
      // The manager of the team that the owner belonged to.
      expect((await stepRecipient(database, id, 'owner'))?.code).toBe('M2');
      await leave('M2', new Date(Date.now() - 1_000));
      expect((await stepRecipient(database, id, 'manager'))?.code).toBe('R2');
      await leave('R2', new Date(Date.now() - 1_000));
      // With the head of risk gone, whoever worked for them is the head.
      expect((await stepRecipient(database, id, 'manager'))?.code).toBe('R1');
      for (const code of ['S1', 'M1', 'M2', 'R2']) await leave(code, null);
    });
  });
});
