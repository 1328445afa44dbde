import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Database, openDatabase } from '@xinshao/db/database.ts';
import { embeddedServer } from '@xinshao/db/embedded/server.ts';
import type { ImportReport } from '@xinshao/db/import/options.ts';
import { copyFileInto } from '@xinshao/db/import/testing/copy-file.ts';
import type { BulkOptions } from '@xinshao/examples/generator/bulk/ledger-walk.ts';
import { FULL_BULK, generateBulk } from '@xinshao/examples/generator/bulk.ts';
import type { BenchResult } from './result.ts';

const run = promisify(execFile);
const REQUIRED_SHARE = 0.4;
const MEMORY_LIMIT_MB = 512;

export interface ImportBenchOptions {
  readonly invoices?: number;
  readonly customers?: number;
}

/**
 * Imports 5 million invoices of 48,395 customers from a CSV file, and compares with bare COPYs of the same rows into a
 * table with the same primary key and into one without any index.
 */
export async function benchImport(options: ImportBenchOptions = {}): Promise<BenchResult[]> {
  const size = { ...FULL_BULK, ...options };
  const folder = await mkdtemp(join(tmpdir(), 'xinshao-bench-'));
  // A folder of its own: the server may run as another user, who cannot look into the first.
  const cluster = await mkdtemp(join(tmpdir(), 'xinshao-bench-postgres-'));
  const server = await embeddedServer({ folder: cluster });
  try {
    const database = await openDatabase(server.url);
    try {
      return await measure(database, folder, size);
    } finally {
      await database.close();
    }
  } finally {
    await server.release();
    for (const path of [folder, cluster]) await rm(path, { recursive: true, force: true });
  }
}

async function measure(database: Database, folder: string, size: BulkOptions): Promise<BenchResult[]> {
  const bulk = generateBulk(size);
  const customers = await write(join(folder, 'customers.csv'), bulk.customers.csv());
  const invoices = await write(join(folder, 'invoices.csv'), bulk.invoices.csv());
  await importInChild(database, 'customers', customers);

  await database.pool.query('CREATE TABLE bare (LIKE invoices INCLUDING GENERATED INCLUDING DEFAULTS)');
  await database.pool.query(
    'CREATE TABLE keyed (LIKE invoices INCLUDING GENERATED INCLUDING DEFAULTS INCLUDING INDEXES)',
  );
  const rows = await write(join(folder, 'invoices.copy'), bulk.invoices.copyRows());
  const command = (table: string) => bulk.invoices.copyCommand.replace('COPY invoices', `COPY ${table}`);
  const bare = size.invoices / (await copyFileInto(database, command('bare'), rows));
  const keyed = size.invoices / (await copyFileInto(database, command('keyed'), rows));
  await database.pool.query('DROP TABLE bare, keyed');
  await database.pool.query('CHECKPOINT');

  const first = await importInChild(database, 'invoices', invoices);
  const { report: again } = await importInChild(database, 'invoices', invoices);
  if (first.report.inserted !== size.invoices || again.unchanged !== size.invoices)
    throw new Error('rows went missing');
  const speed = (size.invoices / first.report.durationMs) * 1000;
  const information = { required: 'for information', pass: true } as const;
  return [
    { name: 'import: invoices', value: Math.round(speed), unit: 'rows/s', ...information },
    { name: 'import: bare COPY, same primary key', value: Math.round(keyed), unit: 'rows/s', ...information },
    { name: 'import: bare COPY, no index', value: Math.round(bare), unit: 'rows/s', ...information },
    {
      name: 'import against bare COPY, same primary key',
      value: Math.round(speed),
      unit: 'rows/s',
      ratio: speed / keyed,
      required: `ratio ≥ ${REQUIRED_SHARE}`,
      pass: speed / keyed >= REQUIRED_SHARE,
    },
    {
      name: 'import against bare COPY, no index',
      value: Math.round(speed),
      unit: 'rows/s',
      ratio: speed / bare,
      required: `ratio ≥ ${REQUIRED_SHARE}`,
      pass: speed / bare >= REQUIRED_SHARE,
    },
    {
      name: 'import: the same file again',
      value: Math.round((size.invoices / again.durationMs) * 1000),
      unit: 'rows/s',
      ...information,
    },
    {
      name: 'import: peak memory of the process',
      value: first.peakMegabytes,
      unit: 'MB',
      required: `≤ ${MEMORY_LIMIT_MB}`,
      pass: first.peakMegabytes <= MEMORY_LIMIT_MB,
    },
  ];
}

interface ChildReport {
  readonly report: ImportReport;
  readonly peakMegabytes: number;
}

/** Imports in a process of its own, so that its peak memory is its own too. */
async function importInChild(database: Database, kind: 'customers' | 'invoices', path: string): Promise<ChildReport> {
  const script = fileURLToPath(new URL('./import-child.ts', import.meta.url));
  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', script, kind, path], {
    env: { ...process.env, DATABASE_URL: database.url },
  });
  return JSON.parse(stdout) as ChildReport;
}

async function write(path: string, chunks: Iterable<string>): Promise<string> {
  const stream = createWriteStream(path);
  for (const chunk of chunks) if (!stream.write(chunk)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'finish');
  return path;
}
