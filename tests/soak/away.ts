import type { Random } from '@xinshao/examples/generator/random.ts';
import type { Sandbox } from '@xinshao/sandbox/types.ts';
import type { Agenda } from './agenda.ts';
import { afterWorkingHours, dayOf, nextDay } from './calendar.ts';
import type { Company } from './company.ts';

/** What an approver wrote: that they are away and who decides meanwhile, or that they are back. */
export interface AwayAct {
  readonly kind: 'away' | 'back';
  readonly by: string;
  readonly delegate: string | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** They were told that it is stored. */
  confirmed: boolean;
}

/** Approvers who go away for some days and name who decides meanwhile. */
export interface Travellers {
  readonly acts: readonly AwayAct[];
  /** Somebody may decide today to go. */
  plan(now: number): void;
}

const HOUR = 3_600_000;
const ANSWERS = { away: /✔️ 已设置/, back: /✔️ 欢迎回来/ };

export function makeTravellers(options: {
  readonly company: Company;
  readonly sandbox: Sandbox;
  readonly agenda: Agenda;
  readonly random: Random;
  /** How many go on a working day, on average. */
  readonly aDay: number;
}): Travellers {
  const { company, sandbox, agenda, random, aDay } = options;
  const acts: AwayAct[] = [];
  const approvers = company.people.filter(({ role }) => ['sales_manager', 'risk', 'executive'].includes(role));

  const write = async (act: AwayAct, text: string) => {
    const person = company.byCode.get(act.by);
    if (person === undefined) return true;
    acts.push(act);
    const said = await sandbox.command(person.user, 'C0GENERAL', text).catch(() => null);
    act.confirmed = said?.ok === true && ANSWERS[act.kind].test(JSON.stringify([said.ephemeral, said.ack]));
    // A refusal is an answer too: the colleague may be away.
    return said?.ok === true;
  };

  return {
    acts,
    plan(now) {
      const whole = Math.floor(aDay) + (random.chance(aDay % 1) ? 1 : 0);
      for (let number = 0; number < whole; number += 1) {
        const person = random.pick(approvers);
        const delegate = random.pick(approvers.filter(({ code }) => code !== person.code));
        const at = afterWorkingHours(now, random.between(0.2, 7));
        let firstDay = dayOf(at);
        for (let later = random.integer(0, 2); later > 0; later -= 1) firstDay = nextDay(firstDay);
        let lastDay = firstDay;
        for (let more = random.integer(0, 6); more > 0; more -= 1) lastDay = nextDay(lastDay);
        const about = `absence of ${person.code}`;
        const away: AwayAct = {
          kind: 'away',
          by: person.code,
          delegate: delegate.code,
          firstDay,
          lastDay,
          confirmed: false,
        };
        agenda.later({
          ...{ kind: 'away', at, about, people: [person] },
          run: () => write({ ...away }, `/credit away ${firstDay} ${lastDay} ${delegate.code}`),
        });
        if (!random.chance(0.25)) continue;
        const back: AwayAct = {
          kind: 'back',
          by: person.code,
          delegate: null,
          firstDay: null,
          lastDay: null,
          confirmed: false,
        };
        agenda.later({
          ...{ kind: 'back', at: at + random.integer(12, 72) * HOUR, about, people: [person] },
          run: () => write({ ...back }, '/credit back'),
        });
      }
    },
  };
}
