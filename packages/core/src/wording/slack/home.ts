import { catalogue } from '../catalogue.ts';
import { counted } from '../counted.ts';

/** Texts of the App Home and of errors anybody may meet. */
export const homeWording = catalogue({
  zh: {
    title: '我的信哨',
    greeting: (p: { name: string }) => `您好，${p.name}。`,
    myAlerts: '待我反馈的预警单',
    noAlerts: '🎉 没有等待反馈的预警单。有新的预警时，信哨会给您发消息。',
    timeLeft: (p: { due: string; left: string }) => `截止 ${p.due}（${p.left}）`,
    leftDays: (p: { count: number }) => `还有 ${p.count} 天`,
    leftHours: (p: { count: number }) => `还有 ${p.count} 小时`,
    leftMinutes: (p: { count: number }) => `还有 ${p.count} 分钟`,
    overdue: '已超时',
    myCustomers: '我的风险客户',
    noCustomers: '名下没有需要关注的客户。',
    customerLine: (p: { overdue: string; exposure: string; limit: string }) =>
      `逾期 ${p.overdue} · 敞口 ${p.exposure} · 额度 ${p.limit}`,
    lookupHint: '查询客户：在任意频道输入 `/credit 公司名称`。',
    updatedAt: (p: { at: string }) => `更新于 ${p.at}`,
    more: (p: { count: number }) => `另有 ${p.count} 项未列出`,
    unexpected: (p: { id: string }) =>
      `抱歉，出了点问题，未能完成。请稍后再试；如仍不行，请把编号 ${p.id} 告诉管理员。`,
    databaseDown: '抱歉，数据库暂时连不上，没有保存任何内容。请稍后再试。',
    expired: '操作超时了，请再点一次。',
  },
  en: {
    title: 'My Xinshao',
    greeting: (p: { name: string }) => `Hello, ${p.name}.`,
    myAlerts: 'Alerts waiting for my feedback',
    noAlerts: '🎉 Nothing is waiting for your feedback. Xinshao will message you when there is something.',
    timeLeft: (p: { due: string; left: string }) => `due ${p.due} (${p.left})`,
    leftDays: (p: { count: number }) => `${counted(p.count, 'day')} left`,
    leftHours: (p: { count: number }) => `${counted(p.count, 'hour')} left`,
    leftMinutes: (p: { count: number }) => `${counted(p.count, 'minute')} left`,
    overdue: 'past due',
    myCustomers: 'My customers at risk',
    noCustomers: 'None of your customers needs attention.',
    customerLine: (p: { overdue: string; exposure: string; limit: string }) =>
      `overdue ${p.overdue} · exposure ${p.exposure} · limit ${p.limit}`,
    lookupHint: 'To look up a customer, type `/credit company name` in any channel.',
    updatedAt: (p: { at: string }) => `Updated ${p.at}`,
    more: (p: { count: number }) => `${p.count} more not listed`,
    unexpected: (p: { id: string }) =>
      `Sorry, something went wrong and it was not done. Please try again later; if it persists, give the number ${p.id} to your administrator.`,
    databaseDown: 'Sorry, the database cannot be reached right now and nothing was stored. Please try again later.',
    expired: 'That took too long. Please click once more.',
  },
});
