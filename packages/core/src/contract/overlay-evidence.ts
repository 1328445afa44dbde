import type { EventKind } from '../facts/facts.ts';
import type { RegistrySite } from '../registry/sites.ts';

/** What the counts on a registry page may be evidence of. */
export const EVIDENCE_KINDS = [
  'dishonest_debtor',
  'enforcement',
  'lawsuit',
  'abnormal_operation',
  'penalty',
  'equity_frozen',
  'tax_arrears',
  'bankruptcy',
] as const satisfies readonly EventKind[];
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** `POST /evidence`: what a risk officer read on a page and confirmed. Nothing is sent without that click. */
export interface EvidenceRequest {
  readonly customerId: number;
  readonly site: RegistrySite;
  readonly pageKind: 'company' | 'list';
  /** What the site calls the company in the page's address; null: the address names none. */
  readonly pageId: string | null;
  /** The day the page was read, YYYY-MM-DD. */
  readonly day: string;
  /** Each kind once. */
  readonly facts: readonly { readonly kind: EvidenceKind; readonly count: number }[];
  /** As the page words it, such as 存续; null: not read. */
  readonly registryStatus: string | null;
}

export interface EvidenceAnswer {
  /** What is more than we knew, now stored as dated events. */
  readonly stored: readonly { readonly kind: string; readonly count: number }[];
  /** How many facts were no more than we knew: remembered as the page's latest, and no event. */
  readonly known: number;
}
