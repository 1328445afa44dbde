import type { Repeating } from '../jobs/repeat.ts';
import { sweepCollection } from '../jobs/sweep-collection.ts';
import { sweepConnections } from '../jobs/sweep-connections.ts';
import { sweepDeliveries } from '../jobs/sweep-deliveries.ts';
import { sweepDigest } from '../jobs/sweep-digest.ts';
import { SWEEP_EFFECT_EVERY, sweepEffect } from '../jobs/sweep-effect.ts';
import { sweepFiles } from '../jobs/sweep-files.ts';
import { SWEEP_PRECHECKS_EVERY, sweepPrechecks } from '../jobs/sweep-prechecks.ts';
import { sweepRequests } from '../jobs/sweep-requests.ts';
import { SWEEP_STEPS_EVERY, sweepSteps } from '../jobs/sweep-steps.ts';
import type { Services } from '../services.ts';

/** When and how often it is looked for what has come due. */
export interface SweepOptions {
  /** When the digest of a working day goes out, `HH:MM` in the company's time zone; nine o'clock unless told otherwise. */
  readonly digestAt?: string;
  /** Milliseconds between two looks for steps of alerts that are due; half a minute unless told otherwise. */
  readonly sweepStepsEvery?: number;
  /** Milliseconds between two looks for prospects that nobody was told of; half an hour unless told otherwise. */
  readonly sweepPrechecksEvery?: number;
  /** The review of what became of alerts, and its monthly report; left out: neither. */
  readonly effect?: {
    /** `HH:MM` of the first working day of a month. */
    readonly reportAt: string;
    /** Channel of the report; null: the alert channel. */
    readonly reportChannel: string | null;
    /** Milliseconds between two looks; a minute unless told otherwise. */
    readonly sweepEvery?: number;
  };
}

/**
 * Starts to look, at once and again and again, for what has come due and for what was left undone.
 * @param reportChannel null: no channel gets the monthly report
 */
export function startSweeps(
  services: Pick<Services, 'database' | 'queue' | 'log' | 'now' | 'timeZone' | 'calendar'>,
  {
    digestAt = '09:00',
    sweepStepsEvery: every = SWEEP_STEPS_EVERY,
    sweepPrechecksEvery = SWEEP_PRECHECKS_EVERY,
    effect,
  }: SweepOptions,
  reportChannel: string | null,
): Repeating {
  const { database, queue, log, now, timeZone, calendar } = services;
  const sweeps = [
    sweepDeliveries(database, queue, log, now),
    sweepFiles(database, queue, log, now),
    sweepConnections(database, queue, log, now),
    sweepSteps({ database, queue, log, now, every }),
    sweepDigest({ database, queue, log, now, every, calendar, at: digestAt }),
    sweepCollection({ database, queue, log, now, every }),
    sweepRequests({ database, queue, log, now, timeZone, every }),
    sweepPrechecks({ database, queue, log, now, every: sweepPrechecksEvery }),
  ];
  if (effect !== undefined) {
    const { reportAt, sweepEvery = SWEEP_EFFECT_EVERY } = effect;
    const intoChannel = reportChannel !== null;
    sweeps.push(sweepEffect({ database, queue, log, now, timeZone, reportAt, intoChannel, every: sweepEvery }));
  }
  return {
    catchUp: async () => {
      await Promise.all(sweeps.map((sweep) => sweep.catchUp()));
    },
    stop: async () => {
      await Promise.all(sweeps.map((sweep) => sweep.stop()));
    },
  };
}
