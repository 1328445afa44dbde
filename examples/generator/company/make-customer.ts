import { addDays, type Day } from '@xinshao/core/day/day.ts';
import { fenFromYuan } from '@xinshao/core/money/fen.ts';
import type { Customer, Size } from '../book.ts';
import type { Random } from '../random.ts';
import { INDUSTRIES, industryNamed } from '../words/industries.ts';
import { REGIONS, regionNamed } from '../words/regions.ts';
import { makeCompanyName } from './names.ts';
import { makeUscc } from './uscc.ts';

const REGISTERED_CAPITAL_WAN: Readonly<Record<Size, readonly number[]>> = {
  large: [8000, 10_000, 15_000, 30_000],
  medium: [2000, 3000, 5000],
  small: [500, 800, 1000],
  micro: [50, 100, 200],
};

/** What a story fixes about its company; everything else is drawn. */
export interface CustomerWish {
  readonly name?: string;
  readonly region?: string;
  readonly industry?: string;
  readonly size?: Size;
  readonly termDays?: number;
}

/**
 * A believable customer of long standing with its papers in order; limit, owner and order figures follow from the
 * ledger later. Draws until the name is not in `takenNames`.
 */
export function makeCustomer(
  random: Random,
  options: { code: string; endDay: Day; takenNames: ReadonlySet<string>; wish: CustomerWish },
): Customer {
  const { code, endDay, takenNames, wish } = options;
  const region = wish.region
    ? regionNamed(wish.region)
    : random.weighted(REGIONS.map((each) => [each, each.weight] as const));
  const industry = wish.industry
    ? industryNamed(wish.industry)
    : random.weighted(INDUSTRIES.map((each) => [each, each.weight] as const));
  const size =
    wish.size ??
    random.weighted<Size>([
      ['large', 8],
      ['medium', 30],
      ['small', 44],
      ['micro', 18],
    ]);
  const [city, administrativeCode] = random.pick(region.cities);
  let name = wish.name ?? makeCompanyName(random, city, industry);
  for (let attempt = 0; takenNames.has(name); attempt += 1) {
    if (attempt > 1000) throw new RangeError('no free company name is left: ask for fewer customers');
    name = makeCompanyName(random, city, industry);
  }
  const signed = random.chance(0.93);
  return {
    code,
    name,
    uscc: makeUscc(random, administrativeCode),
    formerNames: random.chance(0.06) ? [makeCompanyName(random, city, industry)] : [],
    region: region.name,
    industry: industry.name,
    size,
    registeredCapitalFen: fenFromYuan(random.pick(REGISTERED_CAPITAL_WAN[size]) * 10_000),
    establishedOn: addDays(endDay, -random.integer(1500, 9500)),
    registryStatus: random.chance(0.85) ? '存续' : '在业',
    salesOwner: '',
    creditLimitFen: null,
    termDays:
      wish.termDays ??
      random.weighted([
        [30, 45],
        [45, 15],
        [60, 28],
        [90, 12],
      ]),
    insuredLimitFen: 0,
    insuredUntil: null,
    collateralValueFen: 0,
    agreementSignedOn: signed ? addDays(endDay, -random.integer(20, 340)) : null,
    documentsComplete: random.weighted<boolean | null>([
      [true, 93],
      [false, 3],
      [null, 4],
    ]),
    firstOrderOn: null,
    orderCount: null,
    channel: random.chance(0.7) ? '直销' : '经销',
    productLine: industry.productLine,
  };
}
