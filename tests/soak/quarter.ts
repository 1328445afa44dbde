import { parseDay } from '@xinshao/core/day/day.ts';
import type { Database } from '@xinshao/db/database.ts';
import { runMonitor } from '@xinshao/db/monitor/run-monitor.ts';
import { openQueue } from '@xinshao/db/queue/queue.ts';
import { createRandom } from '@xinshao/examples/generator/random.ts';
import { startSandbox } from '@xinshao/sandbox/start-sandbox.ts';
import { loadBulk } from '../../bench/fixtures/load-bulk.ts';
import { dayOf, isWorking, moment, nextDay } from './calendar.ts';
import { makeCast } from './cast.ts';
import { type Evidence, type Findings, judge } from './check.ts';
import { reportDueIn } from './check-reports.ts';
import { startChronicle } from './chronicle.ts';
import { simulatedClock } from './clock.ts';
import { makeCompany, shippedRules, storeCompany } from './company.ts';
import { startDigestWatch } from './digest-watch.ts';
import { makeMischief } from './faults.ts';
import { type Outage, plannedOutages } from './outages.ts';
import { makePersonnel } from './personnel.ts';
import { indexWaitingJobs } from './queue-time.ts';
import { startReplicas } from './replicas.ts';
import { startStopwatch } from './stopwatch.ts';
import { watchStoring } from './storing.ts';
import { changesOfDay, nextStepAt, somethingDue } from './world.ts';

export interface QuarterOptions {
  readonly customers: number;
  readonly staff: number;
  readonly invoices: number;
  /** The day of the first run. */
  readonly from: string;
  /** How many calendar days. */
  readonly days: number;
  readonly seed: number;
  /** Alarming news a working day, of customers at random. */
  readonly newsADay: number;
  /** People act at such moments of the day only. */
  readonly gridMinutes: number;
  /** Kills a day, on average. */
  readonly killsADay: number;
  /** Requests for a limit a working day. */
  readonly asksADay: number;
  /** Approvers who note on a working day that they will be away, on average. */
  readonly awayADay: number;
  /** How many of sales leave on a working day, on average; below 1. */
  readonly leaversADay: number;
  /** How often a day the replicas lose their connections to the database, on average. */
  readonly lossesADay: number;
  /** How often a day a replica halts between taking a message and posting it, on average. */
  readonly haltsADay: number;
  /** Nobody does anything more after so many minutes of real time; what was reached is judged. */
  readonly withinMinutes: number;
  /** Once aborted nobody does anything more either. */
  readonly stopping?: AbortSignal;
  readonly say: (line: string) => unknown;
}

/** What the simulation did, and what the check found. */
export interface QuarterReport {
  readonly findings: Findings;
  /** What was judged, to be judged again. */
  readonly evidence: Evidence;
  readonly daysReached: number;
  readonly counts: Readonly<Record<string, number>>;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Retries after so long are part of the moment, not of what comes later. */
const CHASE_MS = 6 * 60_000;

/** Lives through a quarter (or a part of one) on an empty, migrated database, and judges it at the end. */
export async function liveThrough(database: Database, options: QuarterOptions): Promise<QuarterReport> {
  const { seed, say } = options;
  const random = createRandom(`${seed}/quarter`);
  const rules = shippedRules();
  const company = makeCompany(options.staff);
  await loadBulk(database, { customers: options.customers, invoices: options.invoices, endDay: '2026-10-31', seed });
  await storeCompany(database, company);
  await watchStoring(database);
  const clock = simulatedClock(moment(options.from, '07:30'));
  const sandbox = await startSandbox({
    workspace: company.workspace,
    clock: clock.now,
    limits: { messagesPerSecondPerChannel: 1, messageBurst: 3, methodTiers: false },
    acknowledgeWithinMs: 3_000,
  });
  let up = true;
  const queue = await openQueue(database.url, { works: false });
  await indexWaitingJobs(database);
  const replicas = await startReplicas({
    ...{ database, sandbox, clock, isUp: () => up },
    isSomethingDue: () => somethingDue(database, clock.now()),
  });
  const chronicle = startChronicle(database);
  const personnel = makePersonnel({
    ...{ company, database, random: createRandom(`${seed}/personnel`), aDay: options.leaversADay },
  });
  const { left } = personnel;
  const digests = startDigestWatch(database, company, left);
  const cast = makeCast({ company, left, database, sandbox, chronicle, ...options });
  const losses = createRandom(`${seed}/connections`);
  const halts = createRandom(`${seed}/halts`);
  const mischief = makeMischief(sandbox, replicas, createRandom(`${seed}/faults`));
  const watch = startStopwatch();
  const rest = (chaseMs: number) => watch.of('rest', () => replicas.rest(chaseMs));
  const counts: Record<string, number> = { runs: 0, outages: 0, moments: 0 };
  const add = (name: string, by = 1) => {
    counts[name] = (counts[name] ?? 0) + by;
  };

  const outage = async (on: boolean) => {
    up = !on;
    sandbox.outage(on);
    if (on) add('outages');
  };

  const goTo = async (at: number) => {
    if (at > clock.now()) await replicas.advance(at - clock.now());
    await rest(up ? CHASE_MS : 0);
    add('moments');
  };

  const look = (runAt: number | null) => watch.of('look', () => chronicle.look(runAt));

  const runOfDay = async (day: string) => {
    await changesOfDay(database, day, options.newsADay, random);
    const asOf = parseDay(day);
    if (asOf === null) throw new RangeError(`not a day: ${day}`);
    const at = clock.now();
    // Nothing is on its way to anybody: whoever leaves now has been told what they were to be told.
    if (up) await personnel.importDay(at);
    await watch.of('run', () =>
      runMonitor(database, queue, {
        ...{ policy: rules.policy, settings: rules.settings, asOf, full: false, now: new Date(at) },
      }),
    );
    add('runs');
    await cast.beginDay(await look(at), clock.now());
  };

  /** By a run, at a step of anybody, and at random. */
  const killsOfAKind = options.killsADay / 3;
  const started = performance.now();
  const minutes = () => (performance.now() - started) / 60_000;
  const isTimeUp = () => minutes() >= options.withinMinutes || options.stopping?.aborted === true;
  let daysReached = 0;
  let isClosing = false;
  try {
    let day = options.from;
    for (; daysReached < options.days && !isTimeUp(); day = nextDay(day)) {
      daysReached += 1;
      const outages = plannedOutages(day, random);
      if (isWorking(day)) {
        await goTo(moment(day, '07:30'));
        for (let fault = random.integer(0, 2); fault > 0; fault--) mischief.smallFault();
        if (halts.chance(options.haltsADay)) await mischief.halt();
        await runOfDay(day);
        if (random.chance(killsOfAKind)) mischief.killAtStep();
        await rest(CHASE_MS);
      }
      await liveThroughDay(day, outages);
      say(
        `${day}  ${minutes().toFixed(1)} min  ${chronicle.latest.size} alerts, ${cast.evidence.submissions.length} submissions, ` +
          `${replicas.kills()} kills, ${counts.outages} outages; ${watch.lap()}`,
      );
    }
    // The next morning's digest tells what still waits for it, and everything put off comes to its end.
    isClosing = true;
    await outage(false);
    add('connections lost at the close', await replicas.dropConnections());
    for (; !isWorking(day); day = nextDay(day)) await liveThroughDay(day, []);
    await liveUntil(moment(day, '09:05'), []);
    for (let pass = 0; pass < 6; pass++) {
      await replicas.advance(31 * 60_000);
      await rest(CHASE_MS * 2);
    }
    await chronicle.look(null);
  } finally {
    await replicas.stop().catch((error: unknown) => say(`a replica did not stop: ${String(error)}`));
    await queue.stop({ graceful: false });
    clock.close();
  }
  const evidence: Evidence = {
    ...{ database, sandbox, clock, chronicle, company, left, ...cast.evidence },
    collection: rules.policy.policy.policy.collection.stages,
    digests: digests.due,
    ...{ rules: rules.policy.policy.policy.feedback, approvals: rules.policy.policy.policy },
    notices: rules.policy.policy.policy.notices,
    endedAt: clock.now(),
  };
  const findings = await judge(evidence);
  await sandbox.close();
  return {
    findings,
    evidence,
    daysReached,
    counts: {
      ...counts,
      kills: replicas.kills(),
      halts: replicas.halts(),
      leavers: left.size,
      ...cast.counts,
      ...mischief.counts,
      ...findings.counts,
    },
  };

  async function liveThroughDay(day: string, outages: readonly Outage[]): Promise<void> {
    await liveUntil(moment(nextDay(day), '00:00'), outages);
  }

  /** Goes from moment to moment at which something happens. */
  async function liveUntil(end: number, outages: readonly Outage[]): Promise<void> {
    for (let turns = 0; turns < 2_000 && (isClosing || !isTimeUp()); turns++) {
      const now = clock.now();
      const day = dayOf(now);
      const moments = [
        await nextStepAt(database, now),
        cast.next(),
        isWorking(day) ? moment(day, '09:00') : null,
        reportDueIn(day.slice(0, 7)),
        ...outages.flatMap(({ from, to }) => [from, to]),
      ];
      const future = moments.filter((at): at is number => at !== null && at > now && at < end);
      const acting = cast.next();
      const next = acting !== null && acting <= now ? now : Math.min(...future);
      if (!Number.isFinite(next)) break;
      // As often a day however many moments it has; a night is no longer than an hour in which something happens.
      const share = Math.min(next - now, HOUR) / DAY;
      if (random.chance(killsOfAKind * share) && up) mischief.killAtStep();
      const ends = outages.find(({ to }) => to === next);
      const begins = outages.find(({ from }) => from === next);
      if (ends !== undefined) await outage(false);
      if (isWorking(day) && next === moment(day, '09:00')) await digests.look(next);
      await goTo(next);
      if (begins !== undefined) await outage(true);
      if (!up) {
        // Nobody gets through to anything; they try again after it.
        await rest(0);
      }
      if (random.chance(killsOfAKind * share) && up) await mischief.killNow();
      if (losses.chance(options.lossesADay * share) && up) await mischief.dropConnections();
      if ((await watch.of('act', () => cast.act(clock.now()))) > 0) {
        await rest(up ? CHASE_MS : 0);
        await cast.look(await look(null), clock.now());
      }
    }
    if (end > clock.now()) await goTo(end);
  }
}
