import { SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import type pg from 'pg';
import { showOnceMore } from '../alerts/show-once-more.ts';
import { addressRequest } from '../approvals/address-request.ts';
import { dayOf, type Moment } from '../approvals/moment.ts';
import { requestById } from '../approvals/read-requests.ts';
import { appendAudits } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import type { Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import { ALERT_OF_GRANT_SQL } from './holding-sql.ts';
import { presentCredit } from './present-credit.ts';
import { showCredit } from './show-credit.ts';

/** Grants ended in one transaction. */
const BATCH = 50;

interface EndedGrant {
  customerId: number;
  customerCode: string;
  requestId: string | null;
  alertId: string | null;
  limitFen: string;
  termDays: number;
}

/**
 * Ends grants (at most 50) whose last day has passed, tells who had asked for them, and has the customers looked at
 * again; all of it or nothing. Of several processes each takes other grants. Facts do not wait for it: they look at the
 * last day themselves.
 * @returns how many were ended; 0: nothing is due
 */
export async function endDueGrants(database: Database, queue: Queue, moment: Moment): Promise<number> {
  const today = dayOf(moment);
  return withinTransaction(database, async (client) => {
    // Alerts first: whoever closes one locks it before what its review had cut.
    await client.query(
      `SELECT FROM alerts WHERE id IN (
         SELECT ${ALERT_OF_GRANT_SQL} FROM customer_grants granted
         WHERE granted.ended_at IS NULL AND granted.last_day < $1::date
       ) ORDER BY id FOR UPDATE`,
      [today],
    );
    const { rows } = await client.query<EndedGrant>(
      `WITH due AS (
         SELECT id FROM customer_grants WHERE ended_at IS NULL AND last_day < $1::date ORDER BY last_day, id LIMIT $2
         FOR UPDATE SKIP LOCKED
       )
       UPDATE customer_grants granted SET ended_at = $3, ended_on = granted.last_day + 1, ended_by = $4
       FROM due, customers customer
       WHERE granted.id = due.id AND customer.id = granted.customer_id
       RETURNING granted.customer_id AS "customerId", customer.code AS "customerCode",
         granted.request_id::text AS "requestId", granted.limit_fen AS "limitFen", granted.term_days AS "termDays",
         ${ALERT_OF_GRANT_SQL}::text AS "alertId"`,
      [today, BATCH, moment.now, SYSTEM],
    );
    if (rows.length === 0) return 0;
    const customerIds = [...new Set(rows.map(({ customerId }) => customerId))].sort((one, other) => one - other);
    await showCredit(client, customerIds, today);
    const entries = [];
    for (const { customerId, customerCode, requestId, alertId, limitFen, termDays } of rows) {
      if (requestId !== null) await showRequestOnceMore(client, queue, requestId, moment);
      const ended = { limitFen: Number(limitFen), termDays, ...sourceOf(requestId, alertId) };
      entries.push({
        at: moment.now,
        actor: SYSTEM,
        surface: 'job' as const,
        action: 'limit_ended' as const,
        subjectKind: 'customer' as const,
        subjectId: customerCode,
        before: ended,
        after: (await presentCredit(client, customerId, today))?.present ?? null,
      });
    }
    const alertIds = rows.flatMap(({ alertId }) => (alertId === null ? [] : [alertId]));
    await showOnceMore(client, queue, [...new Set(alertIds)]);
    await appendAudits(client, entries);
    return rows.length;
  });
}

/** Where a grant came from, as the audit trail names it. */
export function sourceOf(
  requestId: string | null,
  alertId: string | null,
): { readonly request: string } | { readonly alert: string | null } {
  return requestId === null ? { alert: alertId } : { request: requestId };
}

/** What the messages of the request show has changed, and who asked is told. */
async function showRequestOnceMore(
  client: pg.PoolClient,
  queue: Queue,
  requestId: string,
  moment: Moment,
): Promise<void> {
  await client.query('UPDATE limit_requests SET version = version + 1 WHERE id = $1::bigint', [requestId]);
  const stored = await requestById(client, requestId, moment);
  if (stored !== null) await addressRequest(client, queue, stored, ['tell_requester'], moment);
}
