import { type Day, parseDay } from '@xinshao/core/day/day.ts';
import { cliWording } from '@xinshao/core/wording/cli.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { InvalidArgumentError } from 'commander';

/** Reads an option that must be a calendar day; a wrong one is wrong usage. */
export function dayArgument(locale: Locale): (text: string) => Day {
  return (text) => {
    const day = parseDay(text);
    if (day === null) throw new InvalidArgumentError(cliWording[locale].badDay({ text }));
    return day;
  };
}

/** Reads an argument that must be one of a few words; another is wrong usage. */
export function choiceArgument<const T extends string>(locale: Locale, known: readonly T[]): (text: string) => T {
  return (text) => {
    const choice = known.find((word) => word === text);
    if (choice === undefined) {
      throw new InvalidArgumentError(cliWording[locale].badChoice({ text, known: known.join(', ') }));
    }
    return choice;
  };
}
