/** Sales teams by part of the country; `code` is the team's code in `teams.csv`. */
export const TEAMS = [
  { code: 'T-EAST', name: '华东销售部' },
  { code: 'T-SOUTH', name: '华南销售部' },
  { code: 'T-NORTH', name: '华北销售部' },
  { code: 'T-WEST', name: '华西销售部' },
] as const;
export type TeamCode = (typeof TEAMS)[number]['code'];

/** A province with the cities companies name themselves after, and their administrative codes (GB/T 2260). */
export interface Region {
  readonly name: string;
  readonly team: TeamCode;
  readonly weight: number;
  readonly cities: readonly (readonly [name: string, administrativeCode: string])[];
}

export const REGIONS: readonly Region[] = [
  {
    name: '上海',
    team: 'T-EAST',
    weight: 12,
    cities: [
      ['上海', '310115'],
      ['上海', '310114'],
    ],
  },
  {
    name: '江苏',
    team: 'T-EAST',
    weight: 13,
    cities: [
      ['苏州', '320506'],
      ['无锡', '320213'],
      ['南京', '320115'],
      ['常州', '320412'],
    ],
  },
  {
    name: '浙江',
    team: 'T-EAST',
    weight: 12,
    cities: [
      ['杭州', '330109'],
      ['宁波', '330212'],
      ['嘉兴', '330411'],
      ['绍兴', '330602'],
    ],
  },
  {
    name: '安徽',
    team: 'T-EAST',
    weight: 5,
    cities: [
      ['合肥', '340111'],
      ['芜湖', '340207'],
    ],
  },
  {
    name: '广东',
    team: 'T-SOUTH',
    weight: 15,
    cities: [
      ['深圳', '440306'],
      ['广州', '440112'],
      ['东莞', '441900'],
      ['佛山', '440605'],
    ],
  },
  {
    name: '福建',
    team: 'T-SOUTH',
    weight: 5,
    cities: [
      ['厦门', '350206'],
      ['泉州', '350503'],
    ],
  },
  {
    name: '湖南',
    team: 'T-SOUTH',
    weight: 4,
    cities: [
      ['长沙', '430104'],
      ['株洲', '430211'],
    ],
  },
  {
    name: '湖北',
    team: 'T-SOUTH',
    weight: 5,
    cities: [
      ['武汉', '420111'],
      ['宜昌', '420502'],
    ],
  },
  {
    name: '北京',
    team: 'T-NORTH',
    weight: 7,
    cities: [
      ['北京', '110112'],
      ['北京', '110115'],
    ],
  },
  { name: '天津', team: 'T-NORTH', weight: 4, cities: [['天津', '120110']] },
  {
    name: '河北',
    team: 'T-NORTH',
    weight: 4,
    cities: [
      ['石家庄', '130102'],
      ['唐山', '130203'],
    ],
  },
  {
    name: '山东',
    team: 'T-NORTH',
    weight: 8,
    cities: [
      ['青岛', '370211'],
      ['济南', '370112'],
      ['烟台', '370602'],
    ],
  },
  {
    name: '四川',
    team: 'T-WEST',
    weight: 6,
    cities: [
      ['成都', '510112'],
      ['绵阳', '510703'],
    ],
  },
  { name: '重庆', team: 'T-WEST', weight: 5, cities: [['重庆', '500112']] },
  {
    name: '陕西',
    team: 'T-WEST',
    weight: 4,
    cities: [
      ['西安', '610112'],
      ['宝鸡', '610302'],
    ],
  },
];

/** @throws RangeError for a region that is not in the list. */
export function regionNamed(name: string): Region {
  const region = REGIONS.find((candidate) => candidate.name === name);
  if (!region) throw new RangeError(`no such region: ${name}`);
  return region;
}
