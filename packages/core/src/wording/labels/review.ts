import type { MeasureKind, ReviewAction, ReviewDecision, Verdict } from '../../alerts/review.ts';
import type { Label } from '../locale.ts';

type Labels<Id extends string> = Readonly<Record<Id, Label>>;

export const REVIEW_ACTION_LABELS: Labels<ReviewAction> = {
  none: { zh: '不采取措施', en: 'None' },
  watch: { zh: '列入关注', en: 'Watch' },
  cut_limit: { zh: '压降额度', en: 'Cut the limit' },
  suspend: { zh: '暂停赊销', en: 'Suspend credit' },
  prepay: { zh: '改为预付款', en: 'Prepayment only' },
  collect_phone: { zh: '电话催收', en: 'Collect by phone' },
  collect_letter: { zh: '发函催收', en: 'Collect by letter' },
  collect_visit: { zh: '上门催收', en: 'Collect by visit' },
  legal: { zh: '法律途径', en: 'Legal action' },
  reverify_papers: { zh: '重新核验单据', en: 'Re-verify the papers' },
};

export const VERDICT_LABELS: Labels<Verdict> = {
  true: { zh: '属实', en: 'True' },
  false_alarm: { zh: '误报', en: 'False alarm' },
  resolved: { zh: '已解决', en: 'Resolved' },
};

export const REVIEW_DECISION_LABELS: Labels<ReviewDecision> = {
  accept: { zh: '审核通过', en: 'Accept' },
  return: { zh: '退回提问', en: 'Return' },
  close: { zh: '结案', en: 'Close' },
};

/** What holds for a customer, as its card says it. */
export const MEASURE_LABELS: Labels<MeasureKind> = {
  suspend: { zh: '已暂停赊销', en: 'Credit suspended' },
  prepay: { zh: '仅限预付款', en: 'Prepayment only' },
  cut_limit: { zh: '额度待压降', en: 'Limit to be cut' },
  watch: { zh: '重点关注', en: 'On watch' },
};
