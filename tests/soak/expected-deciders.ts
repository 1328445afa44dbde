import { dayOf, moment, nextDay } from './calendar.ts';
import type { Company, Person } from './company.ts';

/** Somebody is away, both days included, and a colleague decides meanwhile. */
export interface Absence {
  readonly id: string;
  readonly staffCode: string;
  readonly delegateCode: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly notedAt: number;
  /** Infinite: it runs to its last day. */
  readonly endedAt: number;
}

/** A request at the level that is being asked. */
export interface Asked {
  readonly role: string | undefined;
  /** The customer's sales owner; null: nobody. */
  readonly owner: string | null;
  readonly requestedBy: string;
  /** Who has agreed in this round. */
  readonly agreed: ReadonlySet<string>;
}

/** Who may decide, and for whom; null: in their own right. */
export type Deciders = ReadonlyMap<string, string | null>;

const STAND_IN = ['sales_manager', 'risk', 'executive'];

/** Whether somebody has the level by their own role (§9): a manager only for those they lead. */
export function holds(person: Person | undefined, { role, owner }: Asked, company: Company): boolean {
  if (person === undefined || role === undefined || person.role !== role) return false;
  if (role !== 'sales_manager') return true;
  const responsible = company.byCode.get(owner ?? '');
  return responsible !== undefined && (responsible.manager === person.code || responsible.team === person.team);
}

/**
 * Whoever may decide at a moment (docs/limits.md): by their role, or for somebody of that role who is away; neither about
 * their own request nor for its requester, nor twice in a round. Nothing is handed on by who was handed it.
 */
export function decidersAt(asked: Asked, at: number, absences: readonly Absence[], company: Company): Deciders {
  const { requestedBy, agreed } = asked;
  const day = dayOf(at);
  const deciders = new Map<string, string | null>();
  const may = (code: string) => code !== requestedBy && !agreed.has(code);
  for (const { staffCode, delegateCode, firstDay, lastDay, notedAt, endedAt } of absences) {
    const isAway = firstDay <= day && day <= lastDay && notedAt <= at && at < endedAt;
    const hands = isAway && staffCode !== requestedBy && holds(company.byCode.get(staffCode), asked, company);
    const fit = STAND_IN.includes(company.byCode.get(delegateCode)?.role ?? '');
    if (hands && fit && may(delegateCode) && !deciders.has(delegateCode)) deciders.set(delegateCode, staffCode);
  }
  for (const person of company.people)
    if (holds(person, asked, company) && may(person.code)) deciders.set(person.code, null);
  return deciders;
}

/** The moments of a stretch of time at which somebody begins or ceases to stand in, and its beginning. */
export function changesBetween(from: number, until: number, absences: readonly Absence[]): number[] {
  const moments = absences.flatMap(({ firstDay, lastDay, notedAt, endedAt }) => [
    ...[notedAt, endedAt, moment(firstDay, '00:00'), moment(nextDay(lastDay), '00:00')],
  ]);
  const within = moments.filter((at) => at > from && at < until).sort((one, other) => one - other);
  return [...new Set([from, ...within])];
}

/** Whoever may decide at some moment of a stretch of time. */
export function decidersBetween(
  asked: Asked,
  [from, until]: readonly [from: number, until: number],
  absences: readonly Absence[],
  company: Company,
): Deciders {
  const moments = changesBetween(from, until, absences);
  return new Map(moments.flatMap((at) => [...decidersAt(asked, at, absences, company)]));
}
