import type { AuditOrigin } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';

/** What kinds of documents leave the house. */
export const DOCUMENT_KINDS = ['letter', 'statement', 'customer_file'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A document that was made, as the audit trail keeps it. */
export interface MadeDocument {
  readonly kind: DocumentKind;
  readonly customerCode: string;
  readonly from: Day | null;
  readonly to: Day | null;
  /** SHA-256 of its content, as its foot prints it. */
  readonly contentHash: string;
  /** Name and SHA-256 of each file. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** A document that the audit trail knows. */
export interface RecognisedDocument extends MadeDocument {
  /** Number of the audit entry. */
  readonly entry: string;
  readonly at: Date;
  readonly by: string;
  readonly surface: string;
}

/** Records that a document was made: a look at everything in it, and what `audit verify --file` goes by. */
export async function recordDocument(
  database: Database,
  origin: AuditOrigin,
  document: MadeDocument,
  at: Date,
): Promise<void> {
  const { customerCode, ...after } = document;
  await withinTransaction(database, (transaction) =>
    appendAudit(transaction, {
      ...origin,
      at,
      action: 'document_made',
      subjectKind: 'customer',
      subjectId: customerCode,
      after,
    }),
  );
}

/**
 * The document that has this SHA-256, of its content or of one of its files; the latest one, should it have been made
 * more than once.
 * @param hash 64 hexadecimal digits
 * @returns null when the audit trail knows none
 */
export async function findDocument(database: Database, hash: string): Promise<RecognisedDocument | null> {
  const { rows } = await database.pool.query<{
    id: string;
    at: Date;
    actor: string;
    surface: string;
    subject_id: string;
    after: string;
  }>(
    `SELECT id::text, at, actor, surface, subject_id, after FROM audit_log
     WHERE action = 'document_made' AND (after::jsonb ->> 'contentHash' = $1
       OR after::jsonb -> 'files' @> jsonb_build_array(jsonb_build_object('sha256', $1::text)))
     ORDER BY id DESC LIMIT 1`,
    [hash.toLowerCase()],
  );
  const [row] = rows;
  if (row === undefined) return null;
  // Written by recordDocument, and the chain of hashes keeps it as it was.
  const made: Omit<MadeDocument, 'customerCode'> = JSON.parse(row.after);
  return { ...made, customerCode: row.subject_id, entry: row.id, at: row.at, by: row.actor, surface: row.surface };
}
