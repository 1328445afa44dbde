// The one door to every command: works with nothing but Node >= 20 and npm.
// It installs what is missing, then runs the command on the Node version the workspace pins.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const rootPackage = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const pnpm = rootPackage.packageManager;

const nodeBinary = () => {
  const local = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(local) ? local : process.execPath;
};

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Runs a step to its end; its output goes to stderr so that `--json` on stdout stays one document. */
function step(title, command, args, options = {}) {
  process.stderr.write(`› ${title}\n`);
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    ...options,
  });
  if (result.status !== 0) fail(`${title}: failed (${result.error?.message ?? `exit code ${result.status}`}).`);
}

/** Remembers by content hash that a step was done, so that it is repeated only when its inputs change. */
function once(name, inputs, work) {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(readFileSync(join(root, input)));
  const digest = hash.digest('hex');
  const mark = join(root, 'node_modules', '.xinshao', name);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return;
  work();
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, digest);
}

function install() {
  const lock = existsSync(join(root, 'pnpm-lock.yaml')) ? ['pnpm-lock.yaml'] : [];
  once('install', ['package.json', 'pnpm-workspace.yaml', ...lock], () =>
    step('Installing packages (a minute or two the first time)', 'npx', [
      '--yes',
      pnpm,
      'install',
      '--reporter=append-only',
      ...(lock.length > 0 ? ['--frozen-lockfile'] : []),
    ]),
  );
  once('prisma', ['packages/db/prisma/schema.prisma', 'package.json'], () =>
    step(
      'Generating the database client',
      nodeBinary(),
      ['packages/db/node_modules/prisma/build/index.js', 'generate', '--schema', 'packages/db/prisma/schema.prisma'],
      {
        // The generator wants to download an engine it never starts; naming any executable keeps it offline.
        env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: nodeBinary(), PRISMA_HIDE_UPDATE_MESSAGE: '1' },
      },
    ),
  );
}

/** Replaces this process by the command: signals are passed on and its exit code becomes ours. */
function run(command, args) {
  const child = spawn(command, args, {
    cwd: process.env.INIT_CWD && keepsCallersFolder ? process.env.INIT_CWD : root,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

const [command, ...args] = process.argv.slice(2);
// File arguments are relative to where the person typed the command.
const keepsCallersFolder = command === 'xinshao';
if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Xinshao needs Node 20 or later; this is ${process.version}.`);
install();

const node = nodeBinary();
const cli = join(root, 'apps', 'bot', 'src', 'cli', 'main.ts');
const quiet = ['--disable-warning=ExperimentalWarning'];
const commands = {
  start: () => run(node, [...quiet, cli, 'start', ...args]),
  xinshao: () => run(node, [...quiet, cli, ...args]),
  generate: () => run(node, [...quiet, join(root, 'examples', 'generator', 'main.ts'), ...args]),
  bench: () => run(node, [...quiet, join(root, 'bench', 'main.ts'), ...args]),
  soak: () => run(node, [...quiet, join(root, 'tests', 'soak', 'main.ts'), ...args]),
  browse: () => {
    step('Building the extension', node, [join(root, 'scripts', 'build-extension.mjs')]);
    run(node, [join(root, 'scripts', 'browse.mjs')]);
  },
  format: () => run(node, [join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '--write', '.']),
  check: () => {
    step('Lint and format', node, [join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '.']);
    step('Types', node, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit']);
  },
  test: () => {
    if (args.length === 0) {
      commands.check();
      step('Chromium for the browser tests', node, [join(root, 'scripts', 'ensure-chromium.mjs')]);
      step('Building the extension', node, [join(root, 'scripts', 'build-extension.mjs')]);
    }
    run(node, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...args]);
  },
};
if (!commands[command]) fail(`Unknown command “${command ?? ''}”. Known: ${Object.keys(commands).join(', ')}.`);
commands[command]();
