import { moment, nextDay } from './calendar.ts';
import type { Company } from './company.ts';
import { type Absence, decidersAt } from './expected-deciders.ts';
import type { Request } from './read-requests.ts';

/** Whoever may decide for less than this need not have been asked; milliseconds. */
const MOMENT = 60_000;

interface Turn {
  readonly level: number;
  readonly round: number;
  readonly from: number;
  readonly until: number;
  readonly agreed: ReadonlySet<string>;
}

export interface Asked {
  /** Who may decide and was not asked: a fault. */
  readonly missed: readonly string[];
  /**
   * Who was asked and, as far as is recomputed here, might not decide. Seen now and then, and not explained yet: it is
   * told in the report and is no fault until it is known whose mistake it is. Nobody decides by it: that is checked.
   */
  readonly besides: readonly string[];
}

/**
 * Whoever may decide on a request while it waits is asked, delegates from the moment on at which they stand in.
 */
export function checkAsked(
  request: Request,
  roles: ReadonlyMap<number, readonly string[]>,
  absences: readonly Absence[],
  company: Company,
  endedAt: number,
): Asked {
  const { owner, requestedBy, messages } = request;
  const missed: string[] = [];
  const besides: string[] = [];
  const told = new Map(messages.map(({ audience, state }) => [audience, state]));
  for (const { level, round, from, until, agreed } of turnsOf(request, roles, endedAt)) {
    const asked = { role: roles.get(round)?.[level], owner, requestedBy, agreed };
    const moments = [from, ...changesOf(absences).filter((at) => at > from && at < until)];
    // What happens at one moment may come in either order: who stood in a moment ago may still be asked.
    const before = changesOf(absences).filter((at) => at > from - MOMENT && at <= from);
    const may = new Set(
      [from - MOMENT, ...before].flatMap((at) => [...decidersAt(asked, at, absences, company).keys()]),
    );
    const must = new Set<string>();
    for (const [place, at] of moments.entries()) {
      const lasts = (moments[place + 1] ?? until) - at;
      for (const code of decidersAt(asked, at, absences, company).keys()) {
        may.add(code);
        if (lasts > MOMENT) must.add(code);
      }
    }
    const prefix = `approver:${round}:${level}:`;
    for (const code of must) {
      const state = told.get(prefix + code);
      if (state !== 'posted' && (state === undefined || until === endedAt)) {
        missed.push(
          `${code} may decide at level ${level} of round ${round} and was not asked (${state ?? 'no message'})`,
        );
      }
    }
    for (const audience of told.keys()) {
      const code = audience.startsWith(prefix) ? audience.slice(prefix.length) : null;
      if (code !== null && !may.has(code)) {
        const waited = `${new Date(from).toISOString()} to ${new Date(until).toISOString()}`;
        const allowed = [...may].join(', ');
        const away = absences.map((absence) => JSON.stringify(absence)).join(' ');
        besides.push(
          `${code} was asked at level ${level} of round ${round}, which waited from ${waited} for ${allowed}; away: ${away}`,
        );
      }
    }
  }
  return { missed, besides };
}

/** When which level of which round waited for a decision. */
function turnsOf(
  { steps, state, expiresAt }: Request,
  roles: ReadonlyMap<number, readonly string[]>,
  endedAt: number,
): Turn[] {
  const turns: Turn[] = [];
  let open: Omit<Turn, 'until'> | null = null;
  const close = (until: number) => {
    if (open !== null) turns.push({ ...open, until });
    open = null;
  };
  let agreed = new Set<string>();
  for (const { kind, by, at, round, level } of steps) {
    close(at);
    if (kind === 'request' || kind === 'resubmit') {
      agreed = new Set();
      open = { level: 0, round, from: at, agreed };
    }
    if (kind === 'approve' && level !== null && level + 1 < (roles.get(round)?.length ?? 0)) {
      agreed = new Set([...agreed, by]);
      open = { level: level + 1, round, from: at, agreed };
    }
  }
  close(state === 'expired' ? expiresAt : endedAt);
  return turns;
}

/** The moments at which somebody begins or ceases to stand in. */
function changesOf(absences: readonly Absence[]): number[] {
  const moments = absences.flatMap(({ firstDay, lastDay, notedAt, endedAt }) => [
    ...[notedAt, endedAt, moment(firstDay, '00:00'), moment(nextDay(lastDay), '00:00')],
  ]);
  return [...new Set(moments)].filter(Number.isFinite).sort((one, other) => one - other);
}
