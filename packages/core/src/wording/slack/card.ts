import { catalogue } from '../catalogue.ts';

/** Texts of `/credit`: the card, the choice, suggestions, refusals and help. Parameters are already escaped. */
export const cardWording = catalogue({
  zh: {
    fallback: (p: { name: string; grade: string }) => `${p.name}：${p.grade}`,
    code: (p: { code: string }) => `编号 ${p.code}`,
    owner: (p: { name: string }) => `负责人 ${p.name}`,
    noOwner: '暂无负责人',
    asOf: (p: { day: string }) => `数据截至 ${p.day}`,
    matchedByFormerName: (p: { typed: string; name: string }) => `“${p.typed}”是曾用名，现名为 ${p.name}`,
    grade: '等级',
    score: '评分',
    points: (p: { score: string }) => `${p.score} 分`,
    confidence: '可信度',
    limit: '授信额度',
    terms: '账期',
    days: (p: { days: number }) => `${p.days} 天`,
    prepaid: '款到发货',
    exposure: '风险敞口',
    headroom: '可用额度',
    utilisation: '使用率',
    overdue: '逾期金额',
    besidesUnapplied: (p: { overdue: string; unapplied: string }) => `${p.overdue}（另有未核销回款 ${p.unapplied}）`,
    recommended: '建议额度',
    termsAdvised: (p: { terms: string; recommended: string }) => `${p.terms}（建议 ${p.recommended}）`,
    none: '—',
    insufficient: '资料不足，暂不评级',
    notAssessed: '尚未评级：下一次监控运行后即有结果。',
    aging: '账龄',
    reasons: '主要原因',
    openAlerts: '未结预警单',
    alertAnswered: '已反馈，待风控审核',
    alertAccepted: '已审核，待结案',
    dataDates: (p: { list: string }) => `数据日期：${p.list}`,
    staleSince: (p: { day: string }) => `⚠️ 部分数据自 ${p.day} 起已过期，结论仅供参考`,
    detailsHidden: '风险敞口、账龄与原因仅客户负责人、其主管、风控、财务和管理层可见。',
    several: (p: { text: string; count: number }) => `“${p.text}”对应 ${p.count} 家客户，请选择一家：`,
    none_found: (p: { text: string }) => `没有找到“${p.text}”。`,
    suggestions: '名称相近的客户（仅供参考，不代表同一家公司）：',
    noSuggestions: '请用客户全称、客户编号或统一社会信用代码查询。',
    branch: (p: { text: string; parent: string }) =>
      `“${p.text}”是分支机构，不沿用总公司的等级。其总公司为：${p.parent}`,
    branchParentUnknown: '总公司不在客户名单中。',
    viewCard: '查看',
    refused: (p: { people: string }) =>
      `您的 Slack 账号还不在信哨的人员名单中，暂时无法查询。请联系风控同事：${p.people}。`,
    refusedNobody: '您的 Slack 账号还不在信哨的人员名单中，暂时无法查询。请联系公司的风控部门。',
    helpTitle: '信哨 · 客户信用查询',
    help:
      '`/credit 华东精密机械有限公司` — 按名称查询（全称、曾用名；名称相近时给出建议）\n' +
      '`/credit C00012` — 按客户编号查询\n' +
      '`/credit 911310006096709523` — 按统一社会信用代码查询\n' +
      '`/credit help` — 显示本说明',
    helpMore: '结果只有您自己看得到。“我的预警单”在信哨的主页（Home）标签中。',
  },
  en: {
    fallback: (p: { name: string; grade: string }) => `${p.name}: ${p.grade}`,
    code: (p: { code: string }) => `Code ${p.code}`,
    owner: (p: { name: string }) => `Owner ${p.name}`,
    noOwner: 'No owner',
    asOf: (p: { day: string }) => `Data as of ${p.day}`,
    matchedByFormerName: (p: { typed: string; name: string }) => `“${p.typed}” is a former name; now ${p.name}`,
    grade: 'Grade',
    score: 'Score',
    points: (p: { score: string }) => `${p.score} points`,
    confidence: 'Confidence',
    limit: 'Credit limit',
    terms: 'Terms',
    days: (p: { days: number }) => `${p.days} days`,
    prepaid: 'Paid before shipment',
    exposure: 'Exposure',
    headroom: 'Headroom',
    utilisation: 'Utilisation',
    overdue: 'Overdue',
    besidesUnapplied: (p: { overdue: string; unapplied: string }) =>
      `${p.overdue} (${p.unapplied} received, not applied yet)`,
    recommended: 'Recommended limit',
    termsAdvised: (p) => `${p.terms} (recommended: ${p.recommended})`,
    none: '—',
    insufficient: 'Insufficient data, not graded',
    notAssessed: 'Not assessed yet: the next monitor run will do it.',
    aging: 'Aging',
    reasons: 'Main reasons',
    openAlerts: 'Open alerts',
    alertAnswered: 'answered, waiting for review',
    alertAccepted: 'reviewed, not closed yet',
    dataDates: (p: { list: string }) => `Data dates: ${p.list}`,
    staleSince: (p: { day: string }) => `⚠️ Some data are out of date since ${p.day}; take the result with care`,
    detailsHidden:
      "Exposure, aging and reasons are visible to the customer's owner, their manager, risk, finance and executives.",
    several: (p: { text: string; count: number }) => `“${p.text}” fits ${p.count} customers. Please choose one:`,
    none_found: (p: { text: string }) => `Nothing found for “${p.text}”.`,
    suggestions: 'Customers with similar names (suggestions only, not the same company):',
    noSuggestions: 'Try the full company name, the customer code or the unified social credit code.',
    branch: (p: { text: string; parent: string }) =>
      `“${p.text}” is a branch and does not inherit its parent's grade. The parent is: ${p.parent}`,
    branchParentUnknown: 'The parent is not among our customers.',
    viewCard: 'Show',
    refused: (p: { people: string }) =>
      `Your Slack account is not on Xinshao's staff list yet, so there is nothing to show. Please ask the risk team: ${p.people}.`,
    refusedNobody:
      "Your Slack account is not on Xinshao's staff list yet, so there is nothing to show. Please ask your risk team.",
    helpTitle: 'Xinshao · customer credit lookup',
    help:
      '`/credit 华东精密机械有限公司` — by name (full or former name; near names are suggested)\n' +
      '`/credit C00012` — by customer code\n' +
      '`/credit 911310006096709523` — by unified social credit code\n' +
      '`/credit help` — this text',
    helpMore: 'Only you can see the answer. Your own alerts are in the Home tab of Xinshao.',
  },
});
