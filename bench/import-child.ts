import { openDatabase } from '@xinshao/db/database.ts';
import { importFile } from '@xinshao/db/import/import-file.ts';
import { IMPORT_KINDS } from '@xinshao/db/import/options.ts';
import { FULL_BULK } from '@xinshao/examples/generator/bulk.ts';

// Imports one file into DATABASE_URL and prints the report with the process's peak memory, which is its own this way.
const [kindText, path = ''] = process.argv.slice(2);
const kind = IMPORT_KINDS.find((name) => name === kindText);
if (kind === undefined) throw new Error(`unknown kind: ${kindText}`);
const database = await openDatabase(process.env.DATABASE_URL ?? '');
const report = await importFile(database, {
  kind,
  path,
  settings: { baseCurrency: 'CNY', rates: {}, defaultTermDays: 30, timeZone: 'Asia/Shanghai' },
  today: FULL_BULK.endDay,
});
await database.close();
// Peak resident memory in kilobytes.
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ report, peakMegabytes }));
