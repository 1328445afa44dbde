import { exactKey, nearKey } from '@xinshao/core/company/name.ts';
import type { Database } from '../database.ts';

/** A customer whose name resembles the text: for the reader to pick, never to show a grade for. */
export interface CustomerSuggestion {
  readonly customerId: number;
  readonly code: string;
  readonly name: string;
}

const FIELDS = `id AS "customerId", code, name`;
const NEAR = `SELECT ${FIELDS} FROM customers WHERE near_key = $1 ORDER BY name_key LIMIT $2`;
const BEGINNING = `SELECT ${FIELDS} FROM customers WHERE name_key LIKE $1 ORDER BY name_key LIMIT $2`;
const CODES = `SELECT ${FIELDS} FROM customers WHERE code LIKE $1 ORDER BY code LIMIT $2`;
/** The index knows the pairs of neighbouring characters in every name; `strpos` keeps those where they stand together. */
const CONTAINING = `
  SELECT ${FIELDS} FROM customers
  WHERE name_bigrams(name_key) @> name_bigrams($1) AND strpos(name_key, $1) > 0 ORDER BY name_key LIMIT $2`;

/**
 * Customers with a near name (§7), then those whose name or code begins with the text, then those whose name contains
 * it. One letter or character is too little for the latter.
 */
export async function suggestCustomers(database: Database, text: string, limit: number): Promise<CustomerSuggestion[]> {
  const key = exactKey(text);
  const found = new Map<number, CustomerSuggestion>();
  const add = async (name: string, sql: string, value: string) => {
    if (found.size >= limit) return;
    const result = await database.pool.query<CustomerSuggestion>({ name, text: sql, values: [value, limit] });
    for (const row of result.rows) if (found.size < limit && !found.has(row.customerId)) found.set(row.customerId, row);
  };
  await add('suggest-near', NEAR, nearKey(text));
  await add('suggest-beginning', BEGINNING, `${literal(key)}%`);
  await add('suggest-codes', CODES, `${literal(text)}%`);
  if (key.length > 1) await add('suggest-containing', CONTAINING, key);
  return [...found.values()];
}

/** A text that LIKE takes as it is. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
