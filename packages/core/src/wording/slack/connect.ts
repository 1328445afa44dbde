import { catalogue } from '../catalogue.ts';

/** Texts of `/credit connect` and `/credit disconnect`, and of the message about a connected browser. Names are escaped. */
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
    someBrowser: '一个浏览器',
    connected: (p: { browser: string; at: string }) => `🔌 ${p.browser} 已于 ${p.at} 以您的名义连接信哨浏览器扩展。`,
    wasItYou: (p: { until: string }) =>
      `有效期至 ${p.until}。如果不是您本人操作，请立即断开，并告知风控：有人用了您的连接码。`,
    connectionEnded: (p: { at: string }) => `✅ 该连接已于 ${p.at} 断开，不能再查看任何数据。`,
    disconnectThis: '断开此浏览器',
    alreadyEnded: '该连接此前已断开，无需再操作。',
    notYours: '这不是您的连接，只有本人可以断开。',
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
    someBrowser: 'A browser',
    connected: (p) => `🔌 ${p.browser} was connected to Xinshao's browser extension in your name on ${p.at}.`,
    wasItYou: (p) =>
      `It stays connected until ${p.until}. If this was not you, disconnect it now and tell risk: somebody used your code.`,
    connectionEnded: (p) => `✅ It was disconnected on ${p.at} and sees nothing any more.`,
    disconnectThis: 'Disconnect this browser',
    alreadyEnded: 'This connection had ended already; there is nothing left to do.',
    notYours: 'This connection is not yours: only its owner can end it.',
  },
});
