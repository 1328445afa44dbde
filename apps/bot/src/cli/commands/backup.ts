import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { backupWording } from '@xinshao/core/wording/backup.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { BackupRefused } from '@xinshao/db/backup/backup-format.ts';
import { type BackupSeen, checkBackup, restoreBackup } from '@xinshao/db/backup/restore-backup.ts';
import { writeBackup } from '@xinshao/db/backup/write-backup.ts';
import { Command } from 'commander';
import { unreadable } from '../../config/load-files.ts';
import { actorWho } from '../acting.ts';
import type { Output } from '../output.ts';
import { Refusal } from '../refusal.ts';
import type { Runner } from '../run.ts';
import { withDatabase } from '../with-database.ts';

const STANDARD = '-';
/** For nobody but whoever made it: it holds what everybody owes. */
const PRIVATE = 0o600;

/** `backup <file>`: the file is there whole or not at all, and never replaces another. */
export function backupCommand(locale: Locale, run: Runner): Command {
  const words = backupWording[locale];
  return new Command('backup')
    .description(words.backup)
    .argument('<file>', words.backupFile)
    .action((file: string) =>
      run(async (environment) => {
        const { output, config, log, now } = environment;
        const path = resolve(file);
        if (file !== STANDARD && existsSync(path)) throw new Refusal(words.exists({ file: path }));
        const made = await withDatabase(config, log, async (database) => {
          const { code: actor } = await actorWho(database, environment, 'keep_backups');
          const options = { now: now(), origin: { actor, surface: 'cli' } as const, onTable: progress(output) };
          return file === STANDARD
            ? toStandardOutput((out) => writeBackup(database, out, options))
            : wholeFile(path, (out) => writeBackup(database, out, options));
        });
        output.progress('');
        if (file === STANDARD) return 0;
        output.document({ file: path, ...made });
        output.line(words.made({ ...made, rows: made.rows.toLocaleString('en-US'), file: path }));
        return 0;
      }),
    );
}

/** `restore <file> [--check] [--replace]` */
export function restoreCommand(locale: Locale, run: Runner): Command {
  const words = backupWording[locale];
  return new Command('restore')
    .description(words.restore)
    .argument('<file>', words.restoreFile)
    .option('--check', words.check)
    .option('--replace', words.replace)
    .action((file: string, options: { check?: boolean; replace?: boolean }) =>
      run(async (environment) => {
        const { output, config, log } = environment;
        const restoreFrom = (source: Readable) =>
          withDatabase(config, log, async (database) => {
            const { code: actor } = await actorWho(database, environment, 'keep_backups');
            return restoreBackup(database, source, {
              replace: options.replace === true,
              origin: { actor, surface: 'cli' },
              onTable: progress(output),
            });
          });
        const seen = await explained(file, locale, async () => {
          // Opened before anything else: a stream that fails while nobody reads it would end the process.
          const source = file === STANDARD ? process.stdin : (await open(resolve(file))).createReadStream();
          const work = options.check === true ? checkBackup(source) : restoreFrom(source);
          return work.finally(() => closed(source));
        });
        output.progress('');
        output.document(seen);
        const shown = { ...seen, rows: seen.rows.toLocaleString('en-US') };
        output.line(options.check === true ? words.seen(shown) : words.restored(shown));
        return 0;
      }),
    );
}

function progress(output: Output): (name: string) => void {
  const words = backupWording[output.locale];
  return (name) => output.progress(words.table({ name }));
}

function closed(source: Readable): void {
  if (source !== process.stdin) source.destroy();
}

async function toStandardOutput<T>(write: (out: PassThrough) => Promise<T>): Promise<T> {
  const out = new PassThrough();
  const [made] = await Promise.all([write(out), pipeline(out, process.stdout, { end: false })]);
  return made;
}

async function wholeFile<T>(path: string, write: (out: NodeJS.WritableStream & PassThrough) => Promise<T>): Promise<T> {
  const unfinished = `${path}.part`;
  try {
    const out = new PassThrough();
    const [made] = await Promise.all([write(out), pipeline(out, createWriteStream(unfinished, { mode: PRIVATE }))]);
    const file = await open(unfinished);
    await file.sync().finally(() => file.close());
    await rename(unfinished, path);
    return made;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** @throws Refusal saying what is wrong with the file or the database */
async function explained(file: string, locale: Locale, work: () => Promise<BackupSeen>): Promise<BackupSeen> {
  const name = file === STANDARD ? file : basename(file);
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupRefused) throw new Refusal(problemText(error, name, locale), { cause: error });
    throw unreadable(name, error, locale);
  }
}

function problemText({ problem }: BackupRefused, file: string, locale: Locale): string {
  const words = backupWording[locale];
  switch (problem.code) {
    case 'not_a_backup':
    case 'damaged':
      return words[problem.code]({ file });
    case 'other_version':
      return words.other_version(problem);
    case 'not_empty':
      return words.not_empty(problem);
    case 'in_use':
      return words.in_use;
  }
}
