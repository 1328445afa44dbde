import { describe, expect, it } from 'vitest';
import type { Policy } from '../policy/schema.ts';
import { approvalNeed, type CreditQuestion, suffices } from './restrictions.ts';

const policy: Pick<Policy, 'approvals' | 'approvalRules'> = {
  approvals: [
    { tier: 1, role: 'sales_manager', upToYuan: 500_000, upToTermDays: 90 },
    { tier: 2, role: 'risk', upToYuan: 3_000_000, upToTermDays: 90 },
    { tier: 3, role: 'executive', financeFilesOverTermDays: 90 },
  ],
  approvalRules: { expireAfterWorkingDays: 5, suspended: 'refuse', onHold: 'highest_tier' },
};
const question = (over: Partial<CreditQuestion> = {}): CreditQuestion => ({
  requested: { limitFen: 40_000_000, termDays: 60 },
  present: { limitFen: 30_000_000, termDays: 60 },
  requester: { code: 'S1', role: 'sales' },
  responsibility: { ownerCode: 'S1', ownerTeamCode: 'T', ownerManagerCode: 'M1' },
  restrictions: { suspended: false, onHold: false },
  staff: [],
  ...over,
});
const tiers = (need: ReturnType<typeof approvalNeed>) =>
  need.ok ? need.required.levels.map(({ tier }) => tier) : need.code;

describe('a customer under a restriction', () => {
  it('400,000 for a free customer is the manager’s', () =>
    expect(tiers(approvalNeed(policy, question()))).toEqual([1]));

  it('on hold goes up to the highest tier', () => {
    expect(tiers(approvalNeed(policy, question({ restrictions: { suspended: false, onHold: true } })))).toEqual([
      1, 2, 3,
    ]);
  });

  it('suspended is refused, also while on hold', () => {
    for (const onHold of [true, false]) {
      expect(tiers(approvalNeed(policy, question({ restrictions: { suspended: true, onHold } })))).toBe('suspended');
    }
  });

  it('suspended takes the highest tier where the policy says so', () => {
    const lenient = { ...policy, approvalRules: { ...policy.approvalRules, suspended: 'highest_tier' as const } };
    expect(tiers(approvalNeed(lenient, question({ restrictions: { suspended: true, onHold: false } })))).toEqual([
      1, 2, 3,
    ]);
  });

  it('less credit always goes the usual way', () => {
    const less = { requested: { limitFen: 10_000_000, termDays: 30 }, restrictions: { suspended: true, onHold: true } };
    expect(tiers(approvalNeed(policy, question(less)))).toEqual([1]);
  });

  it('a smaller limit on longer terms is more credit', () => {
    const longer = {
      requested: { limitFen: 10_000_000, termDays: 61 },
      restrictions: { suspended: true, onHold: false },
    };
    expect(tiers(approvalNeed(policy, question(longer)))).toBe('suspended');
  });

  it('levels up to risk do not suffice for what the executive must agree to', () => {
    const level = (tier: number) => ({ tier, role: 'risk' as const });
    expect(suffices([level(1), level(2)], [level(3)])).toBe(false);
    expect(suffices([level(1), level(2), level(3)], [level(3)])).toBe(true);
    expect(suffices([], [])).toBe(true);
  });
});
