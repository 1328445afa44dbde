import type { CustomerOrder } from '../../contract/overlay-portfolio.ts';
import { attributeOf, type FixedDimension } from '../../portfolio/selection.ts';
import type { Label, Locale } from '../locale.ts';

const DIMENSION_LABELS: Readonly<Record<FixedDimension, Label>> = {
  grade: { zh: '等级', en: 'Grade' },
  region: { zh: '地区', en: 'Region' },
  industry: { zh: '行业', en: 'Industry' },
  size: { zh: '规模', en: 'Size' },
  owner: { zh: '负责人', en: 'Owner' },
  team: { zh: '团队', en: 'Team' },
};

/** What a dimension is called; a free attribute is called by its own name. */
export function dimensionLabel(locale: Locale, dimension: string): string {
  const known = Object.entries(DIMENSION_LABELS).find(([key]) => key === dimension);
  return known?.[1][locale] ?? attributeOf(dimension) ?? dimension;
}

export const CUSTOMER_ORDER_LABELS: Readonly<Record<CustomerOrder, Label>> = {
  name: { zh: '客户', en: 'Customer' },
  grade: { zh: '等级', en: 'Grade' },
  exposure: { zh: '风险敞口', en: 'Exposure' },
  overdue: { zh: '逾期', en: 'Overdue' },
  limit: { zh: '额度', en: 'Limit' },
  days_past_due: { zh: '最长逾期天数', en: 'Most days past due' },
};
