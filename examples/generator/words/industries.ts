/** An industry of the customers, with the words its companies put into their names. */
export interface Industry {
  readonly name: string;
  readonly weight: number;
  readonly nameWords: readonly string[];
  readonly productLine: string;
  readonly debtRatio: number;
  readonly outlook: 'up' | 'normal' | 'down';
}

export const INDUSTRIES: readonly Industry[] = [
  {
    name: '机械制造',
    weight: 16,
    nameWords: ['精密机械', '机械制造', '装备科技', '传动设备'],
    productLine: '轴承与传动',
    debtRatio: 0.14,
    outlook: 'normal',
  },
  {
    name: '汽车零部件',
    weight: 13,
    nameWords: ['汽车零部件', '汽车配件', '汽车科技'],
    productLine: '紧固件',
    debtRatio: 0.16,
    outlook: 'normal',
  },
  {
    name: '电子元器件',
    weight: 14,
    nameWords: ['电子科技', '微电子', '光电科技', '电子材料'],
    productLine: '特种胶粘剂',
    debtRatio: 0.12,
    outlook: 'up',
  },
  {
    name: '金属加工',
    weight: 11,
    nameWords: ['金属制品', '五金制品', '模具', '精密铸造'],
    productLine: '切削刀具',
    debtRatio: 0.17,
    outlook: 'normal',
  },
  {
    name: '化工',
    weight: 8,
    nameWords: ['化工', '新材料', '精细化工'],
    productLine: '密封材料',
    debtRatio: 0.18,
    outlook: 'normal',
  },
  {
    name: '建筑施工',
    weight: 7,
    nameWords: ['建设工程', '建筑安装', '钢结构工程'],
    productLine: '紧固件',
    debtRatio: 0.26,
    outlook: 'down',
  },
  {
    name: '纺织服装',
    weight: 7,
    nameWords: ['纺织', '针织', '服饰'],
    productLine: '轴承与传动',
    debtRatio: 0.19,
    outlook: 'normal',
  },
  {
    name: '食品加工',
    weight: 7,
    nameWords: ['食品', '粮油食品', '农产品'],
    productLine: '密封材料',
    debtRatio: 0.11,
    outlook: 'up',
  },
  {
    name: '新能源',
    weight: 6,
    nameWords: ['新能源', '储能科技', '光伏科技'],
    productLine: '特种胶粘剂',
    debtRatio: 0.23,
    outlook: 'down',
  },
  {
    name: '医疗器械',
    weight: 6,
    nameWords: ['医疗器械', '医疗科技', '生物科技'],
    productLine: '特种胶粘剂',
    debtRatio: 0.09,
    outlook: 'up',
  },
  {
    name: '批发贸易',
    weight: 10,
    nameWords: ['贸易', '工业品', '物资', '供应链管理'],
    productLine: '切削刀具',
    debtRatio: 0.19,
    outlook: 'normal',
  },
  {
    name: '物流运输',
    weight: 5,
    nameWords: ['物流', '供应链', '运输'],
    productLine: '轴承与传动',
    debtRatio: 0.15,
    outlook: 'normal',
  },
];

/** @throws RangeError for an industry that is not in the list. */
export function industryNamed(name: string): Industry {
  const industry = INDUSTRIES.find((candidate) => candidate.name === name);
  if (!industry) throw new RangeError(`no such industry: ${name}`);
  return industry;
}
