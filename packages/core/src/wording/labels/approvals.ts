import type { ShareChange } from '../../approvals/impact.ts';
import type { ApprovalState, ApprovalStepKind, ApproverRole } from '../../approvals/request.ts';
import type { Label } from '../locale.ts';

type Labels<Id extends string> = Readonly<Record<Id, Label>>;

export const APPROVAL_STATE_LABELS: Labels<ApprovalState> = {
  pending: { zh: '审批中', en: 'waiting for approval' },
  returned: { zh: '已退回，待补充', en: 'returned with a question' },
  approved: { zh: '已批准', en: 'approved' },
  rejected: { zh: '已驳回', en: 'rejected' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  expired: { zh: '已过期', en: 'expired' },
};

/** What somebody did about a request; `expired`: nobody decided in time. */
export const APPROVAL_STEP_LABELS: Labels<ApprovalStepKind | 'expired'> = {
  request: { zh: '申请', en: 'asked' },
  approve: { zh: '同意', en: 'agreed' },
  reject: { zh: '驳回', en: 'rejected' },
  return: { zh: '退回', en: 'returned' },
  resubmit: { zh: '重新提交', en: 'asked again' },
  withdraw: { zh: '撤回', en: 'withdrew' },
  delegate: { zh: '转交', en: 'handed on' },
  expired: { zh: '过期', en: 'expired' },
};

export const APPROVER_LABELS: Labels<ApproverRole> = {
  sales_manager: { zh: '销售经理', en: 'sales manager' },
  risk: { zh: '风控', en: 'risk' },
  executive: { zh: '管理层（CFO）', en: 'executives (CFO)' },
};

export const SHARE_LABELS: Labels<ShareChange['of']> = {
  customer: { zh: '单一客户', en: 'This customer' },
  industry: { zh: '所在行业', en: 'Its industry' },
  region: { zh: '所在地区', en: 'Its region' },
};
