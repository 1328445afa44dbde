import { catalogue } from '../catalogue.ts';

/** Texts of a limit that risk cuts in a review: the form, what is said afterwards, and what messages show. Parameters are already escaped. */
export const cutLimitWording = catalogue({
  zh: {
    newLimit: '新额度（元）',
    present: (p: { limit: string; until: string | null }) =>
      `现额度 ${p.limit}${p.until === null ? '' : `（至 ${p.until}）`}。`,
    atOnce: '新额度立即生效，直到措施截止日或预警单以误报、已解决结案。账期不变。',
    aloneUpTo: (p: { limit: string; path: string }) =>
      `不超过 ${p.limit} 的新额度由您决定，立即生效；更高的由${p.path}审批，批准前原额度不变。账期不变。`,
    noTier: (p: { limit: string }) => `政策只允许您决定不超过 ${p.limit} 的额度，更高的没有人可以审批。账期不变。`,
    nothingToCut: '该客户没有授信额度，无法压降，请选择其他措施。',
    notBelow: (p: { limit: string }) => `须大于 0 且低于现额度 ${p.limit}`,
    limitChanged: '现额度刚刚变了，新额度须低于它。请重新打开表单。',
    tooMuch: '按政策没有人可以决定这个额度',
    requestOpen: '该客户有一份额度申请正在审批。请先等结果，或选择您可以直接决定的额度。',
    savedAtOnce: (p: { limit: string }) => `审核结果已保存，额度已降为 ${p.limit}，立即生效。`,
    savedAsked: (p: { id: string; path: string }) =>
      `审核结果已保存。这个额度须由${p.path}审批，已提交申请 #${p.id}；批准前原额度不变。`,
    inForce: (p: { from: string; to: string }) => `，额度 ${p.from} → ${p.to}`,
    asked: (p: { from: string; to: string; id: string; state: string }) =>
      `，额度 ${p.from} → ${p.to}（申请 #${p.id}：${p.state}）`,
    ended: (p: { day: string }) => `，已于 ${p.day} 结束`,
    onCard: (p: { alert: string; since: string }) => `⬇️ 额度由预警单 #${p.alert} 的审核压降，自 ${p.since} 起`,
    onCardUntil: (p: { alert: string; since: string; day: string }) =>
      `⬇️ 额度由预警单 #${p.alert} 的审核压降，自 ${p.since} 起，至 ${p.day} 止`,
  },
  en: {
    newLimit: 'New limit (CNY)',
    present: (p: { limit: string; until: string | null }) =>
      `The limit now is ${p.limit}${p.until === null ? '' : ` (until ${p.until})`}. `,
    atOnce:
      'The new limit holds at once, until its last day or until the alert is closed as a false alarm or resolved. Terms stay.',
    aloneUpTo: (p: { limit: string; path: string }) =>
      `Up to ${p.limit} you decide alone, and it holds at once; more is decided by ${p.path}, and the limit stays until then. Terms stay.`,
    noTier: (p: { limit: string }) =>
      `By the policy you decide up to ${p.limit}, and nobody may agree to more. Terms stay.`,
    nothingToCut: 'The customer has no limit that could be cut; please choose another action.',
    notBelow: (p: { limit: string }) => `Has to be above 0 and below the present limit of ${p.limit}`,
    limitChanged: 'The limit has just changed, and the new one has to be below it. Please open the form again.',
    tooMuch: 'By the policy nobody may decide this limit',
    requestOpen:
      'A request for this customer is being decided. Please wait for it, or choose a limit that you may decide alone.',
    savedAtOnce: (p: { limit: string }) => `The review is stored, and the limit is cut to ${p.limit} at once.`,
    savedAsked: (p: { id: string; path: string }) =>
      `The review is stored. This limit is decided by ${p.path}: request #${p.id}. Until then the limit stays as it is.`,
    inForce: (p: { from: string; to: string }) => `, limit ${p.from} → ${p.to}`,
    asked: (p: { from: string; to: string; id: string; state: string }) =>
      `, limit ${p.from} → ${p.to} (request #${p.id}: ${p.state})`,
    ended: (p: { day: string }) => `, ended on ${p.day}`,
    onCard: (p: { alert: string; since: string }) => `⬇️ Limit cut in the review of alert #${p.alert}, since ${p.since}`,
    onCardUntil: (p: { alert: string; since: string; day: string }) =>
      `⬇️ Limit cut in the review of alert #${p.alert}, since ${p.since}, until ${p.day}`,
  },
});
