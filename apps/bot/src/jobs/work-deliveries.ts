import { QUEUES, type Queue, type SendReportJob, type StoreFileJob } from '@xinshao/db/queue/queue.ts';
import { deliverAlert } from './deliver-alert.ts';
import { deliverCollection } from './deliver-collection.ts';
import { deliverConnection } from './deliver-connection.ts';
import { deliverNotice } from './deliver-notice.ts';
import { deliverRequest } from './deliver-request.ts';
import type { DeliveryContext, DeliveryOutcome, Tried } from './delivery-context.ts';
import { sendFiles } from './send-files.ts';
import { sendLetter } from './send-letter.ts';
import { sendPrecheck } from './send-precheck.ts';
import { type ReportContext, sendReport } from './send-report.ts';
import { sendStep } from './send-step.ts';
import { storeFile } from './store-file.ts';

/** One job at a time for each worker: none waits for a slower one that was fetched with it. */
const WORK = {
  batchSize: 1,
  perJobResults: true,
  includeMetadata: true,
} as const;

/** How many jobs of a kind at once, each worker one after the other without a pause; new work wakes the workers, what was put off is looked for every so many seconds. */
interface Workers {
  readonly workers: number;
  readonly everySeconds: number;
}

/** Called with what became of each delivery and how long it took, for `/metrics`. */
export interface DeliveryObserver {
  took(outcome: 'done' | 'later' | 'failed' | 'error', seconds: number): void;
  /** How long a job was ready before it was taken up. */
  waited(queue: string, seconds: number): void;
}

/**
 * Works on everything that is to be sent until the queue is stopped; a job that fails is retried by the queue with
 * growing delays. Red alerts have workers of their own: they are never behind anything but red alerts.
 */
export async function workDeliveries(queue: Queue, context: DeliveryContext, observe: DeliveryObserver): Promise<void> {
  const on = <Job extends object>(
    name: string,
    workers: number,
    send: (context: DeliveryContext, job: Job, tried: Tried) => Promise<DeliveryOutcome>,
    everySeconds = 2,
  ) => workOn<Job>(queue, name, { workers, everySeconds }, (job, tried) => send(context, job, tried), context, observe);
  await on(QUEUES.deliverUrgent, 4, deliverAlert, 1);
  await on(QUEUES.deliverAlert, 3, deliverAlert);
  await on(QUEUES.deliverNotice, 4, deliverNotice);
  await on(QUEUES.sendStep, 2, sendStep);
  await on(QUEUES.deliverCollection, 1, deliverCollection);
  await on(QUEUES.deliverRequest, 2, deliverRequest);
  await on(QUEUES.sendLetter, 1, sendLetter);
  await on(QUEUES.storeFile, 2, (files, job: StoreFileJob) => storeFile(files, queue, job));
  await on(QUEUES.sendFiles, 1, sendFiles);
  await on(QUEUES.sendPrecheck, 1, sendPrecheck);
  await on(QUEUES.deliverConnection, 1, deliverConnection);
}

/** Works on the messages of monthly reports in the same way. */
export async function workReports(queue: Queue, context: ReportContext, observe: DeliveryObserver): Promise<void> {
  await workOn<SendReportJob>(
    queue,
    QUEUES.sendReport,
    { workers: 1, everySeconds: 2 },
    (job) => sendReport(context, job),
    context,
    observe,
  );
}

async function workOn<Job extends object>(
  queue: Queue,
  name: string,
  { workers, everySeconds }: Workers,
  deliver: (job: Job, tried: Tried) => Promise<DeliveryOutcome>,
  context: DeliveryContext,
  observe: DeliveryObserver,
): Promise<void> {
  const work = async (job: Job, priority: number, tried: Tried) => {
    const started = performance.now();
    try {
      const outcome = await deliver(job, tried);
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
  const pace = { pollingIntervalSeconds: everySeconds, notifyPollingIntervalSeconds: everySeconds };
  const options = { ...WORK, ...pace };
  for (let count = 0; count < workers; count++) {
    let worker: string | null = null;
    worker = await queue.work<Job, unknown, typeof options>(name, options, async ([job]) => {
      if (job === undefined) return [];
      observe.waited(name, Math.max(0, (Date.now() - job.startAfter.getTime()) / 1000));
      const { retryCount: times, retryLimit, createdOn: askedAt } = job;
      const tried = { times, isLast: times >= retryLimit, askedAt };
      const status = await work(job.data, job.priority, tried);
      // After a batch of one the queue pauses, as though there were no more; a worker that is woken goes on.
      if (worker !== null) queue.notifyWorker(worker);
      return [{ id: job.id, status }];
    });
  }
}
