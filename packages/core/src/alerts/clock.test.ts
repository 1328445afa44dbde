import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingTime } from '../feedback/working-time.ts';
import type { Policy } from '../policy/schema.ts';
import type { Severity } from '../warnings/warning.ts';
import { ALERT_STATES, type Alert } from './alert.ts';
import { clockChange, clockSteps, isEscalation, tightenedClock, upwardsFrom } from './clock.ts';

const shanghai = {
  timeZone: 'Asia/Shanghai',
  workingHours: [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '18:00' },
  ],
};

const feedback: Policy['feedback'] = {
  deadlines: { red: { workingHours: 2 }, orange: { workingHours: 8 }, yellow: { workingDays: 3 } },
  forms: {
    arrears: { label: { zh: '逾期', en: 'Arrears' }, requires: [] },
    liquidity: { label: { zh: '偿债', en: 'Liquidity' }, requires: [] },
    operation: { label: { zh: '经营', en: 'Operation' }, requires: [] },
    dispute: { label: { zh: '争议', en: 'Dispute' }, requires: [] },
    fraud: { label: { zh: '欺诈', en: 'Fraud' }, requires: [] },
    group: { label: { zh: '集团', en: 'Group' }, requires: [] },
    data: { label: { zh: '数据', en: 'Data' }, requires: [] },
  },
  reminders: [0.5, 1],
  escalation: [
    { afterWorkingHours: 0, to: 'manager' },
    { afterWorkingHours: 4, to: 'risk' },
    { afterWorkingHours: 16, to: 'executive' },
  ],
  holdNewCreditAfter: ['red'],
};

/** Steps with their Shanghai wall clock, started at such a one. Shanghai has no summer time: always eight hours. */
function steps(severity: Severity, start: string, stated: Partial<Policy['feedback']> = {}): string[] {
  const startedAt = new Date(`${start.replace(' ', 'T')}:00+08:00`);
  return clockSteps(severity, startedAt, { feedback: { ...feedback, ...stated } }, shanghai).map(
    ({ step, at, audience }) =>
      `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')} ${step} ${audience}`,
  );
}

describe('the clock of an alert that nobody answers', () => {
  it('red, Monday at nine: half time at ten, deadline at eleven, up the chain, then new credit is held', () => {
    expect(steps('red', '2026-10-26 09:00')).toEqual([
      '2026-10-26 10:00 reminder_1 owner',
      '2026-10-26 11:00 reminder_2 owner',
      '2026-10-26 11:00 escalation_1 manager',
      '2026-10-26 16:30 escalation_2 risk',
      '2026-10-28 12:00 escalation_3 executive',
      '2026-10-28 12:00 hold owner',
    ]);
  });

  it('orange has eight working hours, and no hold on new credit', () => {
    expect(steps('orange', '2026-10-26 09:00')).toEqual([
      '2026-10-26 14:30 reminder_1 owner',
      '2026-10-27 09:30 reminder_2 owner',
      '2026-10-27 09:30 escalation_1 manager',
      '2026-10-27 15:00 escalation_2 risk',
      '2026-10-29 10:30 escalation_3 executive',
    ]);
  });

  it('half of three working days is a day and a half of working hours', () => {
    expect(steps('yellow', '2026-10-26 09:00').slice(0, 3)).toEqual([
      '2026-10-27 14:15 reminder_1 owner',
      '2026-10-29 09:00 reminder_2 owner',
      '2026-10-29 09:00 escalation_1 manager',
    ]);
  });

  it('stands still over a weekend', () => {
    expect(steps('red', '2026-10-30 17:30').slice(0, 3)).toEqual([
      '2026-11-02 09:30 reminder_1 owner',
      '2026-11-02 10:30 reminder_2 owner',
      '2026-11-02 10:30 escalation_1 manager',
    ]);
  });

  it('stands still over National Day and runs on the Saturday that makes up for it', () => {
    expect(steps('red', '2026-09-30 17:30')).toEqual([
      '2026-10-08 09:30 reminder_1 owner',
      '2026-10-08 10:30 reminder_2 owner',
      '2026-10-08 10:30 escalation_1 manager',
      '2026-10-08 16:00 escalation_2 risk',
      // 16 h from the deadline: 6 on Thursday, 7.5 on Friday, 2.5 on Saturday the 10th, a make-up day.
      '2026-10-10 11:30 escalation_3 executive',
      '2026-10-10 11:30 hold owner',
    ]);
  });

  it('yellow before Spring Festival: the make-up Saturday counts, the holidays do not', () => {
    expect(steps('yellow', '2026-02-13 10:00').slice(0, 2)).toEqual([
      '2026-02-14 15:15 reminder_1 owner',
      '2026-02-25 10:00 reminder_2 owner',
    ]);
  });

  it('an escalation at the deadline stays there at the end of the day; one after it waits for the morning', () => {
    const escalation: Policy['feedback']['escalation'] = [
      { afterWorkingHours: 1, to: 'risk' },
      { afterWorkingHours: 0, to: 'manager' },
    ];
    expect(steps('red', '2026-10-26 16:00', { escalation }).slice(1)).toEqual([
      '2026-10-26 18:00 reminder_2 owner',
      '2026-10-26 18:00 escalation_1 manager',
      '2026-10-27 10:00 escalation_2 risk',
      '2026-10-27 10:00 hold owner',
    ]);
  });

  it('without reminders and escalation only the hold is left, at the deadline', () => {
    expect(steps('red', '2026-10-26 09:00', { reminders: [], escalation: [] })).toEqual([
      '2026-10-26 11:00 hold owner',
    ]);
    expect(steps('orange', '2026-10-26 09:00', { reminders: [], escalation: [] })).toEqual([]);
  });

  it.each(['red', 'orange', 'yellow'] as const)('%s: never goes backwards and names each step once', (severity) => {
    for (let hour = 0; hour < 24 * 14; hour += 1) {
      const start = new Date(Date.UTC(2026, 8, 25, hour, 13));
      const clock = clockSteps(severity, start, { feedback }, shanghai);
      const times = clock.map(({ at }) => at.getTime());
      expect(times).toEqual([...times].sort((one, other) => one - other));
      expect(times[0]).toBeGreaterThan(start.getTime());
      expect(new Set(clock.map(({ step }) => step)).size).toBe(clock.length);
    }
  });
});

describe('the chain', () => {
  it('climbs from sales over the manager and risk to the executives', () => {
    expect(upwardsFrom('owner')).toEqual(['owner', 'manager', 'risk', 'executive']);
    expect(upwardsFrom('risk')).toEqual(['risk', 'executive']);
  });

  it('is climbed by escalations, not by reminders or the hold', () => {
    expect((['reminder_2', 'escalation_1', 'hold'] as const).map(isEscalation)).toEqual([false, true, false]);
  });
});

describe('what a change does to the clock', () => {
  const at = (state: Alert['state'], severity: Severity = 'orange') => ({ state, severity });

  it.each(ALERT_STATES)('from %s, an answer or the end stops it', (before) => {
    expect(clockChange(at(before), at('answered'))).toBe('stop');
    expect(clockChange(at(before), at('closed'))).toBe('stop');
  });

  it('restarts when risk returns the answer, or new warnings make it incomplete', () => {
    expect(clockChange(at('answered'), at('returned'))).toBe('restart');
    expect(clockChange(at('answered'), at('open', 'red'))).toBe('restart');
  });

  it('is tightened by a heavier severity, never started anew; without one it runs on', () => {
    expect(clockChange(at('open'), at('open', 'red'))).toBe('tighten');
    expect(clockChange(at('returned', 'yellow'), at('returned'))).toBe('tighten');
    expect(clockChange(at('open'), at('open'))).toBe('keep');
    expect(clockChange(at('returned', 'red'), at('returned'))).toBe('keep');
  });
});

describe('an alert that gets worse', () => {
  const START = new Date('2026-10-26T01:00:00Z');
  const whole = (severity: Severity, from: Date) => clockSteps(severity, from, { feedback }, shanghai);
  const hours = (from: Date, count: number) => addWorkingTime(from, { hours: count }, shanghai);
  /** Opened with one severity at START, silent for so many working hours, then as heavy as the other. */
  const after = (opened: Severity, count: number, risen: Severity) => {
    const now = hours(START, count);
    const old = whole(opened, START);
    const taken = new Set(old.flatMap(({ step, at }) => (at <= now ? [step] : [])));
    const ahead = old.filter(({ at }) => at > now);
    const heavier = whole(risen, now);
    const steps = tightenedClock({ ahead, taken }, heavier, now);
    const moments = Object.fromEntries(steps.map(({ step, at }) => [step, at]));
    return { now, ahead, taken, heavier, steps, moments };
  };

  it('orange, 3.9 h overdue, turns red: risk is told in 0.1 h as before, and new credit is held with the last step', () => {
    const { moments, now, steps } = after('orange', 11.9, 'red');
    expect(moments.escalation_2).toEqual(hours(now, 0.1));
    expect(moments.hold).toEqual(hours(now, 12.1));
    expect(steps.map(({ step }) => step)).toEqual(['escalation_2', 'escalation_3', 'hold']);
  });

  it('yellow on its first morning turns red: two working hours from now, as a red one has', () => {
    const { heavier, steps } = after('yellow', 1, 'red');
    expect(steps).toEqual(heavier);
  });

  it('yellow turns orange after its half time: what has come does not come again', () => {
    const { steps } = after('yellow', 12, 'orange');
    expect(steps.map(({ step }) => step)).toEqual(['reminder_2', 'escalation_1', 'escalation_2', 'escalation_3']);
  });

  it('silent until the end of the chain, then red: new credit is held at once', () => {
    const { now, steps } = after('orange', 25, 'red');
    expect(steps).toEqual([{ step: 'hold', at: now, audience: 'owner' }]);
  });

  it('no step ever comes later than without it, or than in a clock that starts now; none is lost, none comes twice', () => {
    const severity = fc.constantFrom<Severity>('yellow', 'orange', 'red');
    fc.assert(
      fc.property(severity, severity, fc.integer({ min: 0, max: 4_800 }), (opened, risen, minutes) => {
        const { ahead, heavier, moments, now, steps, taken } = after(opened, minutes / 60, risen);
        for (const { step, at } of [...ahead, ...heavier]) {
          if (taken.has(step)) expect(moments).not.toHaveProperty(step);
          else expect(moments[step]?.getTime()).toBeLessThanOrEqual(at.getTime());
        }
        const times = steps.map(({ at }) => at.getTime());
        expect(times).toEqual([...times].sort((one, other) => one - other));
        expect(times[0] ?? now.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(new Set(steps.map(({ step }) => step)).size).toBe(steps.length);
      }),
    );
  });
});
