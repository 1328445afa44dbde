import { contentHash } from '@xinshao/core/documents/printed-document.ts';
import { readPrintedHtml } from '@xinshao/core/documents/render-html.ts';
import type { Database } from '@xinshao/db/database.ts';
import { findDocument, type RecognisedDocument } from '@xinshao/db/documents/record-document.ts';
import { sha256 } from './make-documents.ts';

export type Recognition =
  /** `exact`: the very file; `content`: a page whose content is the document's; `printed`: only the hash was asked for. */
  | { readonly outcome: 'exact' | 'content' | 'printed'; readonly document: RecognisedDocument }
  /** It prints the hash of that document, but is not it. */
  | { readonly outcome: 'altered'; readonly document: RecognisedDocument }
  | { readonly outcome: 'unknown'; readonly document: null };

const HASH = /\b[0-9a-f]{64}\b/g;
/** Hashes that are looked up when a page is not recognised as a whole. */
const MOST_HASHES = 20;

/** Whether a file is one that was made here, unchanged: by its own hash, or a page by its content. */
export async function recogniseFile(database: Database, bytes: Buffer): Promise<Recognition> {
  const exact = await findDocument(database, sha256(bytes));
  if (exact !== null) return { outcome: 'exact', document: exact };
  const text = bytes.toString('utf8');
  const printed = readPrintedHtml(text);
  const known = printed === null ? null : await findDocument(database, contentHash(printed));
  if (known !== null) return { outcome: 'content', document: known };
  for (const hash of [...new Set(text.match(HASH))].slice(0, MOST_HASHES)) {
    const document = await findDocument(database, hash);
    if (document !== null) return { outcome: 'altered', document };
  }
  return { outcome: 'unknown', document: null };
}

/** Whether the audit trail knows the hash that a document prints. */
export async function recogniseHash(database: Database, hash: string): Promise<Recognition> {
  const document = await findDocument(database, hash);
  return document === null ? { outcome: 'unknown', document } : { outcome: 'printed', document };
}
