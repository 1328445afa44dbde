import { catalogue } from '../catalogue.ts';

/** Texts of the sections of a digest that tell people what waits for them by their role. Parameters are already escaped. */
export const digestWording = catalogue({
  zh: {
    own: '待我反馈',
    overdue: '团队超时未反馈',
    review: '待我审核的反馈',
    approval: '待我审批的额度申请',
    heading: (p: { name: string; count: number }) => `*${p.name}*（${p.count}）`,
    overdueIntro: '以下预警单已过截止时间仍未反馈，超时最久的在前，请督促或代为反馈。',
    reviewIntro: '以下反馈等待审核，最早提交的在前。',
    approvalIntro: '以下申请等待您审批，最先到期的在前；到期未批将自动失效。',
    settled: (p: { settled: number; total: number }) => `已处理 ${p.settled}/${p.total}`,
    answeredAt: (p: { exposure: string; at: string; owner: string }) =>
      `敞口 ${p.exposure} · 反馈于 ${p.at} · ${p.owner}`,
    late: (p: { exposure: string; overdue: string; due: string; owner: string }) =>
      `敞口 ${p.exposure} · 逾期 ${p.overdue} · 已于 ${p.due} 超时 · ${p.owner}`,
    request: (p: { limit: string; terms: string; by: string; expires: string; left: string }) =>
      `额度 ${p.limit} · 账期 ${p.terms} · 申请人 ${p.by} · ${p.expires} 到期（${p.left}）`,
    requestSettled: (p: { limit: string; terms: string; by: string }) =>
      `额度 ${p.limit} · 账期 ${p.terms} · 申请人 ${p.by}`,
    reviewed: '✅ 已审核',
    decided: (p: { state: string }) => `✅ ${p.state}`,
    passedOn: '✅ 已转下一级',
  },
  en: {
    own: 'Waiting for my answer',
    overdue: 'Past due in my team',
    review: 'Answers waiting for my review',
    approval: 'Limit requests waiting for my approval',
    heading: (p: { name: string; count: number }) => `*${p.name}* (${p.count})`,
    overdueIntro:
      'These alerts are past their deadline without an answer, the longest overdue first: please see to it, or answer them.',
    reviewIntro: 'These answers wait for a review, the oldest first.',
    approvalIntro:
      'These requests wait for your decision, the one that expires first at the top; undecided by then, they end.',
    settled: (p: { settled: number; total: number }) => `${p.settled} of ${p.total} settled`,
    answeredAt: (p: { exposure: string; at: string; owner: string }) =>
      `exposure ${p.exposure} · answered ${p.at} · ${p.owner}`,
    late: (p: { exposure: string; overdue: string; due: string; owner: string }) =>
      `exposure ${p.exposure} · overdue ${p.overdue} · past due since ${p.due} · ${p.owner}`,
    request: (p: { limit: string; terms: string; by: string; expires: string; left: string }) =>
      `limit ${p.limit} · terms ${p.terms} · asked by ${p.by} · expires ${p.expires} (${p.left})`,
    requestSettled: (p: { limit: string; terms: string; by: string }) =>
      `limit ${p.limit} · terms ${p.terms} · asked by ${p.by}`,
    reviewed: '✅ reviewed',
    decided: (p: { state: string }) => `✅ ${p.state}`,
    passedOn: '✅ passed on',
  },
});
