import type { Database } from '@xinshao/db/database.ts';

export type Severity = 'yellow' | 'orange' | 'red';

export const RANK: Readonly<Record<Severity, number>> = { yellow: 0, orange: 1, red: 2 };

/** An alert as somebody outside sees it. */
export interface Seen {
  readonly id: string;
  readonly state: string;
  readonly severity: Severity;
  readonly generation: number;
  readonly revision: number;
  readonly reviews: number;
  readonly owner: string | null;
  readonly openedAt: number;
  readonly dueAt: number;
}

/** What a run of the monitor did to an alert. */
export interface RunEvent {
  readonly at: number;
  readonly before: Seen | null;
  readonly after: Seen;
}

/** Notes what every look at the alerts shows, for the check at the end. */
export interface Chronicle {
  readonly latest: ReadonlyMap<string, Seen>;
  readonly runs: readonly RunEvent[];
  /** @param runAt the moment of the run that has just ended; null: only people have acted since the last look */
  look(runAt: number | null): Promise<readonly Seen[]>;
}

/** Who had an alert at a moment, from what its runs did to it in their order; since: from when they had it. */
export function ownerAt(
  runs: readonly RunEvent[],
  at: number,
): { readonly owner: string | null; readonly since: number } {
  let had: { owner: string | null; since: number } = { owner: null, since: 0 };
  for (const { at: moment, before, after } of runs) {
    if (moment > at) break;
    if (before === null || before.owner !== after.owner) had = { owner: after.owner, since: moment };
  }
  return had;
}

/** How often an alert went from one owner to another. */
export function handOvers(runs: readonly RunEvent[]): number {
  return runs.filter(({ before, after }) => before !== null && before.owner !== after.owner).length;
}

export function startChronicle({ pool }: Database): Chronicle {
  const latest = new Map<string, Seen>();
  const runs: RunEvent[] = [];
  return {
    latest,
    runs,
    async look(runAt) {
      const { rows } = await pool.query<Seen>(
        `SELECT alert.id::text, state, severity, clock_generation AS generation, owner_code AS owner,
           (extract(epoch FROM opened_at) * 1000)::float8 AS "openedAt", (extract(epoch FROM due_at) * 1000)::float8 AS "dueAt",
           (SELECT count(*)::int FROM feedback WHERE alert_id = alert.id) AS revision,
           (SELECT count(*)::int FROM alert_reviews WHERE alert_id = alert.id) AS reviews
         FROM alerts alert WHERE state <> 'closed' OR id = ANY($1::bigint[])`,
        [[...latest.values()].filter(({ state }) => state !== 'closed').map(({ id }) => id)],
      );
      const changed = rows.filter((row) => JSON.stringify(latest.get(row.id)) !== JSON.stringify(row));
      for (const after of changed) {
        if (runAt !== null) runs.push({ at: runAt, before: latest.get(after.id) ?? null, after });
        latest.set(after.id, after);
      }
      return changed;
    },
  };
}
