import type { AGING_BUCKETS, IndustryFacts } from '../../facts/facts.ts';
import type { TermsReason } from '../../limits/terms.ts';
import type { Assessment, Dimension, LimitCandidateId, LimitRecommendation } from '../../scorecard/assessment.ts';
import type { Severity, WarningType } from '../../warnings/warning.ts';
import type { Label } from '../locale.ts';

type Labels<Id extends string> = Readonly<Record<Id, Label>>;

export const SEVERITY_LABELS: Labels<Severity> = {
  red: { zh: '红色', en: 'Red' },
  orange: { zh: '橙色', en: 'Orange' },
  yellow: { zh: '黄色', en: 'Yellow' },
};

export const WARNING_TYPE_LABELS: Labels<WarningType> = {
  default: { zh: '违约风险', en: 'Default' },
  liquidity: { zh: '流动性风险', en: 'Liquidity' },
  operation: { zh: '经营风险', en: 'Operation' },
  data: { zh: '数据疑点', en: 'Data' },
};

export const DIMENSION_LABELS: Labels<Dimension> = {
  character: { zh: '品格', en: 'Character' },
  capacity: { zh: '能力', en: 'Capacity' },
  capital: { zh: '资本', en: 'Capital' },
  collateral: { zh: '担保', en: 'Collateral' },
  conditions: { zh: '环境', en: 'Conditions' },
};

export const AGING_LABELS: Labels<(typeof AGING_BUCKETS)[number]> = {
  not_due: { zh: '未到期', en: 'Not due' },
  '1_30': { zh: '逾期 1–30 天', en: '1–30 days' },
  '31_60': { zh: '逾期 31–60 天', en: '31–60 days' },
  '61_90': { zh: '逾期 61–90 天', en: '61–90 days' },
  '91_180': { zh: '逾期 91–180 天', en: '91–180 days' },
  '181_360': { zh: '逾期 181–360 天', en: '181–360 days' },
  over_360: { zh: '逾期 360 天以上', en: 'Over 360 days' },
};

export const OUTCOME_LABELS: Labels<Assessment['outcome']> = {
  graded: { zh: '已评级', en: 'Graded' },
  insufficient_data: { zh: '资料不足', en: 'Insufficient data' },
};

export const CANDIDATE_LABELS: Labels<LimitCandidateId> = {
  need: { zh: '业务需要', en: 'Need' },
  strength: { zh: '净资产承受力', en: 'Net worth' },
  turnover: { zh: '年采购额', en: 'Yearly purchases' },
  ceiling: { zh: '等级上限', en: 'Ceiling of the grade' },
  group: { zh: '集团剩余额度', en: 'Group headroom' },
  concentration: { zh: '集中度剩余空间', en: 'Concentration headroom' },
};

export const SUGGESTION_LABELS: Labels<NonNullable<LimitRecommendation['suggestion']>> = {
  shorter_terms: { zh: '建议缩短账期以覆盖需求', en: 'Shorter terms would cover the need' },
  security: { zh: '建议提供担保、保险或预付以覆盖需求', en: 'Security, insurance or prepayment would cover the need' },
};

export const TERMS_REASON_LABELS: Labels<TermsReason> = {
  grade: { zh: '按等级给予账期', en: 'By grade' },
  first_orders_prepaid: { zh: '前几单须款到发货', en: 'The first orders are paid before shipment' },
  agreement_missing: { zh: '年度协议尚未签署', en: 'The annual agreement is not signed' },
  agreement_expired: { zh: '年度协议已到期，尚未续签', en: 'The annual agreement has run out and is not renewed' },
  documents_missing: { zh: '客户资料不齐', en: 'Documents are missing' },
};

export const OUTLOOK_LABELS: Labels<NonNullable<IndustryFacts['outlook']>> = {
  up: { zh: '向好', en: 'improving' },
  normal: { zh: '平稳', en: 'steady' },
  down: { zh: '下行', en: 'declining' },
};
