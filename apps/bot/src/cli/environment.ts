import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { type Config, readConfig } from '../config/config.ts';
import { createLog, type Logger } from '../log/log.ts';
import type { Output } from './output.ts';

/** The project's folder: configuration names files relative to it, wherever the command was typed. */
export const PROJECT_FOLDER = resolve(import.meta.dirname, '../../../..');

/** What every command works with. */
export interface CommandEnvironment {
  readonly output: Output;
  readonly config: Config;
  readonly log: Logger;
  /** The member of staff to act as (`--as`, XINSHAO_STAFF); null: the administrator of the installation. */
  readonly staffCode: string | null;
  readonly now: () => Date;
}

/** Reads the configuration and opens the log. @param as the value of `--as` @throws ConfigError naming the variable */
export function commandEnvironment(
  output: Output,
  variables: Readonly<Record<string, string | undefined>>,
  as: string | null,
  now: () => Date,
): CommandEnvironment {
  const config = readConfig(variables);
  const log = createLog(config.logLevel);
  return { output, config, log, staffCode: as ?? config.staffCode, now };
}

/** A file that the configuration names: relative to the project's folder. */
export function projectPath(path: string): string {
  return isAbsolute(path) ? path : join(PROJECT_FOLDER, path);
}

/** Variables of the file `.env` in the project's folder, below those of the process; an absent file is none. */
export function withEnvFile(
  variables: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const file = join(PROJECT_FOLDER, '.env');
  if (!existsSync(file)) return variables;
  const fromFile: Record<string, string> = {};
  for (const line of readFileSync(file, 'utf8').split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    const [, name, value] = match ?? [];
    if (name !== undefined && value !== undefined) fromFile[name] = value.replace(/^(["'])(.*)\1$/, '$2');
  }
  return { ...fromFile, ...variables };
}
