import { createLog } from '@xinshao/bot/log/log.ts';
import { newPairingCode, secretHash } from '@xinshao/bot/pairing/secrets.ts';
import { type BotOptions, type RunningBot, startBot } from '@xinshao/bot/start/bot.ts';
import { pairingCodeText } from '@xinshao/core/pairing/code.ts';
import type { Database } from '@xinshao/db/database.ts';
import { issuePairingCode } from '@xinshao/db/overlay/pairing.ts';
import { startSandbox } from '@xinshao/sandbox/start-sandbox.ts';
import type { Sandbox, Workspace } from '@xinshao/sandbox/types.ts';

/** The risk officer of the benches, the only person of their workspace, in Slack and on the staff list. */
export const OFFICER = { slackUserId: 'U0OFFICER1', code: 'R-BENCH' } as const;

const workspace: Workspace = {
  team: { id: 'T0BENCH', name: '基准' },
  botUser: { id: 'U0BENCHBOT', name: '信哨', appId: 'A0BENCH', botId: 'B0BENCH' },
  users: [
    { id: OFFICER.slackUserId, name: 'officer', realName: '赵敏', email: 'officer@example.com', locale: 'zh-CN' },
  ],
  channels: [{ id: 'C0BENCH', name: '信用-总部' }],
  commands: ['/credit'],
  unfurlDomains: [],
  shortcuts: [],
};

export interface BenchBot {
  readonly sandbox: Sandbox;
  readonly bot: RunningBot;
  stop(): Promise<void>;
}

/** The real bot as benchmarks run it. @param alertChannel id; null: alerts have none */
export function botOf(
  database: Database,
  connection: BotOptions['connection'],
  alertChannel: string | null,
): Promise<RunningBot> {
  return startBot({
    ...{ database, connection, alertChannel },
    http: { host: '127.0.0.1', port: 0 },
    locale: 'zh',
    timeZone: 'Asia/Shanghai',
    workingHours: [{ from: '09:00', to: '18:00' }],
    log: createLog('fatal'),
    now: () => new Date(),
  });
}

/** Starts a sandbox of one officer and the real bot in it. Alerts have no channel: their delivery is not measured. */
export async function startBenchBot(
  database: Database,
  connectionIn: (sandbox: Sandbox) => BotOptions['connection'],
): Promise<BenchBot> {
  await database.prisma.staff.upsert({
    where: { code: OFFICER.code },
    create: { code: OFFICER.code, name: '赵敏', role: 'risk', slackUserId: OFFICER.slackUserId },
    update: {},
  });
  const sandbox = await startSandbox({ workspace, limits: { methodTiers: false } });
  const bot = await botOf(database, connectionIn(sandbox), null);
  const stop = async () => {
    await bot.stop();
    await sandbox.close();
  };
  return { sandbox, bot, stop };
}

/** A one-time code of the officer's, as `/credit connect` shows it. */
export async function pairingCode(database: Database): Promise<string> {
  const made = newPairingCode();
  const now = new Date();
  const holder = { staffCode: OFFICER.code, slackUserId: OFFICER.slackUserId };
  const expiresAt = new Date(now.getTime() + 600_000);
  await issuePairingCode(database, { ...holder, handle: made.handle, codeHash: secretHash(made.code), now, expiresAt });
  return pairingCodeText(made);
}
