import { type Day, dayInTimeZone } from '@xinshao/core/day/day.ts';
import type { Creditor } from '@xinshao/core/policy/creditor-schema.ts';
import { documentWording } from '@xinshao/core/wording/documents/cli.ts';
import { exportWording } from '@xinshao/core/wording/export.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { Command, CommanderError } from 'commander';
import { loadCompanySettings, loadPolicy } from '../../config/load-files.ts';
import { makeLetter, makeStatement } from '../../documents/make-documents.ts';
import { dayArgument, insistKnown } from '../arguments.ts';
import type { CommandEnvironment } from '../environment.ts';
import { Refusal } from '../refusal.ts';
import type { Runner } from '../run.ts';
import { writeDocument } from '../write-document.ts';

/** `letter --customer <code> [--out f.pdf|f.html]`; in the language of messages that many read. */
export function letterCommand(locale: Locale, run: Runner): Command {
  const words = documentWording[locale];
  return new Command('letter')
    .description(words.letter)
    .requiredOption('--customer <code>', words.customer)
    .option('--out <file>', words.out)
    .action(({ customer: customerCode, out }: { customer: string; out?: string }) =>
      run(async (environment) => {
        const { config, output } = environment;
        const creditor = creditorOf(environment);
        const { collection } = loadPolicy(config.policyFile, output.locale).policy.policy;
        const payWithinDays = collection.letterPayWithinDays;
        await writeDocument(environment, {
          kind: 'letter',
          customerCode,
          from: null,
          to: null,
          out,
          locale: config.locale,
          make: (making, customer) => {
            const day = dayInTimeZone(making.now, making.timeZone).replaceAll('-', '');
            return makeLetter(making, { customer, creditor, number: `${customer.code}-${day}`, payWithinDays });
          },
        });
        return 0;
      }),
    );
}

/** `statement --customer <code> --from d --to d [--out f.pdf|f.html]` */
export function statementCommand(locale: Locale, run: Runner): Command {
  const words = documentWording[locale];
  return new Command('statement')
    .description(words.statement)
    .requiredOption('--customer <code>', words.customer)
    .requiredOption('--from <day>', words.from, dayArgument(locale))
    .requiredOption('--to <day>', words.to, dayArgument(locale))
    .option('--out <file>', words.out)
    .action(({ customer: customerCode, from, to, out }: { customer: string; from: Day; to: Day; out?: string }) =>
      run(async (environment) => {
        checkPeriod(from, to, locale);
        const { timeZone } = loadCompanySettings(environment.config.companyFile, locale);
        insistKnown(to, dayInTimeZone(environment.now(), timeZone), locale);
        const creditor = creditorOf(environment);
        const { promises } = loadPolicy(environment.config.policyFile, environment.output.locale).policy.policy;
        await writeDocument(environment, {
          kind: 'statement',
          customerCode,
          from,
          to,
          out,
          locale: environment.config.locale,
          make: (making, customer) => makeStatement(making, customer, creditor, promises, { from, to }),
        });
        return 0;
      }),
    );
}

/** @throws wrong usage when the period ends before it begins */
export function checkPeriod(from: Day, to: Day, locale: Locale): void {
  if (from > to) throw new CommanderError(2, 'xinshao.period', exportWording[locale].periodBackwards({ from, to }));
}

function creditorOf({ config, output }: CommandEnvironment): Creditor {
  const { creditor } = loadCompanySettings(config.companyFile, output.locale);
  if (creditor === undefined) {
    throw new Refusal(documentWording[output.locale].noCreditor({ file: config.companyFile }));
  }
  return creditor;
}
