import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { SlackConnection } from '../config/config.ts';
import { SLACK_ENDPOINT } from '../http/server.ts';
import { registerListeners } from '../listeners/register.ts';
import type { Logger } from '../log/log.ts';
import { slackLogger } from '../log/slack-logger.ts';
import type { Services } from '../services.ts';
import { interactiveOptions } from './clients.ts';
import { slackFailure } from './failure.ts';

/** Pauses between tries to connect again: the first, and the longest. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

type Connected = Exclude<SlackConnection, { mode: 'none' }>;

/** Slack refused the start; `variable` is the one to correct. */
export class SlackRefused extends Error {
  readonly variable: string;
  readonly code: string;
  constructor(variable: string, code: string) {
    super(`Slack refused ${variable}: ${code}`);
    this.name = 'SlackRefused';
    this.variable = variable;
    this.code = code;
  }
}

export interface SlackApp {
  /** For the HTTP server to mount; null in Socket Mode. */
  readonly requestListener: RequestListener | null;
  /** @throws SlackRefused when a token is not accepted */
  start(): Promise<void>;
  /** Takes no more from Slack; what is being worked on finishes. */
  stop(): Promise<void>;
  connected(): boolean;
}

/** The Bolt app in Socket Mode or behind our HTTP server. @param jobs the client that verifies the bot token */
export function createSlackApp(connection: Connected, services: Services, jobs: WebClient, log: Logger): SlackApp {
  const logger = slackLogger(log);
  const clientOptions = interactiveOptions(connection.apiUrl, log);
  const { receiver, link } =
    connection.mode === 'socket' ? socketLink(connection, log) : httpLink(connection.signingSecret, log);
  const app = new App({
    token: connection.botToken,
    receiver,
    logger,
    clientOptions,
    deferInitialization: true,
    convoStore: false,
  });
  app.error(async (error) => log.error({ err: error }, 'a Slack listener failed'));
  registerListeners(app, services);
  return {
    requestListener: link.requestListener,
    connected: link.connected,
    async start() {
      await refusedAs('SLACK_BOT_TOKEN', async () => {
        await jobs.auth.test();
        await app.init();
      });
      await refusedAs('SLACK_APP_TOKEN', link.start);
    },
    stop: link.stop,
  };
}

interface Link {
  readonly requestListener: RequestListener | null;
  start(): Promise<void>;
  stop(): Promise<void>;
  connected(): boolean;
}

function socketLink(
  connection: Extract<Connected, { mode: 'socket' }>,
  log: Logger,
): { receiver: Receiver; link: Link } {
  const { logger: _, logLevel: __, ...clientOptions } = interactiveOptions(connection.apiUrl, log);
  const receiver = new SocketModeReceiver({
    appToken: connection.appToken,
    logger: slackLogger(log),
    installerOptions: { clientOptions },
    // The library's own reconnection ends the process when Slack cannot be reached at all.
    autoReconnectEnabled: false,
  });
  let up = false;
  let stopping = false;
  receiver.client.on('connected', () => {
    up = true;
    log.info('connected to Slack');
  });
  for (const event of ['connecting', 'reconnecting', 'disconnecting', 'disconnected', 'close']) {
    receiver.client.on(event, () => {
      if (up && !stopping) log.warn({ event }, 'the connection to Slack went down');
      up = false;
    });
  }
  let started = false;
  let reconnecting = false;
  const reconnect = async () => {
    if (reconnecting || !started) return;
    reconnecting = true;
    for (let pause = FIRST_PAUSE_MS; !up && !stopping; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      await sleep(pause, undefined, { ref: false });
      if (stopping) break;
      await receiver.client
        .start()
        .catch((error: unknown) => log.warn({ err: error }, 'Slack cannot be reached; trying again'));
    }
    reconnecting = false;
  };
  receiver.client.on('disconnected', () => void reconnect());
  return {
    receiver,
    link: {
      requestListener: null,
      start: async () => {
        await receiver.start();
        started = true;
      },
      stop: async () => {
        stopping = true;
        await receiver.stop();
      },
      connected: () => up,
    },
  };
}

function httpLink(signingSecret: string, log: Logger): { receiver: Receiver; link: Link } {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: SLACK_ENDPOINT, logger: slackLogger(log) });
  let verified = false;
  return {
    receiver,
    link: {
      requestListener: receiver.requestListener,
      // Our own server carries the endpoint; the receiver opens none.
      start: async () => {
        verified = true;
      },
      stop: async () => {
        verified = false;
      },
      connected: () => verified,
    },
  };
}

async function refusedAs(variable: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const failure = slackFailure(error) ?? slackFailure(error instanceof Error ? error.cause : undefined);
    if (failure?.kind === 'credentials') throw new SlackRefused(variable, failure.code);
    throw error;
  }
}
