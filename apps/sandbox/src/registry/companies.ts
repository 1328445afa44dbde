import { createHash } from 'node:crypto';

/** A company as registry sites know it: a customer of ours, or a stranger. */
export interface RegistryCompany {
  readonly name: string;
  readonly uscc: string;
  readonly formerNames: readonly string[];
}

/** The ids the sites give it: made from the code, so that addresses stay the same from start to start. */
export function idsOf({ uscc, name }: RegistryCompany): { hex: string; digits: string; uuid: string; opaque: string } {
  const hex = createHash('sha256').update(`${uscc} ${name}`).digest('hex').slice(0, 32);
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { hex, digits: String(Number.parseInt(hex.slice(0, 10), 16)), uuid, opaque: `%7B${hex.toUpperCase()}%7D` };
}

/** Entries of risk that the sites show of a company; invented, the same at each start. */
export interface RiskCounts {
  readonly dishonest: number;
  readonly enforcement: number;
  readonly abnormal: number;
  readonly penalty: number;
}

export function risksOf(company: RegistryCompany): RiskCounts {
  const digits = [...idsOf(company).hex].map((digit) => Number.parseInt(digit, 16));
  const [dishonest = 0, enforcement = 0, abnormal = 0, penalty = 0] = digits;
  return { dishonest: dishonest % 3, enforcement: enforcement % 5, abnormal: abnormal % 2, penalty: penalty % 4 };
}

/**
 * The companies of a customers file, each with its code and former names.
 * @param text CSV with at least the columns name, uscc and former_names
 */
export function companiesOfFile(text: string): RegistryCompany[] {
  const [header = [], ...rows] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter(Boolean)
    .map(cellsOf);
  const column = (name: string): number => header.indexOf(name);
  return rows
    .map((cells) => ({
      name: cells[column('name')] ?? '',
      uscc: cells[column('uscc')] ?? '',
      formerNames: (cells[column('former_names')] ?? '').split(';').filter(Boolean),
    }))
    .filter(({ name, uscc }) => name !== '' && uscc !== '');
}

function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

const PLACES = ['宁波', '无锡', '青岛', '长沙', '合肥', '昆明', '珠海', '大连', '福州', '南昌'];
const WORDS = ['恒丰', '立信', '鼎盛', '远航', '星辰', '博雅', '汇通', '金石', '天合', '同创', '万里', '瑞和'];
const TRADES = ['机电设备', '包装材料', '环保科技', '物流', '食品', '仪器仪表', '纺织', '新材料', '建材', '软件'];

/** Companies that are nobody's customers, invented, as many as asked for; each name differs. */
export function strangers(count: number): RegistryCompany[] {
  return Array.from({ length: count }, (_, index) => {
    const place = PLACES[index % PLACES.length];
    const word = WORDS[Math.floor(index / PLACES.length) % WORDS.length];
    const trade = TRADES[Math.floor(index / (PLACES.length * WORDS.length)) % TRADES.length];
    const round = Math.floor(index / (PLACES.length * WORDS.length * TRADES.length));
    const name = `${place}${word}${round === 0 ? '' : `第${round + 1}`}${trade}有限公司`;
    return { name, uscc: usccOf(index), formerNames: [] };
  });
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A code with both check characters right (GB 32100-2015, GB 11714). */
function usccOf(index: number): string {
  const body = String(60_000_000 + index);
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const inner = 11 - (weights.reduce((sum, weight, at) => sum + weight * Number(body[at]), 0) % 11);
  const head = `91330200${body}${inner === 10 ? 'X' : inner === 11 ? '0' : inner}`;
  let sum = 0;
  for (let at = 0, weight = 1; at < 17; at += 1, weight = (weight * 3) % 31)
    sum += ALPHABET.indexOf(head.charAt(at)) * weight;
  return `${head}${ALPHABET[(31 - (sum % 31)) % 31]}`;
}

const SIMPLIFIED =
  '华兴贸东广厦门汽车电设备机业实发达钢铁纺织运输农产药医环保传动轮装食粮油团总盛岳数据软网络岭亚创庆宁苏杭长龙凤凯铸造绵阳谦霁衡';
const TRADITIONAL =
  '華興貿東廣廈門汽車電設備機業實發達鋼鐵紡織運輸農產藥醫環保傳動輪裝食糧油團總盛嶽數據軟網絡嶺亞創慶寧蘇杭長龍鳳凱鑄造綿陽謙霽衡';

/** The name as a page in traditional characters writes it, as far as these characters go. */
export function toTraditional(name: string): string {
  return [...name].map((one) => TRADITIONAL[SIMPLIFIED.indexOf(one)] ?? one).join('');
}
