import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, dayInTimeZone } from '@xinshao/core/day/day.ts';
import type { CompanySettings } from '@xinshao/core/policy/company.ts';
import type { Database } from '@xinshao/db/database.ts';
import { importFile } from '@xinshao/db/import/import-file.ts';
import type { ImportKind } from '@xinshao/db/import/options.ts';
import { type MonitorReport, runMonitor } from '@xinshao/db/monitor/run-monitor.ts';
import { openQueue } from '@xinshao/db/queue/queue.ts';
import { PROJECT_FOLDER } from '../cli/environment.ts';
import { importSettings, type loadPolicy } from '../config/load-files.ts';
import type { Logger } from '../log/log.ts';

/** People before what they own, customers before what belongs to them. */
const KINDS: readonly ImportKind[] = [
  'teams',
  'staff',
  'industries',
  'customers',
  'ownership',
  'invoices',
  'payments',
  'orders',
  'statements',
  'events',
];

/** Whether nothing was ever imported. */
export async function isEmpty(database: Database): Promise<boolean> {
  return (await database.prisma.customer.count()) === 0;
}

/**
 * Generates sample data ending yesterday into `folder`, imports it and runs the monitor, so that a newcomer sees
 * graded customers and alerts at once.
 */
export async function prepareDemo(options: {
  readonly database: Database;
  readonly folder: string;
  readonly settings: CompanySettings;
  readonly policy: ReturnType<typeof loadPolicy>;
  readonly log: Logger;
  readonly now: Date;
}): Promise<MonitorReport> {
  const { database, folder, settings, log } = options;
  const today = dayInTimeZone(options.now, settings.timeZone);
  await generate(folder, addDays(today, -1));
  for (const kind of KINDS) {
    const path = join(folder, `${kind}.csv`);
    if (!existsSync(path)) continue;
    const report = await importFile(database, { kind, path, settings: importSettings(settings), today });
    log.debug({ kind, rows: report.rows, rejected: report.rejected }, 'sample file imported');
  }
  const queue = await openQueue(database.url, { works: false });
  try {
    return await runMonitor(database, queue, { policy: options.policy, asOf: today, full: true, settings });
  } finally {
    await queue.stop({ graceful: false });
  }
}

/** The generator runs in a process of its own: the sample data are no part of the product. */
async function generate(folder: string, endDay: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(PROJECT_FOLDER, 'examples', 'generator', 'main.ts'),
      ...['--out', folder, '--end', endDay],
    ],
    { cwd: PROJECT_FOLDER, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the sample data could not be generated: ${complaint.trim()}`);
}
