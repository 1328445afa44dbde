import type { Database } from '@xinshao/db/database.ts';
import type { Random } from '@xinshao/examples/generator/random.ts';
import type { Severity } from './chronicle.ts';
import type { Company, Person } from './company.ts';

/** Somebody who has left, and what waited for their answer then. */
export interface Leaving {
  readonly at: number;
  readonly waiting: readonly { readonly id: string; readonly severity: Severity }[];
}

/** Who has left, by code. */
export type Left = ReadonlyMap<string, Leaving>;

/** Whether somebody still works for the company at a moment. */
export function isHere(code: string, at: number, left: Left): boolean {
  return (left.get(code)?.at ?? Number.POSITIVE_INFINITY) > at;
}

/** Who answers for what an owner has: they themselves, or their manager once they have left; undefined: nobody owns it. */
export function answererOf(owner: string | null, at: number, company: Company, left: Left): Person | undefined {
  const responsible = company.byCode.get(owner ?? '');
  if (responsible === undefined || isHere(responsible.code, at, left)) return responsible;
  return company.byCode.get(responsible.manager ?? '');
}

/** Those who send the files of staff and customers that are imported before a run. */
export interface Personnel {
  readonly left: Left;
  /** Somebody in sales may have left; whoever left some days ago has their customers given to a colleague. */
  importDay(at: number): Promise<void>;
}

/** Of a team at most this share goes. */
const MOST_OF_A_TEAM = 1 / 3;

/** @param aDay how many leave on a working day, on average; below 1 */
export function makePersonnel(options: {
  readonly company: Company;
  readonly database: Database;
  readonly random: Random;
  readonly aDay: number;
}): Personnel {
  const { company, random, aDay } = options;
  const { pool } = options.database;
  const left = new Map<string, Leaving>();
  /** After how many more imports a leaver's customers go to somebody else. */
  const toBeGiven = new Map<Person, number>();
  const sellers = company.people.filter(({ role }) => role === 'sales');
  const colleaguesOf = (person: Person) =>
    sellers.filter(({ code, team }) => team === person.team && code !== person.code && !left.has(code));
  const mayGo = (person: Person) => {
    const team = sellers.filter(({ team: of }) => of === person.team);
    const gone = team.filter(({ code }) => left.has(code)).length;
    return !left.has(person.code) && gone + 1 <= team.length * MOST_OF_A_TEAM;
  };

  const leave = async ({ code }: Person, at: number) => {
    await pool.query('UPDATE staff SET left_at = to_timestamp($2 / 1000.0) WHERE code = $1', [code, at]);
    const { rows } = await pool.query<Leaving['waiting'][number]>(
      `SELECT id::text, severity FROM alerts WHERE owner_code = $1 AND state IN ('open', 'returned')`,
      [code],
    );
    left.set(code, { at, waiting: rows });
  };

  return {
    left,
    async importDay(at) {
      for (const [leaver, imports] of toBeGiven) {
        toBeGiven.set(leaver, imports - 1);
        if (imports > 1) continue;
        toBeGiven.delete(leaver);
        const { code } = random.pick(colleaguesOf(leaver));
        await pool.query('UPDATE customers SET sales_owner = $2 WHERE sales_owner = $1', [leaver.code, code]);
      }
      if (!random.chance(aDay)) return;
      const candidates = sellers.filter(mayGo);
      if (candidates.length === 0) return;
      const leaver = random.pick(candidates);
      await leave(leaver, at);
      toBeGiven.set(leaver, random.integer(1, 4));
    },
  };
}
