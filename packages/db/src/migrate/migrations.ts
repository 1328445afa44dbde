import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import type pg from 'pg';
import { NO_FILTER, openMigrationEngine, PRISMA_FOLDER } from './engine.ts';

/** Any number that nothing else locks on: several replicas that start together migrate one after the other. */
const MIGRATION_LOCK = 7_146_001;

/** The migrations of the repository, oldest first, as the engine wants them. */
export async function readMigrations(): Promise<MigrationList> {
  const baseDir = join(PRISMA_FOLDER, 'migrations');
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrationDirectories = await Promise.all(
    names.map(async (path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: await readFile(join(baseDir, path, 'migration.sql'), 'utf8') },
      },
    })),
  );
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(join(baseDir, 'migration_lock.toml'), 'utf8'),
  };
  return { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories };
}

/**
 * Brings the database to the repository's schema; does nothing when it is there already.
 * @returns the names of the migrations applied just now.
 */
export async function applyMigrations(pool: pg.Pool): Promise<string[]> {
  const migrationsList = await readMigrations();
  if (await isUpToDate(pool, migrationsList)) return [];
  const lock = await pool.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const engine = await openMigrationEngine(pool);
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList,
      filters: NO_FILTER,
    });
    return appliedMigrationNames;
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    lock.release();
  }
}

/** Looks before it loads the engine: commands that find nothing to migrate start a quarter of a second sooner. */
async function isUpToDate(pool: pg.Pool, migrations: MigrationList): Promise<boolean> {
  const known = await pool.query<{ exists: boolean }>(`select to_regclass('_prisma_migrations') is not null as exists`);
  if (!known.rows[0]?.exists) return false;
  const applied = await pool.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  );
  const names = new Set(applied.rows.map((row) => row.migration_name));
  return migrations.migrationDirectories.every((directory) => names.has(directory.path));
}
