import { describe, expect, it } from 'vitest';
import type { Finding, PolicyProblemCode, PolicyProblemParameters } from '../policy/problem.ts';
import { LOCALES } from './locale.ts';
import { describePolicyProblem } from './policy-problems.ts';

/** One example of everything that can be wrong. */
const EXAMPLES: { readonly [Code in PolicyProblemCode]: PolicyProblemParameters[Code] } = {
  yaml_syntax: { error: 'UNHEARD_OF', detail: 'Something is strange here' },
  unknown_key: { key: 'pionts' },
  missing_key: { key: 'points' },
  wrong_type: { expected: 'number' },
  invalid_value: { detail: 'red, orange, yellow' },
  empty_text: {},
  date_format: {},
  currency_code: {},
  currency_unwanted: { kinds: 'invoices, payments' },
  unknown_column: { column: 'numero', known: 'number, amount' },
  band_empty: { from: 5, to: 3 },
  band_gap: { from: '40', to: '∞' },
  band_overlap: { from: '40', to: '50' },
  band_kind: { metric: 'industry.outlook', kind: 'text' },
  band_word_twice: { word: 'up' },
  unknown_metric: { metric: 'ledger.indx', nearest: 'ledger.payment_index' },
  unknown_factor: { factor: 'size' },
  unknown_grade: { grade: 'D', known: 'A, B, C' },
  unknown_tier: { tier: 'gold', known: 'premium, risk' },
  missing_grade: { grade: 'B' },
  points_above_maximum: { points: 9, maximum: 8 },
  maximum_not_reached: { points: 7, maximum: 8 },
  dimension_points: { dimension: 'capital', sum: 15, maximum: 16 },
  total_points: { sum: 99 },
  confidence_total: { sum: 0.98 },
  scale_gap: { from: '60', to: '70' },
  scale_overlap: { from: '60', to: '70' },
  scale_order: { grade: 'B' },
  duplicate_id: { id: 'overdue' },
  one_subject: {},
  one_comparison: {},
  comparison_kind: { metric: 'registry.status', kind: 'text' },
  severity_order: { lighter: 'yellow', heavier: 'red' },
  severity_twice: { severity: 'red' },
  tier_order: { tier: 2 },
  unknown_rule: { rule: 'overdew' },
  rule_predicted_twice: { rule: 'overdue' },
  prediction_not_graded: { days: 200, last: 180 },
  predicts_nothing: { id: 'arrears' },
  working_hours_order: {},
};

describe.each(Object.entries(EXAMPLES))('%s', (code, parameters) => {
  // Code and parameters come from one entry of the table above, whose pairs the compiler has checked.
  const problem = { ...({ code, parameters } as Finding), line: 12, column: 5, path: 'factors[2].bands' };

  it.each(LOCALES)('says in %s where and what, with the words of the file', (locale) => {
    const text = describePolicyProblem(locale, problem);
    expect(text).toMatch(
      locale === 'zh' ? /^第 12 行第 5 列，factors\[2\]\.bands：./ : /^line 12, column 5, factors\[2\]\.bands: ./,
    );
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    if (locale === 'en') expect(text).not.toMatch(/[一-鿿，。：；]/);
    for (const [name, value] of Object.entries(parameters)) {
      const isTranslated = ['kind', 'dimension', 'lighter', 'heavier', 'severity', 'error', 'expected'].includes(name);
      if (!isTranslated) expect(text).toContain(String(value));
    }
  });
});

describe('what the parser and the schema say', () => {
  const place = { line: 1, column: 1, path: 'terms' };

  it.each([
    ['string', '文字', 'a text'],
    ['number', '数字', 'a number'],
    ['int', '整数', 'a whole number'],
    ['boolean', 'true 或 false', 'true or false'],
    ['array', '列表', 'a list'],
    ['object', '键: 值', 'key: value'],
    ['record', '键: 值', 'key: value'],
    ['tuple', 'tuple', 'tuple'],
  ])('a type is called what people call it: %s', (expected, zh, en) => {
    const problem = { code: 'wrong_type', parameters: { expected }, ...place } as const;
    expect(describePolicyProblem('zh', problem)).toContain(zh);
    expect(describePolicyProblem('en', problem)).toContain(en);
  });

  it('a known error of YAML is told in the reader’s language alone, with what to do', () => {
    const parameters = { error: 'TAB_AS_INDENT', detail: 'Tabs are not allowed as indentation' };
    const problem = { code: 'yaml_syntax', parameters, ...place } as const;
    expect(describePolicyProblem('zh', problem)).toBe(
      '第 1 行第 1 列，terms：不是有效的 YAML：缩进用了制表符，请改用空格',
    );
    expect(describePolicyProblem('en', problem)).toMatch(/use spaces$/);
  });
});
