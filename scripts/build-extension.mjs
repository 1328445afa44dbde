// Builds the browser extension into apps/extension/build/chrome-mv3-prod, and only when something it is made of changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'apps', 'extension');
const output = join(folder, 'build', 'chrome-mv3-prod');
const mark = join(folder, 'build', 'made-of.sha256');
const made = ['node_modules', 'build', '.plasmo'];

/** Digest of every source by path and content: the extension's own, the core's, and the locked dependencies. */
function digestOfSources() {
  const sources = [
    ...globSync('apps/extension/**/*', {
      cwd: root,
      exclude: (path) => made.some((name) => path.split(/[\\/]/).includes(name)),
    }),
    ...globSync('packages/core/src/**/*.ts', { cwd: root }).filter((path) => !path.endsWith('.test.ts')),
    'packages/core/package.json',
    'pnpm-lock.yaml',
    'scripts/build-extension.mjs',
  ];
  const hash = createHash('sha256');
  for (const path of sources.map((each) => each.replaceAll('\\', '/')).sort()) {
    const file = join(root, path);
    if (!existsSync(file) || !statSync(file).isFile()) continue;
    const content = readFileSync(file);
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

const digest = digestOfSources();
const isFresh = existsSync(join(output, 'manifest.json')) && existsSync(mark) && readFileSync(mark, 'utf8') === digest;
if (!isFresh) {
  // A half-made build must not look finished.
  rmSync(join(folder, 'build'), { recursive: true, force: true });
  const plasmo = join(folder, 'node_modules', 'plasmo', 'bin', 'index.mjs');
  const result = spawnSync(process.execPath, [plasmo, 'build'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (result.status !== 0 || !existsSync(join(output, 'manifest.json'))) {
    process.stderr.write(
      `${result.stdout ?? ''}${result.stderr ?? ''}\nThe extension could not be built (${result.error?.message ?? `exit code ${result.status}`}).\n`,
    );
    process.exit(1);
  }
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, digest);
}
process.stderr.write(`The extension is in ${output}${isFresh ? ' (unchanged)' : ''}.\n`);
