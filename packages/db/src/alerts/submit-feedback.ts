import { type Alert, type AlertStep, stepsOf } from '@xinshao/core/alerts/alert.ts';
import { clockChange } from '@xinshao/core/alerts/clock.ts';
import { type AlertRefusal, transition } from '@xinshao/core/alerts/transition.ts';
import type { AuditSurface, NewAuditEntry } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { FeedbackAnswers } from '@xinshao/core/feedback/form.ts';
import type { Member } from '@xinshao/core/roles/roles.ts';
import type pg from 'pg';
import { appendAudits } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import type { Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import { type AttachedFile, addFiles } from './feedback-files.ts';
import { lockAlert } from './lock-alert.ts';
import { stopClock } from './set-clock.ts';
import { showAgain } from './show-again.ts';
import { showStop } from './show-stop.ts';
import { storePromise } from './store-promise.ts';

export interface FeedbackSubmission {
  readonly alertId: string;
  /** Answers and reviews that the person had before their eyes (`stepsOf`). */
  readonly basedOn: number;
  readonly by: Member;
  /** Through which door the answer came. */
  readonly surface: AuditSurface;
  /** Validated by the core. */
  readonly answers: FeedbackAnswers;
  /** Files that are new with this answer; `answers.attachments` names all that belong to it. */
  readonly files?: readonly AttachedFile[];
  readonly now: Date;
  /** `now` in the company's time zone. */
  readonly today: Day;
}

export type SubmissionResult =
  | { readonly outcome: 'stored'; readonly revision: number }
  /** The same person submitted the very same answers before: a second click or a repeated delivery. */
  | { readonly outcome: 'repeated'; readonly revision: number }
  /** `latest`: what happened before and by whom. */
  | { readonly outcome: 'refused'; readonly code: AlertRefusal | 'missing'; readonly latest: AlertStep | null };

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
  // A refusal is found before anything is written, so committing it changes nothing.
  return withinTransaction(database, (client) => submitWithin(client, queue, submission));
}

async function submitWithin(
  client: pg.PoolClient,
  queue: Queue,
  submission: FeedbackSubmission,
): Promise<SubmissionResult> {
  const found = await lockAlert(client, submission.alertId);
  if (found === null) return { outcome: 'refused', code: 'missing', latest: null };
  const { alert, customerId, round } = found;
  const step = transition(
    alert,
    { kind: 'submit_feedback', by: submission.by, basedOn: submission.basedOn },
    submission.now,
  );
  if (!step.ok) {
    if (step.code === 'already_answered' && (await isRepetition(client, submission, alert))) {
      return { outcome: 'repeated', revision: alert.revision };
    }
    return { outcome: 'refused', code: step.code, latest: step.latest };
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
  const origin = { actor: by.code, surface: submission.surface };
  const holdEntries = clockChange(alert, step.alert) === 'stop' ? await stopClock(client, alertId, now, origin) : [];
  await addFiles(client, queue, alertId, submission.files ?? [], { code: by.code, now });
  await storePromise(client, {
    alertId,
    customerId,
    promise: answers.promise,
    stateBefore: alert.state,
    today: submission.today,
  });
  await showAgain(client, queue, { id: alertId, severity: alert.severity, round }, step.effects);
  if (holdEntries.length > 0) await showStop(client, queue, [customerId], alertId);
  await appendAudits(client, [await answerEntry(client, submission, alert, step.alert), ...holdEntries]);
  return { outcome: 'stored', revision: step.alert.revision };
}

async function answerEntry(
  client: pg.PoolClient,
  submission: FeedbackSubmission,
  before: Alert,
  after: Alert,
): Promise<NewAuditEntry> {
  const { rows } = await client.query<{ answers: unknown }>(
    'SELECT answers FROM feedback WHERE alert_id = $1::bigint AND revision = $2',
    [submission.alertId, before.revision],
  );
  return {
    at: submission.now,
    actor: submission.by.code,
    surface: submission.surface,
    action: 'feedback_submitted',
    subjectKind: 'alert',
    subjectId: submission.alertId,
    before: { state: before.state, revision: before.revision, answers: rows[0]?.answers ?? null },
    after: { state: after.state, revision: after.revision, answers: submission.answers },
  };
}

async function isRepetition(client: pg.PoolClient, submission: FeedbackSubmission, alert: Alert): Promise<boolean> {
  if (stepsOf(alert) !== submission.basedOn + 1) return false;
  const { rows } = await client.query(
    `SELECT FROM feedback
     WHERE alert_id = $1::bigint AND revision = $2 AND submitted_by = $3 AND answers = $4::jsonb`,
    [submission.alertId, alert.revision, submission.by.code, JSON.stringify(submission.answers)],
  );
  return rows.length > 0;
}
