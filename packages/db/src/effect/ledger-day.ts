/**
 * SQL for the latest day that can be judged on a given day: a day is judged only once the ledger has reached it, or
 * missing payments would look like arrears. Null: there is no ledger at all.
 * @param parameter place of the given day, e.g. `$1`
 */
export function judgedUntilSql(parameter: string): string {
  return `(SELECT least(latest_on, ${parameter}::date) FROM data_sources WHERE source = 'ledger')`;
}
