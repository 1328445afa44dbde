import type { Random } from '@xinshao/examples/generator/random.ts';
import type { ActStyle, Hands } from './acts.ts';
import type { Agenda } from './agenda.ts';
import { afterWorkingHours, dayOf } from './calendar.ts';
import type { Chronicle, Seen } from './chronicle.ts';
import type { Company, Person } from './company.ts';
import { answererOf, type Left } from './personnel.ts';

const HOUR = 3_600_000;
/** What risk may do about an answer (§8, R38, R44): dealt in turn, so that a short simulation has something of all. */
const ACTIONS = [
  ...['collect_phone', 'suspend', 'cut_limit', 'collect_letter', 'prepay', 'collect_visit', 'watch', 'legal'],
  ...['reverify_papers', 'none', 'cut_limit', 'collect_phone'],
];

/** Everybody's habits: who answers when, who reviews how, who clicks twice or on something old. */
export interface People {
  /** Somebody has seen something new: they make up their minds. */
  plan(changed: readonly Seen[], now: number): void;
}

/** @param gridMs how far apart the moments are on which people act */
export function makePeople(options: {
  readonly company: Company;
  readonly left: Left;
  readonly hands: Hands;
  readonly chronicle: Chronicle;
  readonly agenda: Agenda;
  readonly random: Random;
  readonly gridMs: number;
}): People {
  const { company, left, hands, chronicle, agenda, random, gridMs } = options;
  const { count } = agenda;
  const officers = company.people.filter(({ role }) => role === 'risk');
  const planned = new Set<string>();
  const later = (kind: string, at: number, alertId: string, people: readonly Person[], run: () => Promise<boolean>) => {
    const isOver = () => chronicle.latest.get(alertId)?.state === 'closed';
    agenda.later({ kind, at, about: `alert ${alertId}`, people, isOver, run });
  };
  const style = (now: number): ActStyle => ({
    twice: random.chance(0.12),
    again: random.chance(0.12),
    promiseOn: random.chance(0.5) ? dayOf(now + random.integer(3, 20) * 24 * HOUR) : null,
    until: random.chance(0.4) ? dayOf(now + random.integer(1, 20) * 24 * HOUR) : null,
    verdict: random.pick(['true', 'false_alarm', 'resolved']),
  });

  const planAnswer = (alert: Seen, now: number) => {
    const owner = answererOf(alert.owner, now, company, left);
    if (owner === undefined) return;
    const manager = company.byCode.get(owner.manager ?? '');
    const fate = random.weighted([
      ['in time', 0.5],
      ['late', 0.25],
      ['manager', 0.06],
      ['both at once', 0.07],
      ['never', 0.12],
    ]);
    count(`fate: ${fate}`);
    const inTime = now + random.between(0.15, 0.9) * Math.max(HOUR, alert.dueAt - now);
    const answerBy = (person: Person) => hands.answer(person, alert.id, style(inTime));
    if (fate === 'in time') later('answer', inTime, alert.id, [owner], () => answerBy(owner));
    if (fate === 'late') {
      const at = afterWorkingHours(Math.max(alert.dueAt, now), random.between(0.5, 24));
      later('answer', at, alert.id, [owner], () => answerBy(owner));
    }
    if (manager === undefined) return;
    if (fate === 'manager') later('answer', inTime, alert.id, [manager], () => answerBy(manager));
    if (fate === 'both at once') {
      later('answer', inTime, alert.id, [owner, manager], async () =>
        (await Promise.all([answerBy(owner), answerBy(manager)])).some((acted) => acted),
      );
    }
  };

  let dealt = 0;
  const review = (officer: Person, alert: Seen, decision: 'accept' | 'return' | 'close', now: number) => {
    const action = decision === 'accept' ? ACTIONS[dealt++ % ACTIONS.length] : undefined;
    return hands.review(officer, alert.id, decision, { ...style(now), ...(action === undefined ? {} : { action }) });
  };

  const planReview = (alert: Seen, now: number) => {
    const owner = answererOf(alert.owner, now, company, left);
    if (owner !== undefined && random.chance(0.1)) {
      later('correction', now + HOUR, alert.id, [owner], () => hands.correct(owner, alert.id, style(now)));
    }
    if (random.chance(0.2)) return;
    const at = afterWorkingHours(now, random.between(0.5, 12));
    const decision = () =>
      random.weighted([
        ['accept', 0.55],
        ['return', 0.25],
        ['close', 0.2],
      ] as const);
    const reviewers = random.chance(0.15) ? officers.slice(0, 2) : [random.pick(officers)];
    later('review', at, alert.id, reviewers, async () =>
      (await Promise.all(reviewers.map((officer) => review(officer, alert, decision(), at)))).some(Boolean),
    );
    // A late click: by then somebody may have decided already.
    if (random.chance(0.1)) {
      const late = random.pick(officers);
      later('late click', at + 2 * gridMs, alert.id, [late], () => review(late, alert, decision(), at));
    }
  };

  return {
    plan(changed, now) {
      for (const alert of changed) {
        const stage = `${alert.id}/${alert.owner}/${alert.state}/${alert.generation}/${alert.revision}/${alert.reviews}`;
        if (planned.has(stage)) continue;
        planned.add(stage);
        if (alert.state === 'open' || alert.state === 'returned') planAnswer(alert, now);
        if (alert.state === 'answered') planReview(alert, now);
        if (alert.state === 'accepted' && random.chance(0.4)) {
          const officer = random.pick(officers);
          const close = () => review(officer, alert, 'close', now);
          later('close', now + random.integer(4, 60) * HOUR, alert.id, [officer], close);
        }
      }
    },
  };
}
