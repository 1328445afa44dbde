import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cliWording } from '@xinshao/core/wording/cli.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { Command } from 'commander';
import { loadCompanySettings, loadPolicy } from '../../config/load-files.ts';
import { workMonitor } from '../../jobs/work-monitor.ts';
import { type RunningBot, startBot } from '../../start/bot.ts';
import { isEmpty, prepareDemo } from '../../start/demo-data.ts';
import { PortBusy } from '../../start/listen.ts';
import { type SandboxProcess, startSandboxProcess } from '../../start/sandbox-child.ts';
import { untilToldToStop } from '../../start/shutdown.ts';
import { type CommandEnvironment, PROJECT_FOLDER, projectPath } from '../environment.ts';
import { Refusal } from '../refusal.ts';
import type { Runner } from '../run.ts';
import { openConfiguredDatabase } from '../with-database.ts';

/** The general alert channel of the sample workspace. */
const SAMPLE_ALERT_CHANNEL = '信用-总部';

/** `start` */
export function startCommand(locale: Locale, run: Runner): Command {
  return new Command('start').description(cliWording[locale].start).action(() =>
    run(async (environment) => {
      const words = cliWording[environment.output.locale];
      const stops: (() => Promise<void>)[] = [];
      const stop = async () => {
        for (const step of stops.splice(0).reverse()) await step();
      };
      try {
        const stopped = untilToldToStop(() => environment.output.note(words.stopping));
        await bringUp(environment, stops);
        await stopped;
      } finally {
        await stop();
      }
      environment.output.note(words.stopped);
      return 0;
    }),
  );
}

/** Starts part after part; each leaves behind how it is stopped. */
async function bringUp(environment: CommandEnvironment, stops: (() => Promise<void>)[]): Promise<void> {
  const { config, log, output, now } = environment;
  const words = cliWording[output.locale];
  const settings = loadCompanySettings(config.companyFile, output.locale);
  const readPolicy = () => loadPolicy(config.policyFile, output.locale);
  const policy = readPolicy();
  const { database, close } = await openConfiguredDatabase(config, log, { keepIdle: true });
  stops.push(close);
  const examples = join(projectPath(config.dataFolder), 'examples');
  if (config.demo && config.slack.mode === 'none' && (await isEmpty(database))) {
    output.note(words.preparing);
    const report = await prepareDemo({ database, folder: examples, settings, policy, log, now: now() });
    output.note(words.demoReady({ customers: report.customers, alerts: report.alertsOpened }));
  }
  const sandbox = config.slack.mode === 'none' ? await startSandbox(environment, examples) : null;
  if (sandbox !== null) stops.push(sandbox.stop);
  const bot = await withFreePort(environment, () =>
    startBot({
      database,
      connection: connectionOf(environment, sandbox),
      alertChannel: config.alertChannel ?? (sandbox === null ? null : SAMPLE_ALERT_CHANNEL),
      http: config.http,
      // With the sandbox everybody is on this machine.
      publicUrl: config.publicUrl ?? (sandbox === null ? null : `http://${config.http.host}:${config.http.port}`),
      trustProxy: config.trustProxy,
      extensionIds: config.extensionIds,
      locale: config.locale,
      timeZone: settings.timeZone,
      workingHours: settings.workingHours,
      digestAt: settings.digestAt,
      creditor: settings.creditor,
      log,
      now,
      effect: { reportAt: settings.monthlyReport.at, reportChannel: settings.monthlyReport.channel },
      alsoWork: (queue, metrics) =>
        workMonitor({ database, queue, metrics, log, settings, readPolicy, at: config.monitorAt, now }),
    }),
  );
  stops.push(bot.stop);
  announce(environment, bot, sandbox);
}

async function startSandbox({ config, output }: CommandEnvironment, examples: string): Promise<SandboxProcess> {
  const words = cliWording[output.locale];
  const generated = join(examples, 'workspace.json');
  const shipped = join(PROJECT_FOLDER, 'examples', 'data', 'workspace.json');
  try {
    return await startSandboxProcess({
      workspaceFile: existsSync(generated) ? generated : shipped,
      companiesFile: companiesOf(examples),
      stateFile: join(projectPath(config.dataFolder), 'sandbox.json'),
      port: config.sandboxPort,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/EADDRINUSE|in use/.test(message)) {
      throw new Refusal(words.portBusy({ port: config.sandboxPort, variable: 'XINSHAO_SANDBOX_PORT' }));
    }
    throw new Refusal(words.sandboxFailed({ message }), { cause: error });
  }
}

/** The customers that were generated for this start, or those that come with the program. */
function companiesOf(examples: string): string {
  const generated = join(examples, 'customers.csv');
  return existsSync(generated) ? generated : join(PROJECT_FOLDER, 'examples', 'data', 'customers.csv');
}

function connectionOf({ config }: CommandEnvironment, sandbox: SandboxProcess | null) {
  if (config.slack.mode !== 'none') return config.slack;
  if (sandbox === null) throw new Error('there is neither a Slack workspace nor a sandbox');
  const { botToken, appToken, apiUrl } = sandbox;
  return { mode: 'socket' as const, botToken, appToken, apiUrl };
}

async function withFreePort<T>({ output }: CommandEnvironment, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PortBusy)) throw error;
    const variable = 'XINSHAO_HTTP_PORT';
    throw new Refusal(cliWording[output.locale].portBusy({ port: error.port, variable }), { cause: error });
  }
}

function announce({ output }: CommandEnvironment, bot: RunningBot, sandbox: SandboxProcess | null): void {
  output.document({ ready: true, url: bot.url, sandboxUrl: sandbox?.url ?? null });
  for (const locale of [output.locale, output.locale === 'zh' ? 'en' : 'zh'] as const) {
    const words = cliWording[locale];
    output.line('');
    output.line(words.ready);
    if (sandbox === null) output.line(words.readySlack);
    else {
      output.line(words.readySandbox({ url: sandbox.url }));
      output.line(words.readyTry);
    }
    output.line(words.readyImport);
    output.line(words.readyHealth({ url: bot.url }));
  }
}
