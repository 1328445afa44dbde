import type { AlertState } from '../../alerts/alert.ts';
import type { AlertRefusal } from '../../alerts/transition.ts';
import type { Cause, ContactMethod, ProposedAction, Recovery } from '../../feedback/fields.ts';
import type { FeedbackField, FeedbackProblemCode } from '../../feedback/form.ts';
import type { Label } from '../locale.ts';

type Labels<Id extends string> = Readonly<Record<Id, Label>>;

export const CONTACT_METHOD_LABELS: Labels<ContactMethod> = {
  phone: { zh: '电话', en: 'Phone' },
  visit: { zh: '上门拜访', en: 'Visit' },
  message: { zh: '微信或短信', en: 'Message' },
  email: { zh: '邮件', en: 'E-mail' },
};

export const CAUSE_LABELS: Labels<Cause> = {
  temporary_cash_gap: { zh: '暂时资金周转困难', en: 'Temporary cash gap' },
  dispute: { zh: '争议', en: 'Dispute' },
  structural: { zh: '经营结构性困难', en: 'Structural trouble' },
  fraud_suspected: { zh: '疑似欺诈', en: 'Fraud suspected' },
  own_error: { zh: '我方差错', en: 'Our own error' },
  data_wrong: { zh: '数据有误', en: 'Data wrong' },
};

export const RECOVERY_LABELS: Labels<Recovery> = {
  likely: { zh: '很可能收回', en: 'Likely' },
  doubtful: { zh: '存疑', en: 'Doubtful' },
  unlikely: { zh: '难以收回', en: 'Unlikely' },
};

export const ACTION_LABELS: Labels<ProposedAction> = {
  none: { zh: '不采取措施', en: 'None' },
  watch: { zh: '持续关注', en: 'Watch' },
  cut_limit: { zh: '压降额度', en: 'Cut the limit' },
  suspend: { zh: '暂停赊销', en: 'Suspend credit' },
  prepay: { zh: '改为预付款', en: 'Prepayment only' },
  collect: { zh: '加强催收', en: 'Collect' },
  legal: { zh: '法律途径', en: 'Legal action' },
};

export const ALERT_STATE_LABELS: Labels<AlertState> = {
  open: { zh: '待反馈', en: 'Awaiting feedback' },
  answered: { zh: '已反馈', en: 'Answered' },
  returned: { zh: '已退回', en: 'Returned' },
  accepted: { zh: '已审核', en: 'Reviewed' },
  closed: { zh: '已结案', en: 'Closed' },
};

export const REFUSAL_LABELS: Labels<AlertRefusal> = {
  already_closed: { zh: '预警单已经结案', en: 'The alert is closed already' },
  already_accepted: { zh: '风控已经审核通过', en: 'Risk has accepted the answer already' },
  already_returned: { zh: '风控已经退回', en: 'Risk has returned the answer already' },
  not_allowed: { zh: '您没有权限执行此操作', en: 'You may not do this' },
  already_answered: { zh: '已有更新的反馈', en: 'There is a newer answer already' },
  not_answered: { zh: '预警单尚未反馈', en: 'The alert has not been answered yet' },
  note_missing: { zh: '请写明理由', en: 'Please say why' },
  changed_meanwhile: { zh: '预警单刚刚有了变化', en: 'The alert has changed meanwhile' },
};

export const FEEDBACK_FIELD_LABELS: Labels<FeedbackField> = {
  contact_method: { zh: '联系方式', en: 'How the customer was contacted' },
  contacted_at: { zh: '联系日期', en: 'When' },
  contact_person: { zh: '联系人', en: 'Whom' },
  cause: { zh: '原因', en: 'Cause' },
  customer_says: { zh: '客户怎么说', en: 'What the customer says' },
  recovery: { zh: '回收判断', en: 'Judgement of recovery' },
  recovery_percent: { zh: '预计可收回比例', en: 'Share expected to be recovered' },
  proposed_action: { zh: '建议措施', en: 'Proposed action' },
  promise_date: { zh: '承诺付款日期', en: 'Promised payment date' },
  promise_amount: { zh: '承诺付款金额', en: 'Promised amount' },
  no_promise_reason: { zh: '没有付款承诺的原因', en: 'Why there is no promise to pay' },
  dispute_detail: { zh: '争议说明', en: 'The dispute' },
  fraud_detail: { zh: '疑点说明', en: 'The suspicion' },
  group_detail: { zh: '集团情况', en: 'The group' },
  attachments: { zh: '附件', en: 'Attachments' },
};

export const FEEDBACK_PROBLEM_LABELS: Labels<FeedbackProblemCode> = {
  required: { zh: '请填写这一项', en: 'Please fill this in' },
  too_short: { zh: '太短了：至少 10 个字', en: 'Too short: at least 10 characters' },
  too_long: { zh: '太长了：最多 2000 个字', en: 'Too long: at most 2,000 characters' },
  future: { zh: '不能是将来的日期', en: 'Cannot be in the future' },
  past: { zh: '不能早于今天', en: 'Cannot be earlier than today' },
  range: { zh: '请填写 0 到 100 之间的整数', en: 'Please enter a whole number from 0 to 100' },
  amount: { zh: '请填写大于 0 的金额', en: 'Please enter an amount above 0' },
  promise: {
    zh: '请填写付款承诺（日期和金额），或说明为何没有承诺',
    en: 'Please give a promise to pay (date and amount), or say why there is none',
  },
  invalid: { zh: '请检查这一项', en: 'Please check this answer' },
};
