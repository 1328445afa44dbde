import {
  type DeliverAlertJob,
  QUEUES,
  type Queue,
  type SendPrecheckJob,
  type SendStepJob,
} from '@xinshao/db/queue/queue.ts';
import { deliverAlert } from './deliver-alert.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { sendPrecheck } from './send-precheck.ts';
import { sendStep } from './send-step.ts';

const WORK = {
  batchSize: 8,
  perJobResults: true,
  pollingIntervalSeconds: 1,
  notifyPollingIntervalSeconds: 1,
  burstWhenBatchFull: true,
} as const;

/** Called with what became of each delivery and how long it took, for `/metrics`. */
export type DeliveryObserver = (outcome: 'done' | 'later' | 'failed' | 'error', seconds: number) => void;

/**
 * Works on alert messages and on the messages of their clocks until the queue is stopped; a job that fails is retried
 * by the queue with growing delays.
 */
export async function workDeliveries(queue: Queue, context: DeliveryContext, observe: DeliveryObserver): Promise<void> {
  await workOn<DeliverAlertJob>(queue, QUEUES.deliverAlert, (job) => deliverAlert(context, job), context, observe);
  await workOn<SendPrecheckJob>(queue, QUEUES.sendPrecheck, (job) => sendPrecheck(context, job), context, observe);
  await workOn<SendStepJob>(queue, QUEUES.sendStep, (job) => sendStep(context, job), context, observe);
}

async function workOn<Job extends object>(
  queue: Queue,
  name: string,
  deliver: (job: Job) => Promise<DeliveryOutcome>,
  context: DeliveryContext,
  observe: DeliveryObserver,
): Promise<void> {
  const work = async (job: Job) => {
    const started = performance.now();
    try {
      const outcome = await deliver(job);
      if (outcome.kind === 'later') await queue.send(name, { ...job }, { startAfter: Math.ceil(outcome.seconds) });
      observe(outcome.kind, (performance.now() - started) / 1000);
      return 'completed' as const;
    } catch (error) {
      context.log.warn({ err: error, queue: name, job }, 'delivery will be tried again');
      observe('error', (performance.now() - started) / 1000);
      return 'failed' as const;
    }
  };
  await queue.work<Job, unknown, typeof WORK>(name, WORK, async (jobs) =>
    Promise.all(jobs.map(async (job) => ({ id: job.id, status: await work(job.data) }))),
  );
}
