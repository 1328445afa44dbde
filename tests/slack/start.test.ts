import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { startSandbox } from '@xinshao/sandbox/start-sandbox.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workspace } from './support/workspace.ts';

const CLI = resolve(import.meta.dirname, '../../apps/bot/src/cli/main.ts');

interface Started {
  readonly child: ChildProcess;
  readonly ready: { readonly url: string; readonly sandboxUrl: string };
  readonly said: () => string;
}

describe('xinshao start with no Slack tokens', async () => {
  const database = await freshDatabase();
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xinshao-start-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const launch = (variables: Record<string, string> = {}) => {
    const said: string[] = [];
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, 'start', '--json'], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: database.url,
        XINSHAO_DATA_DIR: folder,
        XINSHAO_HTTP_PORT: '0',
        XINSHAO_SANDBOX_PORT: '0',
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
    return { child, said: () => said.join('') };
  };

  const start = async (): Promise<Started> => {
    const { child, said } = launch();
    let out = '';
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(said())));
    const ready = new Promise<Started['ready']>((found) => {
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        out += text;
        if (out.trimEnd().endsWith('}')) found(JSON.parse(out));
      });
    });
    const started = { child, said, ready: await Promise.race([ready, ended]) };
    ended.catch(() => undefined);
    return started;
  };

  const stop = async ({ child }: Started, signal: NodeJS.Signals) => {
    const ended = once(child, 'exit');
    child.kill(signal);
    return (await ended)[0];
  };

  const customers = () => database.prisma.customer.count();

  it('makes sample data once, posts its alerts, and stops cleanly; a second start keeps everything', async () => {
    const first = await start();
    expect(await customers()).toBeGreaterThan(200);
    expect((await fetch(`${first.ready.url}/healthz`)).status).toBe(200);
    expect((await fetch(first.ready.sandboxUrl)).status).toBe(200);
    const waiting = () => database.prisma.alertMessage.count({ where: { state: 'posted' } });
    for (let tries = 0; tries < 300 && (await waiting()) === 0; tries++)
      await new Promise((wake) => setTimeout(wake, 100));
    expect(await waiting()).toBeGreaterThan(0);
    // No customer is named in the log.
    const { name } = await database.prisma.customer.findFirstOrThrow();
    expect(first.said()).not.toContain(name);
    expect(await stop(first, 'SIGTERM')).toBe(0);
    await expect(fetch(first.ready.sandboxUrl)).rejects.toThrow();

    const [before, alerts] = [await customers(), await database.prisma.alert.count()];
    const second = await start();
    expect([await customers(), await database.prisma.alert.count()]).toEqual([before, alerts]);
    expect(await stop(second, 'SIGINT')).toBe(0);
  }, 180_000);

  it('a port in use is a clear message with the variable to set', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = String(address !== null && typeof address === 'object' ? address.port : 0);
    for (const variable of ['XINSHAO_HTTP_PORT', 'XINSHAO_SANDBOX_PORT']) {
      const { child, said } = launch({ [variable]: port, XINSHAO_DEMO: 'off' });
      const [code] = await once(child, 'exit');
      expect(code).toBe(1);
      expect(said()).toContain(port);
      expect(said()).toContain(variable);
      expect(said()).not.toMatch(/\n\s+at /);
    }
    other.close();
  }, 60_000);

  it('a token that Slack rejects, and a Slack that cannot be reached, stop the start with a clear message', async () => {
    const sandbox = await startSandbox({ workspace });
    const tokens = { SLACK_BOT_TOKEN: 'xoxb-very-secret', SLACK_APP_TOKEN: 'xapp-very-secret' };
    for (const [url, message] of [
      [sandbox.apiUrl, /SLACK_BOT_TOKEN.*invalid_auth/],
      ['http://127.0.0.1:1/api/', /连不上 Slack/],
    ] as const) {
      const { child, said } = launch({ ...tokens, SLACK_API_URL: url, LOG_LEVEL: 'silent' });
      const [code] = await once(child, 'exit');
      expect(code).toBe(1);
      expect(said()).toMatch(message);
      expect(said()).not.toContain('very-secret');
      expect(said()).not.toMatch(/\n\s+at /);
    }
    await sandbox.close();
  }, 60_000);

  it('a wrong variable stops the start and is named', async () => {
    const { child, said } = launch({ SLACK_BOT_TOKEN: 'very-secret' });
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
    expect(said()).toContain('SLACK_BOT_TOKEN');
    expect(said()).not.toContain('very-secret');
  });
});
