import type { WebClient } from '@slack/web-api';
import { EXTENSION_ID } from '@xinshao/core/contract/extension-id.ts';
import type { WorkingCalendar } from '@xinshao/core/feedback/working-time.ts';
import type { Creditor } from '@xinshao/core/policy/creditor-schema.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { holdServing } from '@xinshao/db/backup/serving.ts';
import type { Database } from '@xinshao/db/database.ts';
import { openQueue, type Queue } from '@xinshao/db/queue/queue.ts';
import type { SlackConnection } from '../config/config.ts';
import { healthCheck } from '../http/health.ts';
import { createMetrics, type Metrics } from '../http/metrics.ts';
import { createHttpServer } from '../http/server.ts';
import type { TrustProxy } from '../http/trust-proxy.ts';
import type { DeliveryContext } from '../jobs/delivery-context.ts';
import { messagePace, type Pause } from '../jobs/pace.ts';
import { type DeliveryObserver, workDeliveries, workReports } from '../jobs/work-deliveries.ts';
import { workHomes } from '../jobs/work-homes.ts';
import type { Logger } from '../log/log.ts';
import { policyLibrary } from '../present/policy-library.ts';
import type { Services } from '../services.ts';
import { createSlackApp } from '../slack/app.ts';
import { channelDirectory } from '../slack/channel-directory.ts';
import { jobClient, profileClient } from '../slack/clients.ts';
import { people } from '../slack/people.ts';
import { permalinks } from '../slack/permalinks.ts';
import { listen } from './listen.ts';
import { type SweepOptions, startSweeps } from './sweeps.ts';

const STOP_WITHIN = 20_000;

export interface BotOptions extends SweepOptions {
  readonly database: Database;
  readonly connection: Exclude<SlackConnection, { mode: 'none' }>;
  readonly alertChannel: string | null;
  readonly http: { readonly host: string; readonly port: number };
  /** Language of messages in channels. */
  readonly locale: Locale;
  readonly timeZone: string;
  readonly workingHours: WorkingCalendar['workingHours'];
  /** Who signs letters; left out: none can be made. */
  readonly creditor?: Creditor | undefined;
  readonly log: Logger;
  readonly now: () => Date;
  /** Address under which people reach this server, for customer links; none unless told otherwise. */
  readonly publicUrl?: string | null;
  /** Whose word about a caller's address is believed; nobody's unless told otherwise. */
  readonly trustProxy?: TrustProxy;
  /** Browser extensions that may use the interface; ours unless told otherwise. */
  readonly extensionIds?: readonly string[];
  /** How a message waits for its turn in its channel: in real time unless told otherwise. */
  readonly pause?: Pause;
  /** Further work on the queue, such as the monitor; its schedule is stopped before the queue is. */
  readonly alsoWork?: (queue: Queue, metrics: Metrics) => Promise<{ stop(): Promise<void> }>;
}

export interface RunningBot {
  /** Address of the HTTP server. */
  readonly url: string;
  readonly queue: Queue;
  /** Looks for what has come due by a clock that was put forward; otherwise that is done by itself now and then. */
  catchUp(): Promise<void>;
  /** Takes no new work, finishes or hands back what it holds, and returns; the database stays open. */
  stop(): Promise<void>;
}

/**
 * Starts everything that serves people: HTTP server, Slack app, workers.
 * @throws SlackRefused for a token Slack does not accept, PortBusy for a port in use; nothing is left running then
 */
export async function startBot(options: BotOptions): Promise<RunningBot> {
  const { database, connection, log } = options;
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) {
      await step().catch((error: unknown) => log.warn({ err: error }, 'a part did not stop cleanly'));
    }
  };
  try {
    const queue = await openQueue(database.url, {
      works: true,
      onError: (error) => log.warn({ err: error }, 'the job queue reported an error'),
    });
    stops.push(() => queue.stop({ graceful: true, timeout: STOP_WITHIN }));
    stops.push(
      await holdServing(database, (error) => log.warn({ err: error }, 'the connection that says we serve was lost')),
    );
    const client = jobClient(connection.botToken, connection.apiUrl, log);
    let connected = () => false;
    const services = createServices(options, queue, () => connected());
    const slack = createSlackApp(connection, services, client, log);
    connected = slack.connected;
    const server = createHttpServer({
      log,
      health: healthCheck(database, queue, slack.connected),
      metrics: services.metrics,
      slack: slack.requestListener,
      trustProxy: options.trustProxy ?? 'off',
      overlay: { services, extensionIds: options.extensionIds ?? [EXTENSION_ID] },
    });
    const url = await listen(server, options.http);
    stops.push(() => server.close());
    await slack.start();
    stops.push(() => slack.stop());
    const context = deliveryContext(options, services, client);
    const observe: DeliveryObserver = {
      took: (outcome, seconds) => services.metrics.delivery.observe({ outcome }, seconds),
      waited: (name, seconds) => services.metrics.queueWait.observe({ queue: name }, seconds),
    };
    await workDeliveries(queue, context, observe);
    const reportChannel = options.effect?.reportChannel ?? context.alertChannel;
    if (options.effect !== undefined) await workReports(queue, { ...context, reportChannel }, observe);
    await workHomes(queue, services, client);
    const sweeps = startSweeps(services, options, reportChannel);
    stops.push(sweeps.stop);
    if (options.alsoWork !== undefined) stops.push((await options.alsoWork(queue, services.metrics)).stop);
    return { url, queue, catchUp: sweeps.catchUp, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function createServices(options: BotOptions, queue: Queue, slackConnected: () => boolean): Services {
  const { database, log, now, timeZone, workingHours, connection, locale, publicUrl = null } = options;
  const profiles = profileClient(connection.botToken, connection.apiUrl, log);
  return {
    database,
    queue,
    log,
    people: people(profiles, database, log, () => now().getTime()),
    permalinks: permalinks(profiles, log),
    policies: policyLibrary(database),
    metrics: createMetrics({ database, queue, now, timeZone }),
    locale,
    publicUrl,
    timeZone,
    creditor: options.creditor ?? null,
    calendar: { timeZone, workingHours },
    slackConnected,
    now,
  };
}

function deliveryContext(options: BotOptions, services: Services, client: WebClient): DeliveryContext {
  const { database, log, now, timeZone, alertChannel, locale } = options;
  return {
    database,
    queue: services.queue,
    client,
    people: services.people,
    channels: channelDirectory(client, () => now().getTime()),
    policies: services.policies,
    pace: messagePace(database, options.pause),
    log,
    alertChannel,
    locale,
    timeZone,
    creditor: options.creditor ?? null,
    now,
  };
}
