import type { AttachmentProblem } from '@xinshao/core/feedback/attachments.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { enqueueFiles, type Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import type { AlertPerson } from './alert-view.ts';
import { showAgain } from './show-again.ts';

/** A file as it was attached in Slack; null: Slack did not say. */
export interface AttachedFile {
  readonly slackFileId: string;
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly permalink: string | null;
}

export interface FileToStore extends AttachedFile {
  readonly id: string;
  readonly alertId: string;
  readonly attempts: number;
  /** Of the alert's policy, whose rules the file must keep. */
  readonly policyHash: string;
}

/** Notes the files of an answer and queues their download, within the answer's transaction. A file comes once. */
export async function addFiles(
  client: pg.PoolClient,
  queue: Queue,
  alertId: string,
  files: readonly AttachedFile[],
  by: { readonly code: string; readonly now: Date },
): Promise<void> {
  if (files.length === 0) return;
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO feedback_files (alert_id, slack_file_id, name, size_bytes, permalink, uploaded_by, added_at, queued_at)
     SELECT $1::bigint, file.slack_file_id, file.name, file.size_bytes, file.permalink, $6, $7, $7
     FROM unnest($2::text[], $3::text[], $4::int[], $5::text[]) AS file (slack_file_id, name, size_bytes, permalink)
     ON CONFLICT (alert_id, slack_file_id) DO NOTHING RETURNING id::text`,
    [
      alertId,
      files.map(({ slackFileId }) => slackFileId),
      files.map(({ name }) => name.replaceAll('\0', '\uFFFD').toWellFormed()),
      files.map(({ sizeBytes }) => sizeBytes),
      files.map(({ permalink }) => permalink),
      by.code,
      by.now,
    ],
  );
  await enqueueFiles(
    queue,
    rows.map(({ id }) => id),
    client,
  );
}

/** A file that still has to be downloaded; null: it was, or was given up. */
export async function fileToStore(database: Database, fileId: string): Promise<FileToStore | null> {
  const { rows } = await database.pool.query<FileToStore>(
    `SELECT file.id::text, file.alert_id::text AS "alertId", file.slack_file_id AS "slackFileId", file.name,
       file.size_bytes AS "sizeBytes", file.permalink, file.attempts, alert.policy_hash AS "policyHash"
     FROM feedback_files file JOIN alerts alert ON alert.id = file.alert_id
     WHERE file.id = $1::bigint AND file.state = 'pending'`,
    [fileId],
  );
  return rows[0] ?? null;
}

export interface StoredContent {
  readonly content: Uint8Array;
  /** In hexadecimal digits. */
  readonly sha256: string;
  readonly now: Date;
}

/** Keeps a file's content, enters it into the audit trail and has the alert shown again. A second time does nothing. */
export async function storeContent(
  database: Database,
  queue: Queue,
  file: FileToStore,
  { content, sha256, now }: StoredContent,
): Promise<void> {
  await withinTransaction(database, async (client) => {
    const alert = await lockedAlert(client, file.alertId);
    const { rows } = await client.query<{ uploaded_by: string }>(
      `UPDATE feedback_files SET state = 'stored', content = $2, sha256 = $3, size_bytes = $4, stored_at = $5, problem = NULL
       WHERE id = $1::bigint AND state = 'pending' RETURNING uploaded_by`,
      [file.id, Buffer.from(content), sha256, content.byteLength, now],
    );
    const [stored] = rows;
    if (stored === undefined || alert === null) return;
    await show(client, queue, alert);
    await appendAudit(client, {
      at: now,
      actor: stored.uploaded_by,
      surface: 'job',
      action: 'feedback_file_stored',
      subjectKind: 'alert',
      subjectId: file.alertId,
      after: { name: file.name, sha256, sizeBytes: content.byteLength },
    });
  });
}

/**
 * Counts a download that failed. The last one is said on the alert and, in a message of its own, to whom attached the
 * file: an edited message notifies nobody.
 */
export async function recordFileFailure(
  database: Database,
  queue: Queue,
  file: FileToStore,
  failure: { readonly problem: AttachmentProblem; readonly isFinal: boolean },
): Promise<void> {
  await withinTransaction(database, async (client) => {
    const alert = await lockedAlert(client, file.alertId);
    const { rows } = await client.query(
      `UPDATE feedback_files SET attempts = attempts + 1, problem = $2, state = CASE WHEN $3 THEN 'failed' ELSE state END
       WHERE id = $1::bigint AND state = 'pending' RETURNING id`,
      [file.id, failure.problem, failure.isFinal],
    );
    if (rows.length === 0 || alert === null || !failure.isFinal) return;
    await client.query(
      `INSERT INTO alert_messages (alert_id, audience) VALUES ($1::bigint, 'file:' || $2::text)
       ON CONFLICT (alert_id, audience) DO NOTHING`,
      [file.alertId, file.id],
    );
    await show(client, queue, alert);
  });
}

/** Puts downloads into the queue again whose job was lost. @returns how many */
export async function requeueFiles(database: Database, queue: Queue, now: Date, minutes: number): Promise<number> {
  return withinTransaction(database, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `UPDATE feedback_files SET queued_at = $1
       WHERE state = 'pending' AND queued_at < $1::timestamptz - $2 * interval '1 minute' RETURNING id::text`,
      [now, minutes],
    );
    await enqueueFiles(
      queue,
      rows.map(({ id }) => id),
      client,
    );
    return rows.length;
  });
}

interface AlertShown {
  readonly id: string;
  readonly severity: Severity;
}

async function lockedAlert(client: pg.PoolClient, alertId: string): Promise<AlertShown | null> {
  const { rows } = await client.query<AlertShown>(
    'SELECT id::text, severity FROM alerts WHERE id = $1::bigint FOR UPDATE',
    [alertId],
  );
  return rows[0] ?? null;
}

/** Nobody is asked anything anew, so the round does not matter. */
async function show(client: pg.PoolClient, queue: Queue, alert: AlertShown): Promise<void> {
  await client.query('UPDATE alerts SET version = version + 1 WHERE id = $1::bigint', [alert.id]);
  await showAgain(client, queue, { ...alert, round: 1 }, []);
}

/** Who attached a file; null: no such file. */
export async function attacherOf(database: Database, fileId: string): Promise<AlertPerson | null> {
  const { rows } = await database.pool.query<AlertPerson>(
    `SELECT file.uploaded_by AS code, coalesce(staff.name, file.uploaded_by) AS name,
       staff.slack_user_id AS "slackUserId", staff.email
     FROM feedback_files file LEFT JOIN staff ON staff.code = file.uploaded_by WHERE file.id = $1::bigint`,
    [fileId],
  );
  return rows[0] ?? null;
}
