import type { Random } from '@xinshao/examples/generator/random.ts';
import type { Fault, Sandbox } from '@xinshao/sandbox/types.ts';
import type { HaltPoint } from './child-halt.ts';
import type { Replicas } from './replicas.ts';

/** What went wrong on purpose, by kind. */
export type FaultCounts = Record<string, number>;

const STEPS = [
  'chat.postMessage',
  'chat.postMessage',
  'chat.postMessage',
  'chat.update',
  'conversations.open',
  'views.update',
];

/** Breaks things at random, but as the seed says. */
export interface Mischief {
  readonly counts: FaultCounts;
  /** Something small goes wrong with what is sent next. */
  smallFault(): void;
  /** One replica or both are killed when a call of the workspace arrives, or when it has been done but not answered. */
  killAtStep(): string;
  /** One replica is killed now. */
  killNow(): Promise<void>;
  /** One replica halts as a whole when it next takes a message, for longer than its claim lasts. */
  halt(): Promise<void>;
  /** The replicas lose all their connections to the database, now or when a call of the workspace arrives. */
  dropConnections(): Promise<void>;
}

export function makeMischief(sandbox: Sandbox, replicas: Replicas, random: Random): Mischief {
  const counts: FaultCounts = {};
  const count = (kind: string, by = 1) => {
    counts[kind] = (counts[kind] ?? 0) + by;
  };
  const victims = () => random.pick([[0], [1], [0, 1]]);
  return {
    counts,
    smallFault() {
      const [kind, fault] = random.pick<[string, Fault]>([
        ['429', { error: 'ratelimited', retryAfter: random.integer(1, 30) }],
        ['no answer after commit', { dropAfterCommit: true }],
        ['no answer', { timeout: 300 }],
        ['archived', { error: 'is_archived' }],
        ['internal error', { error: 'internal_error' }],
      ]);
      const times = random.integer(1, 3);
      count(kind);
      // What stands in a place that is gone is gone with it: of a message that is to be changed nobody says that.
      const isNew = random.chance(0.8) || kind === 'archived';
      sandbox.failNext(isNew ? 'chat.postMessage' : 'chat.update', fault, times);
    },
    killAtStep() {
      const method = random.pick(STEPS);
      const which = victims();
      const before = random.chance(0.5);
      const act = async () => {
        count(`kill ${before ? 'before' : 'after'} ${method}`);
        await replicas.kill(which);
      };
      sandbox.failNext(method, before ? { onArrival: act } : { onCommit: act });
      return `${before ? 'before' : 'after'} ${method}`;
    },
    async dropConnections() {
      const drop = async () => {
        count('connections dropped');
        count('connections lost', await replicas.dropConnections());
      };
      if (random.chance(0.5)) await drop();
      else sandbox.failNext(random.pick(STEPS), random.chance(0.5) ? { onArrival: drop } : { onCommit: drop });
    },
    async halt() {
      const point = random.pick<HaltPoint>(['claim', 'note']);
      count(`to be halted after the ${point}`);
      await replicas.haltAt(random.integer(0, 1), point);
    },
    async killNow() {
      count('kill at random');
      await replicas.kill([random.integer(0, 1)]);
    },
  };
}
