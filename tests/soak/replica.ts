import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SimulatedClock } from './clock.ts';

const SCRIPT = fileURLToPath(new URL('./bot-child.ts', import.meta.url));
const START_WITHIN = 60_000;
const OBEYS_WITHIN = 30_000;

/** What a replica is told; it answers each order by its number. */
export type Order =
  | { readonly kind: 'time'; readonly number: number; readonly offset: number }
  | { readonly kind: 'busy' | 'worked'; readonly number: number }
  | { readonly kind: 'stop'; readonly number: number };
type NewOrder =
  | { readonly kind: 'time'; readonly offset: number }
  | { readonly kind: 'busy' | 'worked' }
  | { readonly kind: 'stop' };

/** Where a replica connects to. */
export interface ReplicaPlace {
  readonly databaseUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly apiUrl: string;
}

/** One replica of the bot: a process of its own that can be killed. */
export interface Replica {
  isAlive(): boolean;
  /** Tells it the time. @returns whether it heard */
  tellTime(): Promise<boolean>;
  /** How many of its workers hold a job; 0 for a dead one. */
  busy(): Promise<number>;
  /** How many of its workers have finished a job since it started; 0 for a dead one. */
  worked(): Promise<number>;
  /** Ends it without warning, and returns once it is gone. */
  kill(): Promise<void>;
  /** Lets it finish what it holds. */
  stop(): Promise<void>;
}

/** Starts a replica and returns once it serves. @throws Error when it does not within a minute */
export async function startReplica(place: ReplicaPlace, clock: SimulatedClock): Promise<Replica> {
  const { databaseUrl, botToken, appToken, apiUrl } = place;
  const level = process.env.SOAK_LOG ?? 'fatal';
  const child = fork(SCRIPT, [databaseUrl, botToken, appToken, apiUrl, String(clock.offset()), level], {
    execPath: process.execPath,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A replica that was killed is to be back soon: what it loads is compiled once for all.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'xinshao-soak-compiled') },
  });
  let alive = true;
  child.once('exit', () => {
    alive = false;
  });
  const asked = answers(child);
  const tell = (order: NewOrder) => (alive ? asked(order) : Promise.resolve(null));
  await ready(child);
  return {
    isAlive: () => alive,
    tellTime: async () => (await tell({ kind: 'time', offset: clock.offset() })) !== null,
    busy: async () => (await tell({ kind: 'busy' })) ?? 0,
    worked: async () => (await tell({ kind: 'worked' })) ?? 0,
    async kill() {
      if (!alive) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    async stop() {
      if (!alive) return;
      const gone = once(child, 'exit');
      void tell({ kind: 'stop' });
      const late = setTimeout(() => child.kill('SIGKILL'), OBEYS_WITHIN);
      await gone;
      clearTimeout(late);
    },
  };
}

async function ready(child: ChildProcess): Promise<void> {
  const late = setTimeout(() => child.kill('SIGKILL'), START_WITHIN);
  try {
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('a replica of the bot did not start'))),
    ]);
  } finally {
    clearTimeout(late);
  }
}

function answers(child: ChildProcess): (order: NewOrder) => Promise<number | null> {
  const waiting = new Map<number, (busy: number | null) => void>();
  let number = 0;
  child.on('message', (message: { kind: string; number?: number; busy?: number }) => {
    const answered = waiting.get(message.number ?? -1);
    waiting.delete(message.number ?? -1);
    answered?.(message.busy ?? 0);
  });
  child.once('exit', () => {
    for (const answered of waiting.values()) answered(null);
    waiting.clear();
  });
  return (order) =>
    new Promise((resolve, reject) => {
      number += 1;
      const own = number;
      const late = setTimeout(() => reject(new Error(`a replica did not answer ${order.kind}`)), OBEYS_WITHIN);
      waiting.set(own, (busy) => {
        clearTimeout(late);
        resolve(busy);
      });
      child.send({ ...order, number: own }, (error) => {
        if (error !== null) waiting.get(own)?.(null);
      });
    });
}
