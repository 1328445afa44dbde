import { describe, expect, it } from 'vitest';
import type { Member } from '../roles/roles.ts';
import { ALERT_STATES, type Alert, type AlertState } from './alert.ts';
import { mayAnswer, mayReview } from './permissions.ts';
import {
  ALERT_REFUSALS,
  type AlertCommand,
  decisionsOffered,
  stepsOffered,
  TRANSITIONS,
  transition,
} from './transition.ts';

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
    reviews: 0,
    answeredAt: null,
    answeredBy: null,
    latest: null,
    ...stated,
  };
}

const answered = alert('answered', { revision: 1, latest: { kind: 'submit_feedback', by: 'S1', at: early } });

const accept = { kind: 'accept', by: risk, basedOn: 0, action: 'none', note: '' } as const;
const giveBack = { kind: 'return', by: risk, basedOn: 0, question: '为何没有承诺日期？', dueAt: early } as const;
const close = { kind: 'close', by: risk, basedOn: 0, verdict: 'resolved', note: '款已到账' } as const;
const submit = { kind: 'submit_feedback', by: owner, basedOn: 0 } as const;
const attach = { kind: 'attach_warnings', severity: 'red', forms: ['dispute'], dueAt: early } as const;
const commands: readonly AlertCommand[] = [attach, submit, accept, giveBack, close];

describe('the life of an alert', () => {
  const cases = commands.flatMap((command) => ALERT_STATES.map((state) => ({ command, state })));

  it.each(cases)('$command.kind on $state does what the table says', ({ command, state }) => {
    const expected = TRANSITIONS[command.kind][state];
    const result = transition(alert(state), command, now);
    expect(result.ok).toBe(!ALERT_REFUSALS.some((refusal) => refusal === expected));
    if (result.ok) expect(result.alert).toMatchObject({ state: expected, version: 8 });
    else expect(result.code).toBe(expected);
  });

  it('has an answer after feedback: who, when, a revision to store, and risk is asked', () => {
    expect(transition(alert('open'), submit, now)).toMatchObject({
      ok: true,
      alert: { state: 'answered', revision: 1, answeredAt: now, answeredBy: 'S1' },
      effects: ['store_feedback', 'show_again', 'tell_risk'],
    });
  });

  it('takes a correction of the answer as a new revision', () => {
    const result = transition(answered, { ...submit, basedOn: 1 }, now);
    expect(result).toMatchObject({ ok: true, alert: { state: 'answered', revision: 2 } });
  });

  it.each([
    ['the owner their own answer', owner, 'S1', true],
    ['the manager the answer of the owner', manager, 'S1', true],
    ['the owner not that of the manager', owner, 'M1', false],
    ['a colleague nothing', colleague, 'S1', false],
    ['another manager nothing', otherManager, 'S1', false],
    ['risk nothing', risk, 'S1', false],
  ])('lets %s correct', (_, by, answeredBy, allowed) => {
    const result = transition({ ...answered, answeredBy }, { ...submit, by, basedOn: 1 }, now);
    expect(result.ok ? 'stored' : result.code).toBe(allowed ? 'stored' : 'not_allowed');
  });

  it('refuses an answer that was written before another one came, and says whose it is', () => {
    expect(transition(answered, submit, now)).toEqual({
      ok: false,
      code: 'already_answered',
      latest: { kind: 'submit_feedback', by: 'S1', at: early },
    });
  });

  it('does not take a correction that was begun before risk asked for the answer to the question', () => {
    const returned = transition(answered, { ...giveBack, basedOn: 1 }, now);
    if (!returned.ok) throw new Error(returned.code);
    expect(transition(returned.alert, { ...submit, basedOn: 1 }, now)).toEqual({
      ok: false,
      code: 'changed_meanwhile',
      latest: { kind: 'return', by: 'R1', at: now },
    });
    expect(transition(returned.alert, { ...submit, basedOn: 2 }, now).ok).toBe(true);
  });

  it('takes no correction once risk has accepted the answer', () => {
    expect(transition(alert('accepted'), submit, now)).toMatchObject({ ok: false, code: 'already_accepted' });
  });
});

describe('review by risk', () => {
  it('restarts the clock when the answer is returned with a question, and the owner is asked again', () => {
    expect(transition(answered, { ...giveBack, basedOn: 1 }, now)).toMatchObject({
      ok: true,
      alert: { state: 'returned', dueAt: early, reviews: 1 },
      effects: ['store_review', 'show_again', 'tell_owner'],
    });
  });

  it('accepting with "suspend" puts a measure on the customer; collecting by phone is work and holds nothing', () => {
    const suspend = transition(answered, { ...accept, basedOn: 1, action: 'suspend', note: '连续逾期' }, now);
    expect(suspend).toMatchObject({ ok: true, effects: ['store_review', 'show_again', 'begin_measure'] });
    const phone = transition(answered, { ...accept, basedOn: 1, action: 'collect_phone' }, now);
    expect(phone).toMatchObject({ ok: true, effects: ['store_review', 'show_again', 'begin_collection'] });
  });

  it('closing as a false alarm or resolved ends what the alert put on the customer; a true alert keeps it', () => {
    const effects = (verdict: 'true' | 'false_alarm' | 'resolved') => {
      const result = transition(alert('accepted'), { ...close, verdict }, now);
      return result.ok ? result.effects : [];
    };
    expect(effects('false_alarm')).toContain('end_measures');
    expect(effects('resolved')).toContain('end_measures');
    expect(effects('true')).not.toContain('end_measures');
  });

  it('nothing is closed, returned or put on a customer without a note; blanks are none', () => {
    for (const command of [
      { ...close, basedOn: 1, note: ' ' },
      { ...giveBack, basedOn: 1, question: '\n' },
      { ...accept, basedOn: 1, action: 'prepay' as const },
    ]) {
      expect(transition(answered, command, now)).toMatchObject({ ok: false, code: 'note_missing' });
    }
    expect(transition(answered, { ...accept, basedOn: 1 }, now).ok).toBe(true);
  });

  it('two officers at once: the second learns what the first did', () => {
    const first = transition(answered, { ...giveBack, basedOn: 1 }, now);
    if (!first.ok) throw new Error(first.code);
    const latest = { kind: 'return', by: 'R1', at: now };
    const second = { ...risk, code: 'R2' };
    expect(transition(first.alert, { ...accept, by: second, basedOn: 1 }, now)).toEqual({
      ok: false,
      code: 'already_returned',
      latest,
    });
    // Closing a returned alert is possible, but not by somebody who did not know that it was returned.
    expect(transition(first.alert, { ...close, by: second, basedOn: 1 }, now)).toEqual({
      ok: false,
      code: 'changed_meanwhile',
      latest,
    });
    expect(transition(first.alert, { ...close, by: second, basedOn: 2 }, now).ok).toBe(true);
  });

  it('an answer that was corrected while risk was reading is not accepted unread', () => {
    const corrected = { ...answered, revision: 2 };
    expect(transition(corrected, { ...accept, basedOn: 1 }, now)).toMatchObject({ code: 'changed_meanwhile' });
  });
});

describe('new warnings on an open alert', () => {
  it('raise the severity, bring the deadline forward and add their form', () => {
    const result = transition(alert('open'), attach, now);
    expect(result).toMatchObject({ ok: true, alert: { severity: 'red', dueAt: early, forms: ['arrears', 'dispute'] } });
  });

  it('neither lower the severity nor postpone the deadline', () => {
    const lighter: AlertCommand = { kind: 'attach_warnings', severity: 'yellow', forms: ['arrears'], dueAt: late };
    const result = transition(alert('open', { dueAt: early }), lighter, now);
    expect(result).toMatchObject({ ok: true, alert: { severity: 'orange', dueAt: early, forms: ['arrears'] } });
  });

  it('of the same severity change nothing, however early the policy would have the answer by now', () => {
    const same: AlertCommand = { kind: 'attach_warnings', severity: 'orange', forms: [], dueAt: early };
    expect(transition(alert('open'), same, now)).toMatchObject({ alert: { severity: 'orange', dueAt: late } });
  });

  it('do not join an alert under review or decided: they open a new one', () => {
    for (const state of ['answered', 'accepted', 'closed'] as const) {
      expect(transition(alert(state), attach, now).ok).toBe(false);
    }
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
    const result = transition(alert('open'), { ...submit, by: member }, now);
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
    for (const command of [accept, giveBack, close]) {
      const result = transition(answered, { ...command, by: member, basedOn: 1 }, now);
      expect(result.ok ? 'ok' : result.code).toBe(allowed ? 'ok' : 'not_allowed');
    }
  });

  it('offers risk all three decisions on an answer, closing alone after that, nobody anything at the end', () => {
    expect(stepsOffered(answered, risk)).toEqual(['accept', 'return', 'close']);
    expect(stepsOffered(alert('accepted'), risk)).toEqual(['close']);
    expect(stepsOffered(alert('open'), owner)).toEqual(['submit_feedback']);
    for (const member of [owner, manager, risk]) expect(stepsOffered(alert('closed'), member)).toEqual([]);
  });

  it('offers risk, and nobody else, the closing of an alert that was never answered', () => {
    expect(decisionsOffered(alert('open'), risk)).toEqual(['close']);
    expect(decisionsOffered(alert('returned'), risk)).toEqual(['close']);
    expect(decisionsOffered(answered, risk)).toEqual(['accept', 'return', 'close']);
    for (const member of [owner, manager, finance, executive]) expect(decisionsOffered(answered, member)).toEqual([]);
  });

  it('nobody named: only the manager of the team answers', () => {
    const unowned = { ownerCode: null, ownerTeamCode: 'T1', ownerManagerCode: null };
    expect(mayAnswer(owner, unowned)).toBe(false);
    expect(mayAnswer(manager, unowned)).toBe(true);
    expect(mayAnswer({ ...manager, teamCode: null }, { ...unowned, ownerTeamCode: null })).toBe(false);
  });
});
