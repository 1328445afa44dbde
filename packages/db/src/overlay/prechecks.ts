import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { enqueueJobs, QUEUES, type Queue } from '../queue/queue.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';
import { withinTransaction } from '../within-transaction.ts';

/** Any number that nothing else locks on. */
const PRECHECK_LOCK = 7_146_010;
/** Asked again within so many hours, risk is not told a second time. */
const ASKED_AGAIN_HOURS = 24;

export interface NewPrecheck {
  readonly name: string;
  readonly nameKey: string;
  readonly uscc: string | null;
  readonly note: string;
  /** Staff code. */
  readonly askedBy: string;
  readonly askedAt: Date;
}

/** Notes a prospect for risk and queues a message to every risk officer, in one transaction; once a day per company. */
export async function askPrecheck(
  database: Database,
  queue: Queue,
  precheck: NewPrecheck,
): Promise<{ readonly precheckId: string; readonly alreadyAsked: boolean }> {
  const { name, nameKey, uscc, note, askedBy, askedAt } = precheck;
  return withinTransaction(database, async (transaction) => {
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [PRECHECK_LOCK]);
    const before = await transaction.query<{ id: string }>(
      `SELECT id::text FROM prechecks
       WHERE (name_key = $1 OR uscc = $2) AND asked_at > $3::timestamptz - $4 * interval '1 hour'
       ORDER BY id DESC LIMIT 1`,
      [nameKey, uscc, askedAt, ASKED_AGAIN_HOURS],
    );
    const earlier = before.rows[0];
    if (earlier !== undefined) return { precheckId: earlier.id, alreadyAsked: true };
    const { rows } = await transaction.query<{ id: string }>(
      `INSERT INTO prechecks (name, name_key, uscc, note, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6)
       RETURNING id::text`,
      [name, nameKey, uscc, note, askedBy, askedAt],
    );
    const precheckId = rows[0]?.id;
    if (precheckId === undefined) throw new Error('the precheck was not stored');
    const messages = await transaction.query<{ id: string }>(
      `INSERT INTO precheck_messages (precheck_id, staff_code, queued_at)
       SELECT $1::bigint, code, $2 FROM ${PRESENT_STAFF} staff WHERE role = 'risk' RETURNING id::text`,
      [precheckId, askedAt],
    );
    await enqueueJobs(
      queue,
      QUEUES.sendPrecheck,
      messages.rows.map(({ id }) => ({ messageId: id })),
      transaction,
    );
    await appendAudit(transaction, {
      actor: askedBy,
      surface: 'api',
      action: 'precheck_asked',
      subjectKind: 'precheck',
      subjectId: precheckId,
      after: { name, uscc, note },
      at: askedAt,
    });
    return { precheckId, alreadyAsked: false };
  });
}
