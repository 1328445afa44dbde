import type pg from 'pg';
import type { ImportKind } from '../options.ts';
import type { InspectedFile } from '../source/inspect-file.ts';

export interface BatchCounts {
  readonly rows: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
}

/** Remembers that a file was imported, and with what outcome. */
export async function recordBatch(
  client: pg.ClientBase,
  kind: ImportKind,
  file: InspectedFile,
  counts: BatchCounts,
): Promise<void> {
  await client.query(
    `INSERT INTO import_batches (kind, file_name, sha256, rows, inserted, updated, unchanged, rejected)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [kind, file.name, file.sha256, counts.rows, counts.inserted, counts.updated, counts.unchanged, counts.rejected],
  );
}
