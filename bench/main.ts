// Prints every figure the product promises, measured now, on this machine:
//   npm run bench                     all
//   npm run bench -- scoring import   some of them: scoring, import, monitor, lookup, delivery, dashboard, badges
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@xinshao/db/database.ts';
import { embeddedServer } from '@xinshao/db/embedded/server.ts';
import { FULL_BULK } from '@xinshao/examples/generator/bulk.ts';
import { benchBadges } from './badges.ts';
import { benchDashboard } from './dashboard.ts';
import { benchDelivery } from './delivery.ts';
import { loadBulk } from './fixtures/load-bulk.ts';
import { benchImport } from './import.ts';
import { benchLookup } from './lookup.ts';
import { benchMonitor } from './monitor.ts';
import type { BenchResult } from './result.ts';
import { benchScoring } from './scoring.ts';

const NAMES = ['scoring', 'import', 'monitor', 'lookup', 'delivery', 'dashboard', 'badges'];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown benchmark: ${unknown.join(', ')}. Known: ${NAMES.join(', ')}.`);
  process.exit(2);
}
const wants = (name: string) => asked.length === 0 || asked.includes(name);

const results: BenchResult[] = [];
function report(some: readonly BenchResult[]): void {
  for (const { name, value, unit, ratio, required, pass } of some) {
    const ratioText = ratio === undefined ? '' : `  ratio ${ratio.toFixed(ratio >= 10 ? 0 : 2)}`;
    console.log(`${pass ? '✓' : '✗'} ${name}: ${value.toLocaleString('en-US')} ${unit}${ratioText}  (${required})`);
  }
  results.push(...some);
}

if (wants('scoring')) report(await benchScoring());
if (wants('import')) report(await benchImport());
for (const [name, bench] of [
  ['delivery', benchDelivery],
  ['dashboard', benchDashboard],
  ['badges', benchBadges],
] as const) {
  if (!wants(name)) continue;
  const folder = await mkdtemp(join(tmpdir(), 'xinshao-bench-'));
  const server = await embeddedServer({ folder });
  try {
    const database = await openDatabase(server.url);
    report(await bench(database));
    await database.close();
  } finally {
    await server.release();
    await rm(folder, { recursive: true, force: true });
  }
}
if (wants('monitor') || wants('lookup')) {
  const folder = await mkdtemp(join(tmpdir(), 'xinshao-bench-'));
  const server = await embeddedServer({ folder });
  try {
    const database = await openDatabase(server.url);
    const { rows, seconds } = await loadBulk(database, FULL_BULK);
    console.log(`  loaded ${rows.toLocaleString('en-US')} rows in ${seconds.toFixed(0)} s`);
    // A lookup shows what a monitor run found, so it is measured after one.
    report(await benchMonitor(database));
    if (wants('lookup')) report(await benchLookup(database));
    await database.close();
  } finally {
    await server.release();
    await rm(folder, { recursive: true, force: true });
  }
}
process.exitCode = results.every(({ pass }) => pass) ? 0 : 1;
