import type { Person } from './company.ts';

const MOST_TRIES = 3;
const AT_ONCE = 6;

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

/** @param gridMs people act on such moments only, so that many act at once */
export function makeAgenda(gridMs: number): Agenda {
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
      while (due.length > 0) {
        const taken = new Set<string>();
        const together: Act[] = [];
        // One person does one thing at a time, and one thing is handled by one act at a time.
        for (let index = 0; index < due.length && together.length < AT_ONCE; ) {
          const act = due[index];
          const keys = act === undefined ? [] : [...act.people.map(({ user }) => user), act.about];
          if (act === undefined || keys.some((key) => taken.has(key))) {
            index += 1;
            continue;
          }
          for (const key of keys) taken.add(key);
          together.push(act);
          due.splice(index, 1);
        }
        await Promise.all(
          together.map(async (act) => {
            if (act.isOver?.() === true || (await act.run())) return;
            count('did not get through');
            if (act.tries + 1 < MOST_TRIES) acts.push({ ...act, at: now + gridMs, tries: act.tries + 1 });
          }),
        );
      }
      return started;
    },
  };
}
