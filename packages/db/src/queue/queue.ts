import { PgBoss } from 'pg-boss';
import type { Audience } from '../alerts/audience.ts';

/** The kinds of work that waits in the database. */
export const QUEUES = {
  deliverAlert: 'deliver-alert',
  sendStep: 'send-alert-step',
  sendPrecheck: 'send-precheck',
  monitor: 'monitor',
} as const;

/** Show an alert's present state to one audience; the job reads everything else from the database. */
export interface DeliverAlertJob {
  readonly alertId: string;
  readonly audience: Audience;
}

/** Send the message of one claimed step of an alert's clock. */
export interface SendStepJob {
  readonly stepId: string;
}

/** Send the message of a precheck to one risk officer. */
export interface SendPrecheckJob {
  readonly messageId: string;
}

/** Run the monitor for a day; the key of the schedule's slot makes several replicas run it once. */
export interface MonitorJob {
  readonly slot: string;
}

export interface QueueOptions {
  /** false for a command that only puts work in and leaves: no maintenance, no listening. */
  readonly works: boolean;
  readonly onError?: (error: Error) => void;
}

/** The queue's library itself: jobs are sent, worked on and counted through it. */
export type Queue = PgBoss;

/**
 * Opens the job queue in the same database, in a schema of its own, and makes its tables and queues on first use.
 * @throws the driver's error when the database cannot be reached.
 */
export async function openQueue(databaseUrl: string, options: QueueOptions): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'xinshao',
    max: options.works ? 4 : 1,
    supervise: options.works,
    schedule: false,
    useListenNotify: options.works,
  });
  boss.on('error', (error) => options.onError?.(error));
  await boss.start();
  // A job not finished in time (its process was killed) goes back to the queue; delivery is safe to repeat.
  for (const queue of [QUEUES.deliverAlert, QUEUES.sendStep, QUEUES.sendPrecheck]) {
    await boss.createQueue(queue, {
      expireInSeconds: 60,
      retryLimit: 20,
      retryDelay: 2,
      retryBackoff: true,
      retryDelayMax: 300,
      notify: true,
    });
  }
  await boss.createQueue(QUEUES.monitor, { expireInSeconds: 3600, retryLimit: 2, retryDelay: 60, notify: true });
  return boss;
}

/** Anything that runs SQL inside a transaction of ours. */
export interface SqlExecutor {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** Heavier alerts are delivered first. */
const PRIORITY = { red: 30, orange: 20, yellow: 10 } as const;

export interface Delivery extends DeliverAlertJob {
  readonly severity: keyof typeof PRIORITY;
}

/**
 * Puts deliveries into the queue within the caller's transaction: they exist exactly when the transaction commits.
 */
export async function enqueueDeliveries(
  queue: Queue,
  deliveries: readonly Delivery[],
  within: SqlExecutor,
): Promise<void> {
  if (deliveries.length === 0) return;
  await queue.insert(
    QUEUES.deliverAlert,
    deliveries.map(({ alertId, audience, severity }) => ({
      data: { alertId, audience },
      priority: PRIORITY[severity],
    })),
    { db: executing(within) },
  );
}

/** Puts the messages of steps into the queue within the caller's transaction. */
export async function enqueueSteps(
  queue: Queue,
  steps: readonly (SendStepJob & { readonly severity: keyof typeof PRIORITY })[],
  within: SqlExecutor,
): Promise<void> {
  if (steps.length === 0) return;
  await queue.insert(
    QUEUES.sendStep,
    steps.map(({ stepId, severity }) => ({ data: { stepId }, priority: PRIORITY[severity] })),
    { db: executing(within) },
  );
}

/** Puts the messages of a precheck into the queue within the caller's transaction. */
export async function enqueuePrechecks(
  queue: Queue,
  messages: readonly SendPrecheckJob[],
  within: SqlExecutor,
): Promise<void> {
  if (messages.length === 0) return;
  await queue.insert(
    QUEUES.sendPrecheck,
    messages.map((data) => ({ data })),
    { db: executing(within) },
  );
}

function executing(within: SqlExecutor) {
  return { executeSql: (text: string, values?: unknown[]) => within.query(text, values) };
}
