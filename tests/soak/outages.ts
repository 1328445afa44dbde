import type { Random } from '@xinshao/examples/generator/random.ts';
import { moment } from './calendar.ts';

/** From when until when the workspace cannot be reached; milliseconds since 1970. */
export interface Outage {
  readonly from: number;
  readonly to: number;
}

const SHORT_OUTAGE = 20 * 60_000;
const LONG_OUTAGE = 4 * 3_600_000;

/** The outages of a day: one on one day in five, in working hours, of minutes or of hours. */
export function plannedOutages(day: string, random: Random): Outage[] {
  if (!random.chance(0.2)) return [];
  const from = moment(day, '09:00') + random.integer(0, 480) * 60_000 + 1_000;
  return [{ from, to: from + (random.chance(0.5) ? SHORT_OUTAGE : LONG_OUTAGE) }];
}
