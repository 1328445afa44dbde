import { extname, resolve } from 'node:path';
import { type Day, dayInTimeZone } from '@xinshao/core/day/day.ts';
import { documentWording } from '@xinshao/core/wording/documents/cli.ts';
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
import { exportCustomerFile } from './export-customer-file.ts';

interface Options {
  readonly format?: ExportFormat;
  readonly out?: string;
  readonly from?: Day;
  readonly to?: Day;
  readonly customer?: string;
}

/** The tables that can be exported, and the printable file of one customer. */
const KINDS = [...EXPORTS, 'file'] as const;

/** `export <what> [--format csv|xlsx] [--out file] [--from d] [--to d]`, and `export file --customer <code> …` */
export function exportCommand(locale: Locale, run: Runner): Command {
  const words = exportWording[locale];
  return new Command('export')
    .description(words.export)
    .addArgument(new Argument('<what>', `${words.what}: ${KINDS.join(', ')}`).argParser(choiceArgument(locale, KINDS)))
    .option(
      '--format <format>',
      `${words.format}: ${EXPORT_FORMATS.join(', ')}`,
      choiceArgument(locale, EXPORT_FORMATS),
    )
    .option('--customer <code>', documentWording[locale].file)
    .option('--out <file>', words.out)
    .option('--from <day>', words.from, dayArgument(locale))
    .option('--to <day>', words.to, dayArgument(locale))
    .action((what: ExportName | 'file', options: Options) =>
      run(async (environment) => {
        const { output, config, log, now } = environment;
        const { format: given, out, ...period } = options;
        if (what === 'file') {
          await exportCustomerFile(environment, options);
          return 0;
        }
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
