// When something was stored, as against the moment that it says it is of: a process reads the clock, is halted or waits,
// and stores what it was told at a later moment. Until then everybody else goes by what was there before.
import type { Database } from '@xinshao/db/database.ts';
import type { SimulatedClock } from './clock.ts';
import type { Absence } from './expected-deciders.ts';

/** By number: when a step of a request was stored, that its time has run out, an absence, or that one has ended. */
export interface Storing {
  readonly steps: ReadonlyMap<string, number>;
  readonly expiries: ReadonlyMap<string, number>;
  readonly absences: ReadonlyMap<string, number>;
  readonly absenceEnds: ReadonlyMap<string, number>;
}

const WATCHED = [
  ['step', 'INSERT ON limit_request_steps'],
  ['expiry', 'UPDATE OF state ON limit_requests'],
  ['absence', 'INSERT ON absences'],
  ['absence end', 'UPDATE OF ended_at ON absences'],
] as const;

/** From being noted, last before the commit, until everybody sees it; milliseconds. */
const SEEN_WITHIN = 1_000;

/** To be called before anybody stores anything: from then on it is noted when it is. */
export async function watchStoring({ pool }: Database): Promise<void> {
  await pool.query('CREATE TABLE soak_storing (what text NOT NULL, id bigint NOT NULL, at timestamptz NOT NULL)');
  await pool.query(
    `CREATE FUNCTION soak_note_storing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       INSERT INTO soak_storing VALUES (TG_ARGV[0], NEW.id, clock_timestamp());
       RETURN NULL;
     END $$`,
  );
  for (const [what, event] of WATCHED) {
    await pool.query(
      `CREATE CONSTRAINT TRIGGER "soak storing ${what}" AFTER ${event} DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW EXECUTE FUNCTION soak_note_storing('${what}')`,
    );
  }
}

/** @param clock that the simulation went by; the database itself goes by real time */
export async function readStoring({ pool }: Database, clock: Pick<SimulatedClock, 'showedAt'>): Promise<Storing> {
  const { rows } = await pool.query<{ what: string; id: string; at: number }>(
    `SELECT what, id::text, (extract(epoch FROM max(at)) * 1000)::float8 AS at FROM soak_storing GROUP BY 1, 2`,
  );
  const of = (wanted: (typeof WATCHED)[number][0]) =>
    new Map(rows.flatMap(({ what, id, at }) => (what === wanted ? [[id, clock.showedAt(at) + SEEN_WITHIN]] : [])));
  return { steps: of('step'), expiries: of('expiry'), absences: of('absence'), absenceEnds: of('absence end') };
}

/** Absences by what others can know of them. */
export interface SeenAbsences {
  /** From when everybody knows of them, until somebody may know that they have ended. */
  readonly surely: readonly Absence[];
  /** From when somebody may know of them, until everybody knows that they have ended. */
  readonly perhaps: readonly Absence[];
}

export function seenAbsences(absences: readonly Absence[], storing: Storing): SeenAbsences {
  return {
    surely: absences.map((one) => ({ ...one, notedAt: storing.absences.get(one.id) ?? one.notedAt })),
    perhaps: absences.map((one) => ({ ...one, endedAt: storing.absenceEnds.get(one.id) ?? one.endedAt })),
  };
}
