import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

const PROJECT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folder of real files that are not part of the project (`../shared/data`); null where it is absent. */
export function sharedData(): string | null {
  const folder = join(PROJECT, '..', 'shared', 'data');
  return existsSync(folder) ? folder : null;
}

/** A file of shipped examples, such as `mappings/vat-sales.yaml`. */
export function example(name: string): string {
  return join(PROJECT, 'examples', name);
}

/** Tests on real files: skipped, visibly and by name, where the folder is absent. */
export function describeWithSharedData(name: string, tests: (folder: string) => void): void {
  const folder = sharedData();
  if (folder === null) describe.skip(`${name} (skipped: the folder shared/data is absent)`, () => tests(''));
  else describe(name, () => tests(folder));
}
