/** How two companies, or a person and a company, belong together (R26). */
export const LINK_KINDS = [
  'votes',
  'control',
  'consolidated',
  'treasury',
  'pooled_borrowing',
  'funds',
  'profit_shift',
  'appoints',
  'board',
  'legal_representative',
  'controller',
  'kin',
  'guarantee',
  'address',
] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** One piece of evidence. The subject holds, controls, appoints or represents the object. */
export interface OwnershipLink {
  readonly subject: string;
  readonly object: string;
  readonly kind: LinkKind;
  /** 0–1; null where the source gives none. */
  readonly share: number | null;
  readonly evidence: string | null;
}

/** More than half of the votes binds; half of them alone does not. */
const VOTES_MAJORITY = 0.5;
/** A guarantee or a shared address hints at a group, but binds nobody alone. */
const HINTS: ReadonlySet<LinkKind> = new Set(['guarantee', 'address']);
/** The subject stands above the object, and is a company as a rule. */
const CONTROLLING: ReadonlySet<LinkKind> = new Set([
  'votes',
  'control',
  'consolidated',
  'treasury',
  'appoints',
  'board',
  'controller',
]);

/** Whether the link alone puts both ends into one group (R26). Votes without a stated share do not. */
export function binds(link: OwnershipLink): boolean {
  if (link.kind === 'votes') return link.share !== null && link.share > VOTES_MAJORITY;
  return !HINTS.has(link.kind);
}

/** Whether the binding link makes its subject the superior of its object. */
export function controls(link: OwnershipLink): boolean {
  return CONTROLLING.has(link.kind) && binds(link);
}
