import type pg from 'pg';

/** A table as a backup holds it. */
export interface BackupTable {
  readonly name: string;
  /** Without those that the database works out by itself. */
  readonly columns: readonly string[];
}

/** What the database keeps of itself rather than of the business. */
const NOT_KEPT = '_prisma_migrations';

/**
 * The product's tables, each after those that it refers to, so that they can be filled in this order.
 * @throws Error when tables refer to each other in a circle
 */
export async function backupTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; after: string[] }>(
    `SELECT relation.relname::text AS name,
       ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
         AND attgenerated = '' ORDER BY attnum) AS columns,
       ARRAY(SELECT DISTINCT referred.relname::text FROM pg_constraint JOIN pg_class referred ON referred.oid = confrelid
         WHERE conrelid = relation.oid AND contype = 'f' AND confrelid <> conrelid) AS after
     FROM pg_class relation
     WHERE relation.relnamespace = 'public'::regnamespace AND relation.relkind IN ('r', 'p')
       AND NOT relation.relispartition AND relation.relname <> $1
     ORDER BY relation.relname`,
    [NOT_KEPT],
  );
  const ordered: BackupTable[] = [];
  const placed = new Set<string>();
  while (ordered.length < rows.length) {
    const ready = rows.filter(({ name, after }) => !placed.has(name) && after.every((other) => placed.has(other)));
    if (ready.length === 0) throw new Error('tables refer to each other in a circle');
    for (const { name, columns } of ready) {
      ordered.push({ name, columns });
      placed.add(name);
    }
  }
  return ordered;
}

/** The migrations that the schema has been through, oldest first. */
export async function appliedMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name',
  );
  return rows.map(({ name }) => name);
}

/** A name within SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
