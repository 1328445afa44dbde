import type pg from 'pg';
import { enqueueJobs, QUEUES, type Queue } from '../queue/queue.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';
import { type MisplacedMessage, misplacedMessages } from './misplaced-messages.ts';
import type { CaseAudience } from './show-case.ts';

interface ToShow {
  caseId: string;
  audience: CaseAudience;
}

/**
 * Open cases go with their customers, within the run's transaction: where a message stands with somebody who does not
 * work on the case any more, because the customer has another owner or they have left, whoever does gets one of their
 * own, and the one that stands says that it is no longer theirs. So does an owner who has none yet.
 */
export async function followCases(client: pg.PoolClient, queue: Queue, now: Date): Promise<void> {
  const misplaced = await misplacedMessages(client);
  const former = await handOver(client, misplaced, now);
  const untold = await tellWorkers(client, misplaced, now);
  await enqueueJobs(queue, QUEUES.deliverCollection, [...former, ...untold], client);
}

async function handOver(client: pg.PoolClient, misplaced: readonly MisplacedMessage[], now: Date): Promise<ToShow[]> {
  if (misplaced.length === 0) return [];
  const { rows } = await client.query<ToShow>(
    `UPDATE collection_messages message SET audience = 'former:' || message.id || ':' || message.recipient,
       shown_version = 0, queued_at = $2
     WHERE message.id = ANY($1::bigint[]) RETURNING case_id::text AS "caseId", audience`,
    [misplaced.map(({ id }) => id), now],
  );
  return rows;
}

async function tellWorkers(
  client: pg.PoolClient,
  misplaced: readonly MisplacedMessage[],
  now: Date,
): Promise<ToShow[]> {
  const untold = misplaced.filter(({ isTold }) => !isTold);
  const { rows } = await client.query<ToShow>(
    `INSERT INTO collection_messages (case_id, audience, queued_at)
     SELECT case_id, audience, $3::timestamptz FROM unnest($1::bigint[], $2::text[]) AS untold (case_id, audience)
     UNION SELECT collection.id, 'owner', $3::timestamptz FROM collection_cases collection
       JOIN customers customer ON customer.id = collection.customer_id
       JOIN ${PRESENT_STAFF} owner ON owner.code = customer.sales_owner
       WHERE collection.closed_at IS NULL AND NOT EXISTS (SELECT FROM collection_messages message
         WHERE message.case_id = collection.id AND (message.audience = 'owner' OR message.recipient = owner.code)
           AND message.audience NOT LIKE 'former:%')
     ON CONFLICT (case_id, audience) DO NOTHING RETURNING case_id::text AS "caseId", audience`,
    [untold.map(({ caseId }) => caseId), untold.map(({ audience }) => audience), now],
  );
  return rows;
}
