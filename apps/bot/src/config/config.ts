import { EXTENSION_ID } from '@xinshao/core/contract/extension-id.ts';
import type { ConfigExpectation } from '@xinshao/core/wording/config.ts';
import { scheduleJob } from 'node-schedule';
import * as z from 'zod';
import { readTrustProxy, type TrustProxy } from '../http/trust-proxy.ts';

/** The code of what was expected stands for zod's message, so that each reader is told in their language. */
function expecting(expectation: ConfigExpectation): { error: ConfigExpectation } {
  return { error: expectation };
}

const port = z.coerce
  .number(expecting('port'))
  .int(expecting('port'))
  .min(0, expecting('port'))
  .max(65_535, expecting('port'));
const text = (expectation: ConfigExpectation) => z.string().min(1, expecting(expectation));
const textLike = (pattern: RegExp, expectation: ConfigExpectation) => z.string().regex(pattern, expecting(expectation));
const webAddress = (expectation: ConfigExpectation) => z.url({ protocol: /^https?$/, ...expecting(expectation) });

/** Whether a cron expression has a next time at all. */
function fires(expression: string): boolean {
  const job = scheduleJob(expression, () => undefined);
  job?.cancel();
  return job !== null;
}

/** Every day, working day or not, half an hour past every other hour of the day: an anomaly is found in time (R41). */
const MONITOR_AT = '30 7-21/2 * * *';

/** What each variable must look like; what was expected never repeats the value. */
const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, ...expecting('database_url') }).optional(),
  SLACK_BOT_TOKEN: textLike(/^xoxb-\S+$/, 'bot_token').optional(),
  SLACK_APP_TOKEN: textLike(/^xapp-\S+$/, 'app_token').optional(),
  SLACK_SIGNING_SECRET: textLike(/^\S{8,}$/, 'signing_secret').optional(),
  SLACK_API_URL: webAddress('api_url').optional(),
  SLACK_ALERT_CHANNEL: textLike(/^\S+$/, 'channel').optional(),
  XINSHAO_POLICY: text('policy_file').default('policies/trade-credit.yaml'),
  XINSHAO_COMPANY: text('company_file').default('policies/company.yaml'),
  XINSHAO_HTTP_PORT: port.default(3170),
  XINSHAO_HTTP_HOST: text('host').default('127.0.0.1'),
  XINSHAO_PUBLIC_URL: webAddress('web_address').optional(),
  XINSHAO_TRUST_PROXY: z
    .string()
    .transform((value, context) => {
      const trust = readTrustProxy(value);
      if (trust !== null) return trust;
      context.issues.push({ code: 'custom', message: 'trust_proxy' satisfies ConfigExpectation, input: value });
      return z.NEVER;
    })
    .default('off'),
  XINSHAO_EXTENSION_IDS: textLike(/^[a-p]{32}(,[a-p]{32})*$/, 'extension_ids').optional(),
  XINSHAO_SANDBOX_PORT: port.default(3180),
  XINSHAO_DATA_DIR: text('folder').default('.data'),
  XINSHAO_MONITOR_AT: textLike(/^\S+(\s+\S+){4,5}$/, 'cron')
    .refine(fires, expecting('cron'))
    .default(MONITOR_AT),
  XINSHAO_LOCALE: z.enum(['zh', 'en'], expecting('locale')).default('zh'),
  XINSHAO_STAFF: textLike(/^\S+$/, 'staff_code').optional(),
  XINSHAO_DEMO: z.enum(['on', 'off'], expecting('on_or_off')).default('on'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], expecting('log_level'))
    .default('info'),
});

/** How Slack reaches us: over a connection we open, over HTTP, or not at all (then the sandbox is started). */
export type SlackConnection =
  | { readonly mode: 'socket'; readonly botToken: string; readonly appToken: string; readonly apiUrl: string | null }
  | { readonly mode: 'http'; readonly botToken: string; readonly signingSecret: string; readonly apiUrl: string | null }
  | { readonly mode: 'none' };

export interface Config {
  /** null: the embedded PostgreSQL in `dataFolder`. */
  readonly databaseUrl: string | null;
  readonly slack: SlackConnection;
  /** Channel id or name for alerts of owners without a team channel; null: none. */
  readonly alertChannel: string | null;
  readonly policyFile: string;
  readonly companyFile: string;
  readonly http: { readonly host: string; readonly port: number };
  /** Whose word about a caller's address is believed. */
  readonly trustProxy: TrustProxy;
  /** Address under which people reach the server, for customer links; null: none. */
  readonly publicUrl: string | null;
  /** Browser extensions that may use the interface. */
  readonly extensionIds: readonly string[];
  readonly sandboxPort: number;
  readonly dataFolder: string;
  /** Cron expression in the company's time zone. */
  readonly monitorAt: string;
  /** Language of what many people read at once: messages in channels. */
  readonly locale: 'zh' | 'en';
  /** Whom commands act for; null: the administrator of the installation. */
  readonly staffCode: string | null;
  readonly demo: boolean;
  readonly logLevel: string;
}

export interface ConfigProblem {
  readonly variable: string;
  /** What the variable must be; values of the variable are never part of it. */
  readonly expected: ConfigExpectation;
}

/** Thrown when the environment cannot be used; `problems` names every wrong variable. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];
  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ variable, expected }) => `${variable}: ${expected}`).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads the configuration from environment variables; an empty variable counts as not set.
 * @throws ConfigError naming each wrong variable and what was expected, without its value
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      // Every rule above names its expectation in place of a message.
      parsed.error.issues.map(({ path, message }) => ({
        variable: path.join('.'),
        expected: message as ConfigExpectation,
      })),
    );
  }
  const values = parsed.data;
  return {
    databaseUrl: values.DATABASE_URL ?? null,
    slack: slackConnection(values),
    alertChannel: values.SLACK_ALERT_CHANNEL ?? null,
    policyFile: values.XINSHAO_POLICY,
    companyFile: values.XINSHAO_COMPANY,
    http: { host: values.XINSHAO_HTTP_HOST, port: values.XINSHAO_HTTP_PORT },
    trustProxy: values.XINSHAO_TRUST_PROXY,
    publicUrl: values.XINSHAO_PUBLIC_URL ?? null,
    extensionIds: values.XINSHAO_EXTENSION_IDS?.split(',') ?? [EXTENSION_ID],
    sandboxPort: values.XINSHAO_SANDBOX_PORT,
    dataFolder: values.XINSHAO_DATA_DIR,
    monitorAt: values.XINSHAO_MONITOR_AT,
    locale: values.XINSHAO_LOCALE,
    staffCode: values.XINSHAO_STAFF ?? null,
    demo: values.XINSHAO_DEMO === 'on',
    logLevel: values.LOG_LEVEL,
  };
}

function slackConnection(values: z.infer<typeof environment>): SlackConnection {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = values;
  const apiUrl = values.SLACK_API_URL === undefined ? null : withSlash(values.SLACK_API_URL);
  if (botToken === undefined) {
    if (appToken === undefined && signingSecret === undefined) return { mode: 'none' };
    throw new ConfigError([{ variable: 'SLACK_BOT_TOKEN', expected: 'bot_token' }]);
  }
  if (appToken !== undefined) return { mode: 'socket', botToken, appToken, apiUrl };
  if (signingSecret !== undefined) return { mode: 'http', botToken, signingSecret, apiUrl };
  throw new ConfigError([{ variable: 'SLACK_APP_TOKEN', expected: 'app_token_or_signing_secret' }]);
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
