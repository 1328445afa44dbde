import type pg from 'pg';
import { wantHomes } from '../home/want-homes.ts';
import { enqueueJobs, QUEUES, type Queue } from '../queue/queue.ts';
import { isPresentSql, PRESENT_STAFF } from '../staff/present-staff.ts';

/** The roles that can be responsible for a stage. */
export type CaseWorker = 'owner' | 'manager' | 'risk';

/** Whom a message of a case is for: see `CollectionMessage.audience` in the schema. */
export type CaseAudience =
  | CaseWorker
  | `write_off:${number}:${string}`
  | `stage:${number}`
  | `instalment:${string}`
  | `former:${string}:${string}`;

/**
 * Queues what people see of a case after a step, within the step's transaction: every message that exists is rendered
 * again; the owner or their manager once they have left, who is responsible now, and who is asked to decide get theirs if
 * they have none.
 */
export async function showCase(
  client: pg.PoolClient,
  queue: Queue,
  caseId: string,
  responsible: CaseWorker,
  now: Date,
): Promise<void> {
  await client.query(
    `INSERT INTO collection_messages (case_id, audience, queued_at)
     SELECT $1::bigint, audience, $3 FROM (
       VALUES ($2)
       UNION SELECT 'owner' FROM collection_cases collection
         JOIN customers customer ON customer.id = collection.customer_id
         JOIN staff owner ON owner.code = customer.sales_owner
         WHERE collection.id = $1::bigint AND (${isPresentSql('owner')} OR $2 <> 'manager')
       UNION SELECT 'write_off:' || request.number || ':' || staff.code
         FROM collection_write_offs request
         JOIN ${PRESENT_STAFF} staff ON staff.role IN ('finance', 'executive') AND staff.code <> request.requested_by
         WHERE request.case_id = $1::bigint AND request.state = 'asked'
     ) AS wanted (audience)
     ON CONFLICT (case_id, audience) DO NOTHING`,
    [caseId, responsible, now],
  );
  const { rows } = await client.query<{ audience: CaseAudience }>(
    'UPDATE collection_messages SET queued_at = $2 WHERE case_id = $1::bigint RETURNING audience',
    [caseId, now],
  );
  await enqueueJobs(
    queue,
    QUEUES.deliverCollection,
    rows.map(({ audience }) => ({ caseId, audience })),
    client,
  );
  await wantHomes(client, queue, { caseId });
}
