import type { Workspace } from '../workspace.ts';

/** A small company for tests: two salespeople, a risk officer, channels of every kind. */
export const testWorkspace = (): Workspace => ({
  team: { id: 'T0TEST', name: '华东机电' },
  botUser: { id: 'U0BOT', name: '信哨', appId: 'A0TEST', botId: 'B0TEST' },
  users: [
    { id: 'U0LIN', name: 'lin', realName: '林晓', email: 'lin@example.com', locale: 'zh-CN', title: '销售' },
    { id: 'U0WANG', name: 'wang', realName: '王磊', email: 'wang@example.com', locale: 'zh-CN', title: '销售经理' },
    {
      id: 'U0RISK',
      name: 'amy',
      realName: 'Amy Chen',
      email: 'amy@example.com',
      locale: 'en-US',
      title: 'Risk officer',
    },
  ],
  channels: [
    { id: 'C0EAST', name: 'credit-east', topic: '华东区信用预警' },
    { id: 'C0OLD', name: 'old', isArchived: true },
    { id: 'C0OTHER', name: 'other', members: ['U0LIN'] },
    { id: 'C0SECRET', name: 'secret', isPrivate: true, members: ['U0LIN'] },
  ],
  commands: ['/credit'],
  unfurlDomains: ['qcc.com'],
  shortcuts: [{ callbackId: 'lookup', name: { zh: '查这家公司', en: 'Look up company' }, type: 'message' }],
});
