import { cliWording } from '@xinshao/core/wording/cli.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import type { CommanderError } from 'commander';

/** Says in the reader's language what was wrong with a command line, and where help is. */
export function usageErrorText(error: CommanderError, locale: Locale): string {
  const words = cliWording[locale];
  const name = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const detail = /is invalid(?: for argument '[^']*')?\. (.*)$/s.exec(error.message)?.[1] ?? '';
  const said = () => {
    switch (error.code) {
      case 'commander.unknownCommand':
        return words.usageUnknownCommand({ name });
      case 'commander.unknownOption':
        return words.usageUnknownOption({ name });
      case 'commander.missingArgument':
        return words.usageMissingArgument({ name });
      case 'commander.optionMissingArgument':
        return words.usageMissingValue({ name });
      case 'commander.missingMandatoryOptionValue':
        return words.usageMissingOption({ name });
      case 'commander.excessArguments':
        return words.usageTooMany;
      case 'commander.invalidArgument':
        return words.usageInvalid({ name, detail });
      default:
        return error.message;
    }
  };
  return `${said()}\n${words.usageHint}`;
}
