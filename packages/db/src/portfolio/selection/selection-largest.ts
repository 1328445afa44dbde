/** The chosen customers with the largest exposure, the largest first; none without any. */
export function selectionLargestSql(count: number, parameters: unknown[]): string {
  return `SELECT customer.id AS "customerId", customer.code, customer.name, largest.grade,
      largest.exposure_fen::float8 AS "exposureFen", largest.overdue_fen::float8 AS "overdueFen",
      largest.limit_fen::float8 AS "limitFen"
    FROM (SELECT id, grade, exposure_fen, overdue_fen, limit_fen FROM chosen
          WHERE exposure_fen > 0 ORDER BY exposure_fen DESC, id LIMIT $${parameters.push(count)}) largest
    JOIN customers customer ON customer.id = largest.id
    ORDER BY largest.exposure_fen DESC, customer.id`;
}
