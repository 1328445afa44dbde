import { EXTENSION_ID } from '@xinshao/core/contract/extension-id.ts';
import { CONFIG_EXPECTATIONS } from '@xinshao/core/wording/config.ts';
import { scheduleJob } from 'node-schedule';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const problemsOf = (variables: Record<string, string>) => {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
};

describe('configuration', () => {
  it('starts with nothing set: embedded database, sandbox, defaults', () => {
    expect(readConfig({})).toMatchObject({
      databaseUrl: null,
      slack: { mode: 'none' },
      http: { host: '127.0.0.1', port: 3170 },
      trustProxy: 'off',
      extensionIds: [EXTENSION_ID],
      monitorAt: '30 7-21/2 * * *',
      demo: true,
    });
  });

  it('an app token means Socket Mode, also when a signing secret is there', () => {
    const slack = readConfig({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_SIGNING_SECRET: 's3cretsecret',
    }).slack;
    expect(slack.mode).toBe('socket');
  });

  it('a signing secret without app token means HTTP', () => {
    expect(readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's3cretsecret' }).slack.mode).toBe('http');
  });

  it.each<[string, Record<string, string>]>([
    ['SLACK_BOT_TOKEN', { SLACK_BOT_TOKEN: 'xapp-secret-value' }],
    ['SLACK_APP_TOKEN', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'secret-value' }],
    ['SLACK_APP_TOKEN', { SLACK_BOT_TOKEN: 'xoxb-secret-value' }],
    ['SLACK_BOT_TOKEN', { SLACK_APP_TOKEN: 'xapp-secret-value' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://root:secret-value@localhost/x' }],
    ['XINSHAO_HTTP_PORT', { XINSHAO_HTTP_PORT: '70000' }],
    ['XINSHAO_HTTP_PORT', { XINSHAO_HTTP_PORT: 'secret-value' }],
    ['XINSHAO_TRUST_PROXY', { XINSHAO_TRUST_PROXY: 'secret-value' }],
    ['XINSHAO_MONITOR_AT', { XINSHAO_MONITOR_AT: 'daily' }],
    ['XINSHAO_MONITOR_AT', { XINSHAO_MONITOR_AT: '99 7 * * *' }],
    ['XINSHAO_MONITOR_AT', { XINSHAO_MONITOR_AT: '0 0 31 2 *' }],
    ['XINSHAO_DEMO', { XINSHAO_DEMO: 'yes' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ])('a wrong %s is named with what was expected, and its value is not repeated', (variable, variables) => {
    const error = problemsOf(variables);
    expect(error.problems[0]?.variable).toBe(variable);
    for (const locale of ['zh', 'en'] as const) {
      const words = CONFIG_EXPECTATIONS[locale][error.problems[0]?.expected ?? 'port'];
      expect(words).toMatch(/\S/);
      if (locale === 'en') expect(words).not.toMatch(/[一-鿿]/);
    }
    expect(Object.keys(CONFIG_EXPECTATIONS.zh)).toContain(error.problems[0]?.expected);
    expect(error.message).not.toContain('secret-value');
  });

  it('an empty variable counts as not set', () => {
    expect(readConfig({ DATABASE_URL: '', LOG_LEVEL: '' }).databaseUrl).toBeNull();
  });

  it('the monitor runs on every day of the week, each two hours from morning to night (R41)', () => {
    const job = scheduleJob({ rule: readConfig({}).monitorAt, tz: 'UTC' }, () => undefined);
    expect(job).not.toBeNull();
    const next = job?.nextInvocation();
    job?.cancel();
    expect(next?.toISOString().slice(11)).toMatch(/^(07|09|11|13|15|17|19|21):30:00/);
    expect(readConfig({}).monitorAt.split(' ').slice(2)).toEqual(['*', '*', '*']);
  });
});
