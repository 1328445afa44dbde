import { type Messages, markOf } from './check-messages.ts';
import { ownerAt, RANK, type RunEvent } from './chronicle.ts';
import type { Left } from './personnel.ts';

/** What the check knows of a step that was stored. */
interface Told {
  readonly audience: string;
  /** What became of it: see `fateOf`. */
  readonly fate: string;
}

/** What is known besides what runs did. */
interface Known {
  readonly messages: Messages;
  readonly left: Left;
  /** The stored step of that name, place and moment; asked once for each. */
  told(step: string, place: string, at: number): Told | null;
  /** Whether somebody answered the alert after this moment. */
  wasAnswered(after: number): boolean;
}

/**
 * Whoever knows of an alert by a message of its own is told when it gets worse: the owner, or who was told in place of
 * one who has left, and the channel of one that became red. Nobody else is: those read of it for the first time.
 */
export function wrongRises(
  alertId: string,
  runs: readonly RunEvent[],
  { messages, left, told, wasAnswered }: Known,
): string[] {
  const faults: string[] = [];
  for (const { at, before, after } of runs) {
    if (before === null || RANK[after.severity] <= RANK[before.severity]) continue;
    const step = `raised_${after.severity}`;
    const { owner, since } = ownerAt(runs, at);
    const goneAt = left.get(owner ?? '')?.at ?? Number.POSITIVE_INFINITY;
    const person = goneAt > at ? { audience: 'owner', since } : { audience: 'manager', since: Math.max(since, goneAt) };
    for (const { place, audience, since: from } of [
      { place: 'direct', ...person },
      { place: 'thread', audience: 'channel', since: 0 },
    ]) {
      if (place === 'thread' && after.severity !== 'red') continue;
      const copies = messages.get(markOf('xinshao_alert', { alert_id: alertId, audience })) ?? [];
      // One that an earlier owner had is not theirs.
      const own = copies.filter(({ ts }) => Number(ts) * 1000 >= from);
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
