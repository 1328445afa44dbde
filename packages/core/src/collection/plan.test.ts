import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instalmentPlan } from './plan.ts';

it('equal monthly instalments; the last takes the rest', () => {
  expect(instalmentPlan(100_00, 3, '2026-11-15')).toEqual([
    { dueOn: '2026-11-15', amountFen: 33_33 },
    { dueOn: '2026-12-15', amountFen: 33_33 },
    { dueOn: '2027-01-15', amountFen: 33_34 },
  ]);
});

it('an extension is one instalment', () => {
  expect(instalmentPlan(5_00, 1, '2026-12-31')).toEqual([{ dueOn: '2026-12-31', amountFen: 5_00 }]);
});

it('the 31st becomes the last day of shorter months', () => {
  expect(instalmentPlan(300, 3, '2027-01-31').map(({ dueOn }) => dueOn)).toEqual([
    '2027-01-31',
    '2027-02-28',
    '2027-03-31',
  ]);
});

it('the instalments always add up to the total, in rising order of days', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 1, max: 24 }), (total, count) => {
      const plan = instalmentPlan(total, count, '2026-10-31');
      expect(plan.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(total);
      const days = plan.map(({ dueOn }) => dueOn);
      expect([...days].sort()).toEqual(days);
      expect(new Set(days).size).toBe(count);
    }),
  );
});
