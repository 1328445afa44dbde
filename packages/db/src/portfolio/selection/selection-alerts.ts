import type { AlertKpis } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../../database.ts';
import { ANSWER_JOIN_SQL, KPI_COLUMNS_SQL } from '../alert-kpis.ts';
import { SELECTION_SOURCES_SQL, type Selection, selectionSql } from './selection.ts';

/** How the selected customers' alerts opened since a moment were answered (R52). */
export async function selectionAlerts(
  database: Database,
  selection: Selection,
  period: { readonly since: Date; readonly now: Date },
): Promise<AlertKpis> {
  const parameters: unknown[] = [period.now, period.since];
  const condition = selectionSql(selection, parameters);
  const { rows } = await database.pool.query<AlertKpis>(
    `SELECT ${KPI_COLUMNS_SQL} FROM alerts alert ${ANSWER_JOIN_SQL}
     WHERE alert.opened_at >= $2
       AND alert.customer_id IN (SELECT customer.id FROM ${SELECTION_SOURCES_SQL} WHERE ${condition})`,
    parameters,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate without a row');
  return row;
}
