import { describe, expect, it } from 'vitest';
import { changesSince, lastMonthEnds } from './panel-history.ts';

it.each([
  ['2026-03-31', ['2025-12-31', '2026-01-31', '2026-02-28']],
  ['2024-03-01', ['2023-12-31', '2024-01-31', '2024-02-29']],
] as const)('the month ends before %s', (today, ends) => expect(lastMonthEnds(today, 3)).toEqual(ends));

describe('changes since the end of last month', () => {
  const then = {
    day: '2026-10-31',
    grade: 'A',
    exposureFen: 100,
    overdueFen: 0,
    limitFen: null,
    assessed: true,
  } as const;

  it('name what is different, and nothing else', () => {
    const present = { grade: 'B', exposureFen: 100, overdueFen: 5_000_000, limitFen: null };
    expect(changesSince(then, present, null, 'zh')).toEqual(['等级：A → B', '逾期金额：¥0.00 → ¥5.00万']);
  });

  it('are not known of a customer that was not assessed then', () => {
    const present = { grade: 'B', exposureFen: 1, overdueFen: 1, limitFen: 1 };
    expect(changesSince({ ...then, assessed: false }, present, null, 'en')).toEqual([]);
    expect(changesSince(null, present, null, 'en')).toEqual([]);
  });
});
