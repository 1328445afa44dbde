import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { SandboxState } from './state.ts';

const saved = z.custom<SandboxState>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    ['tokens', 'channels', 'messages', 'views'].every((key) => key in value),
  'not a saved sandbox',
);

/**
 * Reads a saved state.
 * @returns undefined when there is no such file
 * @throws Error when the file is there but is not a saved state
 */
export async function loadState(file: string): Promise<SandboxState | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return saved.parse(JSON.parse(text));
  } catch {
    throw new Error(`${file} is not a saved sandbox; move it away to start with an empty one`);
  }
}

export interface Saver {
  /** Asks for a save soon; many asks make one save. */
  request(): void;
  /** Saves what was asked for and not yet written. */
  flush(): Promise<void>;
}

/** Saves atomically (a new file, then a rename), at most every `everyMs` milliseconds. */
export function createSaver(file: string | undefined, read: () => SandboxState, everyMs = 300): Saver {
  let timer: NodeJS.Timeout | undefined;
  let dirty = false;
  let writing = Promise.resolve();
  const save = async () => {
    if (!dirty || file === undefined) return;
    dirty = false;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.new`, JSON.stringify(read()), { mode: 0o600 });
    await rename(`${file}.new`, file);
  };
  const enqueue = () => {
    writing = writing.then(save, save);
    return writing;
  };
  return {
    request() {
      dirty = true;
      if (file === undefined || timer) return;
      timer = setTimeout(() => {
        timer = undefined;
        enqueue().catch(() => {
          dirty = true;
        });
      }, everyMs);
      timer.unref();
    },
    async flush() {
      clearTimeout(timer);
      timer = undefined;
      await enqueue();
    },
  };
}
