import type pg from 'pg';
import { enqueueNotices, type Queue } from '../queue/queue.ts';

/** Changes that follow one another closely are shown together. */
const GATHER_SECONDS = 2;

/**
 * Within the caller's transaction, has the latest digest of every place that lists the alert or request shown anew, a
 * moment after it commits: what was decided does not stand there as something to do. Older digests are left alone.
 */
export async function showDigestsAgain(
  client: pg.PoolClient,
  queue: Queue,
  about: { readonly alertId: string } | { readonly requestId: string },
): Promise<void> {
  const listed =
    'alertId' in about
      ? 'SELECT notice_id FROM notice_items WHERE alert_id = $1::bigint'
      : 'SELECT notice_id FROM notice_requests WHERE request_id = $1::bigint';
  const { rows } = await client.query<{ id: string }>(
    `SELECT notice.id::text FROM notices notice
     WHERE notice.id IN (${listed}) AND notice.kind = 'digest' AND notice.state IN ('claimed', 'posted')
       AND NOT EXISTS (SELECT FROM notices later
         WHERE later.place = notice.place AND later.kind = 'digest' AND later.id > notice.id)
     ORDER BY notice.id`,
    ['alertId' in about ? about.alertId : about.requestId],
  );
  await enqueueNotices(
    queue,
    rows.map(({ id }) => id),
    client,
    GATHER_SECONDS,
  );
}
