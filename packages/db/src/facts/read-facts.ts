import { type Day, isDay } from '@xinshao/core/day/day.ts';
import { DATA_SOURCES } from '@xinshao/core/facts/facts.ts';
import { STANDARD_PROMISE_TERMS } from '@xinshao/core/policy/promise-schema.ts';
import type { PromiseTerms } from '@xinshao/core/promises/promise.ts';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { CopyRow } from './copy-text.ts';
import { type FactsRow, factsFromRow, type SourceDays } from './facts-from-row.ts';
import { factsSql } from './facts-sql.ts';
import { monthOf, monthsSql } from './months-sql.ts';
import { type FactsScope, standingSql } from './standing-sql.ts';

/** Work memory of the one big query: enough for its hashes to stay in memory at fifty thousand customers. */
const WORK_MEMORY = '256MB';
/** Customers read at a time: while these are scored, the database already adds up the next. */
const RANGE_CUSTOMERS = 8_000;
/** Customers handed on at a time: what is made of them is small enough to be forgotten while it is young. */
const BATCH_CUSTOMERS = 300;

/**
 * Reads the facts of every customer, or of those in the temporary table `monitor_scope`, in batches. Run it in a
 * transaction, so that all of it is one snapshot.
 * @param terms how the policy judges promises to pay
 */
export async function* readFacts(
  client: pg.PoolClient,
  asOf: Day,
  scope: FactsScope,
  terms: PromiseTerms = STANDARD_PROMISE_TERMS,
): AsyncGenerator<FactsRow[]> {
  await client.query(`set local work_mem = '${WORK_MEMORY}'`);
  // The rows of a few customers come from memory: reading them one by one costs no more than in order.
  if (scope !== null) await client.query('set local random_page_cost = 1.1');
  const sources = cutAt(await latestDays(client), asOf);
  const past = await knowsLaterThan(client, asOf);
  await client.query(standingSql(scope, { asOf, past }));
  const windows = !past && (await windowsEndWith(client, monthOf(asOf))) ? 'ledger_windows' : 'facts_months';
  if (windows === 'facts_months') await client.query(monthsSql(scope, asOf, past));
  const ranges = await rangesOf(client);
  const linesOf = ([first, last]: Range) => readLines(client, factsSql({ asOf, windows, first, last }));
  let reading = ranges[0] === undefined ? null : linesOf(ranges[0]);
  for (let place = 1; reading !== null; place += 1) {
    const lines: string[] = await reading;
    const next = ranges[place];
    reading = next === undefined ? null : linesOf(next);
    // Awaited in the next round; a failure while these are scored must not count as unhandled.
    reading?.catch(() => undefined);
    for (let start = 0; start < lines.length; start += BATCH_CUSTOMERS) {
      const batch = lines.slice(start, start + BATCH_CUSTOMERS);
      yield batch.map((line) => factsFromRow(new CopyRow(line), asOf, sources, terms));
    }
  }
}

/** Whether the ledger holds anything dated later than the day, so that what it says now is not what it said then. */
async function knowsLaterThan(client: pg.PoolClient, asOf: Day): Promise<boolean> {
  const { rows } = await client.query(
    `select 1 where exists (select from ledger_windows where furthest_on > $1::date)
       or exists (select from reopened_invoices where reopened_on > $1::date)`,
    [asOf],
  );
  return rows.length > 0;
}

type Range = readonly [first: number, last: number];

/**
 * Whether the stored windows are those of that month: not once the day has moved on to a new one. All of them end with
 * the same month, so that one tells.
 */
async function windowsEndWith(client: pg.PoolClient, month: number): Promise<boolean> {
  const { rows } = await client.query(
    'select 1 from (select month from ledger_windows limit 1) stored where month = $1',
    [month],
  );
  return rows.length > 0;
}

/** Ranges of customer ids with as many customers each. */
async function rangesOf(client: pg.PoolClient): Promise<Range[]> {
  const { rows } = await client.query<{ first: number; last: number }>(
    `select min(customer_id) as first, max(customer_id) as last
     from (select customer_id, (row_number() over (order by customer_id) - 1) / $1::bigint as range from facts_standing) numbered
     group by range order by range`,
    [RANGE_CUSTOMERS],
  );
  return rows.map(({ first, last }) => [first, last]);
}

async function readLines(client: pg.PoolClient, sql: string): Promise<string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of client.query(copyTo(`copy (${sql}) to stdout`))) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString().split('\n');
  lines.pop();
  return lines;
}

async function latestDays(client: pg.PoolClient): Promise<SourceDays> {
  const { rows } = await client.query<{ source: string; latest_on: string }>(
    'select source, latest_on::text from data_sources',
  );
  const days: Partial<Record<(typeof DATA_SOURCES)[number], Day>> = {};
  for (const { source, latest_on } of rows) {
    const known = DATA_SOURCES.find((candidate) => candidate === source);
    if (known !== undefined && isDay(latest_on)) days[known] = latest_on;
  }
  return days;
}

function cutAt(latest: SourceDays, asOf: Day): SourceDays {
  const entries = Object.entries(latest).map(([source, day]) => [source, day > asOf ? asOf : day]);
  return Object.fromEntries(entries);
}
