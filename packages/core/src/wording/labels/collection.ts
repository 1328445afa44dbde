import type { CaseState, WriteOffRole } from '../../collection/case.ts';
import type { CollectionStage } from '../../collection/stages.ts';
import type { CaseRefusal } from '../../collection/transition.ts';
import type { Label } from '../locale.ts';

type Labels<Id extends string> = Readonly<Record<Id, Label>>;

export const STAGE_LABELS: Labels<CollectionStage> = {
  phone: { zh: '电话催收', en: 'Phone' },
  letter: { zh: '发函催收', en: 'Letter' },
  visit: { zh: '上门催收', en: 'Visit' },
  litigation: { zh: '诉讼', en: 'Litigation' },
  arbitration: { zh: '仲裁', en: 'Arbitration' },
};

export const CASE_STATE_LABELS: Labels<CaseState> = {
  open: { zh: '催收中', en: 'Collecting' },
  write_off_asked: { zh: '核销审批中', en: 'Write-off being decided' },
  paid: { zh: '已收回', en: 'Paid' },
  written_off: { zh: '已核销', en: 'Written off' },
  ended: { zh: '已终止', en: 'Ended' },
};

export const WRITE_OFF_ROLE_LABELS: Labels<WriteOffRole> = {
  finance: { zh: '财务', en: 'Finance' },
  executive: { zh: '高管', en: 'Executive' },
};

export const CASE_REFUSAL_LABELS: Labels<CaseRefusal | 'missing'> = {
  missing: { zh: '这个催收案件不存在或已被删除。', en: 'This case does not exist or was removed.' },
  already_closed: { zh: '催收已经结束。', en: 'The collection has ended already.' },
  write_off_pending: { zh: '核销正在审批，先等结果。', en: 'A write-off is being decided; please wait for it.' },
  no_write_off: { zh: '这个核销申请已经不在审批中。', en: 'This write-off is no longer being decided.' },
  not_allowed: {
    zh: '只有客户的销售负责人、其经理和风控可以催收；核销由财务和高管决定。',
    en: 'Only the customer’s sales owner, their manager and risk collect; finance and executives decide write-offs.',
  },
  legal_by_risk: { zh: '诉讼和仲裁由风控决定。', en: 'Litigation and arbitration are decided by risk.' },
  stage_changed: { zh: '案件刚刚进入了另一阶段。', en: 'The case has just moved to another stage.' },
  not_later: { zh: '只能进入更靠后的阶段。', en: 'Only a later stage can be entered.' },
  own_request: { zh: '不能审批自己的申请。', en: 'Nobody decides their own request.' },
  decided_before: { zh: '您的角色已经表态。', en: 'Your role has answered already.' },
  still_owed: {
    zh: '账上仍有逾期款。等回款入账后再结案，或请风控说明理由后结案。',
    en: 'The ledger still shows an overdue amount. Close it once the money is booked, or ask risk to close it with a reason.',
  },
  note_missing: { zh: '请写明理由', en: 'Please say why' },
};
