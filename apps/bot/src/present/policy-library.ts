import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import type { Database } from '@xinshao/db/database.ts';
import { compiledPolicy } from '@xinshao/db/policies/compiled-policy.ts';

/** The policies that results were made with, by content hash. */
export interface PolicyLibrary {
  /** @returns null when the version is not stored or no longer readable; texts then fall back to ids */
  of(hash: string): Promise<Policy | null>;
}

/** Reads each version once: a version never changes. */
export function policyLibrary(database: Database): PolicyLibrary {
  return { of: async (hash) => (await compiledPolicy(database, hash))?.policy ?? null };
}

/** The label that the policy gives a warning rule, or the rule's id. */
export function ruleLabel(policy: Policy | null, ruleId: string, locale: Locale): string {
  return policy?.warnings.find(({ id }) => id === ruleId)?.label[locale] ?? ruleId;
}
