import { expect, it } from 'vitest';
import { monthsBefore } from './months-before.ts';

it.each([
  ['2026-10-31', 3, '2026-07-31'],
  ['2026-10-31', 1, '2026-09-30'],
  ['2026-03-31', 1, '2026-02-28'],
  ['2024-03-30', 1, '2024-02-29'],
  ['2026-01-15', 1, '2025-12-15'],
  ['2026-12-31', 12, '2025-12-31'],
  ['2026-12-31', 24, '2024-12-31'],
] as const)('%s, %i months before: %s', (day, months, expected) => {
  expect(monthsBefore(day, months)).toBe(expected);
});
