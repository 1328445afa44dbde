/** How many complete months in a row, up to the latest one, each sold less than the month before it (R10). */
export function fallingMonths(monthlySales: readonly number[]): number {
  let falls = 0;
  // The last month is usually unfinished and would always look like a fall.
  for (let month = monthlySales.length - 2; month >= 1; month -= 1) {
    if (valueAt(monthlySales, month) >= valueAt(monthlySales, month - 1)) break;
    falls += 1;
  }
  return falls;
}

/**
 * Least-squares slope of monthly sales as a share of their mean: −0.05 loses 5% of an average month every month.
 * The unfinished last month and the empty months before the first sale are left out.
 * @returns null with fewer than 3 months or sales that do not add up to more than zero
 */
export function relativeSlope(monthlySales: readonly number[]): number | null {
  let start = 0;
  while (start < monthlySales.length && valueAt(monthlySales, start) === 0) start += 1;
  const count = monthlySales.length - 1 - start;
  if (count < 3) return null;
  const middle = (count - 1) / 2;
  let sum = 0;
  let products = 0;
  let squares = 0;
  for (let month = 0; month < count; month += 1) {
    const sales = valueAt(monthlySales, start + month);
    sum += sales;
    products += (month - middle) * sales;
    squares += (month - middle) ** 2;
  }
  return sum > 0 ? products / squares / (sum / count) : null;
}

function valueAt(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}
