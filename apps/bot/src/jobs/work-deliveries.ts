import { type DeliverAlertJob, QUEUES, type Queue } from '@xinshao/db/queue/queue.ts';
import { deliverAlert } from './deliver-alert.ts';
import type { DeliveryContext } from './delivery-context.ts';

const WORK = {
  batchSize: 8,
  perJobResults: true,
  pollingIntervalSeconds: 1,
  notifyPollingIntervalSeconds: 1,
  burstWhenBatchFull: true,
} as const;

/** Called with what became of each delivery and how long it took, for `/metrics`. */
export type DeliveryObserver = (outcome: 'done' | 'later' | 'failed' | 'error', seconds: number) => void;

/** Works on deliveries until the queue is stopped; a job that fails is retried by the queue with growing delays. */
export async function workDeliveries(queue: Queue, context: DeliveryContext, observe: DeliveryObserver): Promise<void> {
  const work = async (job: DeliverAlertJob) => {
    const started = performance.now();
    try {
      const outcome = await deliverAlert(context, job);
      if (outcome.kind === 'later') {
        await queue.send(QUEUES.deliverAlert, { ...job }, { startAfter: Math.ceil(outcome.seconds) });
      }
      observe(outcome.kind, (performance.now() - started) / 1000);
      return 'completed' as const;
    } catch (error) {
      context.log.warn({ err: error, alertId: job.alertId, audience: job.audience }, 'delivery will be tried again');
      observe('error', (performance.now() - started) / 1000);
      return 'failed' as const;
    }
  };
  await queue.work<DeliverAlertJob, unknown, typeof WORK>(QUEUES.deliverAlert, WORK, async (jobs) =>
    Promise.all(jobs.map(async (job) => ({ id: job.id, status: await work(job.data) }))),
  );
}
