import { catalogue } from '../catalogue.ts';

/** Texts of `/credit connect` and `/credit disconnect`. */
export const connectWording = catalogue({
  zh: {
    help: '`/credit connect` — 连接浏览器扩展：给出一次性连接码',
    helpDisconnect: '`/credit disconnect` — 立即断开您的全部浏览器扩展',
    code: (p: { code: string; minutes: number }) =>
      `您的一次性连接码：\`${p.code}\`\n请在 ${p.minutes} 分钟内填入扩展的“设置”页。它代表您本人，请勿转给他人；没有要求连接时请忽略。`,
    server: (p: { url: string }) => `服务器地址：${p.url}`,
    disconnected: (p: { count: number }) => `已断开 ${p.count} 个浏览器扩展，立即生效。`,
    nothing: '没有已连接的浏览器扩展；未使用的连接码也已作废。',
    failed: '没有生成连接码，请再试一次。',
  },
  en: {
    help: '`/credit connect` — connect the browser extension with a one-time code',
    helpDisconnect: '`/credit disconnect` — disconnect all your browser extensions at once',
    code: (p: { code: string; minutes: number }) =>
      `Your one-time code: \`${p.code}\`\nEnter it on the extension's options page within ${p.minutes} minutes. It stands for you, so pass it on to nobody.`,
    server: (p: { url: string }) => `Server address: ${p.url}`,
    disconnected: (p: { count: number }) => `Disconnected ${p.count} browser extension(s), at once.`,
    nothing: 'No browser extension was connected; codes not yet used are no longer good.',
    failed: 'No code was made. Please try again.',
  },
});
