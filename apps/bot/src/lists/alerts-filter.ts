import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type { AlertFilter } from '@xinshao/db/alerts/list-alerts.ts';
import { findCustomers } from '@xinshao/db/lookup/find-customers.ts';
import { findTeam } from '@xinshao/db/portfolio/team-figures.ts';
import type { NamedCustomer } from '../blocks/lookup-answers.ts';
import type { Services } from '../services.ts';

const SEVERITY_WORDS: Readonly<Record<string, Severity>> = {
  red: 'red',
  红: 'red',
  红色: 'red',
  orange: 'orange',
  橙: 'orange',
  橙色: 'orange',
  yellow: 'yellow',
  黄: 'yellow',
  黄色: 'yellow',
};
const OVERDUE_WORDS = new Set(['overdue', 'late', '超时', '逾期', '已超时']);
const ALL_WORDS = new Set(['all', '全部', '所有']);

const CUSTOMERS_OFFERED = 10;

/** What somebody typed after `/credit alerts`. */
export type ReadFilter =
  /** `name`: the team or customer it narrows to; null: neither. */
  | { readonly kind: 'filter'; readonly filter: AlertFilter; readonly name: string | null }
  /** Several customers fit. */
  | { readonly kind: 'several'; readonly text: string; readonly customers: readonly NamedCustomer[] }
  | { readonly kind: 'unknown'; readonly text: string };

/** Reads words for severity and lateness in any order; what is left over names a team, or else a customer. */
export async function readAlertsFilter(
  services: Pick<Services, 'database' | 'now'>,
  typed: string,
): Promise<ReadFilter> {
  let filter: AlertFilter = {};
  const left: string[] = [];
  for (const word of typed.trim().split(/\s+/u)) {
    const known = word.toLowerCase();
    const severity = SEVERITY_WORDS[known];
    if (severity !== undefined) filter = { ...filter, severity };
    else if (OVERDUE_WORDS.has(known)) filter = { ...filter, overdueAt: services.now() };
    else if (word !== '' && !ALL_WORDS.has(known)) left.push(word);
  }
  const text = left.join(' ');
  if (text === '') return { kind: 'filter', filter, name: null };
  const team = await findTeam(services.database, text);
  if (team !== null) return { kind: 'filter', filter: { ...filter, teamCode: team.code }, name: team.name };
  const { matches } = await findCustomers(services.database, text, CUSTOMERS_OFFERED);
  const [first] = matches;
  if (first === undefined) return { kind: 'unknown', text };
  if (matches.length > 1) return { kind: 'several', text, customers: matches };
  return { kind: 'filter', filter: { ...filter, customerId: first.customerId }, name: first.name };
}
