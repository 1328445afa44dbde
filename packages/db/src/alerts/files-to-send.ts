import type { AuditOrigin } from '@xinshao/core/audit/audit-entry.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';

export interface FileToSend {
  readonly name: string;
  readonly content: Uint8Array;
  readonly sha256: string;
}

/**
 * The stored files of all answers to an alert, the oldest first, for somebody who asked for them. Who did is recorded
 * before they leave; where nothing is stored, nothing is.
 */
export async function filesToSend(database: Database, alertId: string, origin: AuditOrigin): Promise<FileToSend[]> {
  return withinTransaction(database, async (client) => {
    const { rows } = await client.query<FileToSend>(
      `SELECT name, content, sha256 FROM feedback_files
       WHERE alert_id = $1::bigint AND state = 'stored' ORDER BY id`,
      [alertId],
    );
    if (rows.length === 0) return [];
    await appendAudit(client, {
      ...origin,
      action: 'feedback_files_sent',
      subjectKind: 'alert',
      subjectId: alertId,
      after: { files: rows.map(({ name, sha256 }) => ({ name, sha256 })) },
    });
    return rows;
  });
}
