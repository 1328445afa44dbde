import type { Finding, PolicyProblem, PolicyProblemCode, PolicyProblemParameters } from '../policy/problem.ts';
import { labelOf } from './labels/label-of.ts';
import { DIMENSION_LABELS, SEVERITY_LABELS } from './labels/scoring.ts';
import { YAML_ERRORS, YAML_TYPES } from './labels/yaml.ts';
import type { Locale } from './locale.ts';

type Sentences = { readonly [Code in PolicyProblemCode]: (parameters: PolicyProblemParameters[Code]) => string };

const zh: Sentences = {
  yaml_syntax: (p) => `不是有效的 YAML：${yamlErrorText('zh', p)}`,
  unknown_key: (p) => `没有“${p.key}”这一项，请检查拼写`,
  missing_key: (p) => `缺少“${p.key}”`,
  wrong_type: (p) => `类型不对，应为${typeText('zh', p.expected)}`,
  invalid_value: (p) => `值不被接受，允许的是：${p.detail}`,
  empty_text: () => '不能为空',
  date_format: () => '日期格式须各写一次年、月、日，例如 YYYY-MM-DD 或 M/D/YYYY',
  currency_code: () => '须为三个大写字母的币种代码，例如 USD',
  currency_unwanted: (p) => `只用于 ${p.kinds}；其他文件的金额都是本位币，请删去这一行`,
  unknown_column: (p) => `没有“${p.column}”这一列，可用的有：${p.known}`,
  band_empty: (p) => `区间为空：from ${p.from} 不小于 to ${p.to}`,
  band_gap: (p) => `区间有空缺：从 ${p.from} 到 ${p.to} 的值没有得分`,
  band_overlap: (p) => `区间重叠：从 ${p.from} 到 ${p.to} 的值有两个得分`,
  band_kind: (p) => `指标“${p.metric}”的类型是 ${kind('zh', p.kind)}，区间须用 ${bandKeys(p.kind)} 书写`,
  band_word_twice: (p) => `“${p.word}”出现在两个区间中`,
  unknown_metric: (p) => `没有指标“${p.metric}”，是不是想写“${p.nearest}”？`,
  unknown_factor: (p) => `没有编号为“${p.factor}”的评分项`,
  unknown_grade: (p) => `等级表中没有“${p.grade}”，只有 ${p.known}`,
  unknown_tier: (p) => `没有服务层级“${p.tier}”，只有 ${p.known}`,
  missing_grade: (p) => `缺少等级“${p.grade}”`,
  points_above_maximum: (p) => `${p.points} 分超过了该项的最高分 ${p.maximum}`,
  maximum_not_reached: (p) => `最高只给 ${p.points} 分，达不到该项的最高分 ${p.maximum}`,
  dimension_points: (p) =>
    `维度“${labelOf(DIMENSION_LABELS, p.dimension, 'zh')}”各项最高分之和为 ${p.sum}，应为 ${p.maximum}`,
  total_points: (p) => `各维度最高分之和为 ${p.sum}，应为 100`,
  confidence_total: (p) => `各项的可信度（missing.confidence）之和为 ${p.sum}，应为 1`,
  scale_gap: (p) => `等级表有空缺：${p.from} 到 ${p.to} 分没有等级`,
  scale_overlap: (p) => `等级表重叠或为空：${p.from} 到 ${p.to} 分`,
  scale_order: (p) => `等级须由优到劣排列，“${p.grade}”的位置不对`,
  duplicate_id: (p) => `编号“${p.id}”重复`,
  one_subject: () => '条件须且只能写 metric 或 factor 之一',
  one_comparison: () => '须且只能写 atLeast、above、atMost、below、is 之一',
  comparison_kind: (p) => `“${p.metric}”的类型是 ${kind('zh', p.kind)}，不能这样比较`,
  severity_order: (p) =>
    `${labelOf(SEVERITY_LABELS, p.heavier, 'zh')}的门槛须比${labelOf(SEVERITY_LABELS, p.lighter, 'zh')}更严格`,
  severity_twice: (p) => `${labelOf(SEVERITY_LABELS, p.severity, 'zh')}写了两次`,
  tier_order: (p) => `审批层级 ${p.tier} 的金额须高于前一层级`,
  unknown_rule: (p) => `没有预警规则“${p.rule}”`,
  rule_predicted_twice: (p) => `“${p.rule}”已由前一项预测覆盖`,
  prediction_not_graded: (p) => `${p.days} 天的预测晚于最后一次复核（第 ${p.last} 天），永远无法判定`,
  predicts_nothing: (p) => `预测“${p.id}”既没有 overdue 也没有 events，什么也没有预测`,
  working_hours_order: () => '工作时段须依次排列，结束须晚于开始',
};

const en: Sentences = {
  yaml_syntax: (p) => `not valid YAML: ${yamlErrorText('en', p)}`,
  unknown_key: (p) => `there is no key “${p.key}” here; check the spelling`,
  missing_key: (p) => `“${p.key}” is missing`,
  wrong_type: (p) => `wrong type, expected ${typeText('en', p.expected)}`,
  invalid_value: (p) => `value not accepted, allowed: ${p.detail}`,
  empty_text: () => 'must not be empty',
  date_format: () => 'a date format names year, month and day once each, such as YYYY-MM-DD or M/D/YYYY',
  currency_code: () => 'must be a currency code of three capital letters, such as USD',
  currency_unwanted: (p) => `is for ${p.kinds} only; amounts of other files are in the base currency: delete this line`,
  unknown_column: (p) => `there is no column “${p.column}”; choose from: ${p.known}`,
  band_empty: (p) => `empty band: from ${p.from} is not below to ${p.to}`,
  band_gap: (p) => `gap between bands: values from ${p.from} to ${p.to} get no points`,
  band_overlap: (p) => `bands overlap: values from ${p.from} to ${p.to} get points twice`,
  band_kind: (p) => `metric “${p.metric}” is a ${kind('en', p.kind)}: its bands are written with ${bandKeys(p.kind)}`,
  band_word_twice: (p) => `“${p.word}” is in two bands`,
  unknown_metric: (p) => `there is no metric “${p.metric}”; did you mean “${p.nearest}”?`,
  unknown_factor: (p) => `there is no factor with the id “${p.factor}”`,
  unknown_grade: (p) => `the scale has no grade “${p.grade}”, only ${p.known}`,
  unknown_tier: (p) => `there is no service tier “${p.tier}”, only ${p.known}`,
  missing_grade: (p) => `grade “${p.grade}” is missing`,
  points_above_maximum: (p) => `${p.points} points are above the factor's maximum of ${p.maximum}`,
  maximum_not_reached: (p) => `no band gives more than ${p.points} points, but the factor's maximum is ${p.maximum}`,
  dimension_points: (p) =>
    `the factors of ${labelOf(DIMENSION_LABELS, p.dimension, 'en')} add up to ${p.sum} points, not ${p.maximum}`,
  total_points: (p) => `the dimensions add up to ${p.sum} points, not 100`,
  confidence_total: (p) => `the confidence of all factors (missing.confidence) adds up to ${p.sum}, not 1`,
  scale_gap: (p) => `gap in the scale: ${p.from} to ${p.to} points have no grade`,
  scale_overlap: (p) => `the scale overlaps or is empty: ${p.from} to ${p.to} points`,
  scale_order: (p) => `grades go from best to worst: “${p.grade}” is out of place`,
  duplicate_id: (p) => `the id “${p.id}” is used twice`,
  one_subject: () => 'a condition needs either metric or factor',
  one_comparison: () => 'exactly one of atLeast, above, atMost, below, is must be given',
  comparison_kind: (p) => `“${p.metric}” is a ${kind('en', p.kind)} and cannot be compared like this`,
  severity_order: (p) =>
    `the threshold of ${labelOf(SEVERITY_LABELS, p.heavier, 'en')} must be stricter than that of ${labelOf(SEVERITY_LABELS, p.lighter, 'en')}`,
  severity_twice: (p) => `${labelOf(SEVERITY_LABELS, p.severity, 'en')} is given twice`,
  tier_order: (p) => `the amount of approval tier ${p.tier} must be above that of the tier before`,
  unknown_rule: (p) => `there is no warning rule “${p.rule}”`,
  rule_predicted_twice: (p) => `“${p.rule}” already belongs to a prediction before`,
  prediction_not_graded: (p) =>
    `a prediction of ${p.days} days is never decided: the last grading is after ${p.last} days`,
  predicts_nothing: (p) => `prediction “${p.id}” has neither overdue nor events, so it predicts nothing`,
  working_hours_order: () => 'working hours must follow each other, each ending after it begins',
};

const sentences: Readonly<Record<Locale, Sentences>> = { zh, en };

/** What is wrong, and where: `line 12, column 5, factors[2].bands: gap between bands: …`. */
export function describePolicyProblem(locale: Locale, problem: PolicyProblem): string {
  const { line, column, path } = problem;
  const place = locale === 'zh' ? `第 ${line} 行第 ${column} 列` : `line ${line}, column ${column}`;
  const key = path === '' ? '' : locale === 'zh' ? `，${path}` : `, ${path}`;
  return `${place}${key}${locale === 'zh' ? '：' : ': '}${describeFinding(locale, problem)}`;
}

/** What is wrong, without where. */
export function describeFinding(locale: Locale, finding: Finding): string {
  return sentence(sentences[locale], finding);
}

/** Pairs a code with its own parameters; the compiler checks the pair inside. */
function sentence<Code extends PolicyProblemCode>(
  texts: Sentences,
  problem: { readonly code: Code; readonly parameters: PolicyProblemParameters[Code] },
): string {
  return texts[problem.code](problem.parameters);
}

const KINDS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  number: { zh: '数值', en: 'number' },
  text: { zh: '文字', en: 'word' },
  boolean: { zh: '是/否', en: 'yes/no value' },
};

function typeText(locale: Locale, expected: string): string {
  return labelOf(YAML_TYPES, expected, locale);
}

/** In the reader's words where the error is a known one, else in the parser's. */
function yamlErrorText(locale: Locale, { error, detail }: PolicyProblemParameters['yaml_syntax']): string {
  return Object.hasOwn(YAML_ERRORS, error) ? labelOf(YAML_ERRORS, error, locale) : detail;
}

function kind(locale: Locale, id: string): string {
  return labelOf(KINDS, id, locale);
}

function bandKeys(id: string): string {
  if (id === 'number') return 'from, to';
  return id === 'text' ? 'in' : 'is';
}
