import { catalogue } from '../catalogue.ts';

/** Texts of ending a temporary limit, or a cut, before its time. Parameters are already escaped. */
export const endGrantWording = catalogue({
  zh: {
    end: '提前结束',
    title: '提前结束额度',
    about: (p: { name: string; limit: string; terms: string; until: string }) =>
      `*${p.name}*\n额度 ${p.limit} · 账期 ${p.terms} · ${p.until}`,
    until: (p: { day: string }) => `至 ${p.day} 止`,
    untilEnded: '直到结束',
    reason: '理由',
    reasonHint: '会告诉当初收到这个额度通知的每个人',
    reasonMissing: '请写明理由',
    confirm: '结束',
    cancel: '取消',
    savedTitle: '已结束',
    saved: '额度已结束，之前的额度和账期立即恢复；相关人员会收到通知。',
    notPossibleTitle: '无法结束',
    missing: '这个额度不存在。',
    not_temporary: '长期额度不能提前结束，请另行申请额度。',
    own_request: '不能结束自己申请的额度，请由其他有审批权限的人处理。',
    not_allowed: '只有按政策有权单独批准这个额度的人可以提前结束它。',
    alreadyEnded: (p: { day: string; by: string }) => `这个额度已由 ${p.by} 结束，自 ${p.day} 起失效。`,
    over: '这个额度已经到期或被取代。',
    ended: (p: { day: string; by: string; reason: string }) =>
      `⏹️ ${p.by} 已提前结束这个额度，自 ${p.day} 起失效。理由：${p.reason}`,
    cutEnded: (p: { day: string; by: string; reason: string }) => `，${p.by} 已于 ${p.day} 提前结束：${p.reason}`,
  },
  en: {
    end: 'End now',
    title: 'End the limit',
    about: (p: { name: string; limit: string; terms: string; until: string }) =>
      `*${p.name}*\nlimit ${p.limit} · terms ${p.terms} · ${p.until}`,
    until: (p: { day: string }) => `until ${p.day}`,
    untilEnded: 'until it is ended',
    reason: 'Reason',
    reasonHint: 'Everybody who was told of this limit is told',
    reasonMissing: 'Please say why',
    confirm: 'End it',
    cancel: 'Cancel',
    savedTitle: 'Ended',
    saved: 'The limit is ended, and the earlier limit and terms hold again at once; the people concerned are told.',
    notPossibleTitle: 'Not possible',
    missing: 'There is no such limit.',
    not_temporary: 'What was granted for good is not ended; please ask for another limit.',
    own_request: 'Nobody ends the limit they asked for themselves; somebody else who may approve it has to.',
    not_allowed: 'Only those who may approve this limit alone by the policy can end it early.',
    alreadyEnded: (p: { day: string; by: string }) => `${p.by} has ended this limit already, from ${p.day} on.`,
    over: 'Its time is over, or another limit has taken its place.',
    ended: (p: { day: string; by: string; reason: string }) =>
      `⏹️ Ended early by ${p.by}, from ${p.day} on. Reason: ${p.reason}`,
    cutEnded: (p: { day: string; by: string; reason: string }) => `, ended early by ${p.by} on ${p.day}: ${p.reason}`,
  },
});
