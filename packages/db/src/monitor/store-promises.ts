import { type NewAuditEntry, SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import type { JudgedPromise } from '@xinshao/core/promises/promise.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';
import type { Audience } from '../alerts/audience.ts';
import { copyField } from '../facts/copy-text.ts';
import type { Delivery } from '../queue/queue.ts';
import { copyLines } from './copy-lines.ts';

export interface PromisesOfRun {
  /** Messages that show a promise of which something new is known. */
  readonly deliveries: readonly Delivery[];
  /** For the audit trail: promises that were kept or broken, or of which the opposite turned out. */
  readonly entries: readonly NewAuditEntry[];
}

interface ChangedRow {
  id: string;
  alert_id: string;
  before: string;
  state: string;
  due_on: string;
  amount_fen: string;
  paid_fen: string;
}

/** A judged promise as a line of COPY's text format for `storePromises`. */
export function promiseLine({ id, state, paidFen, decidedOn }: JudgedPromise): string {
  return `${[id, state, paidFen, copyField(decidedOn)].join('\t')}\n`;
}

/**
 * Keeps what became of the promises of the run's customers, set by set, and has the alerts that they belong to shown
 * again where that changed.
 * @param lines from `promiseLine`
 */
export async function storePromises(client: pg.PoolClient, lines: readonly string[]): Promise<PromisesOfRun> {
  if (lines.length === 0) return { deliveries: [], entries: [] };
  await client.query(
    'create temporary table judged_promises (id bigint, state text, paid_fen bigint, decided_on date) on commit drop',
  );
  await copyLines(client, 'judged_promises', lines);
  // Alerts first, in the order of their numbers: whoever answers one locks it before its promises.
  await client.query(
    `select from alerts where id in (
       select promise.alert_id from promises promise join judged_promises judged using (id) where ${DIFFERS}
     ) order by id for update`,
  );
  const { rows } = await client.query<ChangedRow>(
    `update promises promise set state = judged.state, paid_fen = judged.paid_fen, decided_on = judged.decided_on
     from judged_promises judged join promises earlier on earlier.id = judged.id
     where promise.id = judged.id and ${DIFFERS}
     returning promise.id::text, promise.alert_id::text, earlier.state as before, promise.state,
       promise.due_on::text, promise.amount_fen, promise.paid_fen`,
  );
  if (rows.length === 0) return { deliveries: [], entries: [] };
  const alertIds = [...new Set(rows.map(({ alert_id }) => alert_id))];
  await client.query('update alerts set version = version + 1 where id = any($1::bigint[])', [alertIds]);
  const shown = await client.query<{ alertId: string; audience: Audience; severity: Severity }>(
    `select message.alert_id::text as "alertId", message.audience, alert.severity
     from alert_messages message join alerts alert on alert.id = message.alert_id
     where message.alert_id = any($1::bigint[]) and message.state = 'posted'`,
    [alertIds],
  );
  return { deliveries: shown.rows, entries: rows.filter(({ before, state }) => before !== state).map(entryOf) };
}

const DIFFERS = `promise.withdrawn_on is null
  and (promise.state, promise.paid_fen, promise.decided_on) is distinct from (judged.state, judged.paid_fen, judged.decided_on)`;

function entryOf(row: ChangedRow): NewAuditEntry {
  const { id: promise, due_on: dueOn } = row;
  return {
    actor: SYSTEM,
    surface: 'job',
    action: 'promise_judged',
    subjectKind: 'alert',
    subjectId: row.alert_id,
    before: { promise, state: row.before },
    after: { promise, state: row.state, dueOn, amountFen: Number(row.amount_fen), paidFen: Number(row.paid_fen) },
  };
}
