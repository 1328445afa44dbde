import { exactKey, nearKey } from '@xinshao/core/company/name.ts';
import { addDays } from '@xinshao/core/day/day.ts';
import { makeCompanyName } from '../company/names.ts';
import { makeUscc } from '../company/uscc.ts';
import { createRandom } from '../random.ts';
import { INDUSTRIES } from '../words/industries.ts';
import { REGIONS } from '../words/regions.ts';
import type { BulkOptions } from './ledger-walk.ts';

export interface BulkCustomer {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly nameKey: string;
  readonly nearKey: string;
  readonly uscc: string;
  readonly region: string;
  readonly industry: string;
  readonly creditLimitFen: number;
  readonly termDays: number;
  readonly establishedOn: string;
  readonly agreementSignedOn: string;
  readonly firstOrderOn: string;
  readonly orderCount: number;
  readonly masterOn: string;
}

/** The customer's code: `K` and five digits or more. */
export function bulkCode(customer: number): string {
  return `K${String(customer + 1).padStart(5, '0')}`;
}

const TERMS = [30, 30, 30, 45, 60, 60, 90];
const YEAR = 365;

/** Customers with different names, papers in order and limits of every size. */
export function* makeBulkCustomers(options: BulkOptions): Generator<BulkCustomer> {
  const random = createRandom(`${options.seed}/bulk/customers`);
  const names = new Set<string>();
  for (let index = 0; index < options.customers; index += 1) {
    const region = random.pick(REGIONS);
    const industry = random.pick(INDUSTRIES);
    const [city, administrativeCode] = random.pick(region.cities);
    let name = makeCompanyName(random, city, industry);
    // So many companies exhaust two-character trade names: a number keeps the rest apart.
    if (names.has(name)) name = name.replace(/(?=有限|股份有限)/, `第${index + 1}`);
    names.add(name);
    yield {
      id: index + 1,
      code: bulkCode(index),
      name,
      nameKey: exactKey(name),
      nearKey: nearKey(name),
      uscc: makeUscc(random, administrativeCode),
      region: region.name,
      industry: industry.name,
      creditLimitFen: random.integer(150, 500) * 1_000_000,
      termDays: TERMS[index % TERMS.length] ?? 30,
      establishedOn: addDays(options.endDay, -random.integer(4 * YEAR, 25 * YEAR)),
      agreementSignedOn: addDays(options.endDay, -random.integer(10, YEAR - 25)),
      firstOrderOn: addDays(options.endDay, -random.integer(2 * YEAR, 4 * YEAR)),
      orderCount: random.integer(20, 400),
      masterOn: options.endDay,
    };
  }
}
