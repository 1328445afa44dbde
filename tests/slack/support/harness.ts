import { createLog } from '@xinshao/bot/log/log.ts';
import { type BotOptions, type RunningBot, startBot } from '@xinshao/bot/start/bot.ts';
import type { Database } from '@xinshao/db/database.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { startSandbox } from '@xinshao/sandbox/start-sandbox.ts';
import type { Sandbox, SandboxOptions } from '@xinshao/sandbox/types.ts';
import { seedCompany } from './seed.ts';
import { workspace } from './workspace.ts';

/** The company's working hours, in Asia/Shanghai. */
export const WORKING_HOURS = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '18:00' },
];

export type Mode = 'socket' | 'http';

export interface Harness {
  readonly database: Database;
  readonly sandbox: Sandbox;
  readonly bot: RunningBot;
  /** Lines the bot logged. */
  readonly logged: string[];
  close(): Promise<void>;
}

/** A real database, the sandbox workspace and the real bot, connected as production does. */
export async function startHarness(
  mode: Mode,
  options: { readonly sandbox?: Partial<SandboxOptions>; readonly bot?: Partial<BotOptions> } = {},
): Promise<Harness> {
  const database = await freshDatabase();
  await seedCompany(database);
  const sandbox = await startSandbox({
    workspace,
    limits: { messagesPerSecondPerChannel: 20, methodTiers: false },
    // A machine that runs several tests at once may hold a bot up for longer than Slack waits. What Slack then does, and
    // that forms open before anything is read, has tests of its own.
    acknowledgeWithinMs: 15_000,
    triggerLivesMs: 15_000,
    ...options.sandbox,
  });
  const logged: string[] = [];
  const bot = await startTestBot(mode, database, sandbox, logged, options.bot);
  if (mode === 'http') sandbox.setDelivery({ mode: 'http', url: `${bot.url}/slack/events` });
  else await sandbox.waitFor(() => sandbox.connections() > 0);
  return {
    database,
    sandbox,
    bot,
    logged,
    close: async () => {
      await bot.stop();
      await sandbox.close();
    },
  };
}

/** Starts the bot against a sandbox. */
export function startTestBot(
  mode: Mode,
  database: Database,
  sandbox: Sandbox,
  logged: string[],
  options: Partial<BotOptions> = {},
): Promise<RunningBot> {
  const { botToken, appToken, signingSecret, apiUrl } = sandbox;
  return startBot({
    database,
    connection: mode === 'socket' ? { mode, botToken, appToken, apiUrl } : { mode, botToken, signingSecret, apiUrl },
    alertChannel: '信用-总部',
    http: { host: '127.0.0.1', port: 0 },
    locale: 'zh',
    timeZone: 'Asia/Shanghai',
    workingHours: WORKING_HOURS,
    log: createLog('info', { write: (line: string) => void logged.push(line) }),
    now: () => new Date(),
    ...options,
  });
}
