// One replica of the bot in a process of its own; the parent says what time it is, and may halt or kill it at any moment.
import { createLog } from '@xinshao/bot/log/log.ts';
import { startBot } from '@xinshao/bot/start/bot.ts';
import { openDatabase } from '@xinshao/db/database.ts';
import { haltsBetweenClaimAndPost } from './child-halt.ts';
import { childTime, SWEEP_EVERY } from './child-time.ts';
import { shippedRules } from './company.ts';
import type { Busy, Order } from './replica.ts';

const [databaseUrl = '', botToken = '', appToken = '', apiUrl = '', clockFile = '', level = 'fatal'] =
  process.argv.slice(2);

// Without its parent it is of no use to anybody, also while it starts.
process.on('disconnect', () => process.exit(0));

const time = childTime(clockFile);
const { now } = time;
const log = createLog(level === 'warn' ? 'warn' : 'fatal');
const database = await openDatabase(databaseUrl);
const haltAt = haltsBetweenClaimAndPost(database, async () => {
  await new Promise<void>((told) => {
    process.send?.({ kind: 'halts' }, undefined, undefined, () => told());
  });
  process.kill(process.pid, 'SIGSTOP');
});
const { settings } = shippedRules();
const bot = await startBot({
  database,
  connection: { mode: 'socket', botToken, appToken, apiUrl },
  alertChannel: '信用-总部',
  http: { host: '127.0.0.1', port: 0 },
  locale: 'zh',
  timeZone: 'Asia/Shanghai',
  workingHours: [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '18:00' },
  ],
  log,
  now,
  pause: time.pause,
  sweepStepsEvery: SWEEP_EVERY,
  creditor: settings.creditor,
  effect: { reportAt: settings.monthlyReport.at, reportChannel: null },
});

const workers = () => bot.queue.getWipData();

function busy(): Busy {
  return { busy: workers().filter(({ count }) => count > 0).length, wakesInMs: time.wakesInMs() };
}

async function obey(order: Order): Promise<unknown> {
  switch (order.kind) {
    case 'time':
      time.wake();
      return bot.catchUp();
    case 'halt':
      return haltAt(order.point);
    case 'busy':
      return busy();
    case 'worked':
      return workers().filter(({ lastJobEndedOn }) => lastJobEndedOn !== null).length;
    case 'stop':
      return bot.stop();
  }
}

process.on('message', (order: Order) => {
  void obey(order).then(
    (answer) => {
      process.send?.({ kind: 'done', number: order.number, answer });
      if (order.kind === 'stop') process.exit(0);
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
process.send?.({ kind: 'ready' });
