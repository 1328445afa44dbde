import type { TeamCode } from '../words/regions.ts';

export type Role = 'sales' | 'sales_manager' | 'risk' | 'finance' | 'executive';

/** One member of the staff of the make-believe company that uses the product. */
export interface Person {
  readonly code: string;
  readonly name: string;
  /** The name in Latin letters: Slack handle and e-mail. */
  readonly handle: string;
  readonly role: Role;
  readonly title: string;
  readonly managerCode: string;
  readonly team: TeamCode | '';
  readonly slackUserId: string;
  readonly locale: 'zh-CN' | 'en-US';
  /** false: the staff file leaves the Slack id out, so that the person is found by e-mail. */
  readonly slackIdKnown: boolean;
}

const TEAM_SIZES: readonly (readonly [
  TeamCode,
  manager: readonly [string, string],
  sales: readonly (readonly [string, string])[],
])[] = [
  [
    'T-EAST',
    ['陈立峰', 'chenlifeng'],
    [
      ['王晓雯', 'wangxiaowen'],
      ['李俊杰', 'lijunjie'],
      ['张雨婷', 'zhangyuting'],
      ['周子昂', 'zhouziang'],
      ['吴思琪', 'wusiqi'],
    ],
  ],
  [
    'T-SOUTH',
    ['黄志强', 'huangzhiqiang'],
    [
      ['林嘉欣', 'linjiaxin'],
      ['何浩然', 'hehaoran'],
      ['郑佩珊', 'zhengpeishan'],
    ],
  ],
  [
    'T-NORTH',
    ['赵国栋', 'zhaoguodong'],
    [
      ['刘洋', 'liuyang'],
      ['孙婧', 'sunjing'],
      ['马腾飞', 'matengfei'],
    ],
  ],
  [
    'T-WEST',
    ['唐静怡', 'tangjingyi'],
    [
      ['罗文博', 'luowenbo'],
      ['谢雨桐', 'xieyutong'],
      ['邓凯', 'dengkai'],
    ],
  ],
];

const EXECUTIVE = 'E02';
/** Whose Slack speaks English, and whom the staff file knows by e-mail alone. */
const ENGLISH = new Set(['S03', 'S08', 'R03', 'E01']);
const BY_EMAIL = new Set(['S05', 'R02']);

function person(fields: Pick<Person, 'code' | 'name' | 'handle' | 'role' | 'title' | 'managerCode' | 'team'>): Person {
  return {
    ...fields,
    slackUserId: `U0${fields.code}${fields.role.slice(0, 2).toUpperCase()}`,
    locale: ENGLISH.has(fields.code) ? 'en-US' : 'zh-CN',
    slackIdKnown: !BY_EMAIL.has(fields.code),
  };
}

const headquarters = (
  code: string,
  name: string,
  handle: string,
  role: Role,
  title: string,
  managerCode: string,
): Person => person({ code, name, handle, role, title, managerCode, team: '' });

/** 14 sales in four teams, their 4 managers, 3 risk officers, 1 bookkeeper, the general manager and the CFO. */
export const STAFF: readonly Person[] = makeStaff();

function makeStaff(): Person[] {
  const staff: Person[] = [
    headquarters('E01', '沈嘉敏', 'shenjiamin', 'executive', '财务总监 CFO', EXECUTIVE),
    headquarters(EXECUTIVE, '顾承远', 'guchengyuan', 'executive', '总经理', ''),
    headquarters('R01', '韩冰', 'hanbing', 'risk', '信用风险经理', 'E01'),
    headquarters('R02', '曹敏', 'caomin', 'risk', '信用专员', 'R01'),
    headquarters('R03', '叶知秋', 'yezhiqiu', 'risk', '信用专员', 'R01'),
    headquarters('F01', '徐慧', 'xuhui', 'finance', '应收会计', 'E01'),
  ];
  let count = 0;
  for (const [index, [team, [managerName, managerHandle], sales]] of TEAM_SIZES.entries()) {
    const managerCode = `M0${index + 1}`;
    const manager = { code: managerCode, name: managerName, handle: managerHandle, team };
    staff.push(person({ ...manager, role: 'sales_manager', title: '销售经理', managerCode: EXECUTIVE }));
    for (const [name, handle] of sales) {
      count += 1;
      const code = `S${String(count).padStart(2, '0')}`;
      staff.push(person({ code, name, handle, team, role: 'sales', title: '客户经理', managerCode }));
    }
  }
  return staff;
}

export const COMPANY_DOMAIN = 'yunqi-materials.example';

export function emailOf(handle: string): string {
  return `${handle}@${COMPANY_DOMAIN}`;
}

/** The people who sell in a team, in the order of their codes. */
export function salesOf(team: TeamCode): readonly Person[] {
  return STAFF.filter((each) => each.team === team && each.role === 'sales');
}
