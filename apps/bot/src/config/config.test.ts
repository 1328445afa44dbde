import { EXTENSION_ID } from '@xinshao/core/contract/extension-id.ts';
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
      monitorAt: '30 7 * * 1-5',
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
    ['XINSHAO_DEMO', { XINSHAO_DEMO: 'yes' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ])('a wrong %s is named with what was expected, and its value is not repeated', (variable, variables) => {
    const error = problemsOf(variables);
    expect(error.problems[0]?.variable).toBe(variable);
    expect(error.problems[0]?.expected).not.toBe('');
    expect(error.message).not.toContain('secret-value');
  });

  it('an empty variable counts as not set', () => {
    expect(readConfig({ DATABASE_URL: '', LOG_LEVEL: '' }).databaseUrl).toBeNull();
  });
});
