import * as z from 'zod';

// A backup is one gzip-compressed text:
//
//   -- xinshao backup {"format":1,"madeAt":…,"migrations":[…],"sequences":{…}}
//   COPY "customers" ("id", "code", …) FROM stdin;
//   <rows in COPY's text format>
//   \.
//   … one such part for each table …
//   -- sha256 <of everything before this line>

export const HEAD = '-- xinshao backup ';
export const TAIL = '-- sha256 ';
/** Ends the rows of a table. */
export const END_OF_ROWS = '\\.\n';

/** What the first line of a backup says. */
export const backupHeadSchema = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  /** Last number given out by each sequence. */
  sequences: z.record(z.string(), z.string().regex(/^\d+$/)),
});
export type BackupHead = z.infer<typeof backupHeadSchema>;

/** Why a file cannot be restored, or a database cannot take it. */
export type BackupProblem =
  | { readonly code: 'not_a_backup' }
  /** It ends too early, or something in it was changed. */
  | { readonly code: 'damaged' }
  /** Made under another schema. */
  | { readonly code: 'other_version'; readonly newest: string; readonly here: string }
  | { readonly code: 'not_empty'; readonly customers: number; readonly staff: number; readonly auditEntries: number }
  /** Something else is using the database. */
  | { readonly code: 'in_use' };

/** A backup was refused; nothing has changed. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
  readonly problem: BackupProblem;

  constructor(problem: BackupProblem, options?: ErrorOptions) {
    super(problem.code, options);
    this.problem = problem;
  }
}
