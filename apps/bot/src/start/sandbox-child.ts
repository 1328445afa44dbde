import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { PROJECT_FOLDER } from '../cli/environment.ts';

const READY_WITHIN = 60_000;
const STOP_WITHIN = 5_000;

const readySchema = z.object({
  ready: z.literal(true),
  url: z.string(),
  apiUrl: z.string(),
  botToken: z.string(),
  appToken: z.string(),
});

export interface SandboxProcess {
  /** Address of the web page. */
  readonly url: string;
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  stop(): Promise<void>;
}

/**
 * Starts the make-believe Slack workspace in a process of its own, which ends with ours.
 * @throws Error with what it wrote when it does not become ready
 */
export async function startSandboxProcess(options: {
  readonly workspaceFile: string;
  readonly stateFile: string;
  readonly port: number;
  /** Companies of the make-believe registry sites beside it (CSV). */
  readonly companiesFile: string;
}): Promise<SandboxProcess> {
  mkdirSync(dirname(options.stateFile), { recursive: true });
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(PROJECT_FOLDER, 'apps', 'sandbox', 'src', 'main.ts'),
      '--with-parent',
      ...['--port', String(options.port), '--state', options.stateFile, '--workspace', options.workspaceFile],
      ...['--companies', options.companiesFile],
    ],
    // In a group of its own: Ctrl+C reaches us, and we stop the sandbox after our own work is done.
    { cwd: PROJECT_FOLDER, stdio: ['pipe', 'pipe', 'pipe'], detached: true },
  );
  const complaints: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints.push(text);
    complaints.splice(0, complaints.length - 20);
  });
  try {
    const ready = await readyLine(child);
    return { ...ready, stop: () => stopChild(child) };
  } catch (error) {
    await stopChild(child);
    const detail = complaints.join('').trim().split('\n').slice(-5).join('\n');
    throw new Error(detail === '' ? String(error) : detail, { cause: error });
  }
}

async function readyLine(child: ChildProcess): Promise<z.infer<typeof readySchema>> {
  if (child.stdout === null) throw new Error('the sandbox has no output');
  const lines = createInterface({ input: child.stdout });
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`it ended with exit code ${String(code)}`);
  });
  const signal = AbortSignal.timeout(READY_WITHIN);
  const [line] = await Promise.race([once(lines, 'line', { signal }), exited]);
  // Whatever it prints later is read and dropped, so that its pipe never fills.
  lines.on('line', () => undefined);
  exited.catch(() => undefined);
  return readySchema.parse(JSON.parse(String(line)));
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN);
  await ended;
  clearTimeout(forced);
}
