import { catalogue } from './catalogue.ts';

/** What the page behind a link to a customer says; it knows nothing of the customer. */
export const customerPageWording = catalogue({
  zh: {
    title: '信哨 · 客户链接',
    heading: '这是一个客户的链接',
    customer: '客户编码',
    wrongCode: '链接中的客户编码无法识别，请向发送链接的同事核对。',
    nothingHere: '客户资料不在网页上显示。请用下面任一方式打开：',
    inSlack: '在 Slack 中发送：',
    inExtension:
      '在浏览器扩展中：点信哨图标，在“查客户”中输入客户编码，侧边栏会显示这家客户；或选中上面的编码，点右键查询。',
    whoMay: '能看到什么取决于您的权限；每次查看都会留痕。没有权限时请联系风控同事。',
  },
  en: {
    title: 'Xinshao · Link to a customer',
    heading: 'This is a link to a customer',
    customer: 'Customer code',
    wrongCode: 'The customer code in this link makes no sense: please check with whoever sent it.',
    nothingHere: 'Nothing of a customer is shown on web pages. Open it in one of these ways:',
    inSlack: 'In Slack, send:',
    inExtension:
      'In the browser extension: press the Xinshao icon and enter the code under “Find a customer”, and the side panel shows it; or select the code above and look it up with the right button.',
    whoMay: 'What you see depends on your role, and every look is recorded. If you may not, ask a risk officer.',
  },
});
