import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Member, ROLES } from '../roles/roles.ts';
import { FEEDBACK_FORMS, SEVERITIES } from '../warnings/warning.ts';
import { ALERT_STATES, type Alert, type AlertStep } from './alert.ts';
import { REVIEW_ACTIONS, VERDICTS } from './review.ts';
import { type AlertCommand, TRANSITIONS, transition } from './transition.ts';

const START = Date.parse('2026-10-30T06:00:00Z');
const responsibility = { ownerCode: 'S1', ownerTeamCode: 'T1', ownerManagerCode: 'M1' };

const fresh: Alert = {
  state: 'open',
  version: 1,
  severity: 'yellow',
  dueAt: new Date(START),
  forms: ['arrears'],
  responsibility,
  revision: 0,
  reviews: 0,
  answeredAt: null,
  answeredBy: null,
  latest: null,
};

/** The people of the case, and now and then anybody at all. */
const member: fc.Arbitrary<Member> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Member>({ code: 'S1', role: 'sales', teamCode: 'T1' }) },
  { weight: 3, arbitrary: fc.constant<Member>({ code: 'R1', role: 'risk', teamCode: null }) },
  { weight: 3, arbitrary: fc.constant<Member>({ code: 'R2', role: 'risk', teamCode: null }) },
  {
    weight: 3,
    arbitrary: fc.record({
      code: fc.constantFrom('S1', 'S2', 'M1', 'R1', 'F1'),
      role: fc.constantFrom(...ROLES),
      teamCode: fc.constantFrom('T1', 'T2', null),
    }),
  },
);
const instant = fc.integer({ min: 0, max: 10_000_000 }).map((offset) => new Date(START + offset));
const basedOn = fc.nat(12);
const note = fc.constantFrom('', '  ', '说明', '已核实', 'because');

const command: fc.Arbitrary<AlertCommand> = fc.oneof(
  fc.record({
    kind: fc.constant('attach_warnings' as const),
    severity: fc.constantFrom(...SEVERITIES),
    forms: fc.uniqueArray(fc.constantFrom(...FEEDBACK_FORMS)),
    dueAt: instant,
  }),
  fc.record({ kind: fc.constant('submit_feedback' as const), by: member, basedOn }),
  fc.record({
    kind: fc.constant('accept' as const),
    by: member,
    basedOn,
    action: fc.constantFrom(...REVIEW_ACTIONS),
    note,
  }),
  fc.record({ kind: fc.constant('return' as const), by: member, basedOn, question: note, dueAt: instant }),
  fc.record({
    kind: fc.constant('close' as const),
    by: member,
    basedOn,
    verdict: fc.constantFrom(...VERDICTS),
    note,
  }),
);

/** Most people act on what is true now, some on what they read some steps ago, some on a number out of thin air. */
const act = fc.record({
  command,
  seesPresent: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  readsBack: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(3)),
});

/** What a database keeps: the alert, every answer and every review. Written only by compare-and-set on the version. */
interface Store {
  alert: Alert;
  answers: { readonly revision: number; readonly by: string }[];
  reviews: AlertStep[];
}

/** As the database does it: decide on what was read, store only if the version is still that one. */
function commit(store: Store, read: Alert, acted: AlertCommand, now: Date): boolean {
  const result = transition(read, acted, now);
  if (!result.ok || store.alert.version !== read.version) return false;
  store.alert = result.alert;
  const { latest } = result.alert;
  if (result.effects.includes('store_feedback')) {
    store.answers.push({ revision: result.alert.revision, by: latest?.by ?? '' });
  }
  if (result.effects.includes('store_review') && latest !== null) store.reviews.push(latest);
  return true;
}

function seeingPresent(acted: AlertCommand, alert: Alert): AlertCommand {
  return acted.kind === 'attach_warnings' ? acted : { ...acted, basedOn: alert.revision + alert.reviews };
}

/** §9, written once more and differently: risk reviews; the owner, their manager or the team's manager answers. */
function allowed(acted: AlertCommand): boolean {
  if (acted.kind === 'attach_warnings') return true;
  const { code, role, teamCode } = acted.by;
  if (acted.kind !== 'submit_feedback') return role === 'risk';
  if (role === 'sales') return code === 'S1';
  return role === 'sales_manager' && (code === 'S1' || code === 'M1' || teamCode === 'T1');
}

describe('any commands, in any order, repeated and at once', () => {
  it('never leave the table, lose an answer, reopen a closed alert or obey somebody who may not', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const store: Store = { alert: fresh, answers: [], reviews: [] };
        const history: Alert[] = [fresh];
        acts.forEach(({ command: written, seesPresent, readsBack }, index) => {
          const before = store.alert;
          const answersBefore = [...store.answers];
          const read = history.at(-1 - Math.min(readsBack, history.length - 1)) ?? before;
          const acted = seesPresent ? seeingPresent(written, read) : written;
          const now = new Date(START + index * 1000);
          const stored = commit(store, read, acted, now);
          reached.add(store.alert.state);
          expect(ALERT_STATES).toContain(store.alert.state);
          expect(store.answers.slice(0, answersBefore.length)).toEqual(answersBefore);
          if (!stored) {
            expect(store.alert).toBe(before);
            return;
          }
          expect(allowed(acted)).toBe(true);
          expect(before.state).not.toBe('closed');
          expect(store.alert.state).toBe(TRANSITIONS[acted.kind][before.state]);
          expect(store.alert.version).toBe(before.version + 1);
          if (acted.kind === 'close') expect(acted.note.trim()).not.toBe('');
          history.push(store.alert);
          // The same command once more, from what was read then and from what is true now: nothing happens twice.
          expect(commit(store, read, acted, now)).toBe(false);
          if (acted.kind !== 'attach_warnings') expect(commit(store, store.alert, acted, now)).toBe(false);
        });
        expect(store.answers.map(({ revision }) => revision)).toEqual(store.answers.map((_, index) => index + 1));
        expect(store.alert.revision).toBe(store.answers.length);
        expect(store.alert.reviews).toBe(store.reviews.length);
        if (store.alert.state === 'answered') expect(store.answers.length).toBeGreaterThan(0);
        if (store.alert.state === 'closed') expect(store.reviews.at(-1)?.kind).toBe('close');
      }),
      { numRuns: 1500 },
    );
    // Without this, a generator that never gets anywhere would prove nothing.
    expect([...reached].sort()).toEqual([...ALERT_STATES].sort());
  });

  it('of any number of people who read the same alert, one at most is obeyed, and every other learns who it was', () => {
    let won = 0;
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 12 }),
        fc.array(command, { minLength: 2, maxLength: 6 }),
        (acts, rivals) => {
          const store: Store = { alert: fresh, answers: [], reviews: [] };
          acts.forEach(({ command: written }, index) => {
            commit(store, store.alert, seeingPresent(written, store.alert), new Date(START + index));
          });
          const read = store.alert;
          const people = rivals
            .filter(({ kind }) => kind !== 'attach_warnings')
            .map((rival) => seeingPresent(rival, read));
          const now = new Date(START + 60_000);
          const outcomes = people.map((rival) => commit(store, read, rival, now));
          expect(outcomes.filter(Boolean).length).toBeLessThanOrEqual(1);
          if (!outcomes.includes(true)) return;
          won += 1;
          for (const [index, rival] of people.entries()) {
            if (outcomes[index]) continue;
            const told = transition(store.alert, rival, now);
            expect(told).toMatchObject({ ok: false, latest: { by: store.alert.latest?.by, at: now } });
          }
        },
      ),
      { numRuns: 1000 },
    );
    expect(won).toBeGreaterThan(100);
  });
});
