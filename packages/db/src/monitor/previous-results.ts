import type { Day } from '@xinshao/core/day/day.ts';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { CopyRow } from '../facts/copy-text.ts';

/** A customer's standing before the run. */
export interface PreviousResult {
  readonly digest: string;
  readonly policyHash: string;
  readonly assessmentId: string;
  readonly asOf: Day;
  readonly grade: string | null;
  readonly score: number;
  /** Ids of the promises to pay that stood as broken. */
  readonly brokenPromises: readonly string[];
}

const NONE: readonly string[] = [];

/** The standing of every customer in scope that has one, by customer id. */
export async function previousResults(
  client: pg.PoolClient,
  customers: 'monitor_scope' | null,
): Promise<Map<number, PreviousResult>> {
  const only = customers === null ? '' : `join ${customers} using (customer_id)`;
  const stream = client.query(
    copyTo(
      `copy (select customer_id, digest, policy_hash, assessment_id, as_of, grade, score, broken.ids
       from customer_state ${only} left join (
         select customer_id, string_agg(id::text, ',') as ids from promises
         where state = 'broken' and withdrawn_on is null group by 1
       ) broken using (customer_id)) to stdout`,
    ),
  );
  const results = new Map<number, PreviousResult>();
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const row = new CopyRow(line);
      results.set(row.amount(), {
        digest: row.text() ?? '',
        policyHash: row.text() ?? '',
        assessmentId: row.text() ?? '',
        asOf: row.text() as Day,
        grade: row.text(),
        score: row.amount(),
        brokenPromises: row.text()?.split(',') ?? NONE,
      });
    }
  }
  return results;
}

/** The latest day any customer was assessed for; null: nobody was. */
export async function latestAsOf(client: pg.PoolClient): Promise<Day | null> {
  const { rows } = await client.query<{ latest: Day | null }>('select max(as_of)::text as latest from monitor_runs');
  return rows[0]?.latest ?? null;
}
