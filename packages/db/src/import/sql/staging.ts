import type pg from 'pg';
import type { Target } from '../kinds/definition.ts';

/** Rows of the file on their way into their table; the table is gone when the transaction ends. */
export const STAGING = 'import_staging';
/** Customers whose rows changed, each once; the settlement of invoices reads it too. */
export const TOUCHED = 'touched_customers';

/** Makes the temporary tables of one import: the target's columns and the line of the file. */
export async function createStaging(client: pg.ClientBase, target: Target): Promise<void> {
  const columns = target.columns.map(({ name, type }) => `${name} ${type}`).join(', ');
  await client.query(`CREATE TEMPORARY TABLE ${STAGING} (line integer, ${columns}) ON COMMIT DROP`);
  await client.query(`CREATE TEMPORARY TABLE ${TOUCHED} (customer_id integer PRIMARY KEY) ON COMMIT DROP`);
}

/**
 * The statement that takes rows over the wire, in the order of a row reader's fields: into the staging table with the
 * line first, or straight into their table.
 */
export function copyStatement(target: Target, how: { readonly direct: boolean; readonly binary: boolean }): string {
  const names = target.columns.map(({ name }) => name).join(', ');
  const into = how.direct ? `${target.table} (${names})` : `${STAGING} (line, ${names})`;
  return `COPY ${into} FROM STDIN${how.binary ? ' (FORMAT binary)' : ''}`;
}

/**
 * The distinct rows of the file: the first of each key, or all with their ordinal where equal rows count each.
 * Sorted by key, so that the index of the target grows at one end.
 */
export function stagedRows(target: Target): string {
  const names = target.columns.map(({ name }) => name).join(', ');
  if (target.ordinal === undefined) {
    const key = target.key.join(', ');
    return `SELECT DISTINCT ON (${key}) ${names} FROM ${STAGING} ORDER BY ${key}, line`;
  }
  const equal = target.key.filter((name) => name !== target.ordinal).join(', ');
  const ordinal = `row_number() OVER (PARTITION BY ${equal} ORDER BY line)::integer AS ${target.ordinal}`;
  return `SELECT ${names}, ${ordinal} FROM ${STAGING} ORDER BY ${equal}, ${target.ordinal}`;
}

/** All columns that are inserted. */
export function insertedColumns(target: Target): string {
  const names = target.columns.map(({ name }) => name);
  return [...names, ...(target.ordinal === undefined ? [] : [target.ordinal])].join(', ');
}

/** Condition that a row of the target and a staged row are the same item. */
export function sameKey(target: Target, table: string, staged: string): string {
  return target.key.map((name) => `${table}.${name} = ${staged}.${name}`).join(' AND ');
}

/** The column that tells which customer a row of the table belongs to; null for tables about no single customer. */
export function customerColumn(target: Target): string | null {
  if (target.table === 'customers') return 'id';
  return target.key.includes('customer_id') ? 'customer_id' : null;
}
