// Writes the SQL that leads from the last migration's schema to schema.prisma as a new migration:
//   node packages/db/src/migrate/main.ts <name>
// Each migration keeps the schema it leads to beside it, so that the next one can be written without a database.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { embeddedServer } from '../embedded/server.ts';
import { NO_FILTER, openMigrationEngine, PRISMA_FOLDER } from './engine.ts';
import { readMigrations } from './migrations.ts';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  process.stderr.write('Name the migration in lower case with underscores, e.g. add_promises.\n');
  process.exit(2);
}

const schemaFile = join(PRISMA_FOLDER, 'schema.prisma');
const datamodel = async (path: string) => ({
  tag: 'schemaDatamodel' as const,
  files: [{ path: 'schema.prisma', content: await readFile(path, 'utf8') }],
});
const server = await embeddedServer({ folder: join(tmpdir(), 'xinshao-migrate'), disposable: true });
const pool = new pg.Pool({ connectionString: server.url });
try {
  const engine = await openMigrationEngine(pool);
  const last = (await readMigrations()).migrationDirectories.at(-1);
  const { stdout } = await engine.diff({
    from: last ? await datamodel(join(PRISMA_FOLDER, 'migrations', last.path, 'schema.prisma')) : { tag: 'empty' },
    to: await datamodel(schemaFile),
    script: true,
    exitCode: null,
    filters: NO_FILTER,
  });
  const stamp = new Date().toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  const folder = join(PRISMA_FOLDER, 'migrations', `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), stdout ?? '');
  await copyFile(schemaFile, join(folder, 'schema.prisma'));
  process.stdout.write(`${folder}\n`);
} finally {
  await pool.end();
  await server.release();
}
