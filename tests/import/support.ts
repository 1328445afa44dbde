import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@xinshao/db/database.ts';
import { importFile } from '@xinshao/db/import/import-file.ts';
import type { ImportKind, ImportOptions, ImportReport, ImportSettings } from '@xinshao/db/import/options.ts';
import { afterAll } from 'vitest';

/** A company that knows the dollar but no default term. */
export const SETTINGS: ImportSettings = {
  baseCurrency: 'CNY',
  rates: { USD: 7.1 },
  defaultTermDays: null,
  timeZone: 'Asia/Shanghai',
};

/** A folder for the files of one test file, removed at its end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'xinshao-import-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Imports with the settings above on 2025-06-30 unless told otherwise. */
export function importInto(
  database: Database,
  kind: ImportKind,
  path: string,
  options: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  return importFile(database, { kind, path, settings: SETTINGS, today: '2025-06-30', ...options });
}

/** All rows of a query as plain values. */
export async function rowsOf(database: Database, sql: string): Promise<Record<string, unknown>[]> {
  return (await database.pool.query<Record<string, unknown>>(sql)).rows;
}
