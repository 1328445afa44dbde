import type { ShareChange } from '../../approvals/impact.ts';
import type { ApprovalState, ApproverRole } from '../../approvals/request.ts';
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
