import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HaltPoint } from './child-halt.ts';
import type { SimulatedClock } from './clock.ts';

const SCRIPT = fileURLToPath(new URL('./bot-child.ts', import.meta.url));
const START_WITHIN = 60_000;
const OBEYS_WITHIN = 120_000;

type NewOrder =
  | { readonly kind: 'time' | 'busy' | 'worked' | 'stop' }
  | { readonly kind: 'halt'; readonly point: HaltPoint };
/** What a replica is told; it answers each order by its number. */
export type Order = NewOrder & { readonly number: number };

/** What a replica's workers are at. */
export interface Busy {
  /** How many hold a job. */
  readonly busy: number;
  /** Milliseconds until the first goes on of those that wait for their turn in a channel; null: none does. */
  readonly wakesInMs: number | null;
}

const IDLE: Busy = { busy: 0, wakesInMs: null };

/** Where a replica connects to. */
export interface ReplicaPlace {
  readonly databaseUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly apiUrl: string;
}

/** One replica of the bot: a process of its own that can be killed and halted. Dead or halted it does and says nothing. */
export interface Replica {
  isAlive(): boolean;
  isHalted(): boolean;
  /** Tells it that the clock was put forward, and returns once it has looked for what is due. */
  tellTime(): Promise<void>;
  busy(): Promise<Busy>;
  /** How many of its workers have finished a job since it started. */
  worked(): Promise<number>;
  /** The next time that it takes a message and has nothing else on its way, it halts. */
  haltAt(point: HaltPoint): Promise<void>;
  /** Lets one that is halted go on. */
  goOn(): void;
  /** Ends it without warning, and returns once it is gone. */
  kill(): Promise<void>;
  /** Lets it finish what it holds. */
  stop(): Promise<void>;
}

/** Starts a replica and returns once it serves. @throws Error when it does not within a minute */
export async function startReplica(place: ReplicaPlace, clock: SimulatedClock): Promise<Replica> {
  const { databaseUrl, botToken, appToken, apiUrl } = place;
  const level = process.env.SOAK_LOG ?? 'fatal';
  const child = fork(SCRIPT, [databaseUrl, botToken, appToken, apiUrl, clock.file, level], {
    execPath: process.execPath,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Out of the terminal's reach: whoever presses Ctrl+C there wants a judgement of what was lived through.
    detached: true,
    // A replica that was killed is to be back soon: what it loads is compiled once for all.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'xinshao-soak-compiled') },
  });
  let alive = true;
  let halted = false;
  child.once('exit', () => {
    alive = false;
    halted = false;
  });
  const ask = answers(child, () => {
    halted = true;
  });
  const tell = (order: NewOrder) => (alive && !halted ? ask(order) : Promise.resolve(null));
  await ready(child);
  return {
    isAlive: () => alive,
    isHalted: () => halted,
    tellTime: async () => {
      await tell({ kind: 'time' });
    },
    busy: async () => ((await tell({ kind: 'busy' })) as Busy | null) ?? IDLE,
    worked: async () => ((await tell({ kind: 'worked' })) as number | null) ?? 0,
    haltAt: async (point) => {
      await tell({ kind: 'halt', point });
    },
    goOn() {
      if (!halted) return;
      halted = false;
      child.kill('SIGCONT');
    },
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

/** Asks and waits for the answer; null: it died or halted instead. */
function answers(child: ChildProcess, onHalt: () => void): (order: NewOrder) => Promise<unknown> {
  const waiting = new Map<number, (answer: unknown) => void>();
  let number = 0;
  const giveUp = () => {
    for (const answered of waiting.values()) answered(null);
    waiting.clear();
  };
  child.on('message', (message: { kind: string; number?: number; answer?: unknown }) => {
    if (message.kind === 'halts') {
      onHalt();
      giveUp();
      return;
    }
    const answered = waiting.get(message.number ?? -1);
    waiting.delete(message.number ?? -1);
    answered?.(message.answer ?? null);
  });
  child.once('exit', giveUp);
  return (order) =>
    new Promise((resolve, reject) => {
      number += 1;
      const own = number;
      const late = setTimeout(() => reject(new Error(`a replica did not answer ${order.kind}`)), OBEYS_WITHIN);
      waiting.set(own, (answer) => {
        clearTimeout(late);
        resolve(answer);
      });
      child.send({ ...order, number: own }, (error) => {
        if (error !== null) waiting.get(own)?.(null);
      });
    });
}
