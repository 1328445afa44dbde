import type { Alert, AlertStep } from '@xinshao/core/alerts/alert.ts';
import type { FeedbackFormId, Severity } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';

interface AlertRow {
  customer_id: number;
  policy_hash: string;
  state: Alert['state'];
  version: number;
  severity: Severity;
  due_at: Date;
  owner_code: string | null;
  owner_team_code: string | null;
  owner_manager_code: string | null;
  revision: number;
  reviews: number;
  returns: number;
  forms: FeedbackFormId[];
  answered_at: Date | null;
  answered_by: string | null;
  latest: { kind: AlertStep['kind']; by: string; at: string } | null;
}

export interface LockedAlert {
  readonly alert: Alert;
  readonly customerId: number;
  readonly policyHash: string;
  /** 1 at first, one more with each return: which request for an answer or a review this is. */
  readonly round: number;
}

/** What decides about an alert's next step, locked until the transaction ends; null when there is no such alert. */
export async function lockAlert(client: pg.PoolClient, alertId: string): Promise<LockedAlert | null> {
  // The lock first, what hangs on the alert after it: otherwise a step that was waited for would not be seen.
  const locked = await client.query('SELECT FROM alerts WHERE id = $1::bigint FOR UPDATE', [alertId]);
  if (locked.rows.length === 0) return null;
  const { rows } = await client.query<AlertRow>(
    `SELECT alert.customer_id, alert.policy_hash, alert.state, alert.version, alert.severity, alert.due_at, alert.owner_code,
       alert.answered_at, alert.answered_by, coalesce(owner.team_code, alert.team_code) AS owner_team_code,
       owner.manager_code AS owner_manager_code,
       coalesce((SELECT max(revision) FROM feedback WHERE feedback.alert_id = alert.id), 0) AS revision,
       (SELECT count(*)::int FROM alert_reviews review WHERE review.alert_id = alert.id) AS reviews,
       (SELECT count(*)::int FROM alert_reviews review WHERE review.alert_id = alert.id AND decision = 'return') AS returns,
       ARRAY(SELECT DISTINCT form FROM warnings WHERE warnings.alert_id = alert.id ORDER BY form) AS forms,
       (SELECT json_build_object('kind', step.kind, 'by', step.by, 'at', step.at) FROM (
          SELECT 'submit_feedback' AS kind, submitted_by AS by, submitted_at AS at, revision, 0 AS review
            FROM feedback WHERE feedback.alert_id = alert.id
          UNION ALL
          SELECT decision, by, at, revision, id FROM alert_reviews WHERE alert_reviews.alert_id = alert.id
        ) step ORDER BY step.revision DESC, step.review DESC LIMIT 1) AS latest
     FROM alerts alert LEFT JOIN staff owner ON owner.code = alert.owner_code
     WHERE alert.id = $1::bigint`,
    [alertId],
  );
  const [row] = rows;
  return row === undefined ? null : lockedFrom(row);
}

function lockedFrom(row: AlertRow): LockedAlert {
  const { latest } = row;
  return {
    customerId: row.customer_id,
    policyHash: row.policy_hash,
    round: row.returns + 1,
    alert: {
      state: row.state,
      version: row.version,
      severity: row.severity,
      dueAt: row.due_at,
      forms: row.forms,
      responsibility: {
        ownerCode: row.owner_code,
        ownerTeamCode: row.owner_team_code,
        ownerManagerCode: row.owner_manager_code,
      },
      revision: row.revision,
      reviews: row.reviews,
      answeredAt: row.answered_at,
      answeredBy: row.answered_by,
      latest: latest === null ? null : { kind: latest.kind, by: latest.by, at: new Date(latest.at) },
    },
  };
}
