import { TEAMS } from '../words/regions.ts';
import { emailOf, STAFF } from './people.ts';

/** Someone who is in Slack but not in the staff file: the app must refuse in a friendly way. */
const STRANGER = {
  id: 'U0X01GUEST',
  name: 'mobai',
  realName: '莫白（外部顾问）',
  email: 'mobai@consultant.example',
  locale: 'zh-CN',
  title: '外部顾问',
};

/** The general channel for alerts of customers whose team has none. */
export const HEADQUARTERS_CHANNEL = { id: 'C0HEADQUARTERS', name: '信用-总部' };

/** The channel of each team. */
export const TEAM_CHANNELS = TEAMS.map((team) => ({
  team: team.code,
  id: `C0${team.code.slice(2)}`,
  name: `信用-${team.name.slice(0, 2)}`,
}));

/** The make-believe Slack workspace whose members are the staff of the sample data, as the sandbox reads it. */
export function makeWorkspace(): object {
  const all = STAFF.map((person) => person.slackUserId);
  const above = STAFF.filter((person) => person.team === '').map((person) => person.slackUserId);
  // The first user is whom a newcomer acts as: somebody in sales, whose alerts wait for an answer.
  const salesFirst = STAFF.toSorted((a, b) => Number(b.role === 'sales') - Number(a.role === 'sales'));
  return {
    team: { id: 'T0YUNQI', name: '云启工业材料' },
    botUser: { id: 'U0XINSHAO', name: '信哨', appId: 'A0XINSHAO', botId: 'B0XINSHAO' },
    users: [
      ...salesFirst.map((person) => ({
        id: person.slackUserId,
        name: person.handle,
        realName: person.name,
        email: emailOf(person.handle),
        locale: person.locale,
        title: person.title,
      })),
      STRANGER,
    ],
    channels: [
      { ...HEADQUARTERS_CHANNEL, topic: '信用预警与总部通知', members: [...all, 'U0XINSHAO'] },
      ...TEAM_CHANNELS.map((channel) => ({
        id: channel.id,
        name: channel.name,
        topic: `${channel.name.slice(3)}区域客户的信用预警`,
        members: [
          ...STAFF.filter((person) => person.team === channel.team).map((person) => person.slackUserId),
          ...above,
          'U0XINSHAO',
        ],
      })),
      { id: 'C0CHAT', name: '闲聊', topic: '与工作无关', members: [...all, STRANGER.id] },
    ],
    commands: ['/credit'],
    unfurlDomains: ['qcc.com', 'tianyancha.com', 'aiqicha.baidu.com', 'qixin.com', 'gsxt.gov.cn'],
    shortcuts: [{ callbackId: 'feedback', name: { zh: '提交反馈', en: 'Submit feedback' }, type: 'message' }],
  };
}
