import type { ReviewAction, Verdict } from '@xinshao/core/alerts/review.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { DEFAULT_COLLECTION } from '@xinshao/core/policy/collection-schema.ts';
import type { Member } from '@xinshao/core/roles/roles.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { type ReviewContent, reviewAlert } from '../alerts/review-alert.ts';
import { presentCredit } from '../grants/present-credit.ts';
import { openQueue } from '../queue/queue.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { makeCustomer } from '../testing/ledger-example.ts';
import { endMeasure } from './end-measure.ts';
import { measuresOf } from './measures.ts';

const at = (day: Day) => new Date(`${day}T02:00:00Z`);
const timeZone = 'Asia/Shanghai';
const RISK: Member = { code: 'R1', role: 'risk', teamCode: null };
const calendar = { timeZone, hours: [], isWorkingDay: () => true } as never;

describe('what risk puts on a customer', async () => {
  const database = await freshDatabase();
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));
  const { pool, prisma } = database;
  await prisma.staff.createMany({
    data: [
      { code: 'R1', name: '风控一', role: 'risk' },
      { code: 'R2', name: '风控二', role: 'risk' },
    ],
  });

  const answered = async (customerId: number) => {
    const day = new Date('2026-11-02T00:00:00Z');
    const alert = await prisma.alert.create({
      data: {
        ...{ customerId, state: 'answered', severity: 'red', teamCode: 'EAST', policyHash: 'p' },
        ...{ openedOn: day, openedAt: day, dueAt: day, exposureFen: 0n, overdueFen: 0n },
      },
    });
    return String(alert.id);
  };
  const review = (alertId: string, basedOn: number, content: ReviewContent, day: Day) =>
    reviewAlert(database, queue, {
      ...{ alertId, basedOn, by: RISK, surface: 'slack', content, now: at(day) },
      dueAgain: () => at(day),
      clockAgain: () => [],
      collection: { policy: DEFAULT_COLLECTION, calendar },
    });
  const accept = (alertId: string, action: ReviewAction, until: Day | null, day: Day) =>
    review(alertId, 0, { decision: 'accept', action, note: '连续逾期', until }, day);
  const close = (alertId: string, basedOn: number, verdict: Verdict, day: Day) =>
    review(alertId, basedOn, { decision: 'close', verdict, note: '核实完毕' }, day);
  const isSuspended = async (customerId: number, day: Day) =>
    (await presentCredit(pool, customerId, day))?.restrictions.suspended;
  const trail = async (code: string) => {
    const { rows } = await pool.query(
      `SELECT action, actor, coalesce(before, after)::json ->> 'alert' AS alert, reason FROM audit_log
       WHERE subject_kind = 'customer' AND subject_id = $1 ORDER BY id`,
      [code],
    );
    return rows;
  };

  it('a suspension outlives a shorter one by another alert, and the end of that alert', async () => {
    const customerId = await makeCustomer(database, 'TWO');
    const [first, second] = [await answered(customerId), await answered(customerId)];
    await accept(first, 'suspend', null, '2026-11-02');
    await accept(second, 'suspend', '2026-11-03', '2026-11-02');
    expect(await isSuspended(customerId, '2026-11-03')).toBe(true);
    expect(await isSuspended(customerId, '2026-11-04')).toBe(true);
    await close(second, 1, 'false_alarm', '2026-11-04');
    expect(await isSuspended(customerId, '2026-11-04')).toBe(true);
    await close(first, 1, 'resolved', '2026-11-05');
    expect(await isSuspended(customerId, '2026-11-05')).toBe(false);
    expect(await trail('TWO')).toEqual([
      { action: 'measure_begun', actor: 'R1', alert: first, reason: '连续逾期' },
      { action: 'measure_begun', actor: 'R1', alert: second, reason: '连续逾期' },
      { action: 'measure_ended', actor: 'R1', alert: second, reason: '核实完毕' },
      { action: 'measure_ended', actor: 'R1', alert: first, reason: '核实完毕' },
    ]);
  });

  it('of an alert closed as true holds until an officer ends it, who says why; nobody else may', async () => {
    const customerId = await makeCustomer(database, 'TRUE');
    const alertId = await answered(customerId);
    await accept(alertId, 'suspend', null, '2026-11-02');
    await close(alertId, 1, 'true', '2026-11-03');
    const [measure] = await measuresOf(database, customerId, '2026-11-20');
    const end = (by: Member, reason: string) =>
      endMeasure(database, queue, {
        ...{ measureId: measure?.id ?? '', by, reason },
        ...{ moment: { now: at('2026-11-20'), timeZone }, surface: 'slack' },
      });
    const refused = (code: string) => ({ outcome: 'refused', code });
    expect(await end({ code: 'E1', role: 'executive', teamCode: null }, '算了')).toMatchObject(refused('not_allowed'));
    expect(await end(RISK, '  ')).toMatchObject(refused('reason_missing'));
    expect(await isSuspended(customerId, '2026-11-20')).toBe(true);
    expect(await end(RISK, '已还清')).toEqual({ outcome: 'stored' });
    expect(await isSuspended(customerId, '2026-11-20')).toBe(false);
    expect(await end(RISK, '已还清')).toEqual({ outcome: 'repeated' });
    expect(await end({ ...RISK, code: 'R2' }, '已还清')).toMatchObject({
      ...refused('already_ended'),
      measure: { endedByName: '风控一', endReason: '已还清' },
    });
    expect((await trail('TRUE')).map(({ action, reason }) => [action, reason])).toEqual([
      ['measure_begun', '连续逾期'],
      ['measure_ended', '已还清'],
    ]);
  });

  it('of two officers who end it at once, one does', async () => {
    const customerId = await makeCustomer(database, 'RACE');
    await accept(await answered(customerId), 'prepay', null, '2026-11-02');
    const [measure] = await measuresOf(database, customerId, '2026-11-03');
    const results = await Promise.all(
      ['R1', 'R2'].map((code) =>
        endMeasure(database, queue, {
          ...{ measureId: measure?.id ?? '', by: { ...RISK, code }, reason: code },
          ...{ moment: { now: at('2026-11-03'), timeZone }, surface: 'slack' },
        }),
      ),
    );
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'stored']);
    expect((await trail('RACE')).filter(({ action }) => action === 'measure_ended')).toHaveLength(1);
  });
});
