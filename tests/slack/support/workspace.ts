import type { Workspace } from '@xinshao/sandbox/types.ts';

/** People of the test workspace; all but the stranger are on the staff list. */
export const PEOPLE = {
  owner: 'U0OWNER1',
  colleague: 'U0SALES2',
  manager: 'U0MANAGER',
  risk: 'U0RISK01',
  /** Reads English. */
  secondRisk: 'U0RISK02',
  /** Reads English. */
  english: 'U0ENGLISH',
  /** On the staff list by e-mail only. */
  byEmail: 'U0BYEMAIL',
  stranger: 'U0STRANGE',
} as const;

export const EAST = 'C0EAST01';
export const GENERAL = 'C0GENERAL';

const user = (id: string, name: string, locale: 'zh-CN' | 'en-US' = 'zh-CN') => ({
  id,
  name,
  realName: name,
  email: `${name}@example.com`,
  locale,
});

/** A small company: one regional team with a channel, a general channel, an archived one. */
export const workspace: Workspace = {
  team: { id: 'T0TEST01', name: '测试公司' },
  botUser: { id: 'U0BOT001', name: 'xinshao', appId: 'A0TEST01', botId: 'B0TEST01' },
  users: [
    user(PEOPLE.owner, 'owner'),
    user(PEOPLE.colleague, 'colleague'),
    user(PEOPLE.manager, 'manager'),
    user(PEOPLE.risk, 'risk'),
    user(PEOPLE.secondRisk, 'rita', 'en-US'),
    user(PEOPLE.english, 'english', 'en-US'),
    user(PEOPLE.byEmail, 'byemail'),
    user(PEOPLE.stranger, 'stranger'),
  ],
  channels: [
    { id: EAST, name: '信用-华东' },
    { id: GENERAL, name: '信用-总部' },
    { id: 'C0OLD001', name: '信用-旧', isArchived: true },
  ],
  commands: ['/credit'],
  unfurlDomains: ['qcc.com', 'tianyancha.com', 'aiqicha.baidu.com', 'qixin.com', 'credit.example.com'],
  shortcuts: [{ callbackId: 'feedback', name: { zh: '提交反馈', en: 'Submit feedback' }, type: 'message' }],
};
