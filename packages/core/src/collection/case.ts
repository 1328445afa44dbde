import type { Responsibility } from '../roles/roles.ts';
import type { CollectionStage } from './stages.ts';

/** The life of a collection case; the last three are its ends. */
export const CASE_STATES = ['open', 'write_off_asked', 'paid', 'written_off', 'ended'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** What people do to a case. */
export const CASE_STEPS = [
  'log_contact',
  'advance',
  'agree_plan',
  'ask_letter',
  'close_paid',
  'end',
  'ask_write_off',
  'decide_write_off',
] as const;
export type CaseStepKind = (typeof CASE_STEPS)[number];

/** Who must both agree to a write-off. */
export const WRITE_OFF_ROLES = ['finance', 'executive'] as const;
export type WriteOffRole = (typeof WRITE_OFF_ROLES)[number];

/** A write-off that was asked for. */
export interface WriteOffRequest {
  /** 1 for the first request of a case. */
  readonly number: number;
  readonly requestedBy: string;
  /** Roles that have agreed so far. */
  readonly agreed: readonly WriteOffRole[];
}

/** The latest thing that somebody did. */
export interface CaseStep {
  readonly kind: CaseStepKind | 'open';
  readonly by: string;
  readonly at: Date;
}

/** What decides about the next step of a case; stored by compare-and-set on `version`. */
export interface CollectionCase {
  readonly state: CaseState;
  readonly version: number;
  readonly stage: CollectionStage;
  readonly responsibility: Responsibility;
  /** The request that is being decided; null: none. */
  readonly writeOff: WriteOffRequest | null;
  /** Write-offs asked for so far. */
  readonly writeOffs: number;
  readonly latest: CaseStep;
}

/** Whether money is still being collected. */
export function isOpen({ state }: Pick<CollectionCase, 'state'>): boolean {
  return state === 'open' || state === 'write_off_asked';
}
