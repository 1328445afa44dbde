import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { MEASURE_LABELS } from '@xinshao/core/wording/labels/review.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { reviewWording } from '@xinshao/core/wording/slack/review.ts';
import type { CustomerMeasure } from '@xinshao/db/customers/measures.ts';

/** A measure in one line: what holds, since when and until when. */
export function measureText(
  measure: Pick<CustomerMeasure, 'kind' | 'since' | 'until'>,
  locale: Locale,
  timeZone: string,
): string {
  const words = reviewWording[locale];
  const kind = MEASURE_LABELS[measure.kind][locale];
  const since = dayInTimeZone(measure.since, timeZone);
  return measure.until === null
    ? words.measure({ kind, since })
    : words.measureUntil({ kind, since, until: measure.until });
}
