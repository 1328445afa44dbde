import { type Fen, fenFromYuan } from '../money/fen.ts';
import type { CollectionPolicy } from '../policy/collection-schema.ts';
import { type CollectionStage, laterStages } from './stages.ts';

/** What a stage costs and brings in, by the policy's experience. */
export interface StageEstimate {
  readonly stage: CollectionStage;
  readonly costFen: Fen;
  readonly yieldFen: Fen;
  /** Its cost is at most the policy's share of what it brings in. */
  readonly worthwhile: boolean;
}

export type CollectionAdvice =
  /** Nothing is left to collect. */
  | { readonly kind: 'close' }
  /** The next stage that is worth its cost; `skips`: gentler ones that are not. */
  | { readonly kind: 'stage'; readonly stage: CollectionStage; readonly skips: readonly CollectionStage[] }
  /** No further stage is worth its cost. */
  | { readonly kind: 'write_off' };

/** Weighs the cost of a stage against what it is expected to bring in of what there is to collect (R44). */
export function estimateStage(stage: CollectionStage, toPayFen: Fen, policy: CollectionPolicy): StageEstimate {
  const { costYuan, costShare, recoveryShare } = policy.stages[stage];
  const costFen = fenFromYuan(costYuan) + Math.round(toPayFen * costShare);
  const yieldFen = Math.round(toPayFen * recoveryShare);
  return { stage, costFen, yieldFen, worthwhile: costFen <= yieldFen * policy.worthwhileCostShare };
}

/** What to do after a stage: the gentlest later stage that is worth its cost, or a write-off. */
export function adviseNext(stage: CollectionStage, toPayFen: Fen, policy: CollectionPolicy): CollectionAdvice {
  if (toPayFen <= 0) return { kind: 'close' };
  const estimates = laterStages(stage).map((later) => estimateStage(later, toPayFen, policy));
  const place = estimates.findIndex(({ worthwhile }) => worthwhile);
  const chosen = estimates[place];
  if (chosen === undefined) return { kind: 'write_off' };
  return { kind: 'stage', stage: chosen.stage, skips: estimates.slice(0, place).map((skipped) => skipped.stage) };
}
