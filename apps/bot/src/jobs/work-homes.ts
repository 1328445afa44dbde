import type { WebClient } from '@slack/web-api';
import { claimHome, returnHome } from '@xinshao/db/home/claim-home.ts';
import { type PublishHomeJob, QUEUES, type Queue } from '@xinshao/db/queue/queue.ts';
import { publishHome } from '../home/publish-home.ts';
import type { Services } from '../services.ts';
import { slackFailure } from '../slack/failure.ts';

const WORK = { batchSize: 4, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 } as const;

/** Makes Home tabs anew that others' steps have outdated, until the queue is stopped. */
export async function workHomes(queue: Queue, services: Services, client: WebClient): Promise<void> {
  await queue.work<PublishHomeJob>(QUEUES.publishHome, WORK, async (jobs) => {
    for (const { data } of jobs) await publishWanted(queue, services, client, data);
  });
}

/** Publishes a Home tab unless that has happened since it was asked for. */
async function publishWanted(
  queue: Queue,
  services: Services,
  client: WebClient,
  { slackUserId }: PublishHomeJob,
): Promise<void> {
  if (!(await claimHome(services.database, slackUserId))) return;
  try {
    await publishHome(services, client, slackUserId, { opened: false });
  } catch (error) {
    const failure = slackFailure(error);
    if (failure?.kind === 'rate_limited' || failure?.kind === 'unconfirmed' || failure === null) {
      await returnHome(services.database, slackUserId);
      const startAfter = failure?.kind === 'rate_limited' ? Math.max(1, failure.retryAfterSeconds) : 10;
      await queue.send(QUEUES.publishHome, { slackUserId }, { startAfter });
    }
    // Anything else Slack would refuse again; opening the tab makes it anew.
    services.log.warn({ err: error, slackUserId }, 'a Home tab could not be made anew');
  }
}
