import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { pageBundle } from './page/bundle.ts';
import { companiesOfFile } from './registry/companies.ts';
import { startRegistry } from './registry/start-registry.ts';
import { startSandbox } from './start-sandbox.ts';
import type { Delivery } from './types.ts';
import { readWorkspace } from './workspace.ts';

const usage = `Usage: main.ts --workspace file.json [--port 3180] [--state file.json] [--http-url url]
               [--companies file.csv] [--with-parent]

  --workspace    the make-believe workspace: team, people, channels, commands
  --port         port on 127.0.0.1; 0 takes any free one (default 3180)
  --state        keeps channels, messages and views in this file
  --http-url     delivers to this address, signed, instead of Socket Mode
  --companies    serves make-believe registry sites (企查查 and others) with these companies among strangers
  --with-parent  stops when standard input closes
`;

function wrongUsage(message: string): never {
  process.stderr.write(`${message}\n\n${usage}`);
  process.exit(2);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        workspace: { type: 'string' },
        port: { type: 'string', default: '3180' },
        state: { type: 'string' },
        'http-url': { type: 'string' },
        companies: { type: 'string' },
        'with-parent': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return wrongUsage(error instanceof Error ? error.message : String(error));
  }
}

const options = readOptions();
if (options.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const port = Number(options.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) wrongUsage(`--port ${options.port} is not a port`);
if (options.workspace === undefined) wrongUsage('--workspace is missing');

const log = pino({ name: 'sandbox' }, pino.destination({ dest: 2, sync: true }));
const httpUrl = options['http-url'];
const delivery: Delivery = httpUrl === undefined ? { mode: 'socket' } : { mode: 'http', url: httpUrl };

try {
  const workspace = await readWorkspace(options.workspace);
  const registry =
    options.companies === undefined
      ? null
      : await startRegistry({ companies: companiesOfFile(await readFile(options.companies, 'utf8')) });
  const sandbox = await startSandbox({
    workspace,
    registry,
    port,
    delivery,
    log,
    ...(options.state === undefined ? {} : { stateFile: options.state }),
  });
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await sandbox.close();
    await registry?.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  if (options['with-parent']) {
    process.stdin.resume();
    for (const end of ['end', 'close', 'error']) process.stdin.once(end, () => void stop());
  }
  // Built ahead of the first visitor; the API does not wait for it.
  pageBundle().catch((error: unknown) => log.error({ error: String(error) }, 'The page could not be built'));
  const { url, apiUrl, botToken, appToken, signingSecret } = sandbox;
  process.stdout.write(`${JSON.stringify({ ready: true, url, apiUrl, botToken, appToken, signingSecret })}\n`);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  process.stderr.write(taken ? `Port ${port} is in use; give another with --port.\n` : `${message}\n`);
  process.exit(1);
}
