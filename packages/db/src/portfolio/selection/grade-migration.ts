/** Customers that had one grade and have another, or the same; null: none could be given. */
export interface MigrationCell {
  /** Whether the customer had been assessed by then. */
  readonly known: boolean;
  readonly before: string | null;
  readonly after: string | null;
  readonly customers: number;
  readonly exposureFen: number;
}

/** Over `cell`: the selection by the grade that held at the end of a day and the present one. */
export const GRADE_MIGRATION_SQL = `SELECT known, before, after, sum(customers)::int AS customers,
    sum(exposure) AS "exposureFen"
  FROM cell GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
