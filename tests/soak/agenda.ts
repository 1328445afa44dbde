import type { Person } from './company.ts';

const MOST_TRIES = 3;
const AT_ONCE = 12;

/** What somebody means to do at a moment. */
export interface Intention {
  readonly kind: string;
  readonly at: number;
  /** What it is about: one act at a time handles it. */
  readonly about: string;
  readonly people: readonly Person[];
  /** Whether there is nothing left to do about it. */
  readonly isOver?: () => boolean;
  /** @returns whether the person got as far as submitting */
  readonly run: () => Promise<boolean>;
}

type Act = Intention & { readonly tries: number };

/** Everything that people mean to do, in their order. */
export interface Agenda {
  later(intention: Intention): void;
  count(kind: string): void;
  /** When the next of them acts; null: nobody will. */
  next(): number | null;
  /** Lets everybody act whose moment has come. @returns how many acted */
  act(now: number): Promise<number>;
  readonly counts: Record<string, number>;
}

/**
 * @param gridMs people act on such moments only, so that many act at once
 * @param isHere whether somebody still works for the company: what others meant to do is dropped
 */
export function makeAgenda(gridMs: number, isHere: (person: Person, now: number) => boolean = () => true): Agenda {
  const counts: Record<string, number> = {};
  let acts: Act[] = [];
  const count = (kind: string) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };
  return {
    counts,
    count,
    later(intention) {
      count(intention.kind);
      acts.push({ ...intention, at: Math.ceil(intention.at / gridMs) * gridMs, tries: 0 });
    },
    next: () => (acts.length === 0 ? null : Math.min(...acts.map(({ at }) => at))),
    async act(now) {
      const due = acts.filter(({ at }) => at <= now);
      acts = acts.filter(({ at }) => at > now);
      const started = due.length;
      const busy = new Set<string>();
      const underWay = new Set<Promise<void>>();
      const perform = async (act: Act) => {
        if (!act.people.every((person) => isHere(person, now))) return count('left before they could act');
        if (act.isOver?.() === true || (await act.run())) return;
        count('did not get through');
        if (act.tries + 1 < MOST_TRIES) acts.push({ ...act, at: now + gridMs, tries: act.tries + 1 });
      };
      while (due.length > 0 || underWay.size > 0) {
        // One person does one thing at a time, and one thing is handled by one act at a time.
        const next = underWay.size < AT_ONCE ? due.findIndex((act) => !keysOf(act).some((key) => busy.has(key))) : -1;
        const [act] = next < 0 ? [] : due.splice(next, 1);
        if (act === undefined) {
          await Promise.race(underWay);
          continue;
        }
        const keys = keysOf(act);
        for (const key of keys) busy.add(key);
        const done = perform(act).finally(() => {
          underWay.delete(done);
          for (const key of keys) busy.delete(key);
        });
        underWay.add(done);
      }
      return started;
    },
  };
}

/** Whom and what an act keeps busy. */
const keysOf = ({ people, about }: Intention): readonly string[] => [...people.map(({ user }) => user), about];
