import type { KeyPath, Report } from '../problem.ts';

/** Reports every id that an earlier entry of the list already has. */
export function reportDuplicates(ids: readonly string[], pathOf: (index: number) => KeyPath, report: Report): void {
  const seen = new Set<string>();
  ids.forEach((id, index) => {
    if (seen.has(id)) report(pathOf(index), { code: 'duplicate_id', parameters: { id } });
    seen.add(id);
  });
}
