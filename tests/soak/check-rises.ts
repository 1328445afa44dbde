import { type Messages, markOf } from './check-messages.ts';
import { RANK, type RunEvent } from './chronicle.ts';

/** What the check knows of a step that was stored. */
interface Told {
  readonly audience: string;
  /** What became of it: see `fateOf`. */
  readonly fate: string;
}

/**
 * Whoever knows of an alert by a message of its own is told when it gets worse: the owner, and the channel of one that
 * became red. Nobody else is: those read of it for the first time.
 * @param told the stored step of that name, place and moment; asked once for each
 * @param wasAnswered whether somebody answered the alert after this moment
 */
export function wrongRises(
  alertId: string,
  runs: readonly RunEvent[],
  messages: Messages,
  told: (step: string, place: string, at: number) => Told | null,
  wasAnswered: (after: number) => boolean,
): string[] {
  const faults: string[] = [];
  for (const { at, before, after } of runs) {
    if (before === null || RANK[after.severity] <= RANK[before.severity]) continue;
    const step = `raised_${after.severity}`;
    for (const [place, audience] of [
      ['direct', 'owner'],
      ['thread', 'channel'],
    ] as const) {
      if (place === 'thread' && after.severity !== 'red') continue;
      const own = messages.get(markOf('xinshao_alert', { alert_id: alertId, audience })) ?? [];
      const stood = own.some(({ ts }) => Number(ts) * 1000 < at);
      const found = told(step, place, at);
      const what = `alert ${alertId}: ${step} (${place}) of ${new Date(at).toISOString()}`;
      if (found === null) {
        if (stood) faults.push(`${what} never came`);
        continue;
      }
      if (own.length === 0) faults.push(`${what} went to somebody who had no message of the alert`);
      if (found.audience !== 'owner') faults.push(`${what} went to ${found.audience}`);
      if (found.fate === 'lost') faults.push(`${what} was not told`);
      if (found.fate === 'void' && !wasAnswered(at)) faults.push(`${what} was made void without an answer`);
    }
  }
  return faults;
}
