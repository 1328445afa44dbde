/** The most a weight comes to, either way: a bigint holds it with room for rounding. */
const LARGEST_WEIGHT = '9e18::float8';

/**
 * SQL: a sum of amounts times days or index points (float8, never null) as it is stored. Single amounts are bounded so
 * that their own sums fit a bigint; times days that lie centuries apart they need not, and one file of such rows must
 * not keep all others out. What is more than the largest weight counts as that.
 */
export function weightSql(sum: string): string {
  return `least(greatest(${sum}, -${LARGEST_WEIGHT}), ${LARGEST_WEIGHT})::bigint`;
}
