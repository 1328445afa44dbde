import { DEFAULT_NOTICE_RULES } from '@xinshao/core/policy/notices-schema.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type { Database } from '@xinshao/db/database.ts';
import { planDeliveries } from '@xinshao/db/notices/plan-deliveries.ts';
import { enqueueDeliveries, type Queue } from '@xinshao/db/queue/queue.ts';
import { withinTransaction } from '@xinshao/db/within-transaction.ts';
import { startSandbox } from '@xinshao/sandbox/start-sandbox.ts';
import type { Sandbox, Workspace } from '@xinshao/sandbox/types.ts';
import { botOf } from './bench-bot.ts';
import type { BenchResult } from './result.ts';

const CHANNELS = 10;
const PEOPLE = 60;
const YELLOW = 3_000;
const RED = 100;
const FLOOD = 3_228;
const REQUIRED_SECONDS = 3;

const channelId = (number: number) => `C0BENCH${number}`;
const workspace: Workspace = {
  team: { id: 'T0BENCH', name: '基准' },
  botUser: { id: 'U0BENCHBOT', name: '信哨', appId: 'A0BENCH', botId: 'B0BENCH' },
  users: Array.from({ length: PEOPLE }, (_, number) => ({
    id: `U0SALES${number}`,
    name: `sales${number}`,
    realName: `销售${number}`,
    email: `sales${number}@example.com`,
    locale: 'zh-CN' as const,
  })),
  channels: Array.from({ length: CHANNELS }, (_, number) => ({ id: channelId(number), name: `信用-${number}` })),
  commands: ['/credit'],
  unfurlDomains: [],
  shortcuts: [],
};

/**
 * How fast a red alert is in Slack, from the commit of the run that found it, while 3,000 yellow ones queue with
 * messages of their own; and how fast a run that finds 3,228 alerts at once has told everybody. Slack's rate of one
 * message a second in each channel is kept, and enforced by the sandbox.
 * @param database empty
 */
export async function benchDelivery(database: Database): Promise<BenchResult[]> {
  await seedCompany(database);
  const sandbox = await startSandbox({ workspace, limits: { messagesPerSecondPerChannel: 1, methodTiers: false } });
  const { botToken, appToken, apiUrl } = sandbox;
  const bot = await botOf(database, { mode: 'socket', botToken, appToken, apiUrl }, channelId(0));
  try {
    const yellow = await seedAlerts(database, Array<Severity>(YELLOW).fill('yellow'));
    await enqueueDeliveries(
      bot.queue,
      yellow.flatMap((alertId) =>
        (['channel', 'owner'] as const).map((audience) => ({ alertId, audience, severity: 'yellow' as const })),
      ),
      database.pool,
    );
    const seconds: number[] = [];
    for (let count = 0; count < RED; count += 1) {
      const [red = ''] = await seedAlerts(database, ['red']);
      await planRun(database, bot.queue, [red]);
      const started = performance.now();
      await sandbox.waitFor(() => isPosted(sandbox, red), 30_000);
      seconds.push((performance.now() - started) / 1000);
    }
    seconds.sort((one, other) => one - other);
    const percentile = (share: number) => Math.round((seconds[Math.ceil(share * RED) - 1] ?? 0) * 1000) / 1000;
    const refused = sandbox.requests('chat.postMessage').filter(({ error }) => error === 'ratelimited').length;
    const p99 = percentile(0.99);
    const red: BenchResult[] = [
      { name: 'red alert in Slack, p50', value: percentile(0.5), unit: 's', required: 'for information', pass: true },
      {
        name: `red alert in Slack while ${YELLOW} yellow ones queue, p99`,
        ...{ value: p99, unit: 's', required: `≤ ${REQUIRED_SECONDS}`, pass: p99 <= REQUIRED_SECONDS },
      },
      { name: 'messages refused with 429', value: refused, unit: '', required: '0', pass: refused === 0 },
    ];
    return [...red, ...(await benchFlood(database, bot.queue))];
  } finally {
    await bot.stop();
    await sandbox.close();
  }
}

/** A market-wide event: 1 % red, 20 % orange, the rest yellow. */
async function benchFlood(database: Database, queue: Queue): Promise<BenchResult[]> {
  await database.pool.query(`DELETE FROM pgboss.job WHERE name = 'deliver-alert'`);
  const severities = Array.from({ length: FLOOD }, (_, number): Severity => {
    if (number % 100 === 0) return 'red';
    return number % 5 === 0 ? 'orange' : 'yellow';
  });
  const ids = await seedAlerts(database, severities);
  const planning = performance.now();
  await planRun(database, queue, ids);
  const planned = Math.round(performance.now() - planning);
  const started = performance.now();
  let waiting = 1;
  while (waiting > 0 && performance.now() - started < 60_000) {
    await new Promise((wake) => setTimeout(wake, 50));
    const { rows } = await database.pool.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM notices WHERE state <> 'posted'`,
    );
    waiting = rows[0]?.waiting ?? 0;
  }
  const told = Math.round((performance.now() - started) / 100) / 10;
  const { rows } = await database.pool.query<{ untold: number }>(
    `SELECT count(*)::int AS untold FROM unnest($1::bigint[]) AS flood (id) WHERE NOT EXISTS
       (SELECT FROM notice_items item JOIN notices ON notices.id = notice_id AND state = 'posted' WHERE alert_id = flood.id)`,
    [ids],
  );
  const untold = rows[0]?.untold ?? FLOOD;
  return [
    {
      name: `deciding how ${FLOOD} alerts are told`,
      value: planned,
      unit: 'ms',
      required: '≤ 1000',
      pass: planned <= 1_000,
    },
    {
      name: `every channel and owner has the summary of ${FLOOD} alerts`,
      value: told,
      unit: 's',
      required: '≤ 30',
      pass: told <= 30,
    },
    { name: 'alerts in no summary', value: untold, unit: '', required: '0', pass: untold === 0 },
  ];
}

/** What the end of a monitor run does with what it found. */
async function planRun(database: Database, queue: Queue, alertIds: readonly string[]): Promise<void> {
  const { rows } = await database.pool.query<{ alertId: string; severity: Severity }>(
    'SELECT id::text AS "alertId", severity FROM alerts WHERE id = ANY($1::bigint[])',
    [alertIds],
  );
  const deliveries = rows.flatMap((row) => (['channel', 'owner'] as const).map((audience) => ({ ...row, audience })));
  await withinTransaction(database, (transaction) =>
    planDeliveries(transaction, queue, deliveries, DEFAULT_NOTICE_RULES, new Date()),
  );
}

/** The latest calls alone are looked at: reading all messages would take longer than posting one. */
function isPosted(sandbox: Sandbox, alertId: string): boolean {
  const marked = new RegExp(`"alert_id\\\\?":\\\\?"${alertId}\\\\?"`);
  return sandbox
    .requests('chat.postMessage')
    .slice(-50)
    .some(({ ok, args }) => ok && marked.test(JSON.stringify(args.metadata)));
}

async function seedCompany({ pool }: Database): Promise<void> {
  await pool.query(
    `INSERT INTO teams (code, name, slack_channel) SELECT 'T' || n, '团队' || n, '信用-' || n FROM generate_series(0, $1) n`,
    [CHANNELS - 1],
  );
  await pool.query(
    `INSERT INTO staff (code, name, role, slack_user_id, team_code)
     SELECT 'S' || n, '销售' || n, 'sales', 'U0SALES' || n, 'T' || n % $2 FROM generate_series(0, $1) n`,
    [PEOPLE - 1, CHANNELS],
  );
}

/** Open alerts of customers of their own, spread over the people. @returns their ids in the given order */
async function seedAlerts({ pool }: Database, severities: readonly Severity[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `WITH given AS (
       SELECT severity, n, nextval('customers_id_seq') AS customer_id FROM unnest($1::text[]) WITH ORDINALITY AS g (severity, n)
     ), customer AS (
       INSERT INTO customers (id, code, name, name_key, near_key, former_names, former_name_keys, sales_owner)
       SELECT customer_id, 'K' || customer_id, '基准客户' || customer_id, 'k' || customer_id, 'k' || customer_id, '{}', '{}',
         'S' || customer_id % $2
       FROM given RETURNING id
     )
     INSERT INTO alerts (customer_id, state, severity, opened_on, due_at, owner_code, team_code, exposure_fen, overdue_fen, policy_hash)
     SELECT customer_id, 'open', severity, current_date, now() + interval '1 day', 'S' || customer_id % $2,
       'T' || customer_id % $2 % $3, customer_id * 100000, 0, 'none'
     FROM given ORDER BY n RETURNING id::text`,
    [severities, PEOPLE, CHANNELS],
  );
  return rows.map(({ id }) => id);
}
