import type { EventKind } from '../facts/facts.ts';
import { type Fen, fenFromYuan } from '../money/fen.ts';
import type { Policy } from '../policy/schema.ts';

/** What an alert claims will happen because of one of its rules (R42). */
export interface Prediction {
  readonly ruleId: string;
  /** Id of the policy's prediction; null: the rule predicts nothing that can be measured. */
  readonly predictionId: string | null;
  /** The claim runs from the day of the warning until so many days later. */
  readonly withinDays: number;
  /** Open items at least so many days past due reach the amount; null: arrears do not count. */
  readonly overdue: { readonly daysPastDue: number; readonly atLeastFen: Fen } | null;
  /** One of these events happens. */
  readonly events: readonly EventKind[];
}

/** What every warning rule of the policy predicts: by its id where a prediction names it, else by its type. */
export function predictionsOf({ warnings, effect }: Pick<Policy, 'warnings' | 'effect'>): Prediction[] {
  const last = effect.gradeAfterDays.at(-1) ?? 0;
  return warnings.map(({ id: ruleId, type }) => {
    const found =
      effect.predictions.find(({ rules }) => rules.includes(ruleId)) ??
      effect.predictions.find(({ warningTypes }) => warningTypes.includes(type));
    if (found === undefined) return { ruleId, predictionId: null, withinDays: last, overdue: null, events: [] };
    const { id, withinDays, overdue, events } = found;
    const arrears =
      overdue === undefined ? null : { daysPastDue: overdue.daysPastDue, atLeastFen: fenFromYuan(overdue.atLeastYuan) };
    return { ruleId, predictionId: id, withinDays, overdue: arrears, events };
  });
}
