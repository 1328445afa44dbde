import { weightSql } from './weight-sql.ts';

/** Sums over the months before a month, in the order in which `ledger_windows` and `facts_months` hold them. */
const WINDOWS: readonly (readonly [name: string, column: string, from: number, to: number])[] = [
  ...Array.from({ length: 12 }, (_, place) => [`sales_${place}`, 'invoiced_fen', 11 - place, 12 - place] as const),
  // Years are compared by whole months: the month of the day itself, not over yet, is in neither.
  ['sales_12m', 'invoiced_fen', 1, 13],
  ['sales_previous_12m', 'invoiced_fen', 13, 25],
  ['term_fen', 'term_fen', 0, 12],
  ['term_weight', 'term_weight', 0, 12],
  ['settled_fen', 'settled_fen', 0, 24],
  ['late_fen', 'late_fen', 0, 24],
  ['late_weight', 'late_weight', 0, 24],
  ['index_weight', 'index_weight', 0, 24],
  ['settled_recent', 'settled_fen', 0, 6],
  ['late_weight_recent', 'late_weight', 0, 6],
  ['settled_before', 'settled_fen', 6, 12],
  ['late_weight_before', 'late_weight', 6, 12],
];

/** Columns of a window, for an insert. */
export const WINDOW_COLUMNS = [
  'invoice_count',
  'first_on',
  'last_on',
  'furthest_on',
  ...WINDOWS.map(([name]) => name),
].join(', ');

/**
 * The windows of a customer that end with that month, as aggregates over its rows of `ledger_months`: `from` months
 * before it to `to` months before it, the latter left out.
 */
export function windowColumnsSql(month: number): string {
  const sums = WINDOWS.map(([name, column, from, to]) => {
    const within = to === from + 1 ? `month = ${month - from}` : `month > ${month - to} and month <= ${month - from}`;
    const sum = `coalesce(sum(${column}::float8) filter (where ${within}), 0)`;
    return `${column.endsWith('_weight') ? weightSql(sum) : `${sum}::bigint`} as ${name}`;
  });
  return [
    'sum(invoice_count)::int as invoice_count',
    'min(first_on) as first_on',
    'max(last_on) as last_on',
    'max(furthest_on) as furthest_on',
    ...sums,
  ].join(',\n  ');
}
