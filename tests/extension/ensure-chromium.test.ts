import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, '..', '..', 'scripts', 'ensure-chromium.mjs');

function ensure(chromiumPath: string): { status: number | null; stderr: string } {
  const env = { ...process.env, CHROMIUM_PATH: chromiumPath };
  return spawnSync(process.execPath, [SCRIPT], { encoding: 'utf8', env });
}

test('a Chromium named by CHROMIUM_PATH is taken', () => {
  const { status, stderr } = ensure(process.execPath);
  expect(stderr).toContain(process.execPath);
  expect(status).toBe(0);
});

test('a wrong CHROMIUM_PATH is refused by name, and nothing is installed in its place', () => {
  const { status, stderr } = ensure('/nowhere/chromium');
  expect(stderr).toBe('CHROMIUM_PATH is /nowhere/chromium, but no program is there.\n');
  expect(status).toBe(1);
});
