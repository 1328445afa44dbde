import { openDatabase } from '@xinshao/db/database.ts';
import { importFile } from '@xinshao/db/import/import-file.ts';

// Imports invoices into DATABASE_URL and tells each step on stdout: a process of its own, for a test to kill.
const [path = ''] = process.argv.slice(2);
const database = await openDatabase(process.env.DATABASE_URL ?? '');
const report = await importFile(database, {
  kind: 'invoices',
  path,
  settings: { baseCurrency: 'CNY', rates: {}, defaultTermDays: null, timeZone: 'Asia/Shanghai' },
  today: '2025-06-30',
  onProgress: ({ phase, rows }) => process.stdout.write(`${phase} ${rows}\n`),
});
process.stdout.write(`done ${report.inserted}\n`);
await database.close();
