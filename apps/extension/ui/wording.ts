import { catalogue } from '@xinshao/core/wording/catalogue.ts';

/** What the popup and the options page say. */
export const WORDING = catalogue({
  zh: {
    productName: '信哨',
    popupTitle: '信哨',
    optionsTitle: '信哨 · 设置',
    notPaired: '尚未配对',
    whatPairingGives: '配对后，企查查、天眼查等页面上的公司名称旁会显示我司自己的等级、额度与敞口。',
    howTo: '如何配对',
    stepAddress: '打开设置，填写公司的信哨服务器地址。不知道地址，请问风控同事。',
    stepPairing: '请风控同事在服务器上为您开通浏览器查看。开通之前，本扩展不读取任何网页。',
    serverIs: ({ address }: { address: string }) => `服务器：${address}`,
    openOptions: '打开设置',
    serverAddress: '服务器地址',
    serverAddressHint: '以 https:// 开头，例如 https://xinshao.example.com；本机试用可填 http://127.0.0.1:3170。',
    save: '保存',
    saved: '已保存。',
    cleared: '已清除服务器地址。',
    addressInvalid: '这不是有效的地址，请检查。',
    addressInsecure: '地址须以 https:// 开头；只有本机地址可用 http://。',
    addressTooMuch: '只填服务器地址，不要带用户名、密码、参数或 # 之后的部分。',
    privacy: '地址只保存在这个浏览器中。',
  },
  en: {
    productName: 'Xinshao',
    popupTitle: 'Xinshao',
    optionsTitle: 'Xinshao · Settings',
    notPaired: 'Not paired yet',
    whatPairingGives:
      'Once paired, company names on Qichacha, Tianyancha and similar pages carry our own grade, limit and exposure.',
    howTo: 'How to pair',
    stepAddress: 'Open the settings and enter the address of your company’s Xinshao server. A risk officer knows it.',
    stepPairing:
      'Ask a risk officer to enable the browser view for you. Until then this extension reads no page at all.',
    serverIs: ({ address }: { address: string }) => `Server: ${address}`,
    openOptions: 'Open settings',
    serverAddress: 'Server address',
    serverAddressHint:
      'Starts with https://, for example https://xinshao.example.com. To try it on this computer: http://127.0.0.1:3170.',
    save: 'Save',
    saved: 'Saved.',
    cleared: 'The server address was removed.',
    addressInvalid: 'This is not a valid address, please check it.',
    addressInsecure: 'The address must start with https://; only this computer itself may use http://.',
    addressTooMuch: 'Only the server’s address, please: no user name, password, parameters or text after #.',
    privacy: 'The address is kept in this browser only.',
  },
});

export type MessageId = keyof typeof WORDING.zh;
