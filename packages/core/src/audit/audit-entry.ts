/** Through which door something was done or seen. */
export const AUDIT_SURFACES = ['slack', 'cli', 'api', 'job'] as const;
export type AuditSurface = (typeof AUDIT_SURFACES)[number];

/** What the audit trail records; one entry per action. */
export const AUDIT_ACTIONS = [
  'feedback_submitted',
  'alert_reviewed',
  'alert_reassigned',
  'promise_judged',
  'instalment_judged',
  'feedback_file_stored',
  'feedback_files_sent',
  'customer_viewed',
  'portfolio_viewed',
  'file_imported',
  'monitor_run',
  'policy_first_used',
  'slack_user_tied',
  'data_exported',
  'extension_code_issued',
  'extension_connected',
  'extension_disconnected',
  'extension_refused',
  'precheck_asked',
  'precheck_handled',
  'precheck_linked',
  'evidence_saved',
  'deliveries_retried',
  'collection_step',
  'document_made',
  'effect_graded',
  'limit_requested',
  'limit_decided',
  'limit_granted',
  'limit_ended',
  'measure_begun',
  'measure_ended',
  'credit_held',
  'credit_hold_ended',
  'absence_set',
  'absence_ended',
  'backup_made',
  'backup_restored',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What kind of thing an entry speaks of. */
export const AUDIT_SUBJECTS = [
  'alert',
  'customer',
  'portfolio',
  'import_batch',
  'monitor_run',
  'policy',
  'staff',
  'export',
  'precheck',
  'delivery',
  'collection_case',
  'effect',
  'limit_request',
  'backup',
] as const;
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number];

/** The actor of what no person did: schedules and the program itself. The command line's is `ADMINISTRATOR.code`. */
export const SYSTEM = 'system';

/** Who acts, and through which door. */
export interface AuditOrigin {
  /** Staff code, `SYSTEM`, or `system:cli`: whoever typed a command on the server for nobody in particular. */
  readonly actor: string;
  readonly surface: AuditSurface;
}

/** Something to be recorded. */
export interface NewAuditEntry extends AuditOrigin {
  readonly action: AuditAction;
  readonly subjectKind: AuditSubject;
  /** Customer code, staff code, policy hash, or the number of the alert, batch or run. */
  readonly subjectId: string;
  /** What was true before; anything that canonical JSON can hold. Nothing: null or left out. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** Why, in the words of who did it. */
  readonly reason?: string | null;
  /** When; the moment of recording by the database's clock unless told otherwise. */
  readonly at?: Date;
}

/** An entry as it is stored, but for its hash. */
export interface AuditContent {
  /** 1 for the first entry, then one more each; a decimal number. */
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly surface: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Canonical JSON text. */
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
  readonly previousHash: string;
}

export interface AuditEntry extends AuditContent {
  readonly hash: string;
}

/** The end of the chain at some moment: whoever keeps it elsewhere can tell later whether the chain was cut or rewritten. */
export interface AuditAnchor {
  readonly id: string;
  readonly hash: string;
}

/** What the first entry names as the hash before it. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64);
