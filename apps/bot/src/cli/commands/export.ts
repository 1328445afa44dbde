import { extname, resolve } from 'node:path';
import { type Day, dayInTimeZone } from '@xinshao/core/day/day.ts';
import { exportWording } from '@xinshao/core/wording/export.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { EXPORT_FORMATS, EXPORTS, type ExportFormat, type ExportName } from '@xinshao/db/export/definition.ts';
import { exportFile } from '@xinshao/db/export/export-file.ts';
import { Argument, Command, CommanderError } from 'commander';
import { loadCompanySettings } from '../../config/load-files.ts';
import { actorWho } from '../acting.ts';
import { choiceArgument, dayArgument } from '../arguments.ts';
import type { Runner } from '../run.ts';
import { withDatabase } from '../with-database.ts';

interface Options {
  readonly format?: ExportFormat;
  readonly out?: string;
  readonly from?: Day;
  readonly to?: Day;
}

/** `export <what> [--format csv|xlsx] [--out file] [--from d] [--to d]` */
export function exportCommand(locale: Locale, run: Runner): Command {
  const words = exportWording[locale];
  return new Command('export')
    .description(words.export)
    .addArgument(
      new Argument('<what>', `${words.what}: ${EXPORTS.join(', ')}`).argParser(choiceArgument(locale, EXPORTS)),
    )
    .option(
      '--format <format>',
      `${words.format}: ${EXPORT_FORMATS.join(', ')}`,
      choiceArgument(locale, EXPORT_FORMATS),
    )
    .option('--out <file>', words.out)
    .option('--from <day>', words.from, dayArgument(locale))
    .option('--to <day>', words.to, dayArgument(locale))
    .action((what: ExportName, { format: given, out, ...period }: Options) =>
      run(async (environment) => {
        const { output, config, log, now } = environment;
        const from = period.from ?? null;
        const to = period.to ?? null;
        if (from !== null && to !== null && from > to) {
          throw new CommanderError(2, 'xinshao.period', words.periodBackwards({ from, to }));
        }
        const { timeZone } = loadCompanySettings(config.companyFile, locale);
        const format = given ?? (extname(out ?? '').toLowerCase() === '.xlsx' ? 'xlsx' : 'csv');
        const path = resolve(out ?? `xinshao-${what}-${dayInTimeZone(now(), timeZone)}.${format}`);
        const report = await withDatabase(config, log, async (database) => {
          const ability = what === 'audit' ? 'read_audit' : 'export_details';
          const { code: actor } = await actorWho(database, environment, ability);
          const origin = { actor, surface: 'cli' } as const;
          return exportFile(database, { what, format, path, from, to, timeZone, locale, origin });
        });
        output.document(report);
        output.line(words.exported(report));
        if (report.clipped > 0) output.note(words.clipped({ cells: report.clipped }));
        return 0;
      }),
    );
}
