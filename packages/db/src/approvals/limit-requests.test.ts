import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Member } from '@xinshao/core/roles/roles.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../audit/verify-audit.ts';
import { endDueGrants } from '../grants/end-grants.ts';
import { MOST_ATTEMPTS } from '../outbox/try-again.ts';
import { openQueue, QUEUES } from '../queue/queue.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { makeCustomer } from '../testing/ledger-example.ts';
import { endAbsences, noteAbsence } from './absences.ts';
import { askLatecomers } from './ask-latecomers.ts';
import { decideLimitRequest, type RequestDecision } from './decide-limit-request.ts';
import { expireNextRequest } from './expire-requests.ts';
import { openLimitRequest } from './open-limit-request.ts';
import { pendingRequests, requestById } from './read-requests.ts';
import { requeueUndeliveredRequests } from './undelivered-requests.ts';

const timeZone = 'Asia/Shanghai';
const at = (text: string) => ({ now: new Date(text), timeZone });
const MORNING = at('2026-11-02T02:00:00Z');
const SOON = new Date('2026-11-09T02:00:00Z');
const policy: Pick<Policy, 'approvals' | 'approvalRules'> = {
  approvals: [
    { tier: 1, role: 'sales_manager', upToYuan: 500_000, upToTermDays: 90 },
    { tier: 2, role: 'risk', upToYuan: 3_000_000, upToTermDays: 90 },
    { tier: 3, role: 'executive', financeFilesOverTermDays: 90 },
  ],
  approvalRules: { expireAfterWorkingDays: 5, suspended: 'refuse', onHold: 'highest_tier' },
};
const member = (code: string, role: Member['role'], teamCode: string | null = null): Member => ({
  code,
  role,
  teamCode,
});
const SALES = member('S1', 'sales', 'EAST');
const MANAGER = member('M1', 'sales_manager', 'EAST');
const RISK = member('R1', 'risk');
const RISK_TOO = member('R2', 'risk');
const EXECUTIVE = member('E1', 'executive');

describe('requests for limits in the database', async () => {
  const database = await freshDatabase();
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));
  const { pool, prisma } = database;
  await prisma.staff.createMany({
    data: [
      SALES,
      MANAGER,
      RISK,
      RISK_TOO,
      EXECUTIVE,
      member('F1', 'finance'),
      member('M2', 'sales_manager', 'WEST'),
    ].map(({ code, role, teamCode }) => ({
      code,
      role,
      teamCode,
      name: code,
      managerCode: code === 'S1' ? 'M1' : null,
    })),
  });
  let number = 0;

  const input = async (limitFen: number, over: Partial<Parameters<typeof openLimitRequest>[2]> = {}) => {
    number += 1;
    const customerId = await makeCustomer(database, `K${number}`, {
      salesOwner: 'S1',
      creditLimitFen: 10_000_000n,
      termDays: 30,
    });
    return {
      customerId,
      responsibility: { ownerCode: 'S1', ownerTeamCode: 'EAST', ownerManagerCode: 'M1' },
      by: SALES,
      requested: { limitFen, termDays: 60 },
      lastDay: null,
      reason: '旺季备货',
      submissionKey: `form-${number}`,
      policy,
      policyHash: 'hash',
      assessmentId: '1',
      recommended: { limitFen: 1, termDays: 30 },
      decideBy: SOON,
      moment: MORNING,
      surface: 'slack',
      ...over,
    } as const;
  };
  const open = async (limitFen: number, over: Partial<Parameters<typeof openLimitRequest>[2]> = {}) => {
    const asked = await input(limitFen, over);
    const result = await openLimitRequest(database, queue, asked);
    if (result.outcome !== 'stored') throw new Error(`not stored: ${JSON.stringify(result)}`);
    return { id: result.request.id, customerId: asked.customerId, approvers: result.approvers.map(({ code }) => code) };
  };
  const act = (requestId: string, by: Member, decision: RequestDecision, moment = MORNING) =>
    decideLimitRequest(database, queue, { requestId, by, decision, policy, moment, surface: 'slack' });
  const answer = (kind: 'approve' | 'reject' | 'return', level: number, round = 1, reason = '理由') => ({
    kind,
    level,
    round,
    reason,
  });
  const stepsOf = async (id: string) =>
    (await requestById(pool, id, MORNING))?.steps.map(({ kind, by, level, onBehalfOf }) => ({
      kind,
      by,
      level,
      onBehalfOf,
    }));
  const audiences = async (id: string) =>
    (
      await pool.query<{ audience: string }>(
        'SELECT audience FROM limit_request_messages WHERE request_id = $1::bigint ORDER BY 1',
        [id],
      )
    ).rows.map(({ audience }) => audience);

  it('asks for the Home tabs of who asked and who is asked, and of nobody else', async () => {
    await pool.query(
      `INSERT INTO home_views (slack_user_id, staff_code, opened_at)
       SELECT 'U' || code, code, now() FROM staff WHERE code IN ('S1', 'M1', 'M2')`,
    );
    const wanted = async () => {
      const { rows } = await pool.query<{ code: string }>(
        'UPDATE home_views SET wanted_at = NULL WHERE wanted_at IS NOT NULL RETURNING staff_code AS code',
      );
      return rows.map(({ code }) => code).toSorted();
    };
    const { id } = await open(20_000_000);
    expect(await wanted()).toEqual(['M1', 'S1']);
    expect((await act(id, MANAGER, answer('approve', 0))).outcome).toBe('stored');
    expect(await wanted()).toEqual(['M1', 'S1']);
  });

  it('twenty approvals of one level at once: one is obeyed, the others learn of it', async () => {
    const { id, customerId, approvers } = await open(200_000_000);
    expect(approvers).toEqual(['M1']);
    await act(id, MANAGER, answer('approve', 0));
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        act(id, index % 2 === 0 ? RISK : RISK_TOO, answer(index % 3 === 0 ? 'reject' : 'approve', 1)),
      ),
    );
    expect(results.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1);
    const stored = await requestById(pool, id, MORNING);
    const winner = stored?.steps.at(-1);
    for (const result of results) {
      if (result.outcome !== 'refused') continue;
      expect(result.code).toBe(stored?.request.state === 'approved' ? 'already_approved' : 'already_rejected');
      expect(result.request?.steps.at(-1)).toMatchObject({ by: winner?.by, kind: winner?.kind });
    }
    const { rows } = await pool.query('SELECT count(*)::int AS grants FROM customer_grants WHERE customer_id = $1', [
      customerId,
    ]);
    expect(rows).toEqual([{ grants: stored?.request.state === 'approved' ? 1 : 0 }]);
  });

  it('no level can be skipped, answered out of turn or twice by one person, also not by a replay', async () => {
    const { id } = await open(200_000_000);
    expect(await act(id, RISK, answer('approve', 1))).toMatchObject({ code: 'level_not_reached' });
    expect(await act(id, RISK, answer('approve', 0))).toMatchObject({ code: 'not_allowed' });
    expect(await act(id, SALES, answer('approve', 0))).toMatchObject({ code: 'own_request' });
    expect(await act(id, MANAGER, answer('approve', 0))).toMatchObject({ outcome: 'stored' });
    expect(await act(id, MANAGER, answer('approve', 0))).toMatchObject({ outcome: 'repeated' });
    expect(await act(id, RISK, answer('approve', 0))).toMatchObject({ code: 'level_passed' });
    expect(await act(id, RISK, answer('return', 1, 1, '请补充'))).toMatchObject({ outcome: 'stored' });
    const again = {
      kind: 'resubmit',
      round: 1,
      reason: '已补充',
      requested: { limitFen: 200_000_000, termDays: 60 },
      lastDay: null,
      decideBy: SOON,
    } as const;
    expect(await act(id, MANAGER, again)).toMatchObject({ code: 'not_allowed' });
    expect(await act(id, SALES, again)).toMatchObject({ outcome: 'stored' });
    expect(await act(id, SALES, again)).toMatchObject({ outcome: 'repeated' });
    expect(await act(id, MANAGER, answer('approve', 0, 1))).toMatchObject({ code: 'changed_meanwhile' });
    expect(await act(id, RISK, answer('approve', 1, 1))).toMatchObject({ code: 'changed_meanwhile' });
    expect(await stepsOf(id)).toHaveLength(4);
  });

  it('a form sent ten times at once is one request; another for the customer is refused while it is open', async () => {
    const asked = await input(20_000_000);
    const results = await Promise.all(Array.from({ length: 10 }, () => openLimitRequest(database, queue, asked)));
    expect(results.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1);
    expect(results.filter(({ outcome }) => outcome === 'repeated')).toHaveLength(9);
    const other = await openLimitRequest(database, queue, { ...asked, by: MANAGER, submissionKey: 'another' });
    expect(other).toMatchObject({ outcome: 'open_already', request: { requesterName: 'S1' } });
  });

  it('what is approved holds from that moment, and its customer is looked at again', async () => {
    const { id, customerId } = await open(20_000_000);
    await pool.query('DELETE FROM customer_changes');
    expect(await act(id, MANAGER, answer('approve', 0))).toMatchObject({ outcome: 'stored' });
    const { rows } = await pool.query(
      `SELECT limit_fen::text, term_days, valid_from::text, last_day, reason,
         (SELECT count(*)::int FROM customer_changes WHERE customer_id = $1) AS notes
       FROM customer_grants WHERE customer_id = $1`,
      [customerId],
    );
    expect(rows).toEqual([
      { limit_fen: '20000000', term_days: 60, valid_from: '2026-11-02', last_day: null, reason: '旺季备货', notes: 1 },
    ]);
    expect(await audiences(id)).toEqual(['approver:1:0:M1', 'requester:1:S1', 'requester:2:S1']);
  });

  it('terms over 90 days reach finance when the executive has agreed', async () => {
    const { id } = await open(20_000_000, { requested: { limitFen: 20_000_000, termDays: 91 } });
    await act(id, MANAGER, answer('approve', 0));
    await act(id, RISK, answer('approve', 1));
    expect(await audiences(id)).not.toContain('finance:F1');
    await act(id, EXECUTIVE, answer('approve', 2));
    expect(await audiences(id)).toContain('finance:F1');
  });

  it('a delegate decides while the absence lasts, by day of the company, and is named with whom they stand in for', async () => {
    const { id } = await open(20_000_000);
    const absence = { staffCode: 'M1', delegateCode: 'M2', firstDay: '2026-11-03', lastDay: '2026-11-04' } as const;
    await noteAbsence(database, absence, { moment: MORNING, surface: 'slack' });
    await noteAbsence(database, absence, { moment: MORNING, surface: 'slack' });
    const delegate = member('M2', 'sales_manager', 'WEST');
    expect(await act(id, delegate, answer('approve', 0))).toMatchObject({ code: 'not_allowed' });
    expect(await askLatecomers(database, queue, MORNING)).toBe(0);
    // Midnight in Shanghai is 16:00 UTC.
    const begun = at('2026-11-02T16:00:00Z');
    const asked = await Promise.all([1, 2, 3].map(() => askLatecomers(database, queue, begun)));
    expect(asked.filter((count) => count > 0)).toHaveLength(1);
    expect((await audiences(id)).filter((audience) => audience === 'approver:1:0:M2')).toHaveLength(1);
    const over = at('2026-11-04T16:00:00Z');
    expect(await act(id, delegate, answer('approve', 0), over)).toMatchObject({ code: 'not_allowed' });
    expect(await act(id, delegate, answer('approve', 0), at('2026-11-04T15:59:59Z'))).toMatchObject({
      outcome: 'stored',
    });
    expect((await stepsOf(id))?.at(-1)).toEqual({ kind: 'approve', by: 'M2', level: 0, onBehalfOf: 'M1' });
    const ended = await endAbsences(database, 'M1', { moment: MORNING, surface: 'slack' });
    expect([ended, await endAbsences(database, 'M1', { moment: MORNING, surface: 'slack' })]).toEqual([1, 0]);
  });

  it('a later absence takes the place of one it overlaps', async () => {
    const days = { staffCode: 'R1', firstDay: '2027-01-01', lastDay: '2027-01-05' } as const;
    const note = { moment: MORNING, surface: 'slack' } as const;
    await Promise.all([
      noteAbsence(database, { ...days, delegateCode: 'R2' }, note),
      noteAbsence(database, { ...days, delegateCode: 'M1', lastDay: '2027-01-03' }, note),
    ]);
    const { rows } = await pool.query(`SELECT FROM absences WHERE staff_code = 'R1' AND ended_at IS NULL`);
    expect(rows).toHaveLength(1);
  });

  it('nobody is handed to who is away too; where all who may decide are away, risk and executives hear of it', async () => {
    const note = { moment: MORNING, surface: 'slack' } as const;
    const days = { firstDay: '2026-11-02', lastDay: '2026-11-04' } as const;
    const handed = { ...days, staffCode: 'M1', delegateCode: 'M2' };
    expect(await noteAbsence(database, handed, note)).toEqual({ outcome: 'noted', standsInFor: [] });
    const { id, approvers } = await open(20_000_000);
    expect(approvers).toEqual(['M1', 'M2']);
    expect((await audiences(id)).filter((audience) => audience.startsWith('vacancy'))).toEqual([]);
    const later = { staffCode: 'M2', delegateCode: 'R1', firstDay: '2026-11-01', lastDay: '2026-11-02' } as const;
    expect(await noteAbsence(database, later, note)).toEqual({ outcome: 'noted', standsInFor: ['M1'] });
    await askLatecomers(database, queue, MORNING);
    const told = ['vacancy:1:0:E1', 'vacancy:1:0:R1', 'vacancy:1:0:R2'];
    expect((await audiences(id)).filter((audience) => audience.startsWith('vacancy'))).toEqual(told);
    // They still may.
    expect((await act(id, MANAGER, answer('reject', 0))).outcome).toBe('stored');

    const chained = { ...days, staffCode: 'R2', delegateCode: 'M2' };
    expect(await noteAbsence(database, chained, note)).toEqual({
      ...{ outcome: 'delegate_away', firstDay: '2026-11-01', lastDay: '2026-11-02' },
    });
    const { rows } = await pool.query(`SELECT FROM absences WHERE staff_code = 'R2' AND ended_at IS NULL`);
    expect(rows).toEqual([]);
    expect(await noteAbsence(database, { ...chained, firstDay: '2026-11-03' }, note)).toMatchObject({
      outcome: 'noted',
    });
    for (const code of ['M1', 'M2', 'R2']) await endAbsences(database, code, note);
  });

  it('an approver who has left is not asked, and neither decides nor stands in; with nobody left risk hears of it', async () => {
    const leave = (codes: string[], leftAt: Date | null) =>
      prisma.staff.updateMany({ where: { code: { in: codes } }, data: { leftAt } });
    const days = { firstDay: '2026-11-02', lastDay: '2026-11-04' } as const;
    await noteAbsence(
      database,
      { ...days, staffCode: 'M1', delegateCode: 'M2' },
      { moment: MORNING, surface: 'slack' },
    );
    await leave(['M2'], new Date());
    const alone = await open(20_000_000);
    expect(alone.approvers).toEqual(['M1']);
    // M1 is away all the same, and nobody stands in any more.
    expect(await audiences(alone.id)).toContain('vacancy:1:0:R1');
    await leave(['M1'], new Date());
    await leave(['M2'], null);
    const vacant = await open(20_000_000);
    expect(vacant.approvers).toEqual([]);
    expect(await audiences(vacant.id)).toContain('vacancy:1:0:R1');
    await leave(['M1'], null);
    await endAbsences(database, 'M1', { moment: MORNING, surface: 'slack' });
  });

  it('expires once, however many processes sweep, and is decided no more', async () => {
    const { id } = await open(20_000_000);
    const late = { now: SOON, timeZone };
    expect(await act(id, MANAGER, answer('approve', 0), late)).toMatchObject({ code: 'already_expired' });
    const due = (await pendingRequests(database, late)).length;
    const swept = await Promise.all(Array.from({ length: due + 5 }, () => expireNextRequest(database, queue, late)));
    const more: boolean[] = [];
    while (await expireNextRequest(database, queue, late)) more.push(true);
    expect(swept.filter(Boolean).length + more.length).toBeGreaterThanOrEqual(due);
    expect((await requestById(pool, id, late))?.request.state).toBe('expired');
    expect((await audiences(id)).filter((audience) => audience.startsWith('requester'))).toEqual([
      'requester:1:S1',
      'requester:2:S1',
    ]);
    const { rows } = await pool.query(
      `SELECT FROM audit_log WHERE subject_id = $1 AND subject_kind = 'limit_request' AND after::json ->> 'decision' = 'expire'`,
      [id],
    );
    expect(rows).toHaveLength(1);
  });

  it('asked for some days it can be decided until the last of them is over, be it sent again, and not after it', async () => {
    const lastDay = '2026-11-02';
    const tonight = at('2026-11-02T15:59:59.999Z');
    const atMidnight = at('2026-11-02T16:00:00Z');

    const { id } = await open(20_000_000, { lastDay });
    expect((await requestById(pool, id, MORNING))?.request.expiresAt).toEqual(atMidnight.now);
    expect(await act(id, MANAGER, answer('approve', 0), atMidnight)).toMatchObject({ code: 'already_expired' });
    expect(await act(id, MANAGER, answer('return', 0), tonight)).toMatchObject({ outcome: 'stored' });
    const again = {
      kind: 'resubmit',
      round: 1,
      reason: '改为当天',
      requested: { limitFen: 20_000_000, termDays: 60 },
      lastDay,
      decideBy: SOON,
    } as const;
    expect(await act(id, SALES, again, tonight)).toMatchObject({ outcome: 'stored' });
    expect(await act(id, MANAGER, answer('approve', 0, 2), atMidnight)).toMatchObject({ code: 'already_expired' });
    while (await expireNextRequest(database, queue, atMidnight));
    expect((await requestById(pool, id, atMidnight))?.request.state).toBe('expired');
    const { rows } = await pool.query('SELECT FROM customer_grants WHERE request_id = $1::bigint', [id]);
    expect(rows).toHaveLength(0);
  });

  it('suspended meanwhile: what was to be approved is not put in force', async () => {
    const { id, customerId } = await open(20_000_000);
    await pool.query(`INSERT INTO customer_measures (customer_id, kind, reason) VALUES ($1, 'suspend', '逾期')`, [
      customerId,
    ]);
    expect(await act(id, MANAGER, answer('approve', 0))).toMatchObject({ code: 'restricted' });
    expect(await act(id, MANAGER, answer('return', 0))).toMatchObject({ outcome: 'stored' });
    const { rows } = await pool.query('SELECT FROM customer_grants WHERE customer_id = $1', [customerId]);
    expect(rows).toHaveLength(0);
  });

  it('the end of a limit, told months after the request, is queued again until it stands or was refused too often', async () => {
    const { id } = await open(20_000_000, { lastDay: '2027-03-31' });
    expect((await act(id, MANAGER, answer('approve', 0))).outcome).toBe('stored');
    await pool.query(`UPDATE limit_request_messages SET state = 'posted', shown_version = 99`);
    const after = (minutes: number) => new Date(Date.UTC(2027, 3, 1, 2, minutes));
    expect(await endDueGrants(database, queue, { now: after(0), timeZone })).toBe(1);
    const again = (minutes: number) => requeueUndeliveredRequests(database, queue, after(minutes), 10);
    expect(await again(9)).toBe(0);
    expect(await again(10)).toBe(1);
    expect(await again(11)).toBe(0);
    await pool.query(`UPDATE limit_request_messages SET state = 'failed', attempts = 2 WHERE state = 'pending'`);
    expect(await again(49)).toBe(0);
    expect(await again(50)).toBe(1);
    await pool.query(`UPDATE limit_request_messages SET attempts = $1 WHERE state = 'failed'`, [MOST_ATTEMPTS]);
    expect(await again(5_000)).toBe(0);
    await pool.query(`UPDATE limit_request_messages SET state = 'posted', shown_version = 99`);
  });

  it('messages are queued with the step, none without; the audit chain is whole', async () => {
    await queue.deleteAllJobs(QUEUES.deliverRequest);
    const { id } = await open(20_000_000);
    const jobs = await queue.fetch(QUEUES.deliverRequest, { batchSize: 20 });
    expect(jobs.map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        { requestId: id, audience: 'approver:1:0:M1' },
        { requestId: id, audience: 'requester:1:S1' },
      ]),
    );
    expect(jobs).toHaveLength(2);
    expect(await verifyAudit(database, [])).toMatchObject({ ok: true, problem: null });
  });
});
