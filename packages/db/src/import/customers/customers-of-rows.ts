import { isValidUscc, normaliseUscc } from '@xinshao/core/company/uscc.ts';
import type pg from 'pg';
import { LONGEST_TEXT } from '../kinds/fields.ts';
import { type CellReader, sourceReader, withoutNothing } from '../mapping/cells.ts';
import type { Mapping } from '../mapping/mapping-schema.ts';
import { reserveCustomerIds } from '../sql/reserve-customer-ids.ts';
import { hasLostDigits } from '../values/lost-digits.ts';
import type { CustomerDirectory, NewCustomer } from './customer-directory.ts';

/** Makes the customers of a block of rows known to the directory. */
export type CustomerFinder = (rows: readonly (readonly string[])[]) => Promise<void>;

/**
 * Follows the `customer:` part of a mapping: rows of customers that do not exist yet make them known, under the name
 * that the first row gives (the code where it gives none). A USCC that is none is left out, and costs no invoice.
 * Customers that exist are never changed by a ledger.
 * @returns null when the mapping has no such part
 */
export function customerFinder(
  pool: pg.Pool,
  directory: CustomerDirectory,
  header: readonly string[],
  mapping: Mapping | null,
): CustomerFinder | null {
  const part = mapping?.customer;
  if (!part) return null;
  const headers = header.map((text) =>
    text
      .normalize('NFKC')
      .replace(/[\u200b\ufeff]/g, '')
      .trim(),
  );
  const code = sourceReader(headers, 'customer.code', part.code);
  const reader = (column: 'name' | 'uscc' | 'region' | 'industry'): CellReader => {
    const source = part[column];
    return source === undefined ? () => '' : withoutNothing(sourceReader(headers, `customer.${column}`, source));
  };
  const [name, uscc, region, industry] = [reader('name'), reader('uscc'), reader('region'), reader('industry')];

  return async (rows) => {
    const found = new Map<string, NewCustomer>();
    for (const row of rows) {
      const key = code(row);
      if (key === '' || key.length > LONGEST_TEXT || directory.knows(key) || found.has(key)) continue;
      if (hasLostDigits(key)) continue;
      const stated = normaliseUscc(uscc(row));
      const valid = isValidUscc(stated);
      found.set(key, {
        code: owned(key),
        name: owned(name(row).slice(0, LONGEST_TEXT)) || owned(key),
        uscc: valid ? owned(stated) : null,
        usccLeftOut: stated !== '' && !valid,
        region: owned(region(row)) || null,
        industry: owned(industry(row)) || null,
      });
    }
    if (found.size === 0) return;
    const ids = await reserveCustomerIds(pool, found.size);
    for (const [index, customer] of [...found.values()].entries()) {
      const id = ids[index];
      if (id !== undefined) directory.add(id, customer);
    }
  };
}

/** A copy of its own: a slice would keep the whole block of the file in memory. */
function owned(text: string): string {
  return Buffer.from(text).toString();
}
