import { createHash } from 'node:crypto';
import { STANDARD_ATTACHMENTS } from '@xinshao/core/policy/attachment-schema.ts';
import { fileToStore, recordFileFailure, storeContent } from '@xinshao/db/alerts/feedback-files.ts';
import type { Queue, StoreFileJob } from '@xinshao/db/queue/queue.ts';
import { downloadFile } from '../slack/download-file.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';

/** Seconds between tries of a download; after the last one it is given up: half an hour in all. */
const WAITS = [2, 10, 60, 300, 1500] as const;

const DONE: DeliveryOutcome = { kind: 'done' };

/**
 * Downloads one file of an answer and keeps it with its hash. Safe to repeat. What cannot be fetched or kept is said on
 * the alert, and to whoever attached it.
 */
export async function storeFile(context: DeliveryContext, queue: Queue, job: StoreFileJob): Promise<DeliveryOutcome> {
  const { database, log } = context;
  const file = await fileToStore(database, job.fileId);
  if (file === null) return DONE;
  const policy = await context.policies.of(file.policyHash);
  const download = await downloadFile(context.client, file.slackFileId, policy?.attachments ?? STANDARD_ATTACHMENTS);
  if (download.outcome === 'done') {
    const { content } = download;
    const sha256 = createHash('sha256').update(content).digest('hex');
    await storeContent(database, queue, file, { content, sha256, now: context.now() });
    log.info({ alertId: file.alertId, file: file.id, bytes: content.byteLength }, 'attached file stored');
    return DONE;
  }
  if (download.outcome === 'later' && download.afterSeconds !== null) {
    return { kind: 'later', seconds: download.afterSeconds };
  }
  const wait = WAITS[file.attempts];
  const isFinal = download.outcome === 'refused' || wait === undefined;
  const problem = download.outcome === 'refused' ? download.problem : 'unreachable';
  log.warn({ alertId: file.alertId, file: file.id, error: download.detail, isFinal }, 'attached file not stored');
  await recordFileFailure(database, queue, file, { problem, isFinal });
  return isFinal ? { kind: 'failed', error: download.detail } : { kind: 'later', seconds: wait };
}
