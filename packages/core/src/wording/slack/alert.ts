import { catalogue } from '../catalogue.ts';
import { counted } from '../counted.ts';

/** Texts of the alert message. Parameters are already escaped. */
export const alertWording = catalogue({
  zh: {
    title: (p: { severity: string; name: string }) => `${p.severity}预警 · ${p.name}`,
    fallback: (p: { severity: string; name: string; count: number }) =>
      `${p.severity}预警：${p.name}，${p.count} 个预警信号，请反馈`,
    fallbackAnswered: (p: { severity: string; name: string; by: string }) =>
      `${p.severity}预警：${p.name}，${p.by} 已反馈`,
    whatHappened: '发生了什么',
    moreWarnings: (p: { count: number }) => `另有 ${p.count} 个预警信号`,
    exposure: '风险敞口',
    overdue: '逾期金额',
    grade: '等级变化',
    gradeSame: '等级',
    noGrade: '未评级',
    owner: '负责人',
    noOwner: '暂无负责人，请风控指派',
    due: '反馈截止',
    openedOn: (p: { day: string; id: string }) => `预警单 #${p.id} · ${p.day} 触发`,
    stopped: (p: { stop: string }) => `⛔ 客户${p.stop}`,
    stoppedUntil: (p: { stop: string; until: string }) => `⛔ 客户${p.stop}，至 ${p.until} 止`,
    submit: '提交反馈',
    details: '客户详情',
    answeredBy: (p: { name: string; at: string }) => `✅ ${p.name} 已于 ${p.at} 反馈`,
    returned: '↩️ 风控已退回，请补充反馈',
    addressOwner: (p: { mention: string }) => `${p.mention} 请在截止时间前联系客户并提交反馈`,
    handedOver: (p: { name: string }) => `👤 该客户现由 ${p.name} 负责，这张预警单由其反馈，您无需处理`,
    handedOverToNobody: '👤 该客户已不由您负责，这张预警单您无需处理',
    ownerNotReached: (p: { name: string }) =>
      `🛎️ ${p.name} 在 Slack 上收不到消息，请您代为联系客户，并在截止时间前提交反馈`,
    ownerHasLeft: (p: { name: string }) => `🛎️ ${p.name} 已离职，请您代为联系客户，并在截止时间前提交反馈`,
    riskIsTold: '🛎️ 知会风控：反馈由销售在截止时间前提交，提交后会请您审核',
    fallbackRisk: (p: { severity: string; name: string }) => `知会风控：${p.severity}预警，${p.name}`,
  },
  en: {
    title: (p: { severity: string; name: string }) => `${p.severity} alert · ${p.name}`,
    fallback: (p: { severity: string; name: string; count: number }) =>
      `${p.severity} alert: ${p.name}, ${counted(p.count, 'warning')}, feedback needed`,
    fallbackAnswered: (p: { severity: string; name: string; by: string }) =>
      `${p.severity} alert: ${p.name}, answered by ${p.by}`,
    whatHappened: 'What happened',
    moreWarnings: (p: { count: number }) => `and ${counted(p.count, 'more warning')}`,
    exposure: 'Exposure',
    overdue: 'Overdue',
    grade: 'Grade change',
    gradeSame: 'Grade',
    noGrade: 'not graded',
    owner: 'Owner',
    noOwner: 'No owner: risk, please assign one',
    due: 'Feedback due',
    openedOn: (p: { day: string; id: string }) => `Alert #${p.id} · raised on ${p.day}`,
    stopped: (p: { stop: string }) => `⛔ Customer: ${p.stop}`,
    stoppedUntil: (p: { stop: string; until: string }) => `⛔ Customer: ${p.stop} until ${p.until}`,
    submit: 'Submit feedback',
    details: 'Customer details',
    answeredBy: (p: { name: string; at: string }) => `✅ Answered by ${p.name} on ${p.at}`,
    returned: '↩️ Returned by risk: please complete the feedback',
    addressOwner: (p: { mention: string }) => `${p.mention} please contact the customer and submit feedback in time`,
    handedOver: (p: { name: string }) =>
      `👤 ${p.name} is in charge of this customer now and will answer the alert; nothing is left for you to do`,
    handedOverToNobody: '👤 You are no longer in charge of this customer; nothing is left for you to do',
    ownerNotReached: (p: { name: string }) =>
      `🛎️ Slack does not reach ${p.name}: please contact the customer and submit feedback in their place`,
    ownerHasLeft: (p: { name: string }) =>
      `🛎️ ${p.name} has left the company: please contact the customer and submit feedback in their place`,
    riskIsTold: '🛎️ For risk to know: sales answers by the deadline, and you will be asked to review the answer',
    fallbackRisk: (p: { severity: string; name: string }) => `For risk to know: ${p.severity} alert, ${p.name}`,
  },
});
