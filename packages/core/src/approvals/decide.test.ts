import { describe, expect, it } from 'vitest';
import type { Member } from '../roles/roles.ts';
import type { ApprovalCommand } from './commands.ts';
import { decide, openRequest } from './decide.ts';
import type { ApprovalRequest } from './request.ts';
import { requiredApproval } from './tiers.ts';

const now = new Date('2026-10-30T06:00:00Z');
const expiresAt = new Date('2026-11-06T06:00:00Z');
const tomorrow = new Date('2026-10-31T06:00:00Z');

const sales: Member = { code: 'S1', role: 'sales', teamCode: 'T1' };
const otherSales: Member = { code: 'S2', role: 'sales', teamCode: 'T1' };
const manager: Member = { code: 'M1', role: 'sales_manager', teamCode: 'T1' };
const otherManager: Member = { code: 'M2', role: 'sales_manager', teamCode: 'T2' };
const risk: Member = { code: 'R1', role: 'risk', teamCode: null };
const secondRisk: Member = { code: 'R2', role: 'risk', teamCode: null };
const finance: Member = { code: 'F1', role: 'finance', teamCode: null };
const executive: Member = { code: 'E1', role: 'executive', teamCode: null };
const responsibility = { ownerCode: 'S1', ownerTeamCode: 'T1', ownerManagerCode: 'M1' };
const nobody = { ownerCode: null, ownerTeamCode: null, ownerManagerCode: null };

const tiers = [
  { tier: 1, role: 'sales_manager' as const, upToYuan: 500_000, upToTermDays: 90 },
  { tier: 2, role: 'risk' as const, upToYuan: 3_000_000, upToTermDays: 90 },
  { tier: 3, role: 'executive' as const, financeFilesOverTermDays: 90 },
];

const rolesFor = (
  yuan: number,
  termDays: number,
  requester: Member = sales,
  who = responsibility as typeof nobody | typeof responsibility,
  staff: readonly Member[] = [],
) => {
  const required = requiredApproval(tiers, { limitFen: yuan * 100, termDays }, requester, who, staff);
  return required === null
    ? null
    : { roles: required.levels.map(({ role }) => role), filed: required.filedWithFinance };
};

describe('who must agree (R17, R20)', () => {
  it.each([
    [500_000, 90, ['sales_manager'], false],
    [500_001, 90, ['sales_manager', 'risk'], false],
    [3_000_000, 90, ['sales_manager', 'risk'], false],
    [3_000_001, 30, ['sales_manager', 'risk', 'executive'], false],
    [10_000, 91, ['sales_manager', 'risk', 'executive'], true],
  ])('%i yuan at %i days: %s; filed with finance: %s', (yuan, days, roles, filed) => {
    expect(rolesFor(yuan, days)).toEqual({ roles, filed });
  });

  it('a manager’s own request begins above the managers, and the tier above decides a small one', () => {
    expect(rolesFor(100_000, 30, manager)?.roles).toEqual(['risk']);
    expect(rolesFor(4_000_000, 30, manager)?.roles).toEqual(['risk', 'executive']);
  });

  it('for a customer without an owner nobody waits for a manager', () => {
    expect(rolesFor(100_000, 30, risk, nobody)?.roles).toEqual(['risk']);
  });

  it('a tier that only the requester holds is taken by the next above; with a second officer it is asked', () => {
    const alone = [sales, manager, risk];
    expect(rolesFor(1_000_000, 30, risk, responsibility, alone)?.roles).toEqual(['sales_manager', 'executive']);
    expect(rolesFor(4_000_000, 30, risk, responsibility, alone)?.roles).toEqual(['sales_manager', 'executive']);
    expect(rolesFor(100_000, 30, risk, responsibility, alone)?.roles).toEqual(['sales_manager']);
    const two = [...alone, { ...risk, code: 'R9' }];
    expect(rolesFor(1_000_000, 30, risk, responsibility, two)?.roles).toEqual(['sales_manager', 'risk']);
    // Somebody else's request waits for the officer as ever, and so it does where nobody holds the tier yet.
    expect(rolesFor(1_000_000, 30, sales, responsibility, alone)?.roles).toEqual(['sales_manager', 'risk']);
    expect(rolesFor(1_000_000, 30, risk, responsibility, [sales, manager])?.roles).toEqual(['sales_manager', 'risk']);
  });

  it('a tier that only the requester holds waits for somebody else where the policy knows none above', () => {
    const two = tiers.slice(0, 2);
    const asked = requiredApproval(two, { limitFen: 100_000_000, termDays: 30 }, risk, responsibility, [risk]);
    expect(asked?.levels.map(({ role }) => role)).toEqual(['sales_manager', 'risk']);
  });

  it('what no tier may agree to, nobody can approve', () => {
    expect(requiredApproval(tiers.slice(0, 2), { limitFen: 1, termDays: 91 }, sales, responsibility, [])).toBeNull();
  });
});

function requestBy(by: Member, yuan = 1_000_000, termDays = 60): ApprovalRequest {
  const requested = { limitFen: yuan * 100, termDays };
  const required = requiredApproval(tiers, requested, by, responsibility, []);
  const request = openRequest(by, responsibility, requested, required, { reason: '旺季备货', expiresAt, now });
  if (request === null) throw new Error(`${by.code} may not ask`);
  return request;
}

function after(request: ApprovalRequest, ...commands: ApprovalCommand[]): ApprovalRequest {
  return commands.reduce((before, command) => {
    const result = decide(before, command, now);
    if (!result.ok) throw new Error(result.code);
    return result.request;
  }, request);
}

const approve = (by: Member, level = 0, round = 1) => ({ kind: 'approve' as const, by, level, round, reason: '' });
const code = (request: ApprovalRequest, command: ApprovalCommand, at = now) => {
  const result = decide(request, command, at);
  return result.ok ? result.request.state : result.code;
};

describe('a request', () => {
  it('is asked for by sales for its own customers, a manager for the team’s, risk for any', () => {
    const required = requiredApproval(tiers, { limitFen: 100, termDays: 30 }, sales, responsibility, []);
    const may = (by: Member) =>
      openRequest(by, responsibility, { limitFen: 100, termDays: 30 }, required, { reason: '', expiresAt, now }) !==
      null;
    expect([sales, otherSales, manager, otherManager, risk, finance, executive].map(may)).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      false,
    ]);
  });

  it('goes from level to level and takes effect with the last', () => {
    const first = decide(requestBy(sales), approve(manager), now);
    expect(first).toMatchObject({
      ok: true,
      request: { state: 'pending', level: 1 },
      effects: ['show_again', 'tell_requester', 'ask_level'],
    });
    if (!first.ok) return;
    expect(decide(first.request, approve(risk, 1), now)).toMatchObject({
      ok: true,
      request: { state: 'approved' },
      effects: ['show_again', 'tell_requester', 'put_in_force'],
    });
  });

  it('for terms over 90 days ends with the executive and is filed with finance', () => {
    const request = after(requestBy(sales, 10_000, 120), approve(manager), approve(risk, 1));
    expect(decide(request, approve(executive, 2), now)).toMatchObject({
      ok: true,
      effects: ['show_again', 'tell_requester', 'put_in_force', 'file_with_finance'],
    });
  });

  it('skips no level: risk and executives wait for the manager', () => {
    const request = requestBy(sales);
    expect(code(request, approve(risk, 1))).toBe('level_not_reached');
    expect(code(request, approve(risk, 0))).toBe('not_allowed');
    expect(code(request, approve(executive, 0))).toBe('not_allowed');
    expect(code(request, approve(otherManager, 0))).toBe('not_allowed');
    expect(code(request, approve(finance, 0))).toBe('not_allowed');
  });

  it('refuses a replayed click for an earlier level, and says who decided it', () => {
    const request = after(requestBy(sales), approve(manager));
    expect(decide(request, approve(manager), now)).toMatchObject({
      ok: false,
      code: 'level_passed',
      latest: { kind: 'approve', by: 'M1', at: now },
    });
  });

  it('is rejected or returned only with a reason', () => {
    const rejection = { ...approve(manager), kind: 'reject' as const };
    expect(code(requestBy(sales), rejection)).toBe('reason_missing');
    expect(code(requestBy(sales), { ...rejection, reason: '敞口过高' })).toBe('rejected');
    expect(code(requestBy(sales), { ...rejection, kind: 'return', reason: ' ' })).toBe('reason_missing');
  });

  it('returned and asked again, starts from the first level; old buttons are refused', () => {
    const passed = after(requestBy(sales), approve(manager));
    const returned = after(passed, { ...approve(risk, 1), kind: 'return', reason: '补充合同' });
    const requested = { limitFen: 60_000_000, termDays: 60 };
    const required = requiredApproval(tiers, requested, sales, responsibility, []);
    if (required === null) throw new Error('no tier');
    const resubmission = {
      kind: 'resubmit' as const,
      by: sales,
      round: 1,
      requested,
      required,
      reason: '已补',
      expiresAt,
    };
    expect(code(returned, { ...resubmission, by: manager })).toBe('not_allowed');
    const again = after(returned, resubmission);
    expect(again).toMatchObject({ state: 'pending', level: 0, round: 2, requested });
    expect(code(again, approve(manager, 0, 1))).toBe('changed_meanwhile');
    expect(code(again, resubmission)).toBe('not_returned');
    expect(after(again, approve(manager, 0, 2), approve(risk, 1, 2)).state).toBe('approved');
    expect(again.steps.map(({ kind }) => kind)).toEqual(['request', 'approve', 'return', 'resubmit']);
  });

  it('is called off, also past its time, when nothing is left to be cut: by nobody, with the reason kept', () => {
    const called = decide(requestBy(sales), { kind: 'call_off', reason: '误报' }, new Date('2099-01-01'));
    expect(called).toMatchObject({
      ok: true,
      request: { state: 'withdrawn' },
      effects: ['show_again', 'tell_requester'],
    });
    expect(called.ok && called.request.steps.at(-1)).toMatchObject({ kind: 'withdraw', by: 'system', reason: '误报' });
    if (called.ok) expect(code(called.request, { kind: 'call_off', reason: '误报' })).toBe('already_withdrawn');
  });

  it('is withdrawn by its requester alone', () => {
    expect(code(requestBy(sales), { kind: 'withdraw', by: manager })).toBe('not_allowed');
    expect(code(requestBy(sales), { kind: 'withdraw', by: sales })).toBe('withdrawn');
  });

  it('expires at its time, not before; a late click does not overtake the clock', () => {
    const request = requestBy(sales);
    const justBefore = new Date(expiresAt.getTime() - 1);
    expect(code(request, { kind: 'expire' }, justBefore)).toBe('not_expired');
    expect(code(request, approve(manager), justBefore)).toBe('pending');
    expect(code(request, approve(manager), expiresAt)).toBe('already_expired');
    expect(code(request, { kind: 'expire' }, expiresAt)).toBe('expired');
  });
});

describe('nobody approves their own (R21)', () => {
  it('not in their own right: another risk officer answers for risk’s request', () => {
    const request = after(requestBy(risk), approve(manager));
    expect(code(request, approve(risk, 1))).toBe('own_request');
    expect(code(request, approve(secondRisk, 1))).toBe('approved');
  });

  it('not through a delegate: nobody hands the level to the requester, and the requester hands it to nobody', () => {
    const request = after(requestBy(risk), approve(manager));
    const hand = { kind: 'delegate' as const, level: 1, round: 1, until: tomorrow };
    expect(code(request, { ...hand, by: secondRisk, to: risk })).toBe('own_request');
    expect(code(request, { ...hand, by: risk, to: executive })).toBe('own_request');
  });

  it('not even where a delegation from the requester was stored otherwise', () => {
    const request = after(requestBy(risk), approve(manager));
    const smuggled = { ...request, delegations: [{ from: 'R1', to: 'E1', level: 1, round: 1, until: tomorrow }] };
    expect(code(smuggled, approve(executive, 1))).toBe('own_request');
  });
});

describe('delegates', () => {
  const hand = { kind: 'delegate' as const, by: manager, level: 0, round: 1, until: tomorrow };

  it('answer for who handed the level over, which the record says', () => {
    const request = after(requestBy(sales), { ...hand, to: otherManager }, approve(otherManager));
    expect(request.steps.at(-1)).toMatchObject({ by: 'M2', onBehalfOf: 'M1', level: 0 });
  });

  it('stand in for that level only, and until then only', () => {
    const request = after(requestBy(sales), { ...hand, to: executive });
    expect(code(request, approve(executive), tomorrow)).toBe('not_allowed');
    expect(code(after(request, approve(manager)), approve(executive, 1))).toBe('not_allowed');
  });

  it('are approvers: not sales, not finance, not oneself, and never of a delegate', () => {
    for (const to of [otherSales, finance, manager]) {
      expect(code(requestBy(sales), { ...hand, to })).toBe('delegate_unfit');
    }
    const request = after(requestBy(sales), { ...hand, to: otherManager });
    expect(code(request, { ...hand, by: otherManager, to: executive })).toBe('not_allowed');
  });

  it('do not answer two levels of one request', () => {
    const request = after(requestBy(sales), { ...hand, to: secondRisk }, approve(secondRisk));
    expect(code(request, approve(secondRisk, 1))).toBe('decided_before');
    expect(code(request, approve(risk, 1))).toBe('approved');
  });
});
