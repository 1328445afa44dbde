import { SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import type { Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import { precheckById } from './precheck-view.ts';
import { showPrecheck } from './show-precheck.ts';

/**
 * Links one prospect to the customer that it has become: imported since under its USCC, or where it has none under its
 * exact name, and only where that names one customer. Of several processes each takes another one.
 * @returns whether there was one
 */
export async function linkNextPrecheck(database: Database, queue: Queue, now: Date): Promise<boolean> {
  return withinTransaction(database, async (client) => {
    const { rows } = await client.query<{ id: string; customerId: number }>(
      `SELECT precheck.id::text, found.id AS "customerId" FROM prechecks precheck
       JOIN LATERAL (SELECT min(customer.id) AS id FROM customers customer
         WHERE CASE WHEN precheck.uscc IS NOT NULL AND customer.uscc IS NOT NULL THEN customer.uscc = precheck.uscc
           ELSE customer.name_key = precheck.name_key END
           AND (customer.uscc = precheck.uscc OR customer.name_key = precheck.name_key)
         HAVING count(*) = 1) found ON true
       WHERE precheck.customer_id IS NULL AND precheck.state <> 'declined'
       ORDER BY precheck.id LIMIT 1 FOR UPDATE OF precheck SKIP LOCKED`,
    );
    const [due] = rows;
    if (due === undefined) return false;
    await client.query(
      'UPDATE prechecks SET customer_id = $2, version = version + 1 WHERE id = $1::bigint AND customer_id IS NULL',
      [due.id, due.customerId],
    );
    const after = await precheckById(client, due.id);
    if (after === null) throw new Error(`precheck ${due.id} vanished although it was locked`);
    await showPrecheck(client, queue, after, false, now);
    await appendAudit(client, {
      ...{ at: now, actor: SYSTEM, surface: 'job', action: 'precheck_linked' },
      ...{ subjectKind: 'precheck', subjectId: due.id },
      after: { customerId: due.customerId },
    });
    return true;
  });
}
