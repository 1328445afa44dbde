import { catalogue } from '../catalogue.ts';

/** Texts of `/credit status`. Parameters are already escaped. */
export const statusWording = catalogue({
  zh: {
    help: '`/credit status`：系统是否正常、有没有发不出去的预警',
    title: '信哨运行状态',
    healthy: '✅ 信哨运行正常。',
    troubled: (p: { count: number }) => `⚠️ 信哨在运行，但有 ${p.count} 条消息未送达，风控已知悉。`,
    connections: (p: { slack: string; database: string }) => `*连接*　Slack ${p.slack} · 数据库 ${p.database}`,
    up: '✅',
    down: '❌',
    queue: (p: { ready: number; later: number; wait: string }) =>
      `*消息队列*　待处理 ${p.ready} · 排队或重试 ${p.later} · 最久等待 ${p.wait}`,
    overdueUntold: (p: { count: number }) => `⚠️ ${p.count} 张逾期预警单尚未提醒到人`,
    run: (p: { asOf: string; at: string; customers: number; alerts: number }) =>
      `*最近监测*　${p.asOf}（${p.at} 完成），客户 ${p.customers}，新预警 ${p.alerts}`,
    noRun: '*最近监测*　还没有运行过',
    imported: (p: { kind: string; file: string; at: string; rows: number; rejected: number }) =>
      `*最近导入*　${p.kind} ${p.file}（${p.at}），${p.rows} 行，拒收 ${p.rejected}`,
    noImport: '*最近导入*　还没有导入过',
    stale: (p: { sources: string }) => `*过期数据*　${p.sources}`,
    notStale: '*数据时效*　✅ 没有过期的数据源',
    calendar: (p: { year: number }) => `*节假日历*　✅ 有效至 ${p.year} 年`,
    calendarMissing: (p: { year: number }) => `*节假日历*　⚠️ 没有 ${p.year} 年的节假日：周一至周五按工作日计，请升级`,
    undelivered: (p: { count: number }) => `*未送达*　⚠️ ${p.count} 条`,
    allDelivered: '*未送达*　✅ 没有',
    line: (p: { mark: string; id: string; name: string; what: string; reason: string; attempts: number }) =>
      `${p.mark} #${p.id} ${p.name} · ${p.what} · ${p.reason} · 已试 ${p.attempts} 次`,
    noticeLine: (p: { what: string; reason: string; attempts: number }) =>
      `✉️ ${p.what} · ${p.reason} · 已试 ${p.attempts} 次`,
    more: (p: { count: number }) => `另有 ${p.count} 条`,
    retry: '全部重试',
    retried: (p: { count: number }) => `已重新排队 ${p.count} 条消息。`,
    notAllowed: '只有风控可以重试未送达的消息。',
    channel: '频道',
    owner: '负责人',
    question: '退回补充',
    review: '待审核',
    former: '原负责人',
    risk: '知会风控',
    manager: '负责人的上级',
    reminder: '提醒',
    escalation: '升级',
    raised: '级别上升',
    request: '额度申请',
    collection: '催收单',
    letter: '催款函',
    report: '月报',
    precheck: '预审',
    connection: '浏览器连接',
    waiting: (p: { pending: number; returned: number }) => `*额度申请*　待审批 ${p.pending} · 已退回 ${p.returned}`,
    hold: '暂停授信',
    summary: '汇总',
    digest: '日报',
    steps: '提醒汇总',
    trouble: '故障通知',
    undeliveredTo: (p: { what: string; reason: string }) => `⚠️ 未送达${p.what}：${p.reason}`,
  },
  en: {
    help: '`/credit status`: whether the system is well, and which alerts could not be delivered',
    title: 'How Xinshao is doing',
    healthy: '✅ Xinshao is well.',
    troubled: (p: { count: number }) => `⚠️ Xinshao runs, but ${p.count} message(s) were not delivered; risk knows.`,
    connections: (p: { slack: string; database: string }) => `*Connections*　Slack ${p.slack} · database ${p.database}`,
    up: '✅',
    down: '❌',
    queue: (p: { ready: number; later: number; wait: string }) =>
      `*Messages*　${p.ready} ready · ${p.later} waiting for their turn or next try · longest wait ${p.wait}`,
    overdueUntold: (p: { count: number }) => `⚠️ nobody was reminded of ${p.count} overdue alert(s) yet`,
    run: (p: { asOf: string; at: string; customers: number; alerts: number }) =>
      `*Last run*　of ${p.asOf} (done ${p.at}): ${p.customers} customers, ${p.alerts} new alerts`,
    noRun: '*Last run*　there was none yet',
    imported: (p: { kind: string; file: string; at: string; rows: number; rejected: number }) =>
      `*Last import*　${p.kind} ${p.file} (${p.at}): ${p.rows} rows, ${p.rejected} rejected`,
    noImport: '*Last import*　there was none yet',
    stale: (p: { sources: string }) => `*Stale data*　${p.sources}`,
    notStale: '*Data*　✅ no source is stale',
    calendar: (p: { year: number }) => `*Holidays*　✅ known up to ${p.year}`,
    calendarMissing: (p: { year: number }) =>
      `*Holidays*　⚠️ those of ${p.year} are not known: Monday to Friday count as working days; please upgrade`,
    undelivered: (p: { count: number }) => `*Not delivered*　⚠️ ${p.count}`,
    allDelivered: '*Not delivered*　✅ nothing',
    line: (p: { mark: string; id: string; name: string; what: string; reason: string; attempts: number }) =>
      `${p.mark} #${p.id} ${p.name} · ${p.what} · ${p.reason} · tried ${p.attempts}×`,
    noticeLine: (p: { what: string; reason: string; attempts: number }) =>
      `✉️ ${p.what} · ${p.reason} · tried ${p.attempts}×`,
    more: (p: { count: number }) => `and ${p.count} more`,
    retry: 'Try all again',
    retried: (p: { count: number }) => `${p.count} message(s) were queued again.`,
    notAllowed: 'Only risk may have undelivered messages tried again.',
    channel: 'channel',
    owner: 'owner',
    question: 'question',
    review: 'review',
    former: 'owner before',
    risk: 'risk, at once',
    manager: 'whoever is above the owner',
    reminder: 'reminder',
    escalation: 'escalation',
    raised: 'got worse',
    request: 'limit request',
    collection: 'collection case',
    letter: 'dunning letter',
    report: 'monthly report',
    precheck: 'check of a prospect',
    connection: 'connected browser',
    waiting: (p: { pending: number; returned: number }) =>
      `*Limit requests*　${p.pending} wait for a decision · ${p.returned} returned`,
    hold: 'hold',
    summary: 'summary',
    digest: 'digest',
    steps: 'reminders',
    trouble: 'trouble',
    undeliveredTo: (p: { what: string; reason: string }) => `⚠️ not delivered (${p.what}): ${p.reason}`,
  },
});

/** What a message that was not delivered is: an audience, a step of a clock, or a kind of message about many. */
export function deliveryLabel(what: string, locale: 'zh' | 'en'): string {
  const words = statusWording[locale];
  const [kind = '', ...rest] = what.split(/[:_ ]/);
  switch (kind) {
    case 'channel':
    case 'owner':
    case 'question':
    case 'review':
    case 'former':
    case 'risk':
    case 'manager':
    case 'reminder':
    case 'escalation':
    case 'raised':
    case 'hold':
      return words[kind];
    case 'summary':
    case 'digest':
    case 'steps':
    case 'trouble':
      return [words[kind], ...rest.slice(1)].join(' ');
    case 'request':
    case 'collection':
    case 'letter':
    case 'report':
    case 'precheck':
    case 'connection':
      return [words[kind], ...rest].join(' ');
    default:
      return what;
  }
}
