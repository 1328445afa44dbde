import { type AuditOrigin, SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import type pg from 'pg';
import { appendAudit } from '../../audit/append-audit.ts';
import type { ImportKind } from '../options.ts';
import type { InspectedFile } from '../source/inspect-file.ts';

export interface BatchCounts {
  readonly rows: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
}

/** Remembers that a file was imported, by whom and with what outcome: last in the import's transaction. */
export async function recordBatch(
  client: pg.ClientBase,
  kind: ImportKind,
  file: InspectedFile,
  counts: BatchCounts,
  origin: AuditOrigin = { actor: SYSTEM, surface: 'job' },
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO import_batches (kind, file_name, sha256, rows, inserted, updated, unchanged, rejected)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id::text`,
    [kind, file.name, file.sha256, counts.rows, counts.inserted, counts.updated, counts.unchanged, counts.rejected],
  );
  await appendAudit(client, {
    ...origin,
    action: 'file_imported',
    subjectKind: 'import_batch',
    subjectId: rows[0]?.id ?? '',
    after: { kind, file: file.name, sha256: file.sha256, ...counts },
  });
}
