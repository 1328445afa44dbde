import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Logger } from '../log/log.ts';
import { slackLogger } from '../log/slack-logger.ts';

const INTERACTIVE_TIMEOUT = 2_500;
const PROFILE_TIMEOUT = 2_000;
const JOB_TIMEOUT = 15_000;

/**
 * Options of the client that serves people who wait: it never retries, because a retry after three seconds helps
 * nobody, and one 429 must not pause what others are doing.
 */
export function interactiveOptions(apiUrl: string | null, log: Logger): WebClientOptions {
  return {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: INTERACTIVE_TIMEOUT,
    logger: slackLogger(log),
  };
}

/** The client of jobs: it reports a 429 at once, and the job is put off by as long as Slack asks. */
export function jobClient(botToken: string, apiUrl: string | null, log: Logger): WebClient {
  return new WebClient(botToken, {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: JOB_TIMEOUT,
    logger: slackLogger(log),
  });
}

/**
 * The client that reads who people are. They wait meanwhile, and an acknowledgement may: it gives up early, and the
 * reader then gets the default language.
 */
export function profileClient(botToken: string, apiUrl: string | null, log: Logger): WebClient {
  return new WebClient(botToken, { ...interactiveOptions(apiUrl, log), timeout: PROFILE_TIMEOUT });
}
