/** The chosen customers with the largest exposure, the largest first; none without any. */
export function selectionLargestSql(count: number, parameters: unknown[]): string {
  return `SELECT customer.id AS "customerId", customer.code, customer.name, largest.after AS grade,
      largest.exposure AS "exposureFen", largest.overdue AS "overdueFen", largest.limits AS "limitFen"
    FROM (SELECT id, after, exposure, overdue, limits FROM chosen
          WHERE exposure > 0 ORDER BY exposure DESC, id LIMIT $${parameters.push(count)}) largest
    JOIN customers customer ON customer.id = largest.id
    ORDER BY largest.exposure DESC, customer.id`;
}
