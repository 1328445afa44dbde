import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

const draws = (seed: string): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: 1000 }, () => random.next());
};

test('the same seed gives the same draws, another seed gives others', () => {
  expect(draws('20/C0001')).toEqual(draws('20/C0001'));
  expect(draws('20/C0001')).not.toEqual(draws('20/C0002'));
});

test('the sequence of a seed never changes: sample data made today are made again years later', () => {
  expect(draws('20').slice(0, 3)).toMatchInlineSnapshot(`
    [
      0.046579600078985095,
      0.4142505235504359,
      0.1428452378604561,
    ]
  `);
});

test('draws are spread evenly over 0 to 1', () => {
  const values = draws('spread');
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean).toBeGreaterThan(0.45);
  expect(mean).toBeLessThan(0.55);
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
});

test('whole numbers include both ends, weights decide how often, and a draw from nothing is refused', () => {
  const random = createRandom('ends');
  const rolls = new Set(Array.from({ length: 200 }, () => random.integer(1, 6)));
  expect([...rolls].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  const heavy = Array.from({ length: 1000 }, () =>
    random.weighted([
      ['heavy', 9],
      ['light', 1],
    ] as const),
  );
  expect(heavy.filter((item) => item === 'heavy').length).toBeGreaterThan(850);
  expect(heavy).toContain('light');
  expect(() => random.pick([])).toThrow(RangeError);
});
