/** What can be wrong with a policy or settings file, and what a sentence about it needs. */
export interface PolicyProblemParameters {
  /** The YAML parser's code of the error, and its own words. */
  yaml_syntax: { readonly error: string; readonly detail: string };
  unknown_key: { readonly key: string };
  missing_key: { readonly key: string };
  wrong_type: { readonly expected: string };
  invalid_value: { readonly detail: string };
  empty_text: Record<string, never>;
  date_format: Record<string, never>;
  currency_code: Record<string, never>;
  currency_unwanted: { readonly kinds: string };
  unknown_column: { readonly column: string; readonly known: string };
  band_empty: { readonly from: number; readonly to: number };
  /** Values from `from` up to `to` belong to no band; an open end is '−∞' or '∞'. */
  band_gap: { readonly from: string; readonly to: string };
  band_overlap: { readonly from: string; readonly to: string };
  /** Bands of numbers on a metric of words, or the other way round. */
  band_kind: { readonly metric: string; readonly kind: string };
  band_word_twice: { readonly word: string };
  unknown_metric: { readonly metric: string; readonly nearest: string };
  unknown_factor: { readonly factor: string };
  unknown_grade: { readonly grade: string; readonly known: string };
  unknown_tier: { readonly tier: string; readonly known: string };
  missing_grade: { readonly grade: string };
  points_above_maximum: { readonly points: number; readonly maximum: number };
  maximum_not_reached: { readonly points: number; readonly maximum: number };
  dimension_points: { readonly dimension: string; readonly sum: number; readonly maximum: number };
  total_points: { readonly sum: number };
  confidence_total: { readonly sum: number };
  scale_gap: { readonly from: string; readonly to: string };
  scale_overlap: { readonly from: string; readonly to: string };
  scale_order: { readonly grade: string };
  duplicate_id: { readonly id: string };
  one_subject: Record<string, never>;
  one_comparison: Record<string, never>;
  comparison_kind: { readonly metric: string; readonly kind: string };
  severity_order: { readonly lighter: string; readonly heavier: string };
  severity_twice: { readonly severity: string };
  tier_order: { readonly tier: number };
  unknown_rule: { readonly rule: string };
  rule_predicted_twice: { readonly rule: string };
  prediction_not_graded: { readonly days: number; readonly last: number };
  predicts_nothing: { readonly id: string };
  working_hours_order: Record<string, never>;
}

export type PolicyProblemCode = keyof PolicyProblemParameters;

/** One finding: code and parameters tell what, path and place tell where. */
export type Finding = {
  readonly [Code in PolicyProblemCode]: {
    readonly code: Code;
    readonly parameters: PolicyProblemParameters[Code];
  };
}[PolicyProblemCode];

export type KeyPath = readonly (string | number)[];

/** A finding in a file: line and column count from 1; `path` is the key path, e.g. `factors[2].bands[0].points`. */
export type PolicyProblem = Finding & { readonly line: number; readonly column: number; readonly path: string };

/** Takes a finding at a key path. */
export type Report = (path: KeyPath, finding: Finding) => void;

/** `factors[2].bands[0]` */
export function formatPath(path: KeyPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}
