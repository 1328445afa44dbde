import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { addDays } from '@xinshao/core/day/day.ts';
import type { Database } from '@xinshao/db/database.ts';
import { importFile } from '@xinshao/db/import/import-file.ts';
import type { MonitorReport } from '@xinshao/db/monitor/run-monitor.ts';
import { FULL_BULK } from '@xinshao/examples/generator/bulk.ts';
import type { BenchResult } from './result.ts';
import { shippedSettings } from './shipped-policy.ts';

const FULL_RATIO = 4;
const CHANGED_SHARE = 0.15;
/** Of the customers that were changed, so many at least must get a new result: else it is not the storing that is measured. */
const STORED_SHARE = 0.9;
const MEMORY_LIMIT_MB = 512;

/**
 * A first full run over a loaded portfolio, then, by the same process, a run after an import changed 1% of the customers.
 * The full run is compared with the plain aggregation of the same table, timed right before and right after it.
 */
export async function benchMonitor(database: Database): Promise<BenchResult[]> {
  // Both sides are measured warm: files grown, log segments there, the ledger in memory.
  await plainAggregation(database);
  const warming = startMonitorProcess(database);
  await warming.run('full');
  await warming.stop();
  await forgetResults(database);
  const monitor = startMonitorProcess(database);
  const before = await plainAggregation(database);
  const first = await monitor.run('full');
  const after = await plainAggregation(database);
  await importChanges(database);
  await database.pool.query('vacuum analyze');
  await database.pool.query('checkpoint');
  const second = await monitor.run('changed');
  await monitor.stop();
  const plain = (before + after) / 2;
  const fullRatio = first.report.durationMs / plain;
  const changedShare = second.report.durationMs / first.report.durationMs;
  return [
    {
      name: `monitor: all ${first.report.scored} customers, ${first.report.changed} stored, ${first.report.alertsOpened} alerts`,
      value: first.report.durationMs,
      unit: 'ms',
      required: 'for information',
      pass: true,
    },
    {
      name: 'monitor: all customers against SELECT customer_id, sum(amount), count(*) … GROUP BY 1',
      value: Math.round(plain),
      unit: 'ms for the SELECT',
      ratio: fullRatio,
      required: `ratio ≤ ${FULL_RATIO}`,
      pass: fullRatio <= FULL_RATIO,
    },
    {
      name: `monitor: 1% changed (${second.report.scored} customers, ${second.report.changed} stored) against all`,
      value: second.report.durationMs,
      unit: 'ms',
      ratio: changedShare,
      required: `ratio ≤ ${CHANGED_SHARE}, ${STORED_SHARE * 100}% of them stored`,
      pass: changedShare <= CHANGED_SHARE && second.report.changed >= STORED_SHARE * second.report.scored,
    },
    {
      name: 'monitor: peak memory of the process',
      value: first.peakMegabytes,
      unit: 'MB',
      required: `≤ ${MEMORY_LIMIT_MB}`,
      pass: first.peakMegabytes <= MEMORY_LIMIT_MB,
    },
  ];
}

/**
 * For every hundredth customer a large overdue invoice, which changes its result, and a late payment, through
 * the import that people use.
 */
async function importChanges(database: Database): Promise<void> {
  const { rows } = await database.pool.query<{ code: string; number: string }>(
    `select distinct on (customer.id) customer.code, invoice.number
     from customers customer join invoices invoice on invoice.customer_id = customer.id and invoice.settled_on = 'infinity'
     where customer.id % 100 = 0 order by customer.id, invoice.due_on`,
  );
  const on = FULL_BULK.endDay;
  const [issuedOn, dueOn] = [addDays(on, -50), addDays(on, -20)];
  const invoices = rows.map(({ code }, row) => `N${row},${code},${issuedOn},${dueOn},200000.00`);
  const payments = rows.map(({ code, number }) => `${code},${number},${on},100.00`);
  const { exchangeRates: rates, baseCurrency, defaultTermDays, timeZone } = shippedSettings();
  const settings = { rates, baseCurrency, defaultTermDays, timeZone };
  const folder = await mkdtemp(join(tmpdir(), 'xinshao-bench-'));
  try {
    for (const [kind, lines] of [
      ['invoices', ['number,customer_code,issued_on,due_on,amount', ...invoices]],
      ['payments', ['customer_code,invoice_number,paid_on,amount', ...payments]],
    ] as const) {
      const path = join(folder, `${kind}.csv`);
      await writeFile(path, lines.join('\n'));
      await importFile(database, { kind, path, settings, today: on });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Takes back what a run has stored, so that the next one is a first run again. */
async function forgetResults(database: Database): Promise<void> {
  await database.pool.query('truncate customer_state, assessments, monitor_runs, warnings, alerts cascade');
  await database.pool.query('delete from pgboss.job');
  await database.pool.query('vacuum analyze');
  await database.pool.query('checkpoint');
}

/** Milliseconds of the aggregation the monitor is measured against, rows fetched. */
async function plainAggregation(database: Database): Promise<number> {
  const started = performance.now();
  await database.pool.query('select customer_id, sum(amount_fen), count(*) from invoices group by 1');
  return performance.now() - started;
}

interface MeasuredRun {
  readonly report: MonitorReport;
  readonly peakMegabytes: number;
}

/** A process that runs the monitor when it is asked to, as the bot does: it lives on between two runs. */
function startMonitorProcess(database: Database) {
  const script = fileURLToPath(new URL('./monitor-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(mode: 'full' | 'changed'): Promise<MeasuredRun> {
      child.stdin.write(`${mode}\n`);
      const answer = await answers.next();
      if (answer.done) throw new Error('the monitor process ended before it answered');
      return JSON.parse(answer.value);
    },
    async stop(): Promise<void> {
      child.stdin.end();
      await ended;
    },
  };
}
