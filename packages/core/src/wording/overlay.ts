import type { OverlayError } from '../contract/overlay.ts';
import { catalogue } from './catalogue.ts';
import type { Label } from './locale.ts';

/** What the extension shows when a request is refused. */
export const OVERLAY_REFUSALS: Readonly<Record<OverlayError, Label>> = {
  wrong_request: { zh: '请求的内容不正确。', en: 'The request is not right.' },
  not_connected: {
    zh: '扩展未连接或连接已失效：请在 Slack 中输入 /credit connect 重新连接。',
    en: 'The extension is not connected, or no longer: type /credit connect in Slack.',
  },
  proof_late: {
    zh: '这台电脑的时间与服务器相差太多，请校准后再试。',
    en: 'This computer’s clock is too far from the server’s: set it right and try again.',
  },
  code_unknown: {
    zh: '连接码不正确、已用过或已作废：请在 Slack 中重新输入 /credit connect。',
    en: 'This code is wrong, used or no longer good: type /credit connect in Slack again.',
  },
  code_expired: {
    zh: '连接码已过期：请在 Slack 中重新输入 /credit connect。',
    en: 'This code has expired: type /credit connect in Slack again.',
  },
  not_allowed: { zh: '您没有这项权限。', en: 'You may not do this.' },
  not_found: { zh: '没有找到。', en: 'Nothing was found.' },
  too_many_requests: { zh: '请求太频繁，请稍候再试。', en: 'Too many requests: please wait a moment.' },
  too_large: { zh: '请求太大。', en: 'The request is too large.' },
  unavailable: {
    zh: '信哨服务暂时不可用，请稍后再试。',
    en: 'Xinshao is not available right now: please try again later.',
  },
};

/** Texts of the customer panel and of what it sends. */
export const overlayWording = catalogue({
  zh: {
    gradeChanged: (p: { before: string; after: string }) => `等级：${p.before} → ${p.after}`,
    exposureChanged: (p: { before: string; after: string }) => `风险敞口：${p.before} → ${p.after}`,
    overdueChanged: (p: { before: string; after: string }) => `逾期金额：${p.before} → ${p.after}`,
    limitChanged: (p: { before: string; after: string }) => `授信额度：${p.before} → ${p.after}`,
    isCustomer: '这家公司已是客户，无需预审。',
    dayWrong: '日期应在最近 30 天内。',
    statusTitle: (p: { status: string }) => `登记状态：${p.status}`,
    countTitle: (p: { count: number }) => `页面显示 ${p.count} 条`,
  },
  en: {
    gradeChanged: (p: { before: string; after: string }) => `Grade: ${p.before} → ${p.after}`,
    exposureChanged: (p: { before: string; after: string }) => `Exposure: ${p.before} → ${p.after}`,
    overdueChanged: (p: { before: string; after: string }) => `Overdue: ${p.before} → ${p.after}`,
    limitChanged: (p: { before: string; after: string }) => `Credit limit: ${p.before} → ${p.after}`,
    isCustomer: 'This company is a customer already.',
    dayWrong: 'The day must be within the last 30 days.',
    statusTitle: (p: { status: string }) => `Registry status: ${p.status}`,
    countTitle: (p: { count: number }) => `The page shows ${p.count}`,
  },
});
