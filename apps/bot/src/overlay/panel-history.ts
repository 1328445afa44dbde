import { addDays, type Day, parseDay } from '@xinshao/core/day/day.ts';
import { type Fen, formatFen } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { overlayWording } from '@xinshao/core/wording/overlay.ts';
import { gradeText } from '@xinshao/core/wording/scoring.ts';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import type { PastStanding } from '@xinshao/db/overlay/panel-parts.ts';

/** The ends of the months before the one of `today`, oldest first. */
export function lastMonthEnds(today: Day, months: number): Day[] {
  const ends: Day[] = [];
  let day = today;
  for (let month = 0; month < months; month++) {
    const first = parseDay(`${day.slice(0, 8)}01`);
    if (first === null) throw new RangeError(`${day} is no day`);
    day = addDays(first, -1);
    ends.unshift(day);
  }
  return ends;
}

interface Present {
  readonly grade: string | null;
  readonly exposureFen: Fen;
  readonly overdueFen: Fen;
  readonly limitFen: Fen | null;
}

/** What is different from then, in words; empty: nothing, or the customer was not assessed then. */
export function changesSince(
  then: PastStanding | null,
  present: Present,
  policy: Policy | null,
  locale: Locale,
): string[] {
  if (then === null || !then.assessed) return [];
  const words = overlayWording[locale];
  const grade = (one: string | null) =>
    one === null ? cardWording[locale].insufficient : gradeText(locale, one, policy);
  const amount = (fen: Fen | null) => (fen === null ? cardWording[locale].none : formatFen(fen, locale));
  const changes: string[] = [];
  if (then.grade !== present.grade) {
    changes.push(words.gradeChanged({ before: grade(then.grade), after: grade(present.grade) }));
  }
  for (const [before, after, say] of [
    [then.limitFen, present.limitFen, words.limitChanged],
    [then.exposureFen, present.exposureFen, words.exposureChanged],
    [then.overdueFen, present.overdueFen, words.overdueChanged],
  ] as const) {
    if (before !== after) changes.push(say({ before: amount(before), after: amount(after) }));
  }
  return changes;
}
