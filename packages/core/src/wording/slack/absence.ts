import { catalogue } from '../catalogue.ts';

/** Texts of `/credit away` and `/credit back`. Parameters are already escaped. */
export const absenceWording = catalogue({
  zh: {
    helpAway: '`/credit away 2026-12-01 2026-12-10 同事` — 外出期间由同事代为审批',
    helpBack: '`/credit back` — 我回来了，结束代理',
    usage: '请写成 `/credit away 开始日 结束日 同事`，例如 `/credit away 2026-12-01 2026-12-10 王经理`（姓名或工号）。',
    onlyApprovers: '只有会审批额度的人（销售经理、风控、管理层）需要设置代理。',
    unreadableDay: (p: { text: string }) => `看不懂日期“${p.text}”，请写成 2026-12-01，或“今天”“明天”。`,
    backwards: '结束日不能早于开始日，也不能早于今天。',
    tooLong: '一次最多设置一年。',
    unknownColleague: (p: { text: string }) => `人员名单中没有“${p.text}”，请写姓名或工号。`,
    severalColleagues: (p: { text: string; codes: string }) => `叫“${p.text}”的不止一位，请写工号：${p.codes}`,
    notYourself: '不能代理自己。',
    unfit: (p: { name: string }) => `${p.name} 不能代为审批：代理人须是销售经理、风控或管理层。`,
    delegateAway: (p: { name: string; first: string; last: string }) =>
      `${p.name} 自己于 ${p.first} 至 ${p.last} 不在，未设置代理：请另选一位这段时间都在的同事，或分段设置。`,
    countedOn: (p: { names: string }) =>
      `⚠️ 这段时间您还在代理 ${p.names}，代理不会再往下转：请提醒对方另行安排代理人。`,
    noted: (p: { first: string; last: string; name: string }) =>
      `✔️ 已设置：${p.first} 至 ${p.last} 由 ${p.name} 代为审批。您自己仍可审批；提前回来请输入 \`/credit back\`。`,
    toDelegate: (p: { name: string; first: string; last: string }) =>
      `🧳 ${p.name} 于 ${p.first} 至 ${p.last} 不在，期间的额度审批由您代为处理。`,
    ended: '✔️ 欢迎回来，代理已结束。',
    notAway: '您没有设置代理，无需结束。',
  },
  en: {
    helpAway: '`/credit away 2026-12-01 2026-12-10 colleague` — a colleague decides in my place meanwhile',
    helpBack: '`/credit back` — I am back',
    usage:
      'Please write `/credit away first-day last-day colleague`, such as `/credit away 2026-12-01 2026-12-10 M02` (name or staff code).',
    onlyApprovers: 'Only who approves limits (sales managers, risk, executives) needs somebody to stand in.',
    unreadableDay: (p: { text: string }) => `“${p.text}” is not a day: please write 2026-12-01, today or tomorrow.`,
    backwards: 'The last day cannot be before the first, nor before today.',
    tooLong: 'One year at most.',
    unknownColleague: (p: { text: string }) =>
      `Nobody on the staff list is “${p.text}”: please give the name or the staff code.`,
    severalColleagues: (p: { text: string; codes: string }) =>
      `Several people are called “${p.text}”; please give the staff code: ${p.codes}`,
    notYourself: 'Nobody stands in for themselves.',
    unfit: (p: { name: string }) =>
      `${p.name} cannot decide in your place: that takes a sales manager, risk officer or executive.`,
    delegateAway: (p: { name: string; first: string; last: string }) =>
      `${p.name} is away from ${p.first} to ${p.last}, so nothing was set: please choose a colleague who is there all the time, or set it in parts.`,
    countedOn: (p: { names: string }) =>
      `⚠️ In these days you stand in for ${p.names}, and that is not handed on: please ask them to name somebody else.`,
    noted: (p: { first: string; last: string; name: string }) =>
      `✔️ From ${p.first} to ${p.last}, ${p.name} decides in your place. You still may yourself; if you are back earlier, type \`/credit back\`.`,
    toDelegate: (p: { name: string; first: string; last: string }) =>
      `🧳 ${p.name} is away from ${p.first} to ${p.last}; meanwhile you decide on limit requests in their place.`,
    ended: '✔️ Welcome back: nobody stands in for you any more.',
    notAway: 'You were not away, so there is nothing to end.',
  },
});
