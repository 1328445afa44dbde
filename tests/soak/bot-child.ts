// One replica of the bot in a process of its own; the parent says what time it is, and may kill it at any moment.
import { sweepDeliveries } from '@xinshao/bot/jobs/sweep-deliveries.ts';
import { createLog } from '@xinshao/bot/log/log.ts';
import { startBot } from '@xinshao/bot/start/bot.ts';
import { openDatabase } from '@xinshao/db/database.ts';
import type { Order } from './replica.ts';

const [databaseUrl = '', botToken = '', appToken = '', apiUrl = '', firstOffset = '0', level = 'fatal'] =
  process.argv.slice(2);
/** As often as the bot does it by itself, in simulated time. */
const DELIVERIES_EVERY = 30 * 60_000;
const SWEEP_EVERY = 150;

let offset = Number(firstOffset);
const now = () => new Date(Date.now() + offset);
const log = createLog(level === 'warn' ? 'warn' : 'fatal');
const database = await openDatabase(databaseUrl);
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
  sweepStepsEvery: SWEEP_EVERY,
});
let sweptAt = now().getTime();

const busyWorkers = () => bot.queue.getWipData().filter(({ count }) => count > 0).length;

const workersThatWorked = () => bot.queue.getWipData().filter(({ lastJobEndedOn }) => lastJobEndedOn !== null).length;

async function obey(order: Order): Promise<number> {
  if (order.kind === 'time') {
    offset = order.offset;
    if (now().getTime() - sweptAt >= DELIVERIES_EVERY) {
      sweptAt = now().getTime();
      await sweepDeliveries(database, bot.queue, log, now).stop();
    }
  }
  if (order.kind === 'stop') await bot.stop();
  if (order.kind === 'worked') return workersThatWorked();
  return busyWorkers();
}

process.on('message', (order: Order) => {
  void obey(order).then(
    (busy) => {
      process.send?.({ kind: 'done', number: order.number, busy });
      if (order.kind === 'stop') process.exit(0);
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
// Without its parent it is of no use to anybody.
process.on('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready' });
