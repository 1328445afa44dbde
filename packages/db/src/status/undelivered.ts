import { type AuditOrigin, SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type { Audience } from '../alerts/audience.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import {
  type DeliverCollectionJob,
  type DeliverConnectionJob,
  type DeliverRequestJob,
  enqueueDeliveries,
  enqueueJobs,
  enqueueNotices,
  enqueueReports,
  enqueueRequests,
  enqueueSteps,
  QUEUES,
  type Queue,
  type SendLetterJob,
  type SendPrecheckJob,
} from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';

/** Something that Slack refused. */
export interface Undelivered {
  readonly kind:
    | 'alert'
    | 'step'
    | 'notice'
    | 'request'
    | 'collection'
    | 'letter'
    | 'report'
    | 'precheck'
    | 'connection';
  /** null: not about one alert. */
  readonly alertId: string | null;
  readonly customerName: string | null;
  readonly severity: Severity | null;
  /** Audience, step, or place of a message about many; `request 12: audience` and so on for the other kinds. */
  readonly what: string;
  readonly problem: string;
  readonly attempts: number;
}

/** One row for each, of alerts that are not closed. */
const FAILED = `
  SELECT 'alert' AS kind, alert.id AS alert_id, customer.name AS customer_name, alert.severity, message.audience AS what,
    coalesce(message.error, '') AS problem, message.attempts
  FROM alert_messages message JOIN alerts alert ON alert.id = message.alert_id
  JOIN customers customer ON customer.id = alert.customer_id
  WHERE message.state = 'failed' AND alert.state <> 'closed'
  UNION ALL
  SELECT 'step', alert.id, customer.name, alert.severity, step.step, coalesce(step.error, ''), step.attempts
  FROM alert_steps step JOIN alerts alert ON alert.id = step.alert_id
  JOIN customers customer ON customer.id = alert.customer_id
  WHERE step.state = 'failed' AND alert.state IN ('open', 'returned')
  UNION ALL
  SELECT 'notice', NULL, NULL, NULL, kind || ' ' || place, coalesce(error, ''), attempts FROM notices WHERE state = 'failed'
  UNION ALL
  SELECT 'request', NULL, customer.name, NULL, 'request ' || request.id || ' ' || customer.name, coalesce(message.error, ''), message.attempts
  FROM limit_request_messages message JOIN limit_requests request ON request.id = message.request_id
  JOIN customers customer ON customer.id = request.customer_id WHERE message.state = 'failed'
  UNION ALL
  SELECT 'collection', NULL, customer.name, NULL, 'collection ' || collected.id || ' ' || customer.name, coalesce(message.error, ''), message.attempts
  FROM collection_messages message JOIN collection_cases collected ON collected.id = message.case_id
  JOIN customers customer ON customer.id = collected.customer_id WHERE message.state = 'failed'
  UNION ALL
  SELECT 'letter', NULL, customer.name, NULL, 'letter ' || letter.case_id || '-' || letter.number || ' ' || customer.name, coalesce(letter.error, ''), letter.attempts
  FROM collection_letters letter JOIN collection_cases collected ON collected.id = letter.case_id
  JOIN customers customer ON customer.id = collected.customer_id WHERE letter.state = 'failed'
  UNION ALL
  SELECT 'report', NULL, NULL, NULL, 'report ' || month, coalesce(error, ''), attempts FROM report_messages WHERE state = 'failed'
  UNION ALL
  SELECT 'precheck', NULL, NULL, NULL, 'precheck ' || precheck.name, coalesce(message.error, ''), message.attempts
  FROM precheck_messages message JOIN prechecks precheck ON precheck.id = message.precheck_id
  WHERE message.state = 'failed'
  UNION ALL
  SELECT 'connection', NULL, NULL, NULL, 'connection ' || token.staff_code, coalesce(message.error, ''), message.attempts
  FROM connection_messages message JOIN access_tokens token ON token.id = message.token_id WHERE message.state = 'failed'`;

/** What Slack refused, red first; `total` counts those beyond the limit too. */
export async function undeliveredNow(
  database: Database,
  limit: number,
): Promise<{ readonly total: number; readonly items: readonly Undelivered[] }> {
  const { rows } = await database.pool.query<Undelivered & { total: number }>(
    `SELECT kind, alert_id::text AS "alertId", customer_name AS "customerName", severity, what, problem, attempts,
       count(*) OVER ()::int AS total
     FROM (${FAILED}) failed
     ORDER BY array_position(ARRAY['red', 'orange', 'yellow'], severity), alert_id, what LIMIT $1`,
    [limit],
  );
  return { total: rows[0]?.total ?? 0, items: rows };
}

/** How many messages Slack refused, by kind; kinds without any are left out. */
export async function countUndelivered(
  database: Database,
): Promise<{ readonly kind: Undelivered['kind']; readonly count: number }[]> {
  const { rows } = await database.pool.query<{ kind: Undelivered['kind']; count: number }>(
    `SELECT kind, count(*)::int AS count FROM (${FAILED}) failed GROUP BY kind ORDER BY kind`,
  );
  return rows;
}

/**
 * Has everything that Slack refused tried again at once, also what was given up; recorded in the audit trail.
 * @returns how many messages were queued
 */
export async function retryUndelivered(
  database: Database,
  queue: Queue,
  now: Date,
  origin: AuditOrigin = { actor: SYSTEM, surface: 'job' },
): Promise<number> {
  return withinTransaction(database, async (transaction) => {
    const alerts = await transaction.query<{ alertId: string; audience: Audience; severity: Severity }>(
      `UPDATE alert_messages message SET state = 'pending', attempts = 0 FROM alerts alert
       WHERE alert.id = message.alert_id AND message.state = 'failed' AND alert.state <> 'closed'
       RETURNING alert.id::text AS "alertId", message.audience, alert.severity`,
    );
    const steps = await transaction.query<{ stepId: string; severity: Severity }>(
      `UPDATE alert_steps step SET state = 'pending', attempts = 0, queued_at = $1 FROM alerts alert
       WHERE alert.id = step.alert_id AND step.state = 'failed' AND alert.state IN ('open', 'returned')
       RETURNING step.id::text AS "stepId", alert.severity`,
      [now],
    );
    const notices = await transaction.query<{ id: string }>(
      `UPDATE notices SET state = 'pending', attempts = 0 WHERE state = 'failed' RETURNING id::text`,
    );
    const requests = await transaction.query<DeliverRequestJob>(
      `UPDATE limit_request_messages SET state = 'pending', attempts = 0, queued_at = $1 WHERE state = 'failed'
       RETURNING request_id::text AS "requestId", audience`,
      [now],
    );
    const cases = await transaction.query<DeliverCollectionJob>(
      `UPDATE collection_messages SET state = 'pending', attempts = 0, queued_at = $1 WHERE state = 'failed'
       RETURNING case_id::text AS "caseId", audience`,
      [now],
    );
    const letters = await transaction.query<SendLetterJob>(
      `UPDATE collection_letters SET state = 'pending', attempts = 0, queued_at = $1 WHERE state = 'failed'
       RETURNING id::text AS "letterId"`,
      [now],
    );
    const reports = await transaction.query<{ id: string }>(
      `UPDATE report_messages SET state = 'pending', attempts = 0, queued_at = $1 WHERE state = 'failed' RETURNING id::text`,
      [now],
    );
    const prechecks = await transaction.query<SendPrecheckJob>(
      `UPDATE precheck_messages SET state = 'pending', attempts = 0, queued_at = $1 WHERE state = 'failed'
       RETURNING id::text AS "messageId"`,
      [now],
    );
    const connections = await transaction.query<DeliverConnectionJob>(
      `UPDATE connection_messages SET state = 'pending', attempts = 0, queued_at = $1 WHERE state = 'failed'
       RETURNING id::text AS "messageId"`,
      [now],
    );
    await enqueueRequests(queue, requests.rows, transaction);
    await enqueueJobs(queue, QUEUES.deliverCollection, cases.rows, transaction);
    await enqueueJobs(queue, QUEUES.sendLetter, letters.rows, transaction);
    await enqueueReports(
      queue,
      reports.rows.map(({ id }) => id),
      transaction,
    );
    await enqueueJobs(queue, QUEUES.sendPrecheck, prechecks.rows, transaction);
    await enqueueJobs(queue, QUEUES.deliverConnection, connections.rows, transaction);
    await enqueueDeliveries(queue, alerts.rows, transaction);
    await enqueueSteps(queue, steps.rows, transaction);
    await enqueueNotices(
      queue,
      notices.rows.map(({ id }) => id),
      transaction,
    );
    const queued = {
      ...{ alerts: alerts.rows.length, steps: steps.rows.length, notices: notices.rows.length },
      ...{ requests: requests.rows.length, cases: cases.rows.length, letters: letters.rows.length },
      ...{ reports: reports.rows.length, prechecks: prechecks.rows.length, connections: connections.rows.length },
    };
    const count = Object.values(queued).reduce((sum, each) => sum + each, 0);
    if (count === 0) return 0;
    await appendAudit(transaction, {
      ...origin,
      action: 'deliveries_retried',
      subjectKind: 'delivery',
      subjectId: 'undelivered',
      after: queued,
    });
    return count;
  });
}
