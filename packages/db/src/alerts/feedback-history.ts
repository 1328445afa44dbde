import type { Database } from '../database.ts';
import type { StoredFeedback } from './alert-view.ts';
import { EDITED_SQL } from './promises-and-files.ts';

/** Every answer to an alert, the latest first. */
export async function feedbackHistory(database: Database, alertId: string): Promise<StoredFeedback[]> {
  const { rows } = await database.pool.query<{
    revision: number;
    answers: StoredFeedback['answers'];
    edited: boolean;
    submitted_at: Date;
    code: string;
    name: string;
    slack_user_id: string | null;
    email: string | null;
  }>(
    `SELECT feedback.revision, feedback.answers, ${EDITED_SQL} AS edited, feedback.submitted_at,
       feedback.submitted_by AS code, coalesce(author.name, feedback.submitted_by) AS name, author.slack_user_id, author.email
     FROM feedback JOIN alerts alert ON alert.id = feedback.alert_id
     LEFT JOIN staff author ON author.code = feedback.submitted_by
     WHERE feedback.alert_id = $1::bigint ORDER BY feedback.revision DESC`,
    [alertId],
  );
  return rows.map(({ revision, answers, edited, submitted_at: submittedAt, code, name, slack_user_id, email }) => ({
    revision,
    answers,
    edited,
    submittedAt,
    submittedBy: { code, name, slackUserId: slack_user_id, email },
  }));
}
