import type pg from 'pg';
import { CopyWriter } from './copy/copy-writer.ts';
import type { CustomerFinder } from './customers/customers-of-rows.ts';
import type { ImportContext, RowReader, Target } from './kinds/definition.ts';
import type { ProgressMeter } from './progress.ts';
import type { RejectedRows } from './rejected/rejected-rows.ts';
import type { RowSource } from './source/rows.ts';
import { copyStatement, directCopyStatement } from './sql/staging.ts';

export interface ReadingParts {
  readonly source: RowSource;
  readonly target: Target;
  /** Whether rows go straight into their table instead of the staging table. */
  readonly direct: boolean;
  readonly readRow: RowReader;
  /** Whether the row reader wants the line number as one more cell. */
  readonly needsLine: boolean;
  readonly context: ImportContext;
  readonly findCustomers: CustomerFinder | null;
  readonly rejected: RejectedRows;
  readonly progress: ProgressMeter;
}

/**
 * Streams the file to the server: every row is sent or rejected. Blank rows are neither.
 * @returns how many rows were sent
 * @throws the server's error 23505 when rows go straight into their table and two have the same key
 */
export async function sendRows(client: pg.ClientBase, parts: ReadingParts): Promise<number> {
  const { source, target, direct, readRow, needsLine, context, findCustomers, rejected, progress } = parts;
  const columns = source.header.length;
  const writer = new CopyWriter(client, direct ? directCopyStatement(target) : copyStatement(target));
  let sent = 0;
  for await (const batch of source.batches) {
    if (findCustomers) await findCustomers(batch.rows);
    let broken = 0;
    for (let index = 0; index < batch.rows.length; index++) {
      const row = batch.rows[index] ?? [];
      const line = batch.lines[index] ?? 0;
      for (let next = batch.broken[broken]; next !== undefined && next.line < line; next = batch.broken[++broken]) {
        rejected.add(next.line, { code: 'quotes_broken' }, [next.text]);
        progress.rows++;
      }
      if (row.length !== columns && !fits(row, columns)) {
        if (row.every((cell) => cell.trim() === '')) continue;
        rejected.add(line, { code: 'column_count', expected: columns, found: row.length }, row);
        progress.rows++;
        continue;
      }
      const text = readRow(needsLine ? [...row, String(line)] : row);
      if (typeof text !== 'string') {
        if (row.every((cell) => cell.trim() === '')) continue;
        rejected.add(line, text, row);
      } else {
        context.customers.acceptCurrent();
        writer.add(direct ? `${text}\n` : `${line}\t${text}\n`);
        sent++;
      }
      progress.rows++;
    }
    for (const { line, text } of batch.broken.slice(broken)) {
      rejected.add(line, { code: 'quotes_broken' }, [text]);
      progress.rows++;
    }
    progress.bytes = batch.bytes;
    await writer.flush();
    await rejected.flush();
    // Lets the timer of the progress run even when reading never has to wait.
    await new Promise((resume) => setImmediate(resume));
  }
  await writer.end();
  return sent;
}

/** Empty cells behind the last header are no columns. */
function fits(row: readonly string[], columns: number): boolean {
  return row.length > columns && row.slice(columns).every((cell) => cell === '');
}
