import type { AlertState } from '@xinshao/core/alerts/alert.ts';
import { pageOf } from '@xinshao/core/home/home-state.ts';
import type { SeenAlerts } from '@xinshao/core/portfolio/permissions.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type { Database } from '../database.ts';
import { ALERT_SOURCES_SQL, type AlertView, readAlertViews } from './alert-view.ts';

/** Which of the alerts that somebody may see; what is left out does not narrow the list. */
export interface AlertFilter {
  /** Not closed, unless told otherwise. */
  readonly states?: readonly AlertState[];
  readonly severity?: Severity;
  /** An answer is owed, and its deadline was before this moment. */
  readonly overdueAt?: Date;
  readonly teamCode?: string;
  readonly customerId?: number;
}

const NOT_CLOSED: readonly AlertState[] = ['open', 'returned', 'answered', 'accepted'];

/** What waits for an answer comes first, by deadline, then the heavier, then the more exposed. */
const MOST_URGENT = `(alert.state IN ('open', 'returned')) DESC, alert.due_at,
  array_position(ARRAY['red', 'orange', 'yellow'], alert.severity), alert.exposure_fen DESC, alert.id`;
const MOST_EXPOSED = 'alert.exposure_fen DESC, alert.due_at, alert.id';

/** One page of a list of alerts. */
export interface AlertList {
  readonly alerts: readonly AlertView[];
  /** On all pages. */
  readonly total: number;
  /** The page shown, 1 for the first: a list that grew shorter shows its last one. */
  readonly page: number;
  readonly pages: number;
}

/** The alerts a member may see and asked for, a page of them. */
export async function listAlerts(
  database: Database,
  seen: SeenAlerts,
  filter: AlertFilter,
  asked: { readonly page: number; readonly size: number; readonly order?: 'urgency' | 'exposure' },
): Promise<AlertList> {
  const { condition, parameters } = conditionOf(seen, filter);
  const total = await countAlerts(database, seen, filter);
  const { page, pages } = pageOf(total, asked.page, asked.size);
  const order = asked.order === 'exposure' ? MOST_EXPOSED : MOST_URGENT;
  const offset = (page - 1) * asked.size;
  const alerts =
    total === 0 ? [] : await readAlertViews(database, condition, parameters, asked.size, { order, offset });
  return { alerts, total, page, pages };
}

/** How many alerts a member may see and asked for. */
export async function countAlerts(database: Database, seen: SeenAlerts, filter: AlertFilter): Promise<number> {
  const { condition, parameters } = conditionOf(seen, filter);
  const { rows } = await database.pool.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM ${ALERT_SOURCES_SQL} WHERE ${condition}`,
    parameters,
  );
  return rows[0]?.total ?? 0;
}

function conditionOf(seen: SeenAlerts, filter: AlertFilter): { condition: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const given = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = [`alert.state = ANY(${given(filter.states ?? NOT_CLOSED)}::text[])`];
  if (seen.kind === 'own') conditions.push(`alert.owner_code = ${given(seen.staffCode)}`);
  if (seen.kind === 'team') {
    const leader = given(seen.staffCode);
    conditions.push(`(alert.owner_code = ${leader} OR owner.manager_code = ${leader}
      OR coalesce(owner.team_code, alert.team_code) = ${given(seen.teamCode)})`);
  }
  if (filter.severity !== undefined) conditions.push(`alert.severity = ${given(filter.severity)}`);
  if (filter.overdueAt !== undefined) {
    conditions.push(`alert.state IN ('open', 'returned') AND alert.due_at < ${given(filter.overdueAt)}`);
  }
  if (filter.teamCode !== undefined) {
    conditions.push(`coalesce(owner.team_code, alert.team_code) = ${given(filter.teamCode)}`);
  }
  if (filter.customerId !== undefined) conditions.push(`alert.customer_id = ${given(filter.customerId)}`);
  return { condition: conditions.join(' AND '), parameters };
}
