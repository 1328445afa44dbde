import type { Outcome } from '../../effect/grade.ts';
import type { Label } from '../locale.ts';
import { EVENT_LABELS } from './events.ts';

export const MEASURED_LABELS: Readonly<Record<Outcome, Label>> = {
  confirmed: { zh: '应验', en: 'Confirmed' },
  false_alarm: { zh: '误报', en: 'False alarm' },
  undecided: { zh: '未定', en: 'Undecided' },
};

/** By what a prediction came true: arrears, or a kind of event. */
export const HAPPENING_LABELS: Readonly<Record<string, Label>> = {
  ...EVENT_LABELS,
  overdue: { zh: '逾期', en: 'Arrears' },
};
