import type { Database } from '@xinshao/db/database.ts';
import type { Random } from '@xinshao/examples/generator/random.ts';
import type { Decision, RequestHands, Wish } from './act-requests.ts';
import type { ActStyle } from './acts.ts';
import type { Agenda } from './agenda.ts';
import { afterWorkingHours, dayOf } from './calendar.ts';
import type { Company, Person } from './company.ts';
import { answererOf, type Left } from './personnel.ts';

const HOUR = 3_600_000;
/** Of each tier of the shipped policy: within it, and beyond the one before. */
const AMOUNTS_YUAN = [80_000, 400_000, 500_000, 1_200_000, 2_900_000, 6_000_000];
const TERMS = [30, 60, 90, 120];

interface Waiting {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly level: number;
  readonly round: number;
  readonly requestedBy: string;
  /** Who has a message that asks them for this level. */
  readonly asked: readonly string[];
}

/** People who ask for limits, and those who decide on them, are silent, or click late. */
export interface Applicants {
  /** So many people decide to ask for something today. */
  ask(count: number, now: number): Promise<void>;
  /** Everybody looks at what waits for them. */
  look(now: number): Promise<void>;
}

export function makeApplicants(options: {
  readonly company: Company;
  readonly left: Left;
  readonly database: Database;
  readonly hands: RequestHands;
  readonly agenda: Agenda;
  readonly random: Random;
  readonly gridMs: number;
}): Applicants {
  const { company, left, database, hands, agenda, random, gridMs } = options;
  const planned = new Set<string>();
  const style = (): ActStyle => ({ twice: random.chance(0.15), again: random.chance(0.15) });
  const later = (kind: string, at: number, about: string, people: readonly Person[], run: () => Promise<boolean>) =>
    agenda.later({ kind, at, about: `request ${about}`, people, run });

  /** Four in ten ask for some days only. */
  const wishFrom = (at: number): Wish => ({
    ...{ limitYuan: random.pick(AMOUNTS_YUAN), termDays: random.pick(TERMS) },
    until: random.chance(0.4) ? dayOf(at + random.integer(2, 25) * 24 * HOUR) : null,
  });

  const planDecision = (request: Waiting, now: number) => {
    const asked = request.asked.flatMap((code) => company.byCode.get(code) ?? []);
    const [first] = asked;
    if (first === undefined) return;
    const decider = random.pick(asked);
    const at = afterWorkingHours(now, random.between(0.2, 9));
    const fate = random.weighted([
      ['approve', 0.52],
      ['reject', 0.1],
      ['return', 0.12],
      ['both at once', 0.12],
      ['silent', 0.14],
    ]);
    agenda.count(`request: ${fate}`);
    const decide = (person: Person, decision: Decision) => hands.decide(person, request.id, decision, style());
    if (fate === 'approve' || fate === 'reject' || fate === 'return') {
      later('decision', at, request.id, [decider], () => decide(decider, fate));
    }
    if (fate === 'both at once') {
      const two = asked.slice(0, 2);
      const decisions: Decision[] = ['approve', random.pick(['approve', 'reject', 'return'] as const)];
      later('decision of two', at, request.id, two, async () =>
        (await Promise.all(two.map((person, place) => decide(person, decisions[place] ?? 'approve')))).some(Boolean),
      );
    }
    // A late click on a message that may have been decided upon by then.
    if (random.chance(0.2)) {
      const late = random.pick(asked);
      later('late decision', at + 2 * gridMs, request.id, [late], () =>
        decide(late, random.pick(['approve', 'reject'])),
      );
    }
    const requester = company.byCode.get(request.requestedBy);
    if (requester !== undefined && random.chance(0.06)) {
      later('withdrawal', at, request.id, [requester], () => hands.withdraw(requester, request.id, style()));
    }
  };

  const planAnswer = (request: Waiting, now: number) => {
    const requester = company.byCode.get(request.requestedBy);
    if (requester === undefined || random.chance(0.2)) return;
    const at = afterWorkingHours(now, random.between(0.2, 6));
    if (random.chance(0.2)) {
      later('withdrawal', at, request.id, [requester], () => hands.withdraw(requester, request.id, style()));
      return;
    }
    const wish = wishFrom(at);
    later('resubmission', at, request.id, [requester], () => hands.resubmit(requester, request.id, wish, style()));
  };

  return {
    async ask(count, now) {
      const { rows } = await database.pool.query<{ code: string; owner: string | null }>(
        'SELECT code, sales_owner AS owner FROM customers ORDER BY id',
      );
      for (let number = 0; number < count && rows.length > 0; number += 1) {
        const customer = random.pick(rows);
        const owner = answererOf(customer.owner, now, company, left);
        const manager = owner?.role === 'sales' ? company.byCode.get(owner.manager ?? '') : owner;
        const officer = random.pick(company.people.filter(({ role }) => role === 'risk'));
        const who = random.weighted([
          ['owner', 0.7],
          ['manager', 0.18],
          ['risk', 0.12],
        ]);
        const person = { owner, manager, risk: officer }[who] ?? officer;
        const at = afterWorkingHours(now, random.between(0.1, 7)) + random.integer(0, 3) * HOUR;
        const wish = wishFrom(at);
        later('limit asked for', at, `of ${customer.code}`, [person], () =>
          hands.ask(person, customer.code, wish, style()),
        );
      }
    },
    async look(now) {
      const { rows } = await database.pool.query<Waiting>(
        `SELECT request.id::text, state, version, level, round, requested_by AS "requestedBy",
           ARRAY(SELECT split_part(audience, ':', 4) FROM limit_request_messages message
             WHERE message.request_id = request.id AND message.state = 'posted'
               AND audience LIKE 'approver:' || round || ':' || level || ':%' ORDER BY 1) AS asked
         FROM limit_requests request WHERE state IN ('pending', 'returned') ORDER BY request.id`,
      );
      for (const request of rows) {
        const stage = `${request.id}/${request.version}`;
        if (planned.has(stage) || (request.state === 'pending' && request.asked.length === 0)) continue;
        planned.add(stage);
        if (request.state === 'pending') planDecision(request, now);
        else planAnswer(request, now);
      }
    },
  };
}
