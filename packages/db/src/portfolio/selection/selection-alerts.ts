import { ANSWER_JOIN_SQL, KPI_COLUMNS_SQL } from '../alert-kpis.ts';

/** How the chosen customers' alerts opened since a moment, `$2`, were answered (R52); `$1` is the present moment. */
export const SELECTION_ALERTS_SQL = `SELECT ${KPI_COLUMNS_SQL}
  FROM alerts alert JOIN chosen ON chosen.id = alert.customer_id ${ANSWER_JOIN_SQL}
  WHERE alert.opened_at >= $2`;
