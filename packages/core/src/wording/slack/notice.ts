import { catalogue } from '../catalogue.ts';
import { counted } from '../counted.ts';

/** Texts of messages about many alerts. Parameters are already escaped. */
export const noticeWording = catalogue({
  zh: {
    summaryTitle: (p: { count: number }) => `📣 ${p.count} 张预警单同时触发`,
    digestTitle: (p: { day: string }) => `☀️ ${p.day} 预警日报`,
    stepsTitle: (p: { count: number }) => `⏰ ${p.count} 张预警单等待反馈`,
    counts: (p: { red: number; orange: number; yellow: number; exposure: string }) =>
      `🔴 ${p.red}　🟠 ${p.orange}　🟡 ${p.yellow}　合计敞口 ${p.exposure}，按敞口从高到低排列`,
    progress: (p: { answered: number; total: number }) => `已反馈 ${p.answered}/${p.total}`,
    following: (p: { count: number; left: string }) => `🔴 红色预警单 ${p.count} 张将另外逐条发送，约需 ${p.left}。`,
    digestIntro: (p: { fresh: number; waiting: number }) => `新增 ${p.fresh} 张，此前未反馈 ${p.waiting} 张。`,
    stepsIntro: '以下预警单到了提醒或升级的时间，请尽快反馈或督促。',
    seconds: (p: { count: number }) => `${p.count} 秒`,
    minutes: (p: { count: number }) => `${p.count} 分钟`,
    line: (p: { exposure: string; overdue: string; due: string; owner: string }) =>
      `敞口 ${p.exposure} · 逾期 ${p.overdue} · 截止 ${p.due} · ${p.owner}`,
    bare: (p: { due: string; owner: string }) => `截止 ${p.due} · ${p.owner}`,
    noOwner: '暂无负责人',
    answered: '✅ 已反馈',
    closed: '✅ 已关闭',
    reminder: '⏰ 提醒',
    escalation: '🔔 升级',
    raised: '⬆️ 级别上升',
    hold: '⛔ 新增授信已暂停',
    openList: (p: { count: number }) => `查看全部 ${p.count} 张`,
    listTitle: '预警单列表',
    page: (p: { from: number; to: number; total: number }) => `第 ${p.from}–${p.to} 张，共 ${p.total} 张`,
    previous: '上一页',
    next: '下一页',
    notThere: '找不到这份列表。',
    troubleTitle: '⚠️ 信哨有消息发不出去',
    trouble: (p: { where: string; reason: string }) =>
      `无法发送到 ${p.where}：${p.reason}。有备用频道的预警已改发到备用频道。请检查频道或名单，用 \`/credit status\` 查看未送达的预警并重试。`,
    letterUnsent: (p: { number: string; name: string; reason: string }) =>
      `${p.name} 的催款函（编号 ${p.number}）没有发出：${p.reason}。原因消除后会自动再发给您；风控也可用 \`/credit status\` 查看并重试。`,
    attachmentsUnsent: (p: { number: string; name: string; reason: string }) =>
      `您要的 ${p.name} 预警单 ${p.number} 的附件没有发出：${p.reason}。原因消除后请再点一次。`,
  },
  en: {
    summaryTitle: (p: { count: number }) => `📣 ${p.count} alerts at once`,
    digestTitle: (p: { day: string }) => `☀️ Alert digest of ${p.day}`,
    stepsTitle: (p: { count: number }) => `⏰ ${p.count} alerts wait for feedback`,
    counts: (p: { red: number; orange: number; yellow: number; exposure: string }) =>
      `🔴 ${p.red}　🟠 ${p.orange}　🟡 ${p.yellow}　exposure ${p.exposure} in all, the most exposed first`,
    progress: (p: { answered: number; total: number }) => `${p.answered} of ${p.total} answered`,
    following: (p: { count: number; left: string }) =>
      `🔴 ${counted(p.count, 'red alert')} to follow one by one; that takes about ${p.left}.`,
    digestIntro: (p: { fresh: number; waiting: number }) =>
      `${p.fresh} new, ${p.waiting} from earlier days not answered yet.`,
    stepsIntro: 'It is time for a reminder or an escalation of these alerts: please answer, or see to it.',
    seconds: (p: { count: number }) => counted(p.count, 'second'),
    minutes: (p: { count: number }) => counted(p.count, 'minute'),
    line: (p: { exposure: string; overdue: string; due: string; owner: string }) =>
      `exposure ${p.exposure} · overdue ${p.overdue} · due ${p.due} · ${p.owner}`,
    bare: (p: { due: string; owner: string }) => `due ${p.due} · ${p.owner}`,
    noOwner: 'no owner',
    answered: '✅ answered',
    closed: '✅ closed',
    reminder: '⏰ reminder',
    escalation: '🔔 escalated',
    raised: '⬆️ got worse',
    hold: '⛔ new credit on hold',
    openList: (p: { count: number }) => `Open all ${p.count}`,
    listTitle: 'Alerts',
    page: (p: { from: number; to: number; total: number }) => `${p.from}–${p.to} of ${p.total}`,
    previous: 'Previous',
    next: 'Next',
    notThere: 'This list is not there.',
    troubleTitle: '⚠️ Xinshao cannot deliver messages',
    trouble: (p: { where: string; reason: string }) =>
      `Nothing can be sent to ${p.where}: ${p.reason}. Alerts that have another channel went there. Please check the channel or the staff list; \`/credit status\` shows what was not delivered and tries again.`,
    letterUnsent: (p: { number: string; name: string; reason: string }) =>
      `The dunning letter to ${p.name} (no. ${p.number}) was not sent: ${p.reason}. Once that is put right it is sent to you by itself; risk can also see it in \`/credit status\` and have it tried again.`,
    attachmentsUnsent: (p: { number: string; name: string; reason: string }) =>
      `The files of alert ${p.number} (${p.name}) that you asked for were not sent: ${p.reason}. Please ask again once that is put right.`,
  },
});

/** What a refusal of Slack, or a gap in our own lists, means to a reader; an unknown code stands for itself. */
const REASONS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  channel_not_found: { zh: '频道不存在，或机器人看不到它', en: 'the channel is not there, or the bot cannot see it' },
  is_archived: { zh: '频道已归档', en: 'the channel is archived' },
  not_in_channel: { zh: '机器人不在该频道', en: 'the bot is not in the channel' },
  restricted_action: { zh: '频道不允许机器人发言', en: 'the bot may not post there' },
  user_not_found: { zh: 'Slack 中没有此人', en: 'Slack does not know this person' },
  users_not_found: { zh: 'Slack 中没有此人', en: 'Slack does not know this person' },
  user_disabled: { zh: '此人的 Slack 帐号已停用', en: 'the Slack account is disabled' },
  no_slack_user: { zh: '人员名单没有 Slack 帐号或可用邮箱', en: 'the staff list has no Slack user or e-mail address' },
  nobody_to_address: { zh: '无人可通知', en: 'there is nobody to tell' },
  no_recipient: { zh: '无人可通知', en: 'there is nobody to tell' },
  no_channel: { zh: '没有设置频道', en: 'no channel is set' },
  token_revoked: { zh: 'Slack 令牌已失效', en: 'the Slack token was revoked' },
  invalid_auth: { zh: 'Slack 令牌无效', en: 'the Slack token is not valid' },
  token_expired: { zh: 'Slack 令牌已过期', en: 'the Slack token expired' },
  account_inactive: { zh: '机器人帐号已停用', en: 'the bot was disabled' },
  missing_scope: { zh: '应用缺少权限', en: 'the app lacks a permission' },
  no_answer: { zh: 'Slack 没有应答', en: 'Slack did not answer' },
  ratelimited: { zh: 'Slack 限流，稍后自动重试', en: 'Slack asked to wait; it is tried again' },
  no_creditor: {
    zh: '公司设置（company.yaml）里没有 creditor 一节',
    en: 'the company’s settings (company.yaml) have no section creditor',
  },
  internal: { zh: '程序出错，运维可在日志中查到', en: 'an error of ours, which an operator finds in the log' },
  message_not_found: { zh: '消息已被删除', en: 'the message was deleted' },
};

/** @param problem as the database holds it: `code`, or `code: what it is about`; several are separated by `; ` */
export function reasonText(problem: string, locale: 'zh' | 'en'): string {
  return problem
    .split('; ')
    .map((one) => {
      const [code = '', ...about] = one.split(': ');
      const reason = REASONS[code]?.[locale] ?? code;
      return about.length === 0 ? reason : `${reason} (${about.join(': ')})`;
    })
    .join('; ');
}
