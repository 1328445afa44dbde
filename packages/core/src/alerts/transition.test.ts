import { describe, expect, it } from 'vitest';
import type { Member } from '../roles/roles.ts';
import { ALERT_STATES, type Alert, type AlertState } from './alert.ts';
import { mayAnswer, mayReview } from './permissions.ts';
import { type AlertCommand, TRANSITIONS, transition } from './transition.ts';

const now = new Date('2026-10-30T06:00:00Z');
const early = new Date('2026-10-30T08:00:00Z');
const late = new Date('2026-11-03T08:00:00Z');

const owner: Member = { code: 'S1', role: 'sales', teamCode: 'T1' };
const colleague: Member = { code: 'S2', role: 'sales', teamCode: 'T1' };
const manager: Member = { code: 'M1', role: 'sales_manager', teamCode: 'T1' };
const otherManager: Member = { code: 'M2', role: 'sales_manager', teamCode: 'T2' };
const risk: Member = { code: 'R1', role: 'risk', teamCode: null };
const finance: Member = { code: 'F1', role: 'finance', teamCode: null };
const executive: Member = { code: 'E1', role: 'executive', teamCode: null };

const responsibility = { ownerCode: 'S1', ownerTeamCode: 'T1', ownerManagerCode: 'M1' };

function alert(state: AlertState, stated: Partial<Alert> = {}): Alert {
  return {
    state,
    version: 7,
    severity: 'orange',
    dueAt: late,
    forms: ['arrears'],
    responsibility,
    revision: 0,
    answeredAt: null,
    answeredBy: null,
    ...stated,
  };
}

const commands: Record<AlertCommand['kind'], AlertCommand> = {
  attach_warnings: { kind: 'attach_warnings', severity: 'red', forms: ['dispute'], dueAt: early },
  submit_feedback: { kind: 'submit_feedback', by: owner, basedOn: 0 },
  accept: { kind: 'accept', by: risk },
  return: { kind: 'return', by: risk, dueAt: early },
  close: { kind: 'close', by: risk },
};

describe('the life of an alert', () => {
  const cases = Object.values(commands).flatMap((command) => ALERT_STATES.map((state) => ({ command, state })));

  it.each(cases)('$command.kind on $state does what the table says', ({ command, state }) => {
    const expected = TRANSITIONS[command.kind][state];
    const result = transition(alert(state), command, now);
    const refused = ['already_closed', 'not_answered'].includes(expected);
    expect(result.ok).toBe(!refused);
    if (result.ok) expect(result.alert).toMatchObject({ state: expected, version: 8 });
    else expect(result.code).toBe(expected);
  });

  it('has an answer after feedback: who, when, and a revision to store', () => {
    const result = transition(alert('open'), commands.submit_feedback, now);
    expect(result).toMatchObject({
      ok: true,
      alert: { state: 'answered', revision: 1, answeredAt: now, answeredBy: 'S1' },
      effects: ['store_feedback', 'show_again'],
    });
  });

  it('takes a correction of the answer as a new revision', () => {
    const result = transition(
      alert('answered', { revision: 1 }),
      { kind: 'submit_feedback', by: owner, basedOn: 1 },
      now,
    );
    expect(result).toMatchObject({ ok: true, alert: { state: 'answered', revision: 2 } });
  });

  it('refuses an answer that was written before another one came: the second click, or a colleague', () => {
    const result = transition(alert('answered', { revision: 1 }), commands.submit_feedback, now);
    expect(result).toEqual({ ok: false, code: 'already_answered' });
  });

  it('restarts the clock when risk returns it with a question', () => {
    const result = transition(alert('answered', { revision: 1 }), commands.return, now);
    expect(result).toMatchObject({
      ok: true,
      alert: { state: 'returned', dueAt: early },
      effects: ['show_again', 'tell_owner'],
    });
  });
});

describe('new warnings on an open alert', () => {
  it('raise the severity, bring the deadline forward and add their form', () => {
    const result = transition(alert('open'), commands.attach_warnings, now);
    expect(result).toMatchObject({ ok: true, alert: { severity: 'red', dueAt: early, forms: ['arrears', 'dispute'] } });
  });

  it('neither lower the severity nor postpone the deadline', () => {
    const lighter: AlertCommand = { kind: 'attach_warnings', severity: 'yellow', forms: ['arrears'], dueAt: late };
    const result = transition(alert('open', { dueAt: early }), lighter, now);
    expect(result).toMatchObject({ ok: true, alert: { severity: 'orange', dueAt: early, forms: ['arrears'] } });
  });

  it('open an answered one again, with a deadline of their own', () => {
    const result = transition(
      alert('answered', { revision: 1, dueAt: early }),
      { ...commands.attach_warnings, dueAt: late } as AlertCommand,
      now,
    );
    expect(result).toMatchObject({
      ok: true,
      alert: { state: 'open', dueAt: late, revision: 1 },
      effects: ['show_again', 'tell_owner'],
    });
  });
});

describe('who may (§9)', () => {
  it.each([
    [owner, true],
    [colleague, false],
    [manager, true],
    [otherManager, false],
    [risk, false],
    [finance, false],
    [executive, false],
  ])('$code answers: %s', (member, allowed) => {
    expect(mayAnswer(member, responsibility)).toBe(allowed);
    const result = transition(alert('open'), { kind: 'submit_feedback', by: member, basedOn: 0 }, now);
    expect(result.ok ? 'ok' : result.code).toBe(allowed ? 'ok' : 'not_allowed');
  });

  it.each([
    [owner, false],
    [manager, false],
    [risk, true],
    [finance, false],
    [executive, false],
  ])('$code reviews and closes: %s', (member, allowed) => {
    expect(mayReview(member)).toBe(allowed);
    for (const command of [commands.accept, commands.return, commands.close]) {
      const result = transition(alert('answered'), { ...command, by: member } as AlertCommand, now);
      expect(result.ok ? 'ok' : result.code).toBe(allowed ? 'ok' : 'not_allowed');
    }
  });

  it('nobody named: only the manager of the team answers', () => {
    const unowned = { ownerCode: null, ownerTeamCode: 'T1', ownerManagerCode: null };
    expect(mayAnswer(owner, unowned)).toBe(false);
    expect(mayAnswer(manager, unowned)).toBe(true);
    expect(mayAnswer({ ...manager, teamCode: null }, { ...unowned, ownerTeamCode: null })).toBe(false);
  });
});
