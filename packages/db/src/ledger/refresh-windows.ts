import type { SqlExecutor } from '../queue/queue.ts';
import { monthSql } from './ledger-months-sql.ts';
import { WINDOW_COLUMNS, windowColumnsSql } from './ledger-windows-sql.ts';

/**
 * Adds up the windows that end with the ledger's latest month, or with that of the import where nothing in the ledger has
 * come yet: a run for a day of that month reads one row per customer instead of two dozen. With a new month, every
 * customer's windows move.
 * @param importedOn SQL expression of the day of the import
 */
export async function refreshWindows(client: SqlExecutor, importedOn: string): Promise<void> {
  const latest = await client.query(
    `select ${monthSql('latest_on')} as month
     from (select coalesce((select latest_on from data_sources where source = 'ledger'), ${importedOn}) as latest_on) latest`,
  );
  const month = monthIn(latest.rows[0]);
  if (month === null) return;
  const older = await client.query('select 1 from ledger_windows where month <> $1 limit 1', [month]);
  const all = older.rows.length > 0;
  const only = (table: string) =>
    all ? '' : `using touched_customers touched where touched.customer_id = ${table}.customer_id`;
  await client.query(`delete from ledger_windows ${only('ledger_windows')}`);
  await client.query(`
    insert into ledger_windows (customer_id, month, ${WINDOW_COLUMNS})
    select customer_id, ${month}, ${windowColumnsSql(month)}
    from ledger_months ${all ? '' : 'join touched_customers using (customer_id)'}
    group by customer_id`);
}

function monthIn(row: unknown): number | null {
  if (typeof row !== 'object' || row === null || !('month' in row)) return null;
  return typeof row.month === 'number' ? row.month : null;
}
