import { CELL_SUMS_SQL } from './chosen-sql.ts';

/** The selection's sums by grade, in no particular order; the policy knows which grade is best. */
export const SELECTION_BY_GRADE_SQL = `SELECT after AS grade, ${CELL_SUMS_SQL} FROM cell GROUP BY 1`;
