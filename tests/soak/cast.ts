import type { Database } from '@xinshao/db/database.ts';
import { createRandom } from '@xinshao/examples/generator/random.ts';
import type { Sandbox } from '@xinshao/sandbox/types.ts';
import { makeRequestHands } from './act-requests.ts';
import { makeHands } from './acts.ts';
import { makeAgenda } from './agenda.ts';
import { makeApplicants } from './applicants.ts';
import { makeTravellers } from './away.ts';
import type { Evidence } from './check.ts';
import type { Chronicle, Seen } from './chronicle.ts';
import { makeCollectors } from './collectors.ts';
import type { Company } from './company.ts';
import { makePeople } from './people.ts';
import { isHere, type Left } from './personnel.ts';

/** What people did, as they remember it. */
type Memories = Pick<Evidence, 'submissions' | 'requestActs' | 'awayActs' | 'caseActs'>;

/** Everybody who does anything in the company, each with habits of their own. */
export interface Cast {
  /** What people did so far. */
  readonly evidence: Memories;
  readonly counts: Readonly<Record<string, number>>;
  /** When the next of them acts; null: nobody will. */
  next(): number | null;
  /** Lets everybody act whose moment has come. @returns how many acted */
  act(now: number): Promise<number>;
  /** The run of a working day is over: people see what it brought, and make plans of their own. */
  beginDay(changed: readonly Seen[], now: number): Promise<void>;
  /** Somebody has acted: everybody looks at what waits for them now. */
  look(changed: readonly Seen[], now: number): Promise<void>;
}

export function makeCast(options: {
  readonly company: Company;
  readonly database: Database;
  readonly sandbox: Sandbox;
  readonly chronicle: Chronicle;
  readonly seed: number;
  /** People act at such moments of the day only. */
  readonly gridMinutes: number;
  /** Requests for a limit a working day. */
  readonly asksADay: number;
  /** Approvers who note on a working day that they will be away, on average. */
  readonly awayADay: number;
  readonly left: Left;
}): Cast {
  const { company, database, sandbox, chronicle, seed, asksADay, left } = options;
  const gridMs = options.gridMinutes * 60_000;
  const agenda = makeAgenda(gridMs, ({ code }, now) => isHere(code, now, left));
  const hands = makeHands(sandbox, database);
  const requestHands = makeRequestHands(sandbox, database);
  const randomOf = (who: string) => createRandom(`${seed}/${who}`);
  const people = makePeople({ company, left, hands, chronicle, agenda, gridMs, random: randomOf('people') });
  const applicants = makeApplicants({
    ...{ company, left, database, agenda, gridMs, hands: requestHands, random: randomOf('requests') },
  });
  const travellers = makeTravellers({ company, sandbox, agenda, random: randomOf('away'), aDay: options.awayADay });
  const collectors = makeCollectors({ company, database, sandbox, agenda, random: randomOf('collection') });
  return {
    evidence: {
      submissions: hands.submissions,
      requestActs: requestHands.acts,
      awayActs: travellers.acts,
      caseActs: collectors.acts,
    },
    counts: agenda.counts,
    next: agenda.next,
    act: agenda.act,
    async beginDay(changed, now) {
      people.plan(changed, now);
      await applicants.ask(asksADay, now);
      travellers.plan(now);
    },
    async look(changed, now) {
      people.plan(changed, now);
      await applicants.look(now);
      await collectors.look(now);
    },
  };
}
