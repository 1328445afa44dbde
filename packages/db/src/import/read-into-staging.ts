import type pg from 'pg';
import { CopyWriter } from './copy/copy-writer.ts';
import type { CustomerFinder } from './customers/customers-of-rows.ts';
import type { ImportContext, RowReader, Target } from './kinds/definition.ts';
import type { ProgressMeter } from './progress.ts';
import type { RejectedRows } from './rejected/rejected-rows.ts';
import type { RowSource } from './source/rows.ts';
import { copyStatement } from './sql/staging.ts';

export interface ReadingParts {
  readonly source: RowSource;
  readonly target: Target;
  readonly readRow: RowReader;
  /** Whether the row reader wants the line number as one more cell. */
  readonly needsLine: boolean;
  readonly context: ImportContext;
  readonly findCustomers: CustomerFinder | null;
  readonly rejected: RejectedRows;
  readonly progress: ProgressMeter;
}

/**
 * Streams the file into the staging table: every row is staged or rejected. Blank rows are neither.
 * @returns how many rows were staged
 */
export async function readIntoStaging(client: pg.ClientBase, parts: ReadingParts): Promise<number> {
  const { source, target, readRow, needsLine, context, findCustomers, rejected, progress } = parts;
  const columns = source.header.length;
  const customerField = target.columns.findIndex(({ name }) => name === 'customer_id');
  const writer = new CopyWriter(client, copyStatement(target));
  let staged = 0;
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
      const fields = readRow(needsLine ? [...row, String(line)] : row);
      if ('code' in fields) {
        if (row.every((cell) => cell.trim() === '')) continue;
        rejected.add(line, fields, row);
      } else {
        if (customerField !== -1) context.customers.markUsed(Number(fields[customerField]));
        writer.add(`${line}\t${fields.join('\t')}\n`);
        staged++;
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
  return staged;
}

/** Empty cells behind the last header are no columns. */
function fits(row: readonly string[], columns: number): boolean {
  return row.length > columns && row.slice(columns).every((cell) => cell === '');
}
