/**
 * SQL: the person of a row of `staff` has not left, or leaves on a day that has not begun. Ask it of whoever acts, is
 * told or is asked; who answered for a customer, and what people have done, stays under the names of those who left.
 */
export const isPresentSql = (alias: string): string => `(${alias}.left_at IS NULL OR ${alias}.left_at > now())`;

/** SQL: the rows of `staff` of those who have not left, to be read in place of the table. */
export const PRESENT_STAFF = `(SELECT * FROM staff WHERE ${isPresentSql('staff')})`;
