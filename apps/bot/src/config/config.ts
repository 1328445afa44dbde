import { EXTENSION_ID } from '@xinshao/core/contract/extension-id.ts';
import * as z from 'zod';
import { readTrustProxy, type TrustProxy } from '../http/trust-proxy.ts';

const port = z.coerce.number().int().min(0).max(65_535);

/** What each variable must look like; the message says what was expected and never repeats the value. */
const environment = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'postgresql://user:password@host:5432/database' })
    .optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-\S+$/, 'a bot token that starts with xoxb-')
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-\S+$/, 'an app-level token that starts with xapp-')
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^\S{8,}$/, 'the signing secret of the Slack app')
    .optional(),
  SLACK_API_URL: z.url({ protocol: /^https?$/, error: 'an http(s) address that ends with /api/' }).optional(),
  SLACK_ALERT_CHANNEL: z.string().regex(/^\S+$/, 'a channel id (C…) or a channel name').optional(),
  XINSHAO_POLICY: z.string().min(1, 'the path of a policy file').default('policies/trade-credit.yaml'),
  XINSHAO_COMPANY: z.string().min(1, 'the path of the company settings').default('policies/company.yaml'),
  XINSHAO_HTTP_PORT: port.default(3170),
  XINSHAO_HTTP_HOST: z.string().min(1, 'an address to listen on').default('127.0.0.1'),
  XINSHAO_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'an http(s) address' }).optional(),
  XINSHAO_TRUST_PROXY: z
    .string()
    .transform((text, context) => {
      const trust = readTrustProxy(text);
      if (trust !== null) return trust;
      const message = 'off, how many proxies stand before this server (1 to 10), or their addresses';
      context.issues.push({ code: 'custom', message, input: text });
      return z.NEVER;
    })
    .default('off'),
  XINSHAO_EXTENSION_IDS: z
    .string()
    .regex(/^[a-p]{32}(,[a-p]{32})*$/, 'ids of browser extensions (32 letters a–p each), separated by commas')
    .optional(),
  XINSHAO_SANDBOX_PORT: port.default(3180),
  XINSHAO_DATA_DIR: z.string().min(1, 'a folder').default('.data'),
  XINSHAO_MONITOR_AT: z
    .string()
    .regex(/^\S+(\s+\S+){4,5}$/, 'a cron expression of five or six fields, such as "30 7 * * 1-5"')
    .default('30 7 * * 1-5'),
  XINSHAO_LOCALE: z.enum(['zh', 'en'], { error: 'zh or en' }).default('zh'),
  XINSHAO_STAFF: z.string().regex(/^\S+$/, 'a staff code').optional(),
  XINSHAO_DEMO: z.enum(['on', 'off'], { error: 'on or off' }).default('on'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'fatal, error, warn, info, debug, trace or silent',
    })
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
  /** What the variable must be, in English; values of the variable are never part of it. */
  readonly expected: string;
}

/** Thrown when the environment cannot be used; `problems` names every wrong variable. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];
  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ variable, expected }) => `${variable}: expected ${expected}`).join('\n'));
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
      parsed.error.issues.map((issue) => ({ variable: issue.path.join('.'), expected: expectation(issue) })),
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
    throw new ConfigError([{ variable: 'SLACK_BOT_TOKEN', expected: 'a bot token that starts with xoxb-' }]);
  }
  if (appToken !== undefined) return { mode: 'socket', botToken, appToken, apiUrl };
  if (signingSecret !== undefined) return { mode: 'http', botToken, signingSecret, apiUrl };
  throw new ConfigError([
    {
      variable: 'SLACK_APP_TOKEN',
      expected: 'an app-level token (xapp-…) for Socket Mode, or SLACK_SIGNING_SECRET for HTTP',
    },
  ]);
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' || issue.code === 'too_small' || issue.code === 'too_big') {
    if (issue.path[0] === 'XINSHAO_HTTP_PORT' || issue.path[0] === 'XINSHAO_SANDBOX_PORT') {
      return 'a port number from 0 to 65535';
    }
  }
  return issue.message;
}
