import type { BadgeEntry } from '@xinshao/core/contract/overlay.ts';
import { LOCALE } from '../ui/locale.ts';

/** Customers to choose from, told apart by their codes; without grades, which may be another company's. */
export function toChoices(entries: readonly BadgeEntry[]) {
  return entries.map(({ customerId, name, code }) => ({ customerId, name, code }));
}

/** The names of customers, each once. */
export function namesOf(entries: readonly BadgeEntry[]): string {
  return [...new Set(entries.map(({ name }) => name))].join(LOCALE === 'zh' ? '、' : ', ');
}
