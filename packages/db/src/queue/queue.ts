import { PgBoss } from 'pg-boss';
import type { Audience } from '../alerts/audience.ts';
import type { RequestAudience } from '../approvals/request-audience.ts';
import type { CaseAudience } from '../collection/show-case.ts';

/** The kinds of work that waits in the database. */
export const QUEUES = {
  deliverAlert: 'deliver-alert',
  /** Red alerts: a line of their own, so that none waits behind others. */
  deliverUrgent: 'deliver-alert-urgent',
  /** Messages about many alerts. */
  deliverNotice: 'deliver-notice',
  sendStep: 'send-alert-step',
  monitor: 'monitor',
  deliverCollection: 'deliver-collection',
  sendLetter: 'send-dunning-letter',
  sendReport: 'send-report',
  publishHome: 'publish-home',
  storeFile: 'store-feedback-file',
  sendFiles: 'send-feedback-files',
  deliverRequest: 'deliver-limit-request',
  sendPrecheck: 'send-precheck',
  deliverConnection: 'deliver-connection',
} as const;

/** Show an alert's present state to one audience; the job reads everything else from the database. */
export interface DeliverAlertJob {
  readonly alertId: string;
  readonly audience: Audience;
  /** It has stood in the line of its channel already. */
  readonly waited?: boolean;
}

/** Send, or show anew, one message about many alerts. */
export interface DeliverNoticeJob {
  readonly noticeId: string;
  readonly waited?: boolean;
}

/** Send the message of one claimed step of an alert's clock. */
export interface SendStepJob {
  readonly stepId: string;
  readonly waited?: boolean;
}

/** Show a collection case, or a reminder of it, to one audience. */
export interface DeliverCollectionJob {
  readonly caseId: string;
  readonly audience: CaseAudience;
  readonly waited?: boolean;
}

/** Make a dunning letter and send it to who asked for it. */
export interface SendLetterJob {
  readonly letterId: string;
}

/** Send one message of a monthly report. */
export interface SendReportJob {
  readonly messageId: string;
  readonly waited?: boolean;
}

/** Make somebody's Home tab anew, unless that has happened meanwhile. */
export interface PublishHomeJob {
  readonly slackUserId: string;
}

/** Download one file attached to an answer. */
export interface StoreFileJob {
  readonly fileId: string;
}

/** Send the files of an alert's answers to a member of staff who asked for them. */
export interface SendFilesJob {
  readonly alertId: string;
  readonly staffCode: string;
}

/** Show a request's present state to one person; the job reads everything else from the database. */
export interface DeliverRequestJob {
  readonly requestId: string;
  readonly audience: RequestAudience;
  readonly waited?: boolean;
}

/** Send the message of a precheck to one risk officer. */
export interface SendPrecheckJob {
  readonly messageId: string;
  /** It has stood in its channel's line already. */
  readonly waited?: boolean;
}

/** Show a person what became of a browser that was connected in their name. */
export interface DeliverConnectionJob {
  readonly messageId: string;
  readonly waited?: boolean;
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
    max: options.works ? 6 : 1,
    supervise: options.works,
    schedule: false,
    useListenNotify: options.works,
  });
  boss.on('error', (error) => options.onError?.(error));
  await boss.start();
  // A job not finished in time (its process was killed) goes back to the queue; delivery is safe to repeat.
  const retried = { retryLimit: 20, retryDelay: 2, retryBackoff: true, retryDelayMax: 300 };
  const rules: Partial<Record<keyof typeof QUEUES, object>> = {
    monitor: { expireInSeconds: 3600, retryLimit: 2, retryDelay: 60 },
    publishHome: { expireInSeconds: 60, retryLimit: 5, retryDelay: 5 },
    storeFile: { ...retried, expireInSeconds: 180 },
    sendFiles: { ...retried, expireInSeconds: 180, retryLimit: 3 },
  };
  for (const [kind, name] of Object.entries(QUEUES)) {
    const rule = rules[kind as keyof typeof QUEUES] ?? { ...retried, expireInSeconds: 60 };
    await boss.createQueue(name, { ...rule, notify: true });
  }
  return boss;
}

/** Anything that runs SQL inside a transaction of ours. */
export interface SqlExecutor {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** Heavier alerts are delivered first, and of one severity the earlier in the caller's order. */
const PRIORITY = { red: 3_000_000, orange: 2_000_000, yellow: 1_000_000 } as const;

export interface Delivery extends DeliverAlertJob {
  readonly severity: keyof typeof PRIORITY;
}

/**
 * Puts deliveries into the queue within the caller's transaction: they exist exactly when the transaction commits.
 * Those of one severity are delivered in the given order.
 */
export async function enqueueDeliveries(
  queue: Queue,
  deliveries: readonly Delivery[],
  within: SqlExecutor,
): Promise<void> {
  const jobs = deliveries.map(({ alertId, audience, severity }, index) => ({
    data: { alertId, audience },
    priority: PRIORITY[severity] - Math.min(index, 999_999),
    queue: severity === 'red' ? QUEUES.deliverUrgent : QUEUES.deliverAlert,
  }));
  for (const name of [QUEUES.deliverUrgent, QUEUES.deliverAlert]) {
    const own = jobs.filter((job) => job.queue === name).map(({ data, priority }) => ({ data, priority }));
    if (own.length > 0) await queue.insert(name, own, { db: executing(within) });
  }
}

/** Puts messages about many alerts into the queue within the caller's transaction, to be sent so many seconds from now. */
export async function enqueueNotices(
  queue: Queue,
  noticeIds: readonly string[],
  within: SqlExecutor,
  afterSeconds = 0,
): Promise<void> {
  if (noticeIds.length === 0) return;
  await queue.insert(
    QUEUES.deliverNotice,
    noticeIds.map((noticeId) => ({ data: { noticeId }, priority: 1, startAfter: afterSeconds })),
    { db: executing(within) },
  );
}

/** Seconds in which many changes of one message become one update of it. */
const REFRESH_SECONDS = 5;

/** Has a message about many alerts shown anew; however many alerts change meanwhile, it is updated once. */
export async function refreshNotice(queue: Queue, noticeId: string): Promise<void> {
  await queue.send(
    QUEUES.deliverNotice,
    { noticeId },
    { singletonKey: noticeId, singletonSeconds: REFRESH_SECONDS, singletonNextSlot: true },
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

/** Puts jobs into a queue within the caller's transaction. */
export async function enqueueJobs(
  queue: Queue,
  name: string,
  jobs: readonly object[],
  within: SqlExecutor,
): Promise<void> {
  if (jobs.length === 0) return;
  await queue.insert(
    name,
    jobs.map((data) => ({ data: { ...data } })),
    { db: executing(within) },
  );
}

/** Puts downloads of files into the queue within the caller's transaction. */
export async function enqueueFiles(queue: Queue, fileIds: readonly string[], within: SqlExecutor): Promise<void> {
  if (fileIds.length === 0) return;
  await queue.insert(
    QUEUES.storeFile,
    fileIds.map((fileId) => ({ data: { fileId } })),
    { db: executing(within) },
  );
}

/** Asks for Home tabs to be made anew within the caller's transaction, so many seconds from now. */
export async function enqueueHomes(
  queue: Queue,
  slackUserIds: readonly string[],
  afterSeconds: number,
  within: SqlExecutor,
): Promise<void> {
  if (slackUserIds.length === 0) return;
  await queue.insert(
    QUEUES.publishHome,
    slackUserIds.map((slackUserId) => ({ data: { slackUserId }, startAfter: afterSeconds })),
    { db: executing(within) },
  );
}

/** Puts messages of a report into the queue within the caller's transaction. */
export async function enqueueReports(queue: Queue, messageIds: readonly string[], within: SqlExecutor): Promise<void> {
  if (messageIds.length === 0) return;
  const jobs = messageIds.map((messageId): { data: SendReportJob } => ({ data: { messageId } }));
  await queue.insert(QUEUES.sendReport, jobs, { db: executing(within) });
}

const ASKED_AGAIN_SECONDS = 30;

/** Queues files for somebody who asked for them; a second click within half a minute asks for nothing new. */
export async function enqueueSendFiles(queue: Queue, job: SendFilesJob): Promise<void> {
  const singletonKey = `${job.alertId}:${job.staffCode}`;
  await queue.send(QUEUES.sendFiles, { ...job }, { singletonKey, singletonSeconds: ASKED_AGAIN_SECONDS });
}

/** Puts messages about requests into the queue within the caller's transaction. */
export async function enqueueRequests(
  queue: Queue,
  requests: readonly DeliverRequestJob[],
  within: SqlExecutor,
): Promise<void> {
  if (requests.length === 0) return;
  await queue.insert(
    QUEUES.deliverRequest,
    requests.map(({ requestId, audience }) => ({ data: { requestId, audience }, priority: PRIORITY.orange })),
    { db: executing(within) },
  );
}

function executing(within: SqlExecutor) {
  return { executeSql: (text: string, values?: unknown[]) => within.query(text, values) };
}
