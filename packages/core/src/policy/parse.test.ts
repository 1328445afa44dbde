import { describe, expect, it } from 'vitest';
import { describePolicyProblem } from '../wording/policy-problems.ts';
import { parsePolicy } from './parse.ts';
import type { PolicyProblem } from './problem.ts';
import { replaced, SMALL_POLICY } from './testing/small-policy.ts';

function problemsOf(text: string): PolicyProblem[] {
  const parsed = parsePolicy(text);
  return parsed.ok ? [] : parsed.problems;
}

/** The line, from 1, on which a part of the text first stands. */
function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}

describe('a policy file', () => {
  it('passes when everything fits', () => {
    expect(problemsOf(SMALL_POLICY)).toEqual([]);
  });

  it('is identified by its text, however its lines end', () => {
    const unix = parsePolicy(SMALL_POLICY);
    const windows = parsePolicy(SMALL_POLICY.replaceAll('\n', '\r\n'));
    const changed = parsePolicy(replaced(['pd: 0.05', 'pd: 0.06']));
    if (!unix.ok || !windows.ok || !changed.ok) throw new Error('a valid policy was refused');
    expect(unix.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(windows.hash).toBe(unix.hash);
    expect(changed.hash).not.toBe(unix.hash);
  });

  it('with a gap between bands is refused with its line, key and the values left out', () => {
    const text = replaced(['{from: 600, to: 700, points: 50}', '{from: 620, to: 700, points: 50}']);
    const [problem, ...more] = problemsOf(text);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      code: 'band_gap',
      parameters: { from: '600', to: '620' },
      line: lineOf(text, '{from: 620'),
      column: 9,
      path: 'factors[0].bands[3]',
    });
    if (problem === undefined) throw new Error('no problem found');
    expect(describePolicyProblem('zh', problem)).toBe(
      `第 ${problem.line} 行第 9 列，factors[0].bands[3]：区间有空缺：从 600 到 620 的值没有得分`,
    );
    expect(describePolicyProblem('en', problem)).toBe(
      `line ${problem.line}, column 9, factors[0].bands[3]: gap between bands: values from 600 to 620 get no points`,
    );
  });

  // Each row: what is changed, the code expected, the key path it is reported at, and what the parameters hold.
  it.each<[string, [string, string][], string, string, object]>([
    [
      'bands that overlap',
      [['{from: 599, to: 600', '{from: 598, to: 600']],
      'band_overlap',
      'factors[0].bands[2]',
      { from: '598', to: '599' },
    ],
    [
      'bands that do not begin at the open end',
      [['{to: 500, points: 0}', '{from: 0, to: 500, points: 0}']],
      'band_gap',
      'factors[0].bands[0]',
      { from: '−∞', to: '0' },
    ],
    [
      'bands that end too early',
      [['{from: 900, points: 90}', '{from: 900, to: 1000, points: 90}']],
      'band_gap',
      'factors[0].bands[6]',
      { from: '1000', to: '∞' },
    ],
    [
      'an empty band',
      [['{from: 599, to: 600', '{from: 600, to: 600']],
      'band_empty',
      'factors[0].bands[2]',
      { from: 600, to: 600 },
    ],
    [
      'numbers on a yes/no metric',
      [['- {is: true, points: 10}', '- {from: 1, points: 10}']],
      'band_kind',
      'factors[1].bands[0]',
      { kind: 'boolean' },
    ],
    [
      'a word twice',
      [['{is: false, points: 0}', '{is: true, points: 0}']],
      'band_word_twice',
      'factors[1].bands[1]',
      { word: 'true' },
    ],
    [
      'an unknown metric',
      [['metric: bureau.score\n    bands', 'metric: bureau.scroe\n    bands']],
      'unknown_metric',
      'factors[0].metric',
      { nearest: 'bureau.score' },
    ],
    [
      'points above the maximum',
      [['{from: 800, to: 900, points: 80}', '{from: 800, to: 900, points: 91}']],
      'points_above_maximum',
      'factors[0].bands[5].points',
      { points: 91, maximum: 90 },
    ],
    [
      'a missing value worth too much',
      [['missing: {points: 5,', 'missing: {points: 11,']],
      'points_above_maximum',
      'factors[1].missing.points',
      { points: 11 },
    ],
    [
      'a maximum nobody reaches',
      [['{from: 900, points: 90}', '{from: 900, points: 89}']],
      'maximum_not_reached',
      'factors[0].bands',
      { points: 89, maximum: 90 },
    ],
    [
      'a dimension that does not add up',
      [
        [
          'collateral: {label: {zh: 担保, en: Collateral}, maximumPoints: 10}',
          'collateral: {label: {zh: 担保, en: Collateral}, maximumPoints: 12}',
        ],
      ],
      'dimension_points',
      'dimensions.collateral.maximumPoints',
      { sum: 10, maximum: 12 },
    ],
    [
      'confidence that does not add up',
      [['confidence: 0.8}', 'confidence: 0.7}']],
      'confidence_total',
      'factors',
      { sum: 0.9 },
    ],
    [
      'a gap in the scale',
      [['from: 60, to: 90', 'from: 65, to: 90']],
      'scale_gap',
      'scale[1]',
      { from: '60', to: '65' },
    ],
    [
      'an overlap in the scale',
      [['from: 60, to: 90', 'from: 55, to: 90']],
      'scale_overlap',
      'scale[1]',
      { from: '55', to: '60' },
    ],
    [
      'a cap to an unknown grade',
      [['grade: C\n', 'grade: D\n']],
      'unknown_grade',
      'caps[0].grade',
      { grade: 'D', known: 'A, B, C' },
    ],
    [
      'terms for an unknown grade',
      [['{A: 60, B: 30, C: 0}', '{A: 60, B: 30, C: 0, D: 0}']],
      'unknown_grade',
      'terms.daysByGrade.D',
      { grade: 'D' },
    ],
    [
      'limits that lack a grade',
      [['    C: {netWorthShare: 0, purchasesShare: 0, ceilingYuan: 0}\n', '']],
      'missing_grade',
      'limits.byGrade',
      { grade: 'C' },
    ],
    [
      'an unknown tier',
      [['pd: 0.2, tier: bad', 'pd: 0.2, tier: ugly']],
      'unknown_tier',
      'scale[2].tier',
      { tier: 'ugly' },
    ],
    ['the same factor id twice', [['- id: papers', '- id: bureau']], 'duplicate_id', 'factors[1].id', { id: 'bureau' }],
    [
      'the same rule id twice',
      [['- id: bureau_low', '- id: overdue']],
      'duplicate_id',
      'warnings[1].id',
      { id: 'overdue' },
    ],
    [
      'a condition without a subject',
      [['{metric: events.supplier_lawsuit.count_12m, atLeast: 1}', '{atLeast: 1}']],
      'one_subject',
      'caps[0].when[0]',
      {},
    ],
    [
      'a condition with two comparisons',
      [['count_12m, atLeast: 1}', 'count_12m, atLeast: 1, below: 5}']],
      'one_comparison',
      'caps[0].when[0]',
      {},
    ],
    [
      'a number where yes or no belongs',
      [['{metric: customer.documents_complete, is: false,', '{metric: customer.documents_complete, atLeast: 1,']],
      'comparison_kind',
      'caps[1].when[0].atLeast',
      { kind: 'boolean' },
    ],
    [
      'a cap on an unknown factor',
      [['{metric: events.supplier_lawsuit.count_12m, atLeast: 1}', '{factor: nothing, atMost: 1}']],
      'unknown_factor',
      'caps[0].when[0].factor',
      { factor: 'nothing' },
    ],
    [
      'a heavier warning that is easier to reach',
      [['{severity: orange, atLeast: 60}', '{severity: orange, atLeast: 20}']],
      'severity_order',
      'warnings[0].levels[1]',
      { lighter: 'yellow', heavier: 'orange' },
    ],
    [
      'a heavier warning at the same threshold',
      [['{severity: red, countAtLeast: 3}', '{severity: red, countAtLeast: 1}']],
      'severity_order',
      'warnings[2].levels[1]',
      { lighter: 'yellow', heavier: 'red' },
    ],
    [
      'a severity twice',
      [['{severity: orange, atLeast: 60}', '{severity: yellow, atLeast: 60}']],
      'severity_twice',
      'warnings[0].levels[1]',
      { severity: 'yellow' },
    ],
    [
      'approval tiers that do not rise',
      [['{tier: 2, role: executive}', '{tier: 2, role: executive, upToYuan: 100000}']],
      'tier_order',
      'approvals[1]',
      { tier: 2 },
    ],
    [
      'a misspelt key',
      [['coolDownDays: 30', 'cooldownDays: 30']],
      'unknown_key',
      'warnings[0]',
      { key: 'cooldownDays' },
    ],
    ['a key missing', [['id: small\n', '']], 'missing_key', '', { key: 'id' }],
    [
      'a word where a number belongs',
      [['maximumPoints: 90\n    metric', 'maximumPoints: many\n    metric']],
      'wrong_type',
      'factors[0].maximumPoints',
      { expected: 'number' },
    ],
    [
      'an unknown severity',
      [['{severity: red, atLeast: 90}', '{severity: purple, atLeast: 90}']],
      'invalid_value',
      'warnings[0].levels[2].severity',
      { detail: 'yellow, orange, red' },
    ],
    ['an unknown kind of rule', [['kind: downgrade', 'kind: upgrade']], 'invalid_value', 'warnings[3].kind', {}],
    [
      'a share above 1',
      [['lossGivenDefault: 0.5', 'lossGivenDefault: 50']],
      'invalid_value',
      'limits.lossGivenDefault',
      { detail: '≤ 1' },
    ],
    [
      'an unknown source',
      [['freshness: {bureau: 31,', 'freshness: {gossip: 31,']],
      'unknown_key',
      'freshness',
      { key: 'gossip' },
    ],
    [
      'a deadline in weeks',
      [['{workingDays: 3}', '{workingWeeks: 3}']],
      'unknown_key',
      'feedback.deadlines.yellow',
      { key: 'workingWeeks' },
    ],
  ])('with %s is refused', (_name, replacements, code, path, parameters) => {
    const problems = problemsOf(replaced(...replacements));
    expect(problems).toContainEqual(
      expect.objectContaining({ code, path, parameters: expect.objectContaining(parameters) }),
    );
  });

  it('names the line of a misspelt key', () => {
    const text = replaced(['coolDownDays: 30', 'cooldownDays: 30']);
    const unknown = problemsOf(text).find((problem) => problem.code === 'unknown_key');
    expect(unknown).toMatchObject({ line: lineOf(text, 'cooldownDays'), column: 5 });
  });

  it('tells everything that is wrong at once, in the order of the file', () => {
    const text = replaced(
      ['from: 60, to: 90', 'from: 65, to: 90'],
      ['confidence: 0.8}', 'confidence: 0.7}'],
      ['- id: bureau_low', '- id: overdue'],
    );
    expect(problemsOf(text).map((problem) => problem.code)).toEqual(['scale_gap', 'confidence_total', 'duplicate_id']);
  });

  it.each([
    ['a broken flow map', 'id: {', 1],
    ['a key twice', `${SMALL_POLICY}id: again\n`, SMALL_POLICY.split('\n').length],
    ['two documents', `${SMALL_POLICY}---\nid: other\n`, SMALL_POLICY.split('\n').length],
    ['a reference to nothing', 'id: small\nname: *nowhere\n', 2],
    ['a tab as indentation', 'id: x\nname:\n\tzh: 一\n', 3],
  ])('with %s is no YAML, and the line is named', (_name, text, line) => {
    expect(problemsOf(text)[0]).toMatchObject({ code: 'yaml_syntax', line });
  });

  it.each(['', '# nothing but a comment\n', '- a\n- list\n', 'just words', 'a: &a [x]\n'])(
    '%j is refused, not thrown at the reader',
    (text) => {
      expect(problemsOf(text).length).toBeGreaterThan(0);
    },
  );
});
