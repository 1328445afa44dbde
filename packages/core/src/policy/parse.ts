import { checkEffect } from './checks/effect.ts';
import { checkFactors } from './checks/factors.ts';
import { checkRules } from './checks/rules.ts';
import { checkScale } from './checks/scale.ts';
import { policyHash } from './hash.ts';
import type { PolicyProblem } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import { type Policy, policySchema } from './schema.ts';

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: Policy; readonly hash: string }
  | { readonly ok: false; readonly problems: PolicyProblem[] };

/**
 * Reads and checks a policy file.
 * @returns the policy with its content hash, or everything that is wrong, in the order of the file
 */
export function parsePolicy(text: string): ParsedPolicy {
  const read = readYaml(text, policySchema, (policy, report) => {
    checkScale(policy, report);
    checkFactors(policy, report);
    checkRules(policy, report);
    checkEffect(policy, report);
  });
  return read.ok ? { ok: true, policy: read.value, hash: policyHash(text) } : read;
}
