import { describe, expect, it } from 'vitest';
import { fenFromYuan } from '../money/fen.ts';
import type { Member } from '../roles/roles.ts';
import type { PresentAbsence } from './absence.ts';
import { type EndableGrant, endStanding } from './end-grant.ts';

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
const standing = (given: EndableGrant, member: Member, absences: readonly PresentAbsence[] = []) =>
  endStanding(TIERS, given, member, OWNERS, absences);
/** Why not; null: they may. */
const refusal = (given: EndableGrant, member: Member, absences: readonly PresentAbsence[] = []) => {
  const found = standing(given, member, absences);
  return found.may ? null : found.because;
};

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

  it('whoever stands in for somebody who may and is away, and it is said for whom; never for who asked for it', () => {
    const away = (approver: Member, delegate: Member) => ({ approver, delegate, until: new Date('2026-12-01') });
    const other = person('M2', 'sales_manager', 'WEST');
    const forManager = [away(MANAGER, other)];
    expect(refusal(grant(), other)).toBe('not_allowed');
    expect(standing(grant(), other, forManager)).toEqual({ may: true, onBehalfOf: 'M1' });
    expect(standing(grant(), MANAGER, forManager)).toEqual({ may: true, onBehalfOf: null });
    // The manager could not end it either.
    expect(refusal(grant({ limitFen: fenFromYuan(3_000_000) }), other, forManager)).toBe('not_allowed');
    expect(refusal(grant({ requestedBy: 'M1' }), other, forManager)).toBe('own_request');
    expect(standing(grant({ requestedBy: 'M1' }), other, [...forManager, away(RISK, other)])).toEqual({
      may: true,
      onBehalfOf: 'R1',
    });
    expect(refusal(grant({ requestedBy: 'M2' }), other, forManager)).toBe('own_request');
    // Sales and finance stand in for nobody.
    const seller = person('S2', 'sales', 'EAST');
    expect(refusal(grant(), seller, [away(MANAGER, seller)])).toBe('not_allowed');
  });

  it('what was granted for good is not ended; a cut without a last day is', () => {
    expect(refusal(grant({ lastDay: null }), RISK)).toBe('not_temporary');
    expect(refusal(grant({ lastDay: null, isCut: true, requestedBy: null }), RISK)).toBeNull();
  });
});
