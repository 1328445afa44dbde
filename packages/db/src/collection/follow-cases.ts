import type pg from 'pg';
import { enqueueJobs, QUEUES, type Queue } from '../queue/queue.ts';
import { misplacedMessages } from './case-recipient.ts';
import type { CaseAudience } from './show-case.ts';

/**
 * Open cases go with their customers, within the run's transaction: where a message stands with somebody who does not
 * work on the case any more, because the customer has another owner or they have left, whoever does gets one of their
 * own, and the one that stands says that it is no longer theirs.
 */
export async function followCases(client: pg.PoolClient, queue: Queue, now: Date): Promise<void> {
  const misplaced = await misplacedMessages(client);
  if (misplaced.length === 0) return;
  const former = misplaced.map(({ id, recipient }): CaseAudience => `former:${id}:${recipient}`);
  await client.query(
    `UPDATE collection_messages message SET audience = moved.audience, shown_version = 0, queued_at = $3
     FROM unnest($1::bigint[], $2::text[]) AS moved (id, audience) WHERE message.id = moved.id`,
    [misplaced.map(({ id }) => id), former, now],
  );
  const untold = misplaced.filter(({ isTold }) => !isTold);
  await client.query(
    `INSERT INTO collection_messages (case_id, audience, queued_at)
     SELECT case_id, audience, $3 FROM unnest($1::bigint[], $2::text[]) AS untold (case_id, audience)
     ON CONFLICT (case_id, audience) DO NOTHING`,
    [untold.map(({ caseId }) => caseId), untold.map(({ audience }) => audience), now],
  );
  const jobs = misplaced.flatMap(({ caseId }, place): { caseId: string; audience: CaseAudience }[] => {
    const audience = former[place];
    return audience === undefined ? [] : [{ caseId, audience }];
  });
  await enqueueJobs(
    queue,
    QUEUES.deliverCollection,
    [...jobs, ...untold.map(({ caseId, audience }) => ({ caseId, audience }))],
    client,
  );
}
