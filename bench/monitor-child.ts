import { createInterface } from 'node:readline';
import { openDatabase } from '@xinshao/db/database.ts';
import { runMonitor } from '@xinshao/db/monitor/run-monitor.ts';
import { openQueue } from '@xinshao/db/queue/queue.ts';
import { FULL_BULK } from '@xinshao/examples/generator/bulk.ts';
import { shippedPolicy, shippedSettings } from './shipped-policy.ts';

// Monitor runs on DATABASE_URL in a process of its own: one for each line of stdin, which says `full` or `changed`;
// each answered by a line with its report and the process's peak memory so far.
const database = await openDatabase(process.env.DATABASE_URL ?? '', { keepIdle: true });
const queue = await openQueue(database.url, { works: false });
for await (const mode of createInterface({ input: process.stdin })) {
  const report = await runMonitor(database, queue, {
    policy: shippedPolicy(),
    settings: shippedSettings(),
    asOf: FULL_BULK.endDay,
    full: mode === 'full',
  });
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(`${JSON.stringify({ report, peakMegabytes })}\n`);
}
await queue.stop({ graceful: false });
await database.close();
