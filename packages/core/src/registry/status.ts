/** What sites and files call a company that is simply in business. */
const IN_BUSINESS = new Set(['存续', '在业', '在营', '开业', '在册', '正常']);

/** Whether two wordings of a registry status mean the same: `存续（在营、开业、在册）` and `在业` do. */
export function isSameStatus(one: string, other: string): boolean {
  return stemOf(one) === stemOf(other);
}

/** What stands before a bracket; all that mean "in business" alike. */
function stemOf(status: string): string {
  const stem = (status.normalize('NFKC').split('(')[0] ?? '').trim();
  return IN_BUSINESS.has(stem) ? '存续' : stem;
}
