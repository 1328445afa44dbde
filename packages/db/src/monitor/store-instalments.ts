import { type NewAuditEntry, SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { judgePromises } from '@xinshao/core/promises/judge-promises.ts';
import type { JudgedPromise, PromiseTerms } from '@xinshao/core/promises/promise.ts';
import type pg from 'pg';
import type { CaseAudience } from '../collection/show-case.ts';
import { paidSinceSql } from '../facts/facts-parts-sql.ts';
import { wantHomes } from '../home/want-homes.ts';
import { enqueueJobs, QUEUES, type Queue } from '../queue/queue.ts';

interface PlansOfCustomer {
  lines: [id: string, caseId: string, madeOn: Day, dueOn: Day, amountFen: number][];
  payments: [paidOn: Day, amountFen: number][] | null;
}

interface ChangedRow {
  id: string;
  case_id: string;
  plan: number;
  number: number;
  before: string;
  state: string;
  due_on: Day;
  amount_fen: string;
  paid_fen: string;
}

/** How the instalments of plans in force are judged, and as of when. */
export interface InstalmentJudging {
  readonly terms: PromiseTerms;
  readonly asOf: Day;
  /** In whose time zone the day begins on which a plan was agreed. */
  readonly timeZone: string;
  readonly now: Date;
}

/**
 * Holds the instalments of every plan in force against the ledger, as promises to pay are, and has the cases shown again
 * where that changed. Payments count from the day on which the plan was agreed. Plans of closed cases are judged until
 * each of their instalments is decided.
 * @returns for the audit trail: instalments that were kept or missed, or of which the opposite turned out
 */
export async function storeInstalments(
  client: pg.PoolClient,
  queue: Queue,
  { terms, asOf, timeZone, now }: InstalmentJudging,
): Promise<NewAuditEntry[]> {
  const { rows: customers } = await client.query<PlansOfCustomer>(
    `select json_agg(json_build_array(known.id::text, known.case_id::text, known.made_on, known.due_on, known.amount_fen))
       as lines, ${paidSinceSql('$1::date')} as payments
     from (
       select line.id, line.case_id, (line.agreed_at at time zone $2::text)::date as made_on, line.due_on,
         line.amount_fen, collection.customer_id
       from collection_instalments line join collection_cases collection on collection.id = line.case_id
       where not line.replaced and (line.agreed_at at time zone $2::text)::date <= $1::date
         and (collection.closed_at is null or exists (select from collection_instalments other
           where other.case_id = collection.id and not other.replaced and other.decided_on is null))
     ) known
     group by known.customer_id`,
    [asOf, timeZone],
  );
  const judged = customers.flatMap(({ lines, payments }) =>
    judgePromises(
      lines.map(([id, caseId, madeOn, dueOn, amountFen]) => ({ id, alertId: caseId, madeOn, dueOn, amountFen })),
      (payments ?? []).map(([paidOn, amountFen]) => ({ paidOn, amountFen })),
      terms,
      asOf,
    ),
  );
  const changed = await store(client, judged);
  await showCases(client, queue, [...new Set(changed.map(({ case_id }) => case_id))], now);
  return changed.filter(({ before, state }) => before !== state).map(entryOf);
}

async function store(client: pg.PoolClient, judged: readonly JudgedPromise[]): Promise<ChangedRow[]> {
  if (judged.length === 0) return [];
  // Cases first, in the order of their numbers: whoever takes a step locks the case before its plan.
  await client.query('select from collection_cases where id = any($1::bigint[]) order by id for update', [
    [...new Set(judged.map(({ alertId }) => alertId))],
  ]);
  const { rows } = await client.query<ChangedRow>(
    `update collection_instalments line
     set state = judged.state, paid_fen = judged.paid_fen, decided_on = judged.decided_on
     from unnest($1::bigint[], $2::text[], $3::bigint[], $4::date[]) as judged (id, state, paid_fen, decided_on)
       join collection_instalments earlier using (id)
     where line.id = judged.id and not line.replaced
       and (line.state, line.paid_fen, line.decided_on) is distinct from (judged.state, judged.paid_fen, judged.decided_on)
     returning line.id::text, line.case_id::text, line.plan, line.number, earlier.state as before, line.state,
       line.due_on::text, line.amount_fen, line.paid_fen`,
    [
      judged.map(({ id }) => id),
      judged.map(({ state }) => state),
      judged.map(({ paidFen }) => paidFen),
      judged.map(({ decidedOn }) => decidedOn),
    ],
  );
  return rows;
}

/** Every message that stands is rendered again. */
async function showCases(client: pg.PoolClient, queue: Queue, caseIds: readonly string[], now: Date): Promise<void> {
  if (caseIds.length === 0) return;
  await client.query('update collection_cases set version = version + 1 where id = any($1::bigint[])', [caseIds]);
  const { rows } = await client.query<{ caseId: string; audience: CaseAudience }>(
    `update collection_messages set queued_at = $2 where case_id = any($1::bigint[]) and state = 'posted'
     returning case_id::text as "caseId", audience`,
    [caseIds, now],
  );
  await enqueueJobs(queue, QUEUES.deliverCollection, rows, client);
  for (const caseId of caseIds) await wantHomes(client, queue, { caseId });
}

function entryOf(row: ChangedRow): NewAuditEntry {
  const instalment = `${row.plan}-${row.number}`;
  return {
    actor: SYSTEM,
    surface: 'job',
    action: 'instalment_judged',
    subjectKind: 'collection_case',
    subjectId: row.case_id,
    before: { instalment, state: row.before },
    after: {
      instalment,
      state: row.state,
      dueOn: row.due_on,
      amountFen: Number(row.amount_fen),
      paidFen: Number(row.paid_fen),
    },
  };
}
