import type { WarningRule } from '../policy/warning-schema.ts';
import { compileBrokenPromise } from './broken-promise.ts';
import { compileDowngrade } from './downgrade.ts';
import { compileEvent } from './event.ts';
import type { CompiledWarningRule } from './finding.ts';
import { compileThreshold } from './threshold.ts';

/** One family per kind of rule. */
export function compileWarningRule(
  rule: WarningRule,
  rankOf: ReadonlyMap<string, number>,
  factorIds: readonly string[],
): CompiledWarningRule {
  switch (rule.kind) {
    case 'threshold':
      return { rule, find: compileThreshold(rule, factorIds) };
    case 'event':
      return { rule, find: compileEvent(rule) };
    case 'downgrade':
      return { rule, find: compileDowngrade(rule, rankOf) };
    case 'broken_promise':
      return { rule, find: compileBrokenPromise(rule) };
  }
}
