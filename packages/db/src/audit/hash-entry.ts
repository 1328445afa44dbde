import { createHash } from 'node:crypto';
import type { AuditContent } from '@xinshao/core/audit/audit-entry.ts';
import { canonicalJson } from '@xinshao/core/json/canonical.ts';

/**
 * SHA-256 in hex over the canonical JSON (keys in alphabetical order, no white space) of everything an entry says,
 * the hash of the entry before it included. `at` counts in UTC with milliseconds, `before` and `after` as their text.
 */
export function hashEntry(entry: AuditContent): string {
  const { id, at, actor, surface, action, subjectKind, subjectId, before, after, reason, previousHash } = entry;
  const content = {
    id,
    at: at.toISOString(),
    actor,
    surface,
    action,
    subjectKind,
    subjectId,
    before,
    after,
    reason,
    previousHash,
  };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
