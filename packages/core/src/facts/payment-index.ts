/**
 * The payment index after D&B PAYDEX (§3) as corner points [days late, index]; between two points it is linear,
 * before the first and after the last it is level. Negative days are early.
 */
export const PAYMENT_INDEX_POINTS: readonly (readonly [daysLate: number, index: number])[] = [
  [-30, 100],
  [-20, 90],
  [0, 80],
  [15, 70],
  [22, 60],
  [30, 50],
  [60, 40],
  [90, 30],
  [120, 20],
];

/** The index of one item paid (or still open) that many days after its due day: 0–100. */
export function paymentIndex(daysLate: number): number {
  const [first] = PAYMENT_INDEX_POINTS;
  let [previousDays, previousIndex] = first ?? [0, 0];
  if (daysLate <= previousDays) return previousIndex;
  for (const [days, index] of PAYMENT_INDEX_POINTS.slice(1)) {
    if (daysLate <= days) {
      return previousIndex + ((index - previousIndex) * (daysLate - previousDays)) / (days - previousDays);
    }
    previousDays = days;
    previousIndex = index;
  }
  return previousIndex;
}
