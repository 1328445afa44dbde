import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import type { CompiledPolicy } from '@xinshao/core/scorecard/compiled.ts';
import type { Database } from '../database.ts';
import { policyText } from './policy-text.ts';

const MAXIMUM_CACHED = 20;
/** A version never changes, so it is compiled once in a process. */
const compiled = new Map<string, CompiledPolicy>();

/** A policy that was used before, by content hash; null when its text is not stored or can no longer be read. */
export async function compiledPolicy(database: Database, hash: string): Promise<CompiledPolicy | null> {
  const known = compiled.get(hash);
  if (known !== undefined) return known;
  const text = await policyText(database, hash);
  const parsed = text === null ? null : parsePolicy(text);
  if (parsed === null || !parsed.ok) return null;
  const policy = compilePolicy(parsed.policy, parsed.hash);
  if (compiled.size >= MAXIMUM_CACHED) compiled.clear();
  compiled.set(hash, policy);
  return policy;
}
