import type { ReviewAction } from '../alerts/review.ts';

/** The ladder of collection (R44), gentlest first; litigation and arbitration stand on the same rung. */
export const COLLECTION_STAGES = ['phone', 'letter', 'visit', 'litigation', 'arbitration'] as const;
export type CollectionStage = (typeof COLLECTION_STAGES)[number];

const RUNGS: Readonly<Record<CollectionStage, number>> = {
  phone: 0,
  letter: 1,
  visit: 2,
  litigation: 3,
  arbitration: 3,
};

const STAGE_OF_ACTION: Readonly<Partial<Record<ReviewAction, CollectionStage>>> = {
  collect_phone: 'phone',
  collect_letter: 'letter',
  collect_visit: 'visit',
  legal: 'litigation',
};

/** How far up the ladder a stage is; 0 is the lowest. */
export function rungOf(stage: CollectionStage): number {
  return RUNGS[stage];
}

/** The stages above this one, gentlest first; empty: there is none. */
export function laterStages(stage: CollectionStage): CollectionStage[] {
  return COLLECTION_STAGES.filter((other) => rungOf(other) > rungOf(stage));
}

/** The stage that risk starts with this action; null: the action collects nothing. */
export function stageOfAction(action: ReviewAction): CollectionStage | null {
  return STAGE_OF_ACTION[action] ?? null;
}

/** Going to court or to arbitration binds the company: only risk decides it. */
export function isLegal(stage: CollectionStage): boolean {
  return rungOf(stage) >= RUNGS.litigation;
}
