import { statSync } from 'node:fs';
import type { ImportProgress } from '@xinshao/db/import/options.ts';
import { writeLines } from '@xinshao/db/import/testing/write-files.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { expect, it } from 'vitest';
import { importInto, temporaryFolder } from './support.ts';

it('a long import tells how far it is at least twice a second, and ends with everything', async () => {
  const folder = temporaryFolder();
  const database = await freshDatabase();
  await importInto(database, 'customers', writeLines(folder, 'c.csv', ['code,name', 'C1,甲有限公司']));
  const rows = 200_000;
  const path = writeLines(folder, 'long.csv', [
    'number,customer_code,due_on,amount',
    ...Array.from({ length: rows }, (_, n) => `N${n},C1,2025-02-01,${n}`),
  ]);
  const heard: ImportProgress[] = [];
  const { durationMs } = await importInto(database, 'invoices', path, {
    onProgress: (progress) => heard.push(progress),
  });
  expect(heard.length).toBeGreaterThanOrEqual(Math.floor(durationMs / 500));
  const { size } = statSync(path);
  expect(heard.at(-1)).toEqual({ rows, bytes: size, totalBytes: size, phase: 'storing' });
  expect(heard.map((progress) => progress.rows)).toEqual(heard.map((progress) => progress.rows).sort((a, b) => a - b));
}, 60_000);
