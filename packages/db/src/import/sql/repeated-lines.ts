import type pg from 'pg';
import type { Target } from '../kinds/definition.ts';
import { STAGING } from './staging.ts';

export interface RepeatedLines {
  /** Rows that repeat an earlier row of the file in every column. */
  readonly duplicates: number;
  /** Line of a row → line of the earlier row that has the same key and other contents. */
  readonly conflicts: ReadonlyMap<number, number>;
}

/** Finds the rows whose key an earlier row of the file has already. */
export async function findRepeatedLines(client: pg.ClientBase, target: Target): Promise<RepeatedLines> {
  if (target.ordinal !== undefined) return { duplicates: 0, conflicts: new Map() };
  const key = target.key.join(', ');
  const contents = (table: string) => target.columns.map(({ name }) => `${table}.${name}`).join(', ');
  const result = await client.query<{ line: number; first: number; same: boolean }>(`
    WITH repeated AS (SELECT ${key} FROM ${STAGING} GROUP BY ${key} HAVING count(*) > 1),
    rows AS (SELECT * FROM ${STAGING} JOIN repeated USING (${key})),
    firsts AS (SELECT DISTINCT ON (${key}) * FROM rows ORDER BY ${key}, line)
    SELECT later.line, firsts.line AS first, ROW(${contents('later')}) IS NOT DISTINCT FROM ROW(${contents('firsts')}) AS same
    FROM rows later JOIN firsts USING (${key}) WHERE later.line > firsts.line ORDER BY later.line`);
  const conflicts = result.rows.filter(({ same }) => !same).map(({ line, first }) => [line, first] as const);
  return { duplicates: result.rows.length - conflicts.length, conflicts: new Map(conflicts) };
}
