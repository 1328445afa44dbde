import type { AlertState } from '@xinshao/core/alerts/alert.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Responsibility } from '@xinshao/core/roles/roles.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type { Database } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { NoticePart } from './store-notice.ts';

/** An alert in a message about many, as things stand now. */
export interface NoticeItem {
  readonly alertId: string;
  readonly version: number;
  readonly part: NoticePart;
  readonly state: AlertState;
  readonly severity: Severity;
  readonly customerId: number;
  readonly customerName: string;
  readonly exposureFen: Fen;
  readonly overdueFen: Fen;
  readonly dueAt: Date;
  /** When the latest answer came; null: none has come. */
  readonly answeredAt: Date | null;
  /** Answers and reviews so far, as the buttons of a review count them. */
  readonly steps: number;
  readonly ownerName: string | null;
  readonly responsibility: Responsibility;
}

/** How many alerts a message speaks of. */
export interface NoticeCounts {
  readonly total: number;
  /** Of them, still without what is owed: the answer, or the review of it. */
  readonly owed: number;
  /** Of them, told here for the first time. */
  readonly fresh: number;
  readonly red: number;
  readonly orange: number;
  readonly yellow: number;
  readonly exposureFen: Fen;
}

/** Still waits for whoever the message asks. */
const OWED = `CASE WHEN item.part = 'review' THEN alert.state = 'answered' ELSE alert.state IN ('open', 'returned') END`;

/** All zero when there is no such message. @param parts counts these alone; null: all */
export async function noticeCounts(
  database: Database,
  noticeId: string,
  parts: readonly NoticePart[] | null = null,
): Promise<NoticeCounts> {
  const { rows } = await database.pool.query<NoticeCounts>(
    prepared(
      `SELECT count(*)::int AS total, count(*) FILTER (WHERE ${OWED})::int AS owed,
       count(*) FILTER (WHERE item.part = 'new')::int AS fresh,
       count(*) FILTER (WHERE alert.severity = 'red')::int AS red,
       count(*) FILTER (WHERE alert.severity = 'orange')::int AS orange,
       count(*) FILTER (WHERE alert.severity = 'yellow')::int AS yellow,
       coalesce(sum(alert.exposure_fen), 0)::float8 AS "exposureFen"
     FROM notice_items item JOIN alerts alert ON alert.id = item.alert_id
     WHERE item.notice_id = $1::bigint AND ($2::text[] IS NULL OR item.part = ANY($2::text[]))`,
      [noticeId, parts],
    ),
  );
  return rows[0] ?? { total: 0, owed: 0, fresh: 0, red: 0, orange: 0, yellow: 0, exposureFen: 0 };
}

/**
 * Alerts of a message in its order, answered ones included.
 * @param page so many after so many, of these parts alone; null: of all
 */
export async function noticeItems(
  database: Database,
  noticeId: string,
  page: { readonly offset: number; readonly limit: number; readonly parts: readonly NoticePart[] | null },
): Promise<NoticeItem[]> {
  const { rows } = await database.pool.query<Omit<NoticeItem, 'responsibility'> & Responsibility>(
    prepared(
      `SELECT alert.id::text AS "alertId", alert.version, item.part, alert.state, alert.severity,
       alert.customer_id AS "customerId", customer.name AS "customerName", alert.exposure_fen::float8 AS "exposureFen",
       alert.overdue_fen::float8 AS "overdueFen", alert.due_at AS "dueAt", owner.name AS "ownerName",
       alert.answered_at AS "answeredAt",
       ((SELECT coalesce(max(feedback.revision), 0) FROM feedback WHERE feedback.alert_id = alert.id)
         + (SELECT count(*) FROM alert_reviews review WHERE review.alert_id = alert.id))::int AS steps,
       alert.owner_code AS "ownerCode", coalesce(owner.team_code, alert.team_code) AS "ownerTeamCode",
       owner.manager_code AS "ownerManagerCode"
     FROM (SELECT alert_id, part, position FROM notice_items
       WHERE notice_id = $1::bigint AND ($4::text[] IS NULL OR part = ANY($4::text[]))
       ORDER BY position LIMIT $3 OFFSET $2) item
     JOIN alerts alert ON alert.id = item.alert_id
     JOIN customers customer ON customer.id = alert.customer_id
     LEFT JOIN staff owner ON owner.code = alert.owner_code
     ORDER BY item.position`,
      [noticeId, page.offset, page.limit, page.parts],
    ),
  );
  return rows.map(({ ownerCode, ownerTeamCode, ownerManagerCode, ...item }) => ({
    ...item,
    responsibility: { ownerCode, ownerTeamCode, ownerManagerCode },
  }));
}
