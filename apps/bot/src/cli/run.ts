import { cliWording } from '@xinshao/core/wording/cli.ts';
import { CONFIG_EXPECTATIONS } from '@xinshao/core/wording/config.ts';
import { fileErrorCode, fileErrorText } from '@xinshao/core/wording/file-errors.ts';
import { LOCALES } from '@xinshao/core/wording/locale.ts';
import { rolesWording } from '@xinshao/core/wording/roles.ts';
import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config/config.ts';
import { hideTokens } from '../log/log.ts';
import { SlackRefused } from '../slack/app.ts';
import { slackFailure } from '../slack/failure.ts';
import { isDatabaseDown } from '../slack/present-error.ts';
import { choiceArgument } from './arguments.ts';
import { auditCommand } from './commands/audit.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { explainCommand } from './commands/explain.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { letterCommand, statementCommand } from './commands/letter.ts';
import { lookupCommand } from './commands/lookup.ts';
import { monitorCommand } from './commands/monitor.ts';
import { policyCommand } from './commands/policy.ts';
import { replayCommand } from './commands/replay.ts';
import { reportCommand } from './commands/report.ts';
import { staffCommand } from './commands/staff.ts';
import { startCommand } from './commands/start.ts';
import { type CommandEnvironment, commandEnvironment } from './environment.ts';
import { commandLocale, createOutput, type Output, type Streams } from './output.ts';
import { Refusal } from './refusal.ts';
import { usageErrorText } from './usage-error.ts';

/** 0 done, 1 refused or failed, 2 wrong usage (§5). */
export type ExitCode = 0 | 1 | 2;

/** A command's work: returns its exit code, or throws what the person is told. */
export type Action = (environment: CommandEnvironment) => Promise<ExitCode>;

/** How a command of the program runs its action with the environment made for it. */
export type Runner = (action: Action) => Promise<void>;

/**
 * Runs one command line. Never throws: whatever goes wrong becomes a message on stderr and an exit code.
 * @param now the clock; the machine's unless told otherwise
 */
export async function runCommandLine(
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
  streams: Streams,
  now: () => Date = () => new Date(),
): Promise<ExitCode> {
  const locale = commandLocale(args, variables);
  const output = createOutput(streams, locale, args.includes('--json'));
  let code: ExitCode = 0;
  let as: string | null = null;
  const run: Runner = async (action) => {
    code = await action(commandEnvironment(output, variables, as, now));
  };
  const program = buildProgram(output, streams, run);
  program.hook('preAction', (_program, command) => {
    const given: unknown = command.optsWithGlobals().as;
    as = typeof given === 'string' ? given : null;
  });
  try {
    await program.parseAsync(['node', 'xinshao', ...args]);
    return code;
  } catch (error) {
    output.progress('');
    return explainFailure(error, output);
  }
}

function buildProgram(output: Output, streams: Streams, run: Runner): Command {
  const words = cliWording[output.locale];
  const program = new Command('xinshao').description(words.about);
  const commands = [
    startCommand(output.locale, run),
    importCommand(output.locale, run),
    monitorCommand(output.locale, run),
    lookupCommand(output.locale, run),
    explainCommand(output.locale, run),
    replayCommand(output.locale, run),
    policyCommand(output.locale, run),
    staffCommand(output.locale, run),
    auditCommand(output.locale, run),
    exportCommand(output.locale, run),
    reportCommand(output.locale, run),
    letterCommand(output.locale, run),
    statementCommand(output.locale, run),
    backupCommand(output.locale, run),
    restoreCommand(output.locale, run),
  ];
  for (const command of commands) program.addCommand(command);
  settle(program, output, streams);
  return program;
}

/** Gives every command the common options and makes wrong usage an exception instead of an exit. */
function settle(command: Command, output: Output, streams: Streams): void {
  const words = cliWording[output.locale];
  const titles = new Map([
    ['Usage:', words.usageTitle],
    ['Options:', words.optionsTitle],
    ['Commands:', words.commandsTitle],
    ['Arguments:', words.argumentsTitle],
  ]);
  command
    .helpOption('-h, --help', words.optionHelp)
    .option('--lang <language>', words.optionLang, choiceArgument(output.locale, LOCALES))
    .option('--json', words.optionJson)
    .option('--as <staff>', rolesWording[output.locale].asOption)
    .exitOverride()
    .showHelpAfterError(false)
    .configureOutput({
      writeOut: (text) => void streams.stdout.write(text),
      writeErr: (text) => void streams.stderr.write(text),
      // What was wrong is said once, in the reader's language, by explainFailure.
      outputError: () => undefined,
    })
    .configureHelp({ styleTitle: (title) => titles.get(title) ?? title });
  if (command.commands.length > 0) command.helpCommand('help [command]', words.helpCommand);
  for (const subcommand of command.commands) settle(subcommand, output, streams);
}

function explainFailure(error: unknown, output: Output): ExitCode {
  const words = cliWording[output.locale];
  if (error instanceof CommanderError) {
    // Asked-for help is a success; a command without its subcommand showed the help and is wrong usage.
    if (error.code === 'commander.helpDisplayed') return 0;
    if (error.code === 'commander.help') return error.exitCode === 0 ? 0 : 2;
    output.note(usageErrorText(error, output.locale));
    return 2;
  }
  if (error instanceof ConfigError) {
    output.note(words.configTitle);
    for (const { variable, expected } of error.problems) {
      output.note(words.configProblem({ variable, expected: CONFIG_EXPECTATIONS[output.locale][expected] }));
    }
    return 1;
  }
  output.note(failureText(error, output));
  return 1;
}

function failureText(error: unknown, output: Output): string {
  const words = cliWording[output.locale];
  if (error instanceof Refusal) return hideTokens(error.message);
  if (error instanceof SlackRefused) return words.slackRefused({ variable: error.variable, code: error.code });
  const code = fileErrorCode(error);
  if (code !== null) {
    const why = fileErrorText(output.locale, code);
    const file = pathOf(error);
    return file === null ? words.failed({ message: why }) : words.unreadable({ file, why });
  }
  const message = hideTokens(messageOf(error));
  if (slackFailure(error)?.kind === 'unconfirmed') return words.slackUnreachable({ message });
  return isDatabaseDown(error) ? words.databaseDown({ message }) : words.failed({ message });
}

/** Where a file could not be read or written, as the system says it; null: it does not. */
function pathOf(error: unknown): string | null {
  const path = error instanceof Error && 'path' in error ? error.path : null;
  return typeof path === 'string' ? path : null;
}

/** An AggregateError (several addresses tried) has no message of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
