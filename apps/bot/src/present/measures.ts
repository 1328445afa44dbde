import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { MEASURE_LABELS } from '@xinshao/core/wording/labels/review.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { endMeasureWording } from '@xinshao/core/wording/slack/end-measure.ts';
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

/** The same with the alert that it came from: of two measures of one kind each has its own. */
export function measureWithAlert(
  measure: Pick<CustomerMeasure, 'kind' | 'since' | 'until' | 'alertId'>,
  locale: Locale,
  timeZone: string,
): string {
  const text = measureText(measure, locale, timeZone);
  return measure.alertId === null ? text : `${text} · ${endMeasureWording[locale].alert({ id: measure.alertId })}`;
}
