import { basename, isAbsolute, resolve } from 'node:path';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { cliWording } from '@xinshao/core/wording/cli.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { importFile } from '@xinshao/db/import/import-file.ts';
import { ImportRefused } from '@xinshao/db/import/import-refused.ts';
import { IMPORT_KINDS, type ImportKind, type ImportProgress, type ImportReport } from '@xinshao/db/import/options.ts';
import { Argument, Command } from 'commander';
import { importSettings, loadCompanySettings } from '../../config/load-files.ts';
import { actorWho } from '../acting.ts';
import { choiceArgument } from '../arguments.ts';
import type { Output } from '../output.ts';
import { Refusal } from '../refusal.ts';
import type { Runner } from '../run.ts';
import { withDatabase } from '../with-database.ts';

/** `import <kind> <file>` */
export function importCommand(locale: Locale, run: Runner): Command {
  const words = cliWording[locale];
  return new Command('import')
    .description(words.import)
    .addArgument(
      new Argument('<kind>', `${words.importKind}: ${IMPORT_KINDS.join(', ')}`).argParser(
        choiceArgument(locale, IMPORT_KINDS),
      ),
    )
    .argument('<file>', words.importFile)
    .option('--mapping <file>', words.importMapping)
    .option('--strict', words.importStrict)
    .action((kind: ImportKind, file: string, options: { mapping?: string; strict?: boolean }) =>
      run(async (environment) => {
        const { output, config, log, now } = environment;
        const settings = loadCompanySettings(config.companyFile, locale);
        const report = await withDatabase(config, log, async (database) => {
          const actor = await actorWho(
            database,
            environment,
            kind === 'staff' || kind === 'teams' ? 'change_staff' : 'import_data',
          );
          return refusing(locale, () =>
            importFile(database, {
              kind,
              path: absolute(file),
              mapping: options.mapping === undefined ? undefined : absolute(options.mapping),
              strict: options.strict ?? false,
              settings: importSettings(settings),
              today: dayInTimeZone(now(), settings.timeZone),
              locale,
              origin: { actor: actor.code, surface: 'cli' },
              onProgress: (progress) => showProgress(output, progress),
            }),
          );
        });
        output.progress('');
        printReport(output, report);
        return 0;
      }),
    );
}

function absolute(path: string): string {
  return isAbsolute(path) ? path : resolve(path);
}

/** A refused file is told in the reader's language. */
async function refusing<T>(locale: Locale, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ImportRefused) throw new Refusal(error.textIn(locale), { cause: error });
    throw error;
  }
}

function showProgress(output: Output, progress: ImportProgress): void {
  const share = progress.totalBytes === 0 ? 1 : progress.bytes / progress.totalBytes;
  output.progress(
    cliWording[output.locale].importing({
      rows: progress.rows.toLocaleString('en-US'),
      percent: `${Math.floor(share * 100)}%`,
    }),
  );
}

function printReport(output: Output, report: ImportReport): void {
  const words = cliWording[output.locale];
  output.document(report);
  const seconds = (report.durationMs / 1000).toFixed(1);
  output.line(words.imported({ kind: report.kind, file: basename(report.file), seconds }));
  output.line(words.importCounts(report));
  output.line(words.importMore(report));
  if (report.usccsLeftOut > 0) output.line(words.importUsccsLeftOut(report));
  if (report.rejectedFile !== null) output.line(words.importRejectedFile({ file: report.rejectedFile }));
}
