import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testWorkspace } from './testing/workspace.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
let folder: string;
let workspaceFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-main-'));
  workspaceFile = join(folder, 'workspace.json');
  await writeFile(workspaceFile, JSON.stringify(testWorkspace()));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (...args: string[]) => spawn(process.execPath, [main, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });

/** The ready line, read as JSON. */
async function ready(child: ChildProcess): Promise<Record<string, unknown>> {
  if (!child.stdout) throw new Error('no standard output');
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error('ended without a ready line');
}

describe('the sandbox as a process', () => {
  it('says where it listens in one JSON line, keeps its state, and stops on SIGTERM', async () => {
    const stateFile = join(folder, 'state.json');
    const child = run('--workspace', workspaceFile, '--port', '0', '--state', stateFile);
    const line = await ready(child);
    expect(Object.keys(line)).toEqual(['ready', 'url', 'apiUrl', 'botToken', 'appToken', 'signingSecret']);
    const headers = { authorization: `Bearer ${line.botToken}` };
    const answer = await fetch(`${line.apiUrl}auth.test`, { method: 'POST', headers });
    expect(await answer.json()).toMatchObject({ ok: true, team: '华东机电' });
    const page = await fetch(`${line.url}/`);
    expect(await page.text()).toContain('<title>华东机电</title>');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(JSON.parse(await readFile(stateFile, 'utf8'))).toMatchObject({ tokens: { bot: line.botToken } });
  });

  it('with --companies it serves registry sites and says how to see them', async () => {
    const companies = join(folder, 'customers.csv');
    await writeFile(companies, 'code,name,uscc,former_names\nK1,华兴（上海）贸易有限公司,911310006096709523,\n');
    const child = run('--workspace', workspaceFile, '--port', '0', '--companies', companies);
    const line = await ready(child);
    const guide = await fetch(`${line.url}/registry.json`);
    expect(await guide.json()).toEqual({
      arguments: [
        expect.stringMatching(/^--host-resolver-rules=MAP www\.qcc\.com 127\.0\.0\.1:\d+, .*MAP \* ~NOTFOUND/),
        expect.stringMatching(/^--ignore-certificate-errors-spki-list=[\w+/]+=$/),
      ],
    });
    expect(await (await fetch(`${line.url}/registry`)).text()).toContain('https://www.tianyancha.com/nsearch?');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('with --with-parent it ends when its parent does', async () => {
    const child = run('--workspace', workspaceFile, '--port', '0', '--with-parent');
    await ready(child);
    child.stdin?.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it.each([
    [['--port', '0'], 2, '--workspace is missing'],
    [['--workspace', 'nowhere.json', '--port', 'x'], 2, '--port x is not a port'],
    [['--workspace', 'nowhere.json'], 1, 'nowhere.json'],
  ])('%j is refused with exit code %i', async (args, code, message) => {
    const child = run(...args);
    let complaint = '';
    child.stderr?.on('data', (chunk) => {
      complaint += String(chunk);
    });
    expect(await once(child, 'close')).toEqual([code, null]);
    expect(complaint).toContain(message);
  });
});
