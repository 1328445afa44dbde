import {
  type DeliverAlertJob,
  type DeliverNoticeJob,
  QUEUES,
  type Queue,
  type SendStepJob,
} from '@xinshao/db/queue/queue.ts';
import { deliverAlert } from './deliver-alert.ts';
import { deliverNotice } from './deliver-notice.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { sendStep } from './send-step.ts';

/** One job at a time for each worker: none waits for a slower one that was fetched with it. */
const WORK = {
  batchSize: 1,
  perJobResults: true,
  includeMetadata: true,
  burstWhenBatchFull: true,
} as const;

/** Red alerts have workers of their own: they are never behind anything but red alerts. */
const WORKERS = {
  urgent: { localConcurrency: 4, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 },
  // New work wakes them; what was put off is looked for at these intervals.
  alerts: { localConcurrency: 3, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 },
  notices: { localConcurrency: 4, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 },
  steps: { localConcurrency: 2, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 },
} as const;
type Workers = (typeof WORKERS)[keyof typeof WORKERS];

/** Called with what became of each delivery and how long it took, for `/metrics`. */
export interface DeliveryObserver {
  took(outcome: 'done' | 'later' | 'failed' | 'error', seconds: number): void;
  /** How long a job was ready before it was taken up. */
  waited(queue: string, seconds: number): void;
}

/**
 * Works on alert messages and on the messages of their clocks until the queue is stopped; a job that fails is retried
 * by the queue with growing delays.
 */
export async function workDeliveries(queue: Queue, context: DeliveryContext, observe: DeliveryObserver): Promise<void> {
  const { urgent, alerts, notices, steps } = WORKERS;
  const alert = (job: DeliverAlertJob) => deliverAlert(context, job);
  await workOn<DeliverAlertJob>(queue, QUEUES.deliverUrgent, urgent, alert, context, observe);
  await workOn<DeliverAlertJob>(queue, QUEUES.deliverAlert, alerts, alert, context, observe);
  await workOn<DeliverNoticeJob>(
    queue,
    QUEUES.deliverNotice,
    notices,
    (job) => deliverNotice(context, job),
    context,
    observe,
  );
  await workOn<SendStepJob>(queue, QUEUES.sendStep, steps, (job) => sendStep(context, job), context, observe);
}

async function workOn<Job extends object>(
  queue: Queue,
  name: string,
  workers: Workers,
  deliver: (job: Job) => Promise<DeliveryOutcome>,
  context: DeliveryContext,
  observe: DeliveryObserver,
): Promise<void> {
  const work = async (job: Job, priority: number) => {
    const started = performance.now();
    try {
      const outcome = await deliver(job);
      if (outcome.kind === 'later') {
        const again = outcome.waited === true ? { ...job, waited: true } : { ...job };
        await queue.send(name, again, { priority, startAfter: Math.ceil(outcome.seconds) });
      }
      observe.took(outcome.kind, (performance.now() - started) / 1000);
      return 'completed' as const;
    } catch (error) {
      context.log.warn({ err: error, queue: name, job }, 'delivery will be tried again');
      observe.took('error', (performance.now() - started) / 1000);
      return 'failed' as const;
    }
  };
  await queue.work<Job, unknown, typeof WORK & Workers>(name, { ...WORK, ...workers }, async (jobs) =>
    Promise.all(
      jobs.map(async (job) => {
        observe.waited(name, Math.max(0, (Date.now() - job.startAfter.getTime()) / 1000));
        return { id: job.id, status: await work(job.data, job.priority) };
      }),
    ),
  );
}
