import { type Day, parseDay } from '@xinshao/core/day/day.ts';
import { cliWording } from '@xinshao/core/wording/cli.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { InvalidArgumentError } from 'commander';
import { Refusal } from './refusal.ts';

/** Reads an option that must be a calendar day; a wrong one is wrong usage. */
export function dayArgument(locale: Locale): (text: string) => Day {
  return (text) => {
    const day = parseDay(text);
    if (day === null) throw new InvalidArgumentError(cliWording[locale].badDay({ text }));
    return day;
  };
}

/** Facts of a day that has not come are nothing but guesses. @throws Refusal that says so */
export function insistKnown(asOf: Day, today: Day, locale: Locale): void {
  if (asOf > today) throw new Refusal(cliWording[locale].futureFacts({ asOf, today }));
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
