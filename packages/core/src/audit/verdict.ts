import type { AuditAnchor } from './audit-entry.ts';

/** What is wrong with the audit trail, and with which entry first. */
export type AuditProblem =
  /** No entry has this number, though later ones exist. */
  | { readonly kind: 'missing'; readonly id: string }
  /** Two entries have this number. */
  | { readonly kind: 'repeated'; readonly id: string }
  /** The entry does not say what it said when it was written. */
  | { readonly kind: 'altered'; readonly id: string }
  /** The entry is genuine, but was written as number `belongsAt`. */
  | { readonly kind: 'moved'; readonly id: string; readonly belongsAt: string }
  /** The entry agrees with its own hash, but does not follow from the one before: one of both was replaced. */
  | { readonly kind: 'unlinked'; readonly id: string }
  /** The anchor knows more entries than there are; `id` is the first that is gone. */
  | { readonly kind: 'cut_off'; readonly id: string; readonly anchor: AuditAnchor }
  /** The entry is not the one that the anchor knows: the chain was written anew up to there. */
  | { readonly kind: 'anchor_differs'; readonly id: string; readonly anchor: AuditAnchor }
  /** The chain is whole, but the trigger that refuses changes is gone or switched off. */
  | { readonly kind: 'unguarded'; readonly id: null };

export interface AuditVerdict {
  readonly ok: boolean;
  /** Entries found good, from the first on. */
  readonly entries: number;
  /** The last good entry: to be kept elsewhere as an anchor. null: the trail is empty. */
  readonly head: AuditAnchor | null;
  readonly problem: AuditProblem | null;
}

/** An anchor as people write it: `<number>:<hash>`. @returns null when the text is none */
export function parseAnchor(text: string): AuditAnchor | null {
  const [, id, hash] = /^([1-9]\d{0,17}):([0-9a-f]{64})$/i.exec(text.trim()) ?? [];
  return id === undefined || hash === undefined ? null : { id, hash: hash.toLowerCase() };
}

/** @returns `<number>:<hash>` */
export function anchorText({ id, hash }: AuditAnchor): string {
  return `${id}:${hash}`;
}
