import { shareOf } from './concentration.ts';
import type { AlertKpis } from './figures.ts';

/** Of the alerts whose answer was due, the share that was answered in time, 0–1 (R52); null: none was due. */
export function responseRate({ answeredInTime, due }: Pick<AlertKpis, 'answeredInTime' | 'due'>): number | null {
  return shareOf(answeredInTime, due);
}

/** Of the alerts closed with a verdict, the share that was true, 0–1 (R52); null: none was closed. */
export function shareConfirmed({ confirmed, closed }: Pick<AlertKpis, 'confirmed' | 'closed'>): number | null {
  return shareOf(confirmed, closed);
}
