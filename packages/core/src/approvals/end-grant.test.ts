import { describe, expect, it } from 'vitest';
import { fenFromYuan } from '../money/fen.ts';
import type { Member } from '../roles/roles.ts';
import { type EndableGrant, endRefusal } from './end-grant.ts';

const TIERS = [
  { tier: 1, role: 'sales_manager' as const, upToYuan: 500_000, upToTermDays: 90 },
  { tier: 2, role: 'risk' as const, upToYuan: 3_000_000, upToTermDays: 90 },
  { tier: 3, role: 'executive' as const, financeFilesOverTermDays: 90 },
];
const OWNERS = { ownerCode: 'S1', ownerTeamCode: 'EAST', ownerManagerCode: 'M1' };
const grant = (changes: Partial<EndableGrant> = {}): EndableGrant => ({
  limitFen: fenFromYuan(400_000),
  termDays: 60,
  lastDay: '2026-12-31',
  isCut: false,
  requestedBy: 'S1',
  ...changes,
});
const person = (code: string, role: Member['role'], teamCode: string | null = null): Member => ({
  code,
  role,
  teamCode,
});
const MANAGER = person('M1', 'sales_manager', 'EAST');
const RISK = person('R1', 'risk');
const EXECUTIVE = person('E1', 'executive');
const refusal = (given: EndableGrant, member: Member) => endRefusal(TIERS, given, member, OWNERS);

describe('who may end a limit before its time', () => {
  it('whoever may decide it alone: the manager of the team up to tier 1, risk up to tier 2, executives all', () => {
    expect([MANAGER, RISK, EXECUTIVE].map((member) => refusal(grant(), member))).toEqual([null, null, null]);
    const large = grant({ limitFen: fenFromYuan(3_000_000) });
    expect([MANAGER, RISK, EXECUTIVE].map((member) => refusal(large, member))).toEqual(['not_allowed', null, null]);
    const larger = grant({ limitFen: fenFromYuan(3_000_000) + 1 });
    expect([RISK, EXECUTIVE].map((member) => refusal(larger, member))).toEqual(['not_allowed', null]);
  });

  it('terms over 90 days are the executives’, but a cut leaves terms as they were', () => {
    expect(refusal(grant({ termDays: 91 }), RISK)).toBe('not_allowed');
    expect(refusal(grant({ termDays: 91, isCut: true, requestedBy: null }), RISK)).toBeNull();
  });

  it('not sales, not finance, not another team’s manager, not who asked for it', () => {
    const others = [person('S1', 'sales', 'EAST'), person('F1', 'finance'), person('M2', 'sales_manager', 'WEST')];
    for (const member of others) expect(refusal(grant(), member)).toBe('not_allowed');
    expect(refusal(grant({ requestedBy: 'R1' }), RISK)).toBe('own_request');
  });

  it('what was granted for good is not ended; a cut without a last day is', () => {
    expect(refusal(grant({ lastDay: null }), RISK)).toBe('not_temporary');
    expect(refusal(grant({ lastDay: null, isCut: true, requestedBy: null }), RISK)).toBeNull();
  });
});
