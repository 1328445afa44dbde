import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from '../json/canonical.ts';
import { LOCALES } from '../wording/locale.ts';

const columnSchema = z.strictObject({
  label: z.string(),
  align: z.enum(['left', 'right']),
  /** Share of the table's width, in relation to the other columns. */
  weight: z.number().positive(),
});

const blockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: z.string() }),
  z.strictObject({ kind: z.literal('paragraph'), text: z.string(), align: z.enum(['left', 'right']) }),
  z.strictObject({
    kind: z.literal('facts'),
    entries: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  }),
  z.strictObject({
    kind: z.literal('table'),
    columns: z.array(columnSchema).min(1),
    rows: z.array(z.array(z.string())),
    /** A last row that sums up; null: none. */
    total: z.array(z.string()).nullable(),
    /** What is said where there are no rows. */
    empty: z.string(),
  }),
]);

/** A letter, a statement or a file that people print and keep. All texts are worded and not escaped. */
export const printedDocumentSchema = z.strictObject({
  language: z.enum(LOCALES),
  title: z.string(),
  /** A line below the title; empty: none. */
  subtitle: z.string(),
  /** ISO instant: the same document made again has the same bytes. */
  madeAt: z.iso.datetime(),
  blocks: z.array(blockSchema),
  /** Said at the foot of every page, above the hash. */
  footer: z.string(),
});
export type PrintedDocument = z.infer<typeof printedDocumentSchema>;
export type DocumentBlock = PrintedDocument['blocks'][number];
export type DocumentTable = Extract<DocumentBlock, { kind: 'table' }>;

/** A paragraph of running text. */
export function paragraph(text: string): DocumentBlock {
  return { kind: 'paragraph', text, align: 'left' };
}

/** A heading within the document. */
export function heading(text: string): DocumentBlock {
  return { kind: 'heading', text };
}

/** Labels with their values, one below the other; those without a value are left out. */
export function facts(entries: readonly (readonly [label: string, value: string | null])[]): DocumentBlock {
  const known = entries.flatMap(([label, value]) => (value === null || value === '' ? [] : [{ label, value }]));
  return { kind: 'facts', entries: known };
}

/** What the foot of a document prints and the audit trail keeps: SHA-256 in hex over the canonical content. */
export function contentHash(printed: PrintedDocument): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(printed))));
}
