import { describe, expect, it } from 'vitest';
import { fenFromYuan } from '../money/fen.ts';
import { cutNeed, isCut, largestCutAlone, lastDayOfCut } from './cut-limit.ts';

const TIERS = [
  { tier: 1, role: 'sales_manager' as const, upToYuan: 500_000, upToTermDays: 90 },
  { tier: 2, role: 'risk' as const, upToYuan: 3_000_000, upToTermDays: 90 },
  { tier: 3, role: 'executive' as const, financeFilesOverTermDays: 90 },
];
const yuan = fenFromYuan;

describe('who must agree to a cut', () => {
  it('risk cuts to what its tier may decide, to the fen, at once', () => {
    expect(largestCutAlone(TIERS, 'risk')).toBe(yuan(3_000_000));
    expect(cutNeed(TIERS, yuan(3_000_000), 'risk')).toEqual({ kind: 'at_once' });
    expect(cutNeed(TIERS, 1, 'risk')).toEqual({ kind: 'at_once' });
  });

  it('above that the executives alone are asked, not the managers below', () => {
    expect(cutNeed(TIERS, yuan(3_000_000) + 1, 'risk')).toEqual({
      kind: 'approval',
      required: { levels: [{ tier: 3, role: 'executive' }], filedWithFinance: false },
    });
  });

  it('executives cut to anything; a role without a tier decides nothing alone', () => {
    expect(largestCutAlone(TIERS, 'executive')).toBeNull();
    expect(largestCutAlone(TIERS, 'finance')).toBe(0);
    expect(cutNeed(TIERS, yuan(400_000), 'finance')).toMatchObject({ required: { levels: [{ tier: 1 }] } });
  });

  it('a policy whose highest tier ends below the amount names nobody', () => {
    expect(cutNeed(TIERS.slice(0, 2), yuan(4_000_000), 'risk')).toEqual({ kind: 'no_tier' });
  });
});

describe('a cut', () => {
  it('is above 0 and below what holds', () => {
    expect([0, -1, 100, 101].map((fen) => isCut(fen, 100))).toEqual([false, false, false, false]);
    expect([1, 99].map((fen) => isCut(fen, 100))).toEqual([true, true]);
    expect(isCut(1, null)).toBe(false);
  });

  it('holds as long as the officer says, where a limit for good holds', () => {
    expect(lastDayOfCut(50, null, { lastDay: null }, 80)).toBeNull();
    expect(lastDayOfCut(50, '2026-12-01', { lastDay: null }, 80)).toBe('2026-12-01');
  });

  it('below what follows a temporary limit it outlasts that', () => {
    expect(lastDayOfCut(50, null, { lastDay: '2026-11-30' }, 80)).toBeNull();
    expect(lastDayOfCut(50, '2026-12-01', { lastDay: '2026-11-30' }, 80)).toBe('2026-12-01');
  });

  it('not below what follows, it ends with the temporary limit: otherwise it would raise the customer', () => {
    for (const afterwards of [50, 40]) {
      expect(lastDayOfCut(50, null, { lastDay: '2026-11-30' }, afterwards)).toBe('2026-11-30');
      expect(lastDayOfCut(50, '2026-12-01', { lastDay: '2026-11-30' }, afterwards)).toBe('2026-11-30');
      expect(lastDayOfCut(50, '2026-11-20', { lastDay: '2026-11-30' }, afterwards)).toBe('2026-11-20');
    }
  });
});
