import { isValidUscc, normaliseUscc } from '@xinshao/core/company/uscc.ts';
import type { Rejection } from '@xinshao/core/wording/import.ts';
import type { Cells } from '../mapping/cells.ts';
import type { ImportContext } from './definition.ts';
import type { FieldReader } from './fields.ts';

/** What one column says: its text, and the customers that are called so. */
interface Clue {
  readonly text: string;
  readonly ids: readonly number[];
}

/**
 * The id of the customer that an outside source speaks of: by code, else by USCC, else by exact name. A column that is
 * given but names nobody says nothing, because a customer's USCC often is not known; two columns that name different
 * customers reject the row, and so does a valid USCC other than the one of the customer found: another company may
 * bear the name by now.
 */
export function companyField(cells: Cells, context: ImportContext): FieldReader {
  const { customers } = context;
  const [code, uscc, name] = [cells.text('customer_code'), cells.text('uscc'), cells.text('name')];

  return (row) => {
    const [codeText, usccText, nameText] = [code(row), uscc(row), name(row)];
    const coded = codeText === '' ? undefined : customers.byCode(codeText);
    const clues: readonly Clue[] = [
      { text: codeText, ids: coded === undefined ? [] : [coded.id] },
      { text: usccText, ids: usccText === '' ? [] : customers.byUscc(usccText) },
      { text: nameText, ids: nameText === '' ? [] : customers.byName(nameText) },
    ];
    const company = agreed(clues);
    if (company === null) {
      const value = codeText || usccText || nameText;
      return value === ''
        ? { code: 'value_missing', column: cells.header('customer_code') }
        : { code: 'customer_unknown', value };
    }
    if ('code' in company) return company;
    const [id, ...others] = company.ids;
    if (id === undefined || others.length > 0) return { code: 'customer_ambiguous', value: company.text };
    const known = customers.usccOf(id);
    const stated = normaliseUscc(usccText);
    if (known !== null && stated !== known && isValidUscc(stated)) {
      return { code: 'customer_contradictory', first: usccText, second: company.text };
    }
    customers.concern(id);
    return String(id);
  };
}

/** What the clues have in common; null when none of them names a customer. */
function agreed(clues: readonly Clue[]): Clue | Extract<Rejection, { code: 'customer_contradictory' }> | null {
  const [first, ...others] = clues.filter(({ ids }) => ids.length > 0);
  if (first === undefined) return null;
  let ids = first.ids;
  for (const other of others) {
    ids = ids.filter((id) => other.ids.includes(id));
    if (ids.length === 0) return { code: 'customer_contradictory', first: first.text, second: other.text };
  }
  return { text: first.text, ids };
}
