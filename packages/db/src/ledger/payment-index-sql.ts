import { PAYMENT_INDEX_POINTS } from '@xinshao/core/facts/payment-index.ts';

/** Hundredths of an index point: sums stay whole numbers, so they are exact in any order of adding. */
const HUNDREDTHS = 100;

/**
 * The payment index of `daysLate` (an integer SQL expression) in hundredths, rounded, as a CASE written from the
 * core's own points.
 */
export function paymentIndexSql(daysLate: string): string {
  const branches: string[] = [];
  let previous: readonly [number, number] | undefined;
  for (const [days, index] of PAYMENT_INDEX_POINTS) {
    if (previous === undefined) {
      branches.push(`when ${daysLate} <= ${days} then ${index * HUNDREDTHS}`);
    } else {
      const [fromDays, fromIndex] = previous;
      const slope = ((index - fromIndex) * HUNDREDTHS) / (days - fromDays);
      branches.push(
        `when ${daysLate} <= ${days} then round(${fromIndex * HUNDREDTHS} + (${slope})::float8 * (${daysLate} - (${fromDays})))::int`,
      );
    }
    previous = [days, index];
  }
  return `case ${branches.join(' ')} else ${(previous?.[1] ?? 0) * HUNDREDTHS} end`;
}
