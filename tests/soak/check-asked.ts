import type { Company } from './company.ts';
import { type Absence, changesBetween, decidersAt, decidersBetween } from './expected-deciders.ts';
import type { Request } from './read-requests.ts';
import type { SeenAbsences, Storing } from './storing.ts';

/** Whoever may decide for less than this need not have been asked; milliseconds. */
const MOMENT = 60_000;

/** One level of one round, which waits for a decision. */
interface Turn {
  readonly level: number;
  readonly round: number;
  /** When it began and ended, as it says … */
  readonly from: number;
  readonly until: number;
  /** … and when that was stored. */
  readonly fromStored: number;
  readonly untilStored: number;
  readonly agreed: ReadonlySet<string>;
}

/** What is known besides a request. */
export interface Known {
  /** Whose agreement each round takes, level by level. */
  readonly roles: ReadonlyMap<number, readonly string[]>;
  readonly away: SeenAbsences;
  readonly storing: Storing;
  readonly company: Company;
  readonly endedAt: number;
}

/**
 * Whoever may decide on a request while it waits is asked, delegates from the moment on at which they stand in; and
 * nobody else ever is. Between the moment that something says it is of and the one at which it was stored, others may go
 * by what was before.
 * @returns what is wrong, in words
 */
export function wrongAsked(request: Request, known: Known): string[] {
  const { roles, away, company, endedAt } = known;
  const { owner, requestedBy, messages } = request;
  const faults: string[] = [];
  const told = new Map(messages.map(({ audience, state }) => [audience, state]));
  const expected = new Set<string>();
  for (const turn of turnsOf(request, known)) {
    const { level, round, from, until, fromStored, untilStored, agreed } = turn;
    const asked = { role: roles.get(round)?.[level], owner, requestedBy, agreed };
    const audienceOf = (code: string) => `approver:${round}:${level}:${code}`;
    const moments = changesBetween(fromStored, until, away.surely);
    const must = moments.flatMap((at, place) =>
      (moments[place + 1] ?? until) - at > MOMENT ? [...decidersAt(asked, at, away.surely, company).keys()] : [],
    );
    for (const code of new Set(must)) {
      const state = told.get(audienceOf(code));
      if (state !== 'posted' && (state === undefined || until === endedAt)) {
        faults.push(
          `${code} may decide at level ${level} of round ${round} and was not asked (${state ?? 'no message'})`,
        );
      }
    }
    for (const code of decidersBetween(asked, [from, untilStored], away.perhaps, company).keys())
      expected.add(audienceOf(code));
  }
  for (const [audience, state] of told) {
    if (!audience.startsWith('approver:') || state !== 'posted' || expected.has(audience)) continue;
    const handed = away.perhaps.filter(({ delegateCode }) => audience.endsWith(`:${delegateCode}`)).map(describe);
    faults.push(`${audience} was asked and might not decide; handed over were ${handed.join(', ') || 'none'}`);
  }
  return faults;
}

/** When which level of which round waited for a decision. */
function turnsOf({ id, steps, state, expiresAt }: Request, { roles, storing, endedAt }: Known): Turn[] {
  const turns: Turn[] = [];
  let open: Omit<Turn, 'until' | 'untilStored'> | null = null;
  const close = (until: number, untilStored: number) => {
    if (open !== null) turns.push({ ...open, until, untilStored });
    open = null;
  };
  let agreed = new Set<string>();
  for (const step of steps) {
    const { kind, by, at, round, level } = step;
    const stored = storing.steps.get(step.id) ?? at;
    close(at, stored);
    const begin = { round, from: at, fromStored: stored };
    if (kind === 'request' || kind === 'resubmit') {
      agreed = new Set();
      open = { ...begin, level: 0, agreed };
    }
    if (kind === 'approve' && level !== null && level + 1 < (roles.get(round)?.length ?? 0)) {
      agreed = new Set([...agreed, by]);
      open = { ...begin, level: level + 1, agreed };
    }
  }
  if (state === 'expired') close(expiresAt, storing.expiries.get(id) ?? expiresAt);
  else close(endedAt, endedAt);
  return turns;
}

function describe({ staffCode, firstDay, lastDay, notedAt, endedAt }: Absence): string {
  const [known, over] = [notedAt, endedAt].map((at) => (Number.isFinite(at) ? new Date(at).toISOString() : 'never'));
  return `${staffCode}'s levels from ${firstDay} to ${lastDay} (noted ${known}, ended ${over})`;
}
