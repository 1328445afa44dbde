import type { InspectedFile } from '../source/inspect-file.ts';
import { openRows } from '../source/open-rows.ts';
import type { RejectedRows } from './rejected-rows.ts';

/**
 * Adds the rows that contradict an earlier row of the file. Which they are is known only when all rows are staged, so
 * the file is read once more for their original columns; most files have none.
 * @param conflicts line → the earlier line with the same key
 */
export async function rejectConflicts(
  file: InspectedFile,
  conflicts: ReadonlyMap<number, number>,
  rejected: RejectedRows,
): Promise<void> {
  if (conflicts.size === 0) return;
  const source = await openRows(file);
  for await (const batch of source.batches) {
    for (const [index, line] of batch.lines.entries()) {
      const first = conflicts.get(line);
      if (first !== undefined) {
        rejected.add(line, { code: 'conflicts_with_line', line: first }, batch.rows[index] ?? []);
      }
    }
    await rejected.flush();
  }
}
