import type pg from 'pg';
import type { Target, TargetColumn } from '../kinds/definition.ts';
import { customerColumn, sameKey, stagedRows, TOUCHED } from './staging.ts';

/** Brings rows that exist and differ from the file up to date; equal ones are not written. @returns how many */
export async function updateChangedRows(client: pg.ClientBase, target: Target): Promise<number> {
  const columns = target.columns.filter(({ update }) => update);
  if (columns.length === 0) return 0;
  const assignments = columns.map((column) => `${column.name} = ${newValue(column)}`).join(', ');
  const before = columns.map(({ name }) => `existing.${name}`).join(', ');
  const after = columns.map(newValue).join(', ');
  const update = `
    UPDATE ${target.table} existing SET ${assignments}
    FROM (${stagedRows(target)}) staged
    WHERE ${sameKey(target, 'existing', 'staged')} AND ROW(${before}) IS DISTINCT FROM ROW(${after})`;
  const customer = customerColumn(target);
  if (customer === null) return (await client.query(update)).rowCount ?? 0;
  const counted = await client.query<{ updated: number }>(`
    WITH changed AS (${update} RETURNING existing.${customer} AS customer_id),
    noted AS (INSERT INTO ${TOUCHED} SELECT DISTINCT customer_id FROM changed ON CONFLICT DO NOTHING)
    SELECT count(*)::integer AS updated FROM changed`);
  return counted.rows[0]?.updated ?? 0;
}

function newValue(column: TargetColumn): string {
  return column.combine ? `existing.${column.name} || staged.${column.name}` : `staged.${column.name}`;
}
