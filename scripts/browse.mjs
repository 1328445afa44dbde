// Opens a Chromium of its own with the built extension that finds the sandbox's registry sites under the real names.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './ensure-chromium.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const extension = join(root, 'apps', 'extension', 'build', 'chrome-mv3-prod');
const sandbox = `http://127.0.0.1:${process.env.XINSHAO_SANDBOX_PORT ?? '3180'}`;

const answer = await fetch(`${sandbox}/registry.json`).catch(() => null);
const chromium = findChromium();
if (!answer?.ok) {
  process.stderr.write(`No sandbox with registry sites answers at ${sandbox}; run npm start first.\n`);
  process.exitCode = 1;
} else if (!chromium) {
  process.stderr.write('No Chromium was found: run node scripts/ensure-chromium.mjs.\n');
  process.exitCode = 1;
} else {
  const profile = join(root, '.data', 'browser');
  mkdirSync(profile, { recursive: true });
  const { arguments: places } = await answer.json();
  const own = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(
    chromium,
    [
      ...[`--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check', ...own, ...places],
      ...[`--disable-extensions-except=${extension}`, `--load-extension=${extension}`, `${sandbox}/registry`],
    ],
    { stdio: 'inherit' },
  );
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
