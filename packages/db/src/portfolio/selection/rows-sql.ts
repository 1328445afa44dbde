/** The rows of a query, in its order, as one JSON array: several results travel in one row. */
export function rowsSql(query: string): string {
  return `(SELECT coalesce(json_agg(found), '[]') FROM (${query}) found)`;
}

/** The only row of a query as a JSON object; NULL: it has none. */
export function rowSql(query: string): string {
  return `(SELECT row_to_json(found) FROM (${query}) found)`;
}
