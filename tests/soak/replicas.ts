import type { Database } from '@xinshao/db/database.ts';
import type { Sandbox } from '@xinshao/sandbox/types.ts';
import type { HaltPoint } from './child-halt.ts';
import { SWEEP_EVERY } from './child-time.ts';
import type { SimulatedClock } from './clock.ts';
import { passQueueTime, type QueueState, queueState, returnOrphans, wakeWorkers } from './queue-time.ts';
import { type Replica, startReplica } from './replica.ts';

/** How the replicas' connections are known to the database. */
const REPLICA = 'soak-replica';
const LOOK_EVERY = 8;
/** What comes within so many milliseconds is waited for at once: the turns of all channels that wait, which are a second apart. */
const TOGETHER = 1_000;
/** The claim of a process that died or hangs ends, and so does a job of its. */
const DEAD_CLAIM_MS = 61_000;
/** A halted replica may hold a lock that the other waits for: it goes on after so long in any case. */
const LONGEST_HALT = 5_000;

/** Two replicas on one database, and the time that all of them live in. */
export interface Replicas {
  readonly kills: () => number;
  /** How often one halted between taking a message and posting it, until its claims had run out. */
  readonly halts: () => number;
  /** How many workers of each have finished a job. */
  worked(): Promise<number[]>;
  /** Kills one of them (0 or 1) or both, and starts them again at once. */
  kill(which: readonly number[]): Promise<void>;
  /** Has one halt when it next takes a message; it goes on once the other has done all there is to do. */
  haltAt(which: number, point: HaltPoint): Promise<void>;
  /** Ends every connection that they have to the database. @returns how many there were */
  dropConnections(): Promise<number>;
  /** Puts the clock forward for everybody: replicas, queue, workspace. */
  advance(milliseconds: number): Promise<void>;
  /**
   * Waits until nothing is left to be done now. Jobs put off for less than `chaseMs` are waited for by putting the clock
   * forward. @throws Error when it comes no nearer to rest for two minutes
   */
  rest(chaseMs: number): Promise<void>;
  stop(): Promise<void>;
}

export interface ReplicasOptions {
  readonly database: Database;
  readonly sandbox: Sandbox;
  readonly clock: SimulatedClock;
  /** Whether something is due by simulated time that no replica has taken up yet. */
  readonly isSomethingDue: () => Promise<boolean>;
  /** Whether the workspace can be reached. */
  readonly isUp: () => boolean;
  readonly restWithinMs?: number;
}

const pause = (milliseconds: number) => new Promise((wake) => setTimeout(wake, milliseconds));

export async function startReplicas(options: ReplicasOptions): Promise<Replicas> {
  const { database, sandbox, clock, isSomethingDue, isUp, restWithinMs = 120_000 } = options;
  const { botToken, appToken, apiUrl } = sandbox;
  const named = new URL(database.url);
  named.searchParams.set('application_name', REPLICA);
  const start = () => startReplica({ databaseUrl: named.href, botToken, appToken, apiUrl }, clock);
  const replicas: Replica[] = await Promise.all([start(), start()]);
  let kills = 0;
  let halts = 0;
  let restarting: Promise<unknown> = Promise.resolve();
  let orphansSince: number | null = null;
  let haltedSince: number | null = null;

  const restart = async (number: number) => {
    // Without the workspace a bot cannot start: it is started by whoever ends the outage.
    while (!isUp()) await pause(LOOK_EVERY);
    replicas[number] = await start();
  };
  const isHalted = () => replicas.some((replica) => replica.isHalted());
  /** Since when somebody is halted who is. */
  const since = () => {
    haltedSince ??= Date.now();
    return haltedSince;
  };

  const advance = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await passQueueTime(database, milliseconds);
    const told = Promise.all(replicas.map((replica) => replica.tellTime()));
    const hearing = { over: false };
    const heard = told.finally(() => {
      hearing.over = true;
    });
    await Promise.race([heard, haltedTooLong(hearing)]);
    // Whoever waits for the one that is halted is not waited for, and answers later.
    heard.catch(() => undefined);
  };

  const haltedTooLong = async (hearing: { readonly over: boolean }) => {
    while (!hearing.over && !(isHalted() && Date.now() - since() > LONGEST_HALT)) await pause(LOOK_EVERY);
  };

  /** Lets whoever is halted go on, by when its claims have run out. */
  const goOn = async () => {
    await advance(DEAD_CLAIM_MS);
    haltedSince = null;
    for (const replica of replicas.filter((one) => one.isHalted())) {
      halts += 1;
      replica.goOn();
    }
    await advance(0);
  };

  const areConnected = () => !isUp() || (replicas.every((one) => one.isAlive()) && sandbox.connections() >= 2);

  /** Null: at rest. */
  const unrest = async (): Promise<QueueState | null> => {
    // Killed during an outage they come back after it: until then nobody does anything.
    if (!isUp() && replicas.every((replica) => !replica.isAlive())) return null;
    const state = await queueState(database, !isUp());
    if (!isHalted()) haltedSince = null;
    else if (Date.now() - since() > LONGEST_HALT) {
      await goOn();
      return state;
    }
    if (state.held > 0) {
      const workers = await Promise.all(replicas.map((replica) => replica.busy()));
      const busy = workers.reduce((sum, one) => sum + one.busy, 0);
      // A second or two more pass for those at work meanwhile: it is as though the machine were slower.
      const wakesInMs = Math.min(...workers.map((one) => one.wakesInMs ?? Number.POSITIVE_INFINITY));
      if (Number.isFinite(wakesInMs)) {
        await advance(wakesInMs + TOGETHER);
        return state;
      }
      if (busy > 0 || state.ready > 0) return state;
      // Held by nobody who lives: looked at twice, as a job may just have been taken.
      orphansSince ??= Date.now();
      if (Date.now() - orphansSince < 300) return state;
      orphansSince = null;
      await advance(DEAD_CLAIM_MS);
      await returnOrphans(database);
      return state;
    }
    orphansSince = null;
    if (!areConnected()) return state;
    if (state.ready > 0) {
      await wakeWorkers(database);
      return state;
    }
    if (await isSomethingDue()) {
      // Less than the pause between two looks may have passed since the last one.
      await advance(SWEEP_EVERY);
      return state;
    }
    if (isHalted()) {
      await goOn();
      return state;
    }
    return state.nextInMs === null ? null : state;
  };

  return {
    kills: () => kills,
    halts: () => halts,
    worked: () => Promise.all(replicas.map((replica) => replica.worked())),
    async kill(which) {
      const victims = which.filter((number) => replicas[number]?.isAlive() === true);
      kills += victims.length;
      await Promise.all(victims.map((number) => replicas[number]?.kill()));
      restarting = Promise.all([restarting, ...victims.map((number) => restart(number))]);
    },
    haltAt: async (which, point) => replicas[which]?.haltAt(point),
    async dropConnections() {
      const { rows } = await database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = $1 AND datname = current_database()`,
        [REPLICA],
      );
      return rows.length;
    },
    advance,
    async rest(chaseMs) {
      let nearerSince = Date.now();
      let least = Number.POSITIVE_INFINITY;
      let calm = 0;
      let last: QueueState | null = null;
      while (calm < 2) {
        if (isUp()) await restarting;
        last = await unrest();
        const isWaiting = last !== null && areConnected() && last.ready === 0 && last.held === 0 && !isHalted();
        if (last === null || (isWaiting && (last.nextInMs ?? 0) > chaseMs && !(await isSomethingDue()))) calm += 1;
        else {
          calm = 0;
          if (isWaiting && last.nextInMs !== null && last.nextInMs <= chaseMs) await advance(last.nextInMs + TOGETHER);
        }
        const left = last === null ? 0 : last.ready + last.held;
        if (left < least) [least, nearerSince] = [left, Date.now()];
        if (Date.now() - nearerSince > restWithinMs) {
          throw new Error(
            `no rest at ${new Date(clock.now()).toISOString()}: ${JSON.stringify(last)}, ${sandbox.connections()} connections`,
          );
        }
        if (calm < 2) await pause(LOOK_EVERY);
      }
    },
    async stop() {
      await restarting;
      for (const replica of replicas) replica.goOn();
      await Promise.all(replicas.map((replica) => replica.stop()));
    },
  };
}
