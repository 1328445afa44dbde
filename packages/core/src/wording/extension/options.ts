import { catalogue } from '../catalogue.ts';

/** What the extension's settings say. */
export const optionsWording = catalogue({
  zh: {
    title: '信哨 · 设置',
    connectHeading: '连接',
    connectedHeading: '已连接',
    whatItGives: '连接后，企查查、天眼查等页面上的公司名称旁会显示我司自己的等级、额度与账期。',
    address: '服务器地址',
    addressHint: '以 https:// 开头，例如 https://xinshao.example.com；本机试用可填 http://127.0.0.1:3170。',
    addressManaged: '由公司统一设置，不能在这里更改。',
    addressManagedWrong: '公司统一设置的服务器地址无法使用，请告诉管理员。',
    code: '连接码',
    codeHint: '在 Slack 中输入 /credit connect 取得，形如 K7QF-9M2X-4TZD，十分钟内有效，只能用一次。',
    connect: '连接',
    connecting: '正在连接…',
    disconnect: '断开连接',
    disconnecting: '正在断开…',
    disconnectHint:
      '令牌立即在服务器上作废，并从这个浏览器中清除；您的其他浏览器不受影响。要全部断开（例如电脑遗失），请在 Slack 中输入 /credit disconnect。',
    server: '服务器',
    person: '身份',
    expires: '有效期至',
    personIs: ({ name, role }: { name: string; role: string }) => `${name}（${role}）`,
    privacy: '令牌只保存在这个浏览器中，网页读不到它。浏览时只发送公司名称散列值的前五位，服务器不知道您看了哪一家。',
    addressMissing: '请填写服务器地址。',
    addressInvalid: '这不是有效的地址，请检查。',
    addressInsecure: '地址须以 https:// 开头；只有本机地址可用 http://。',
    addressTooMuch: '只填服务器地址，不要带用户名、密码、参数或 # 之后的部分。',
    codeMissing: '请填写连接码。',
    codeMalformed: '连接码应为三组、每组四个字符，请核对。',
    unreachable: '这个地址没有应答。请检查地址、网络或 VPN；也可能是服务器不接受这个扩展，请问风控同事。',
    notXinshao: '这个地址上有应答，但不是信哨服务器，请检查地址。',
  },
  en: {
    title: 'Xinshao · Settings',
    connectHeading: 'Connect',
    connectedHeading: 'Connected',
    whatItGives:
      'Once connected, company names on Qichacha, Tianyancha and similar pages carry our own grade, limit and terms.',
    address: 'Server address',
    addressHint:
      'Starts with https://, for example https://xinshao.example.com. To try it on this computer: http://127.0.0.1:3170.',
    addressManaged: 'Set by your company: it cannot be changed here.',
    addressManagedWrong: 'The server address that your company set cannot be used: please tell your administrator.',
    code: 'One-time code',
    codeHint:
      'Type /credit connect in Slack to get one. It looks like K7QF-9M2X-4TZD, works once and within ten minutes.',
    connect: 'Connect',
    connecting: 'Connecting…',
    disconnect: 'Disconnect',
    disconnecting: 'Disconnecting…',
    disconnectHint:
      'Its token is ended on the server at once and forgotten in this browser; your other browsers stay connected. To end all of them (a lost computer), type /credit disconnect in Slack.',
    server: 'Server',
    person: 'You are',
    expires: 'Valid until',
    personIs: ({ name, role }) => `${name} (${role})`,
    privacy:
      'The token stays in this browser, where no page can read it. While you browse, only five digits of a hash of each company’s name are sent: the server cannot tell which one you looked at.',
    addressMissing: 'Please enter the server’s address.',
    addressInvalid: 'This is not a valid address, please check it.',
    addressInsecure: 'The address must start with https://; only this computer itself may use http://.',
    addressTooMuch: 'Only the server’s address, please: no user name, password, parameters or text after #.',
    codeMissing: 'Please enter the code.',
    codeMalformed: 'A code is three groups of four characters: please check it.',
    unreachable:
      'Nothing answers at this address. Check the address, the network or VPN; or the server does not accept this extension: ask a risk officer.',
    notXinshao: 'Something answers at this address, but it is no Xinshao server: please check it.',
  },
});
