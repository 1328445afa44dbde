/** Refused so often, a message waits until a person has it tried again. */
export const MOST_ATTEMPTS = 48;

const LONGEST_PAUSE_MINUTES = 360;

/**
 * SQL that says whether a message that is not in Slack, or shows an old version, goes into the queue again: it has been
 * there long enough to have no job any more, twice as long after each refusal, and was not refused too often. So what
 * is refused for good never stands before what is new. The longest pause is six hours: given up after eleven days.
 * @param message its alias; the table has `queued_at` and `attempts`
 * @param parameters `$n` of the present moment, and of the minutes after which there is no job any more
 */
export function isToBeTriedAgain(
  message: string,
  { now, minutes }: { readonly now: string; readonly minutes: string },
) {
  return `${message}.attempts < ${MOST_ATTEMPTS} AND ${message}.queued_at <= ${now}::timestamptz
    - least(${minutes}::int * 2 ^ least(${message}.attempts, 10), ${LONGEST_PAUSE_MINUTES}) * interval '1 minute'`;
}
