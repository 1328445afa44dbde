import type { Random } from '../random.ts';
import type { Industry } from '../words/industries.ts';

const FIRST = [...'澜铄桓昀霁翊钧沐嵘禾珩岑曜朔瀚砺骁筑衡屿煜晟珏琛'];
const SECOND = [...'启辰川岳森泽凯赫盛源昌拓湃诺和谦越元锐博丰恒通达'];

/**
 * A company name in the shapes Chinese registries know: place, trade name, industry, legal form.
 * All trade names are made up; any likeness to a real company is chance.
 */
export function makeCompanyName(random: Random, city: string, industry: Industry): string {
  const tradeName = random.pick(FIRST) + random.pick(SECOND);
  const industryWord = random.pick(industry.nameWords);
  return random.weighted<string>([
    [`${city}${tradeName}${industryWord}有限公司`, 66],
    [`${city}市${tradeName}${industryWord}有限公司`, 8],
    [`${tradeName}${industryWord}（${city}）有限公司`, 10],
    [`${city}${tradeName}${industryWord}有限责任公司`, 9],
    [`${city}${tradeName}${industryWord}股份有限公司`, 7],
  ]);
}
