import { readFileSync } from 'node:fs';
import { type CompanySettings, parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';

/** `policies/trade-credit.yaml` as the product uses it. @throws Error when it does not pass its check */
export function shippedPolicy() {
  const text = readFileSync(new URL('../policies/trade-credit.yaml', import.meta.url), 'utf8');
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Error('policies/trade-credit.yaml does not pass its check');
  return { text, policy: compilePolicy(parsed.policy, parsed.hash) };
}

/** `policies/company.yaml`. @throws Error when it does not pass its check */
export function shippedSettings(): CompanySettings {
  const parsed = parseCompanySettings(readFileSync(new URL('../policies/company.yaml', import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error('policies/company.yaml does not pass its check');
  return parsed.value;
}
