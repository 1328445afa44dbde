import type { Member } from '../roles/roles.ts';
import { mayEndMeasure } from './permissions.ts';

/** A measure that holds for a customer, as far as it matters for ending it. */
export interface EndableMeasure {
  /** Whether it only says that a request to cut the limit waits: it ends with the request. */
  readonly awaitsRequest: boolean;
}

export const END_MEASURE_REFUSALS = ['not_allowed', 'awaits_request'] as const;
export type EndMeasureRefusal = (typeof END_MEASURE_REFUSALS)[number];

/** Whether a member may end a measure before its time, or one that has none. @returns why not; null: they may */
export function endMeasureRefusal({ awaitsRequest }: EndableMeasure, member: Member): EndMeasureRefusal | null {
  if (!mayEndMeasure(member)) return 'not_allowed';
  return awaitsRequest ? 'awaits_request' : null;
}
