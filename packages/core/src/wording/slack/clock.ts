import { catalogue } from '../catalogue.ts';

interface About {
  readonly id: string;
  readonly severity: string;
  readonly name: string;
}

/** Texts of what follows silence: reminders, escalations, the hold on new credit. Parameters are already escaped. */
export const clockWording = catalogue({
  zh: {
    reminder: (p: About & { due: string; left: string }) =>
      `⏰ 请反馈：${p.severity}预警单 #${p.id}，${p.name}，截止 ${p.due}（${p.left}）`,
    overdueReminder: (p: About & { due: string }) =>
      `⏰ 反馈已到期：${p.severity}预警单 #${p.id}，${p.name}，应于 ${p.due} 前反馈，请立即联系客户并提交`,
    escalation: (p: About & { due: string; owner: string }) =>
      `🔔 逾期未反馈：${p.severity}预警单 #${p.id}，${p.name}，负责人 ${p.owner}，应于 ${p.due} 前反馈，请督促处理`,
    escalationInThread: (p: About & { due: string; owner: string; mention: string }) =>
      `🔔 ${p.mention} ${p.severity}预警单 #${p.id}（${p.name}）逾期未反馈，负责人 ${p.owner}，应于 ${p.due} 前反馈`,
    raised: (p: About & { due: string; left: string }) =>
      `⬆️ 预警级别上升为${p.severity}：预警单 #${p.id}，${p.name}，反馈截止 ${p.due}（${p.left}）`,
    raisedInThread: (p: About & { due: string; mention: string }) =>
      `⬆️ ${p.mention} 预警级别上升为${p.severity}：预警单 #${p.id}（${p.name}），反馈截止 ${p.due}`,
    hold: (p: About) =>
      `⛔ ${p.name} 的新增授信已暂停：${p.severity}预警单 #${p.id} 一直没有反馈。提交反馈后自动恢复。`,
    holdForOthers: (p: About) =>
      `⛔ ${p.name} 的新增授信已暂停：${p.severity}预警单 #${p.id} 一直没有反馈。反馈或结案后自动恢复。`,
    noOwner: '未指派',
    onHold: (p: { since: string; id: string }) => `⛔ 新增授信自 ${p.since} 起暂停：预警单 #${p.id} 逾期未反馈`,
  },
  en: {
    reminder: (p: About & { due: string; left: string }) =>
      `⏰ Feedback needed: ${p.severity} alert #${p.id}, ${p.name}, due ${p.due} (${p.left})`,
    overdueReminder: (p: About & { due: string }) =>
      `⏰ Feedback overdue: ${p.severity} alert #${p.id}, ${p.name}, was due ${p.due}; please contact the customer and answer now`,
    escalation: (p: About & { due: string; owner: string }) =>
      `🔔 No feedback: ${p.severity} alert #${p.id}, ${p.name}, owner ${p.owner}, was due ${p.due}; please see to it`,
    escalationInThread: (p: About & { due: string; owner: string; mention: string }) =>
      `🔔 ${p.mention} ${p.severity} alert #${p.id} (${p.name}) has no feedback; owner ${p.owner}, was due ${p.due}`,
    raised: (p: About & { due: string; left: string }) =>
      `⬆️ Now ${p.severity}: alert #${p.id}, ${p.name}, feedback due ${p.due} (${p.left})`,
    raisedInThread: (p: About & { due: string; mention: string }) =>
      `⬆️ ${p.mention} Now ${p.severity}: alert #${p.id} (${p.name}), feedback due ${p.due}`,
    hold: (p: About) =>
      `⛔ New credit for ${p.name} is on hold: ${p.severity} alert #${p.id} was never answered. It is lifted when you answer.`,
    holdForOthers: (p: About) =>
      `⛔ New credit for ${p.name} is on hold: ${p.severity} alert #${p.id} was never answered. It is lifted when the alert is answered or closed.`,
    noOwner: 'nobody',
    onHold: (p: { since: string; id: string }) =>
      `⛔ New credit is on hold since ${p.since}: alert #${p.id} was not answered in time`,
  },
});
