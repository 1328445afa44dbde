import { type Day, isDay } from '@xinshao/core/day/day.ts';
import { DATA_SOURCES } from '@xinshao/core/facts/facts.ts';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { CopyRow } from './copy-text.ts';
import { type FactsRow, factsFromRow, type SourceDays } from './facts-from-row.ts';
import { factsSql } from './facts-sql.ts';

/** Work memory of the one big query: enough for its hashes to stay in memory at fifty thousand customers. */
const WORK_MEMORY = '256MB';

/**
 * Streams the facts of every customer, or of those in the temporary table `monitor_scope`, in batches as they arrive.
 * Run it in a transaction, so that all of it is one snapshot.
 */
export async function* readFacts(
  client: pg.PoolClient,
  asOf: Day,
  customers: 'monitor_scope' | null,
): AsyncGenerator<FactsRow[]> {
  await client.query(`set local work_mem = '${WORK_MEMORY}'`);
  const latest = await latestDays(client);
  const ledgerLatest = latest.ledger;
  const past = ledgerLatest !== undefined && ledgerLatest > asOf;
  const sources = cutAt(latest, asOf);
  const stream = client.query(copyTo(`copy (${factsSql({ asOf, customers, past })}) to stdout`));
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map((line) => factsFromRow(new CopyRow(line), asOf, sources));
  }
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
