// A quarter of a large company, lived through with kills and outages; ends with a report and an exit code.
//   npm run soak                                            48,395 customers, staff of 200, a quarter
//   npm run soak -- --customers 2000 --staff 40 --days 14 --seed 7 --minutes 20
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '@xinshao/db/database.ts';
import { embeddedServer } from '@xinshao/db/embedded/server.ts';
import { liveThrough } from './quarter.ts';
import { describeReport } from './report.ts';

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '48395' },
    staff: { type: 'string', default: '200' },
    /** Invoices of two years; 5 of each customer unless told otherwise. */
    invoices: { type: 'string' },
    from: { type: 'string', default: '2026-08-01' },
    days: { type: 'string', default: '92' },
    seed: { type: 'string', default: '1' },
    /** Alarming news a working day. */
    news: { type: 'string', default: '12' },
    /** Kills a day. */
    kills: { type: 'string', default: '3' },
    /** Requests for a limit a working day. */
    asks: { type: 'string', default: '12' },
    /** Approvers who go away, a working day. */
    away: { type: 'string', default: '2' },
    /** Who leaves, a working day; below 1. */
    leavers: { type: 'string', default: '0.3' },
    /** How often a day the database's connections are lost. */
    losses: { type: 'string', default: '1' },
    /** How often a day a replica halts for longer than its claims last. */
    halts: { type: 'string', default: '1' },
    /** People act on moments so many minutes apart. */
    grid: { type: 'string', default: '60' },
    /** No new day begins after so many minutes; what was reached is judged. */
    minutes: { type: 'string', default: '360' },
  },
});
const number = (name: keyof typeof values, text: string | undefined): number => {
  const given = Number(text);
  if (!Number.isFinite(given) || given < 0) {
    process.stderr.write(`--${name} wants a number, not “${text}”.\n`);
    process.exit(2);
  }
  return given;
};

const say = (line: string) => void process.stdout.write(`${line}\n`);
/** Ctrl+C comes twice where a terminal and whoever passes signals on both send it. */
const ONE_PRESS_MS = 2_000;
const stopping = new AbortController();
let pressedAt = 0;
const stop = () => {
  if (!stopping.signal.aborted) {
    pressedAt = Date.now();
    say('Stopping: what was reached is brought to its end and judged. Once more ends at once.');
    stopping.abort();
  } else if (Date.now() - pressedAt > ONE_PRESS_MS) process.exit(130);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);

const customers = number('customers', values.customers);
const seed = number('seed', values.seed);
const folder = await mkdtemp(join(tmpdir(), 'xinshao-soak-'));
const server = await embeddedServer({ folder, disposable: true });
try {
  const database = await openDatabase(server.url);
  say(`${new Date().toISOString()} seed ${seed}, ${customers.toLocaleString('en-US')} customers`);
  const report = await liveThrough(database, {
    ...{ customers, seed, staff: number('staff', values.staff), from: values.from, days: number('days', values.days) },
    invoices: values.invoices === undefined ? customers * 5 : number('invoices', values.invoices),
    newsADay: number('news', values.news),
    killsADay: number('kills', values.kills),
    asksADay: number('asks', values.asks),
    awayADay: number('away', values.away),
    leaversADay: number('leavers', values.leavers),
    lossesADay: number('losses', values.losses),
    haltsADay: number('halts', values.halts),
    gridMinutes: number('grid', values.grid),
    withinMinutes: number('minutes', values.minutes),
    stopping: stopping.signal,
    say,
  });
  say(describeReport(report, seed));
  await database.close();
  process.exitCode = report.findings.faults.length === 0 ? 0 : 1;
} finally {
  await server.release();
  await rm(folder, { recursive: true, force: true });
}
