import { catalogue } from '../catalogue.ts';

/** What several pages of the browser extension say. */
export const extensionWording = catalogue({
  zh: {
    productName: '信哨',
    loading: '正在读取…',
    retry: '重试',
    copy: '复制',
    copied: '已复制。',
    cannotCopy: '浏览器不允许复制，请手工选中文字。',
    openOptions: '打开设置',
    ungraded: '未评级',
    notConnected: '未连接',
    endedNever: '这个浏览器尚未连接信哨。',
    endedByPerson: '您已断开连接，令牌已在服务器上作废。',
    endedUnfinished:
      '这个浏览器已断开，但服务器没有应答，令牌在服务器上还没有作废。请在 Slack 中输入 /credit disconnect 完成断开。',
    endedRevoked: '连接已被撤销：有人在 Slack 中输入了 /credit disconnect，或在别处重新连接。',
    endedExpired: '连接已到期。',
    endedMoved: '管理员更换了服务器地址，请重新连接。',
    endedNoKey: '这个连接是扩展升级前或在另一个浏览器中建立的，在这里不能使用，请重新连接。',
    howToConnect: '在 Slack 中输入 /credit connect 取得连接码，然后在设置中填写。',
    serverUnreachable: '连不上信哨服务器。请检查网络或 VPN；如果一直连不上，请告诉风控同事。',
    serverSlow: '信哨服务器没有及时应答：可能正忙，或网络很慢。请稍后重试；如果一直这样，请告诉风控同事。',
    serverForeign:
      '服务器地址上有应答，但不是信哨的：可能要先登录上网（打开任一网页查看），或被代理、网关拦截。请处理后重试；如果一直这样，请告诉风控同事。',
    retriesItself: '服务器恢复后，这里会自动显示。',
    serverLimited: '请求太频繁，请稍候再试。',
    serverRefused: '服务器的应答无法理解：扩展与服务器的版本可能不一致，请告诉风控同事。',
    browserOffline: '这台电脑没有联网。',
  },
  en: {
    productName: 'Xinshao',
    loading: 'Loading…',
    retry: 'Try again',
    copy: 'Copy',
    copied: 'Copied.',
    cannotCopy: 'The browser does not allow copying: please select the text by hand.',
    openOptions: 'Open settings',
    ungraded: 'no grade',
    notConnected: 'Not connected',
    endedNever: 'This browser is not connected to Xinshao yet.',
    endedByPerson: 'You ended the connection; its token is no longer good on the server either.',
    endedUnfinished:
      'This browser is disconnected, but the server did not answer, and the token is still good there. Type /credit disconnect in Slack to finish.',
    endedRevoked:
      'The connection was ended elsewhere: somebody typed /credit disconnect in Slack, or connected another browser.',
    endedExpired: 'The connection has expired.',
    endedNoKey:
      'This connection was made by an earlier version of the extension or in another browser, and is not good here: please connect again.',
    endedMoved: 'Your administrator changed the server: please connect again.',
    howToConnect: 'Type /credit connect in Slack to get a code, then enter it in the settings.',
    serverUnreachable:
      'The Xinshao server cannot be reached. Check the network or VPN; if it lasts, tell a risk officer.',
    serverSlow:
      'The Xinshao server did not answer in time: it may be busy, or the network slow. Try again in a moment; if it lasts, tell a risk officer.',
    serverForeign:
      'Something answers at the server’s address, but not Xinshao: perhaps the network wants you to sign in first (open any page to see), or a proxy is in between. Then try again; if it lasts, tell a risk officer.',
    retriesItself: 'Once the server is back, this page shows it by itself.',
    serverLimited: 'Too many requests: please wait a moment.',
    serverRefused:
      'The server’s answer makes no sense here: extension and server may differ in version. Please tell a risk officer.',
    browserOffline: 'This computer is offline.',
  },
});
