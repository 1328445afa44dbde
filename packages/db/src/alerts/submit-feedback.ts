import type { Alert } from '@xinshao/core/alerts/alert.ts';
import { clockChange } from '@xinshao/core/alerts/clock.ts';
import { type AlertRefusal, transition } from '@xinshao/core/alerts/transition.ts';
import type { AuditSurface } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { FeedbackAnswers } from '@xinshao/core/feedback/form.ts';
import type { Member } from '@xinshao/core/roles/roles.ts';
import type { FeedbackFormId, Severity } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { enqueueDeliveries, type Queue } from '../queue/queue.ts';
import { stopClock } from './set-clock.ts';

export interface FeedbackSubmission {
  readonly alertId: string;
  /** Revision that the person had before their eyes; 0: none. */
  readonly basedOn: number;
  readonly by: Member;
  /** Through which door the answer came. */
  readonly surface: AuditSurface;
  /** Validated by the core. */
  readonly answers: FeedbackAnswers;
  readonly now: Date;
  /** `now` in the company's time zone. */
  readonly today: Day;
}

export type SubmissionResult =
  | { readonly outcome: 'stored'; readonly revision: number }
  /** The same person submitted the very same answers before: a second click or a repeated delivery. */
  | { readonly outcome: 'repeated'; readonly revision: number }
  | { readonly outcome: 'refused'; readonly code: AlertRefusal | 'missing' };

/**
 * Stores an answer, the alert's new state, the promise to pay and the audit entry, stops the clock with whatever hold
 * on new credit it led to, and queues the messages' update: all of it or nothing.
 * Two answers at once, or one delivered twice, leave one.
 */
export async function submitFeedback(
  database: Database,
  queue: Queue,
  submission: FeedbackSubmission,
): Promise<SubmissionResult> {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    const result = await submitWithin(client, queue, submission);
    await client.query(result.outcome === 'stored' ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function submitWithin(
  client: pg.PoolClient,
  queue: Queue,
  submission: FeedbackSubmission,
): Promise<SubmissionResult> {
  const found = await lockAlert(client, submission.alertId);
  if (found === null) return { outcome: 'refused', code: 'missing' };
  const { alert, customerId } = found;
  const step = transition(
    alert,
    { kind: 'submit_feedback', by: submission.by, basedOn: submission.basedOn },
    submission.now,
  );
  if (!step.ok) {
    if (step.code === 'already_answered' && (await isRepetition(client, submission, alert.revision))) {
      return { outcome: 'repeated', revision: alert.revision };
    }
    return { outcome: 'refused', code: step.code };
  }
  const { alertId, by, answers, now } = submission;
  await client.query(
    'INSERT INTO feedback (alert_id, revision, submitted_by, submitted_at, answers) VALUES ($1::bigint, $2, $3, $4, $5::jsonb)',
    [alertId, step.alert.revision, by.code, now, JSON.stringify(answers)],
  );
  await client.query(
    `UPDATE alerts SET state = $2, version = $3, answered_at = $4, answered_by = $5
     WHERE id = $1::bigint AND version = $6`,
    [alertId, step.alert.state, step.alert.version, now, by.code, alert.version],
  );
  if (clockChange(alert, step.alert) === 'stop') await stopClock(client, alertId, now);
  await storePromise(client, submission, customerId);
  await enqueueDeliveries(
    queue,
    [
      { alertId, audience: 'channel', severity: alert.severity },
      { alertId, audience: 'owner', severity: alert.severity },
    ],
    client,
  );
  await recordAnswer(client, submission, alert, step.alert);
  return { outcome: 'stored', revision: step.alert.revision };
}

async function recordAnswer(
  client: pg.PoolClient,
  submission: FeedbackSubmission,
  before: Alert,
  after: Alert,
): Promise<void> {
  const { rows } = await client.query<{ answers: unknown }>(
    'SELECT answers FROM feedback WHERE alert_id = $1::bigint AND revision = $2',
    [submission.alertId, before.revision],
  );
  await appendAudit(client, {
    at: submission.now,
    actor: submission.by.code,
    surface: submission.surface,
    action: 'feedback_submitted',
    subjectKind: 'alert',
    subjectId: submission.alertId,
    before: { state: before.state, revision: before.revision, answers: rows[0]?.answers ?? null },
    after: { state: after.state, revision: after.revision, answers: submission.answers },
  });
}

/** A corrected answer replaces the promise of the one before; the customer is looked at again in the next run. */
async function storePromise(client: pg.PoolClient, submission: FeedbackSubmission, customerId: number): Promise<void> {
  const { promise } = submission.answers;
  await client.query('DELETE FROM promises WHERE alert_id = $1::bigint', [submission.alertId]);
  if (promise !== undefined) {
    await client.query(
      `INSERT INTO promises (customer_id, alert_id, made_on, due_on, amount_fen)
       VALUES ($1, $2::bigint, $3::date, $4::date, $5)`,
      [customerId, submission.alertId, submission.today, promise.date, promise.amountFen],
    );
  }
  await client.query('INSERT INTO customer_changes (customer_id) VALUES ($1)', [customerId]);
}

interface AlertRow {
  customer_id: number;
  state: Alert['state'];
  version: number;
  severity: Severity;
  due_at: Date;
  owner_code: string | null;
  owner_team_code: string | null;
  owner_manager_code: string | null;
  revision: number;
  forms: FeedbackFormId[];
  answered_at: Date | null;
  answered_by: string | null;
}

async function lockAlert(
  client: pg.PoolClient,
  alertId: string,
): Promise<{ readonly alert: Alert; readonly customerId: number } | null> {
  const { rows } = await client.query<AlertRow>(
    `SELECT alert.customer_id, alert.state, alert.version, alert.severity, alert.due_at, alert.owner_code,
       alert.answered_at, alert.answered_by, coalesce(owner.team_code, alert.team_code) AS owner_team_code,
       owner.manager_code AS owner_manager_code,
       coalesce((SELECT max(revision) FROM feedback WHERE feedback.alert_id = alert.id), 0) AS revision,
       ARRAY(SELECT DISTINCT form FROM warnings WHERE warnings.alert_id = alert.id ORDER BY form) AS forms
     FROM alerts alert LEFT JOIN staff owner ON owner.code = alert.owner_code
     WHERE alert.id = $1::bigint FOR UPDATE OF alert`,
    [alertId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    customerId: row.customer_id,
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
      answeredAt: row.answered_at,
      answeredBy: row.answered_by,
    },
  };
}

async function isRepetition(
  client: pg.PoolClient,
  submission: FeedbackSubmission,
  latestRevision: number,
): Promise<boolean> {
  if (latestRevision !== submission.basedOn + 1) return false;
  const { rows } = await client.query(
    `SELECT FROM feedback
     WHERE alert_id = $1::bigint AND revision = $2 AND submitted_by = $3 AND answers = $4::jsonb`,
    [submission.alertId, latestRevision, submission.by.code, JSON.stringify(submission.answers)],
  );
  return rows.length > 0;
}
