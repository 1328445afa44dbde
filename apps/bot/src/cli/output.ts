import type { Locale } from '@xinshao/core/wording/locale.ts';

/** Where a command writes: results on stdout, everything else on stderr. */
export interface Output {
  readonly locale: Locale;
  readonly json: boolean;
  /** Whether a person watches stderr: progress is drawn only then. */
  readonly interactive: boolean;
  /** One line of human-readable result; nothing with `--json`. */
  line(text: string): void;
  /** The one JSON document of a command; nothing without `--json`. */
  document(value: unknown): void;
  /** A line for the person at the keyboard, on stderr. */
  note(text: string): void;
  /** Overwrites the current line on stderr; an empty text clears it. */
  progress(text: string): void;
}

export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean | undefined };
}

export function createOutput(streams: Streams, locale: Locale, json: boolean): Output {
  const interactive = streams.stderr.isTTY === true;
  return {
    locale,
    json,
    interactive,
    line: (text) => {
      if (!json) streams.stdout.write(`${text}\n`);
    },
    document: (value) => {
      if (json) streams.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    note: (text) => void streams.stderr.write(`${text}\n`),
    progress: (text) => {
      if (interactive) streams.stderr.write(`\r\u001b[2K${text}`);
    },
  };
}

/**
 * The language of a command: `--lang` first, then LC_ALL and LANG (`zh…` Chinese, `C` and nothing Chinese as well, any
 * other English).
 */
export function commandLocale(
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): Locale {
  const position = args.findIndex((argument) => argument === '--lang' || argument.startsWith('--lang='));
  if (position >= 0) {
    const argument = args[position] ?? '';
    const given = argument.includes('=') ? argument.slice(argument.indexOf('=') + 1) : args[position + 1];
    if (given === 'zh' || given === 'en') return given;
  }
  const tag = variables.LC_ALL || variables.LC_MESSAGES || variables.LANG || '';
  if (tag === '' || /^(zh|C$|C\.|POSIX)/i.test(tag)) return 'zh';
  return 'en';
}
