import { describe, expect, it } from 'vitest';
import { placeOfSource, statementsThatCount } from './statement-sources.ts';
import { statementFacts } from './testing/example-facts.ts';

describe('the sources of statements', () => {
  it.each([
    ['审计报告', 0],
    ['2025年度审计报告（合并）', 0],
    ['Audited accounts', 0],
    ['纳税申报', 1],
    ['tax return', 1],
    ['工商年报', 2],
    ['企业年度报告公示', 2],
    ['Annual report', 2],
    ['企业报表', 3],
    ['未审计报表', 3],
    ['未经审计', 3],
    ['unaudited management accounts', 3],
    [null, 4],
  ])('%s stands at place %d: audited first, unnamed last', (source, place) => {
    expect(placeOfSource(source)).toBe(place);
  });

  it('the most reliable of each of the two latest periods counts, whatever order they come in', () => {
    const stated = (periodEnd: '2025-12-31' | '2024-12-31', source: string | null) =>
      statementFacts({ periodEnd, source });
    const statements = [
      stated('2024-12-31', '工商年报'),
      stated('2025-12-31', null),
      stated('2025-12-31', '工商年报'),
      stated('2024-12-31', '审计报告'),
      stated('2025-12-31', '审计报告'),
    ];
    for (const order of [statements, [...statements].reverse()]) {
      const { statement, previousStatement, otherStatements } = statementsThatCount(order);
      expect([statement, previousStatement].map((one) => [one?.periodEnd, one?.source])).toEqual([
        ['2025-12-31', '审计报告'],
        ['2024-12-31', '审计报告'],
      ]);
      expect(otherStatements?.map(({ source }) => source)).toEqual(['工商年报', null]);
    }
  });

  it('nothing stated is nothing known, and one source has no others', () => {
    expect(statementsThatCount([])).toEqual({ statement: null, previousStatement: null });
    expect(statementsThatCount([statementFacts()])).toEqual({ statement: statementFacts(), previousStatement: null });
  });
});
