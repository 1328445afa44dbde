import type { Ability } from '../../roles/abilities.ts';
import type { Role } from '../../roles/roles.ts';
import type { Label } from '../locale.ts';

export const ROLE_LABELS: Readonly<Record<Role, Label>> = {
  sales: { zh: '销售', en: 'sales' },
  sales_manager: { zh: '销售主管', en: 'sales managers' },
  risk: { zh: '风控', en: 'risk' },
  finance: { zh: '财务', en: 'finance' },
  executive: { zh: '管理层', en: 'executives' },
};

/** What somebody wants to do, as it stands after “may” and after “可以”. */
export const ABILITY_LABELS: Readonly<Record<Ability, Label>> = {
  see_grade: { zh: '查看等级、额度与账期', en: 'see grades, limits and terms' },
  see_details: { zh: '查看该客户的敞口、账龄与原因', en: 'see exposure, aging and reasons of this customer' },
  answer_alert: { zh: '反馈该客户的预警单', en: 'answer alerts of this customer' },
  review_alert: { zh: '审核反馈和结案', en: 'review feedback and close alerts' },
  request_credit: { zh: '为该客户申请额度或账期', en: 'request a limit or terms for this customer' },
  collect: { zh: '跟进该客户的催收', en: 'work on collection from this customer' },
  decide_collection: { zh: '决定诉讼、仲裁或终止催收', en: 'decide on court, arbitration or the end of collection' },
  decide_write_off: { zh: '决定核销', en: 'decide on a write-off' },
  approve_tier_1: { zh: '作第一级审批', en: 'approve at tier 1' },
  approve_tier_2: { zh: '作第二级审批', en: 'approve at tier 2' },
  approve_tier_3: { zh: '作第三级审批', en: 'approve at tier 3' },
  stand_in: { zh: '代为审批', en: 'approve for somebody who is away' },
  read_policy: { zh: '查看授信政策', en: 'read the policy' },
  change_policy: { zh: '修改授信政策', en: 'change the policy' },
  read_staff: { zh: '查看人员名单', en: 'read the staff list' },
  change_staff: { zh: '修改人员名单', en: 'change the staff list' },
  read_audit: { zh: '查看审计记录', en: 'read the audit trail' },
  export_details: { zh: '导出预警单与评级结果', en: 'export alerts and assessments' },
  import_data: { zh: '导入数据', en: 'import data' },
  keep_backups: { zh: '备份和恢复数据', en: 'back up and restore the data' },
  run_monitor: { zh: '运行监控', en: 'run the monitor' },
  connect_extension: { zh: '连接浏览器扩展', en: 'connect the browser extension' },
  ask_precheck: { zh: '请风控预审一家公司', en: 'ask risk to look at a prospect' },
  decide_precheck: { zh: '处理预审', en: 'decide on a prospect' },
  save_evidence: { zh: '保存登记网站上的信息', en: 'save what a registry page shows' },
};
