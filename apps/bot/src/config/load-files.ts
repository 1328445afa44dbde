import { readFileSync } from 'node:fs';
import { type CompanySettings, parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import type { PolicyProblem } from '@xinshao/core/policy/problem.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import { cliWording } from '@xinshao/core/wording/cli.ts';
import { fileErrorCode, fileErrorText } from '@xinshao/core/wording/file-errors.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { describePolicyProblem } from '@xinshao/core/wording/policy-problems.ts';
import type { ImportSettings } from '@xinshao/db/import/options.ts';
import { projectPath } from '../cli/environment.ts';
import { Refusal } from '../cli/refusal.ts';

/** What is told of a file that cannot be read; whatever else went wrong stays what it was. */
export function unreadable(file: string, error: unknown, locale: Locale): unknown {
  const code = fileErrorCode(error);
  if (code === null) return error;
  return new Refusal(cliWording[locale].unreadable({ file, why: fileErrorText(locale, code) }), { cause: error });
}

/** @throws Refusal saying which file and why */
export function readTextFile(path: string, locale: Locale): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error, locale);
  }
}

/** What an import needs of the company's settings. */
export function importSettings(settings: CompanySettings): ImportSettings {
  const { baseCurrency, exchangeRates, defaultTermDays, timeZone } = settings;
  return { baseCurrency, rates: exchangeRates, defaultTermDays, timeZone };
}

/** The company's settings. @throws Refusal naming line and key of what is wrong */
export function loadCompanySettings(file: string, locale: Locale): CompanySettings {
  const path = projectPath(file);
  const parsed = parseCompanySettings(readTextFile(path, locale));
  if (!parsed.ok) throw wrongFile(path, parsed.problems, locale);
  return parsed.value;
}

/** A policy file, checked and compiled, with the text it is identified by. @throws Refusal naming line and key */
export function loadPolicy(file: string, locale: Locale) {
  const path = projectPath(file);
  const text = readTextFile(path, locale);
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw wrongFile(path, parsed.problems, locale);
  return { text, policy: compilePolicy(parsed.policy, parsed.hash) };
}

function wrongFile(path: string, problems: readonly PolicyProblem[], locale: Locale): Refusal {
  const words = cliWording[locale];
  const lines = problems.map((problem) => `  ${describePolicyProblem(locale, problem)}`);
  return new Refusal([words.policyBad({ file: path, count: problems.length }), ...lines].join('\n'));
}
