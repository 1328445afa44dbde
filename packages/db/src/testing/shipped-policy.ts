import { readFileSync } from 'node:fs';
import { parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';

const shipped = (name: string) => readFileSync(new URL(`../../../../policies/${name}`, import.meta.url), 'utf8');

/** The trade-credit policy and the settings that are shipped, as a monitor run takes them. @throws Error when one is broken */
export function shippedPolicy() {
  const text = shipped('trade-credit.yaml');
  const parsed = parsePolicy(text);
  const company = parseCompanySettings(shipped('company.yaml'));
  if (!parsed.ok || !company.ok) throw new Error('the shipped policies are broken');
  return { policy: { text, policy: compilePolicy(parsed.policy, parsed.hash) }, settings: company.value };
}
