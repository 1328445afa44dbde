import { openDatabase } from '@xinshao/db/database.ts';
import { runMonitor } from '@xinshao/db/monitor/run-monitor.ts';
import { openQueue } from '@xinshao/db/queue/queue.ts';
import { FULL_BULK } from '@xinshao/examples/generator/bulk.ts';
import { shippedPolicy, shippedSettings } from './shipped-policy.ts';

// One monitor run on DATABASE_URL in a process of its own; prints the report with the process's peak memory.
const full = process.argv[2] === 'full';
const database = await openDatabase(process.env.DATABASE_URL ?? '');
const queue = await openQueue(database.url, { works: false });
const report = await runMonitor(database, queue, {
  policy: shippedPolicy(),
  settings: shippedSettings(),
  asOf: FULL_BULK.endDay,
  full,
});
await queue.stop({ graceful: false });
await database.close();
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ report, peakMegabytes }));
