import { describe, expect, it } from 'vitest';
import { moment } from './calendar.ts';
import { wrongAsked } from './check-asked.ts';
import { makeCompany } from './company.ts';
import type { Absence } from './expected-deciders.ts';
import type { Request, Step } from './read-requests.ts';
import { type Storing, seenAbsences } from './storing.ts';

const DAY = '2026-09-14';
const at = (time: string) => moment(DAY, time);
const NOTHING_LATE: Storing = { steps: new Map(), expiries: new Map(), absences: new Map(), absenceEnds: new Map() };

const step = (id: string, kind: string, by: string, time: string): Step => ({
  ...{ id, kind, by, at: at(time), round: 1, level: kind === 'request' ? null : 0, reason: 'x', onBehalfOf: null },
  ...{ limitFen: 1, termDays: 30, lastDay: null },
});

/** S1 asked at nine, both risk officers were; `told` was told besides. */
const request = (told: readonly string[], ...steps: readonly Step[]): Request => ({
  ...{ id: '7', customerId: 1, owner: 'S1', requestedBy: 'S1', state: steps.length === 0 ? 'pending' : 'rejected' },
  ...{ version: 1, levels: [{ tier: 2, role: 'risk' }], limitFen: 1, termDays: 30, onHold: false, grants: [] },
  expiresAt: moment('2026-09-21', '09:00'),
  steps: [step('1', 'request', 'S1', '09:00'), ...steps],
  messages: [...['R1', 'R2'].map((code) => `approver:1:0:${code}`), ...told].map((audience) => ({
    ...{ audience, state: 'posted', shownVersion: 1 },
  })),
});

/** R1 handed over to M2. */
const away = (noted: string, ended: string | null): Absence => ({
  ...{ id: '3', staffCode: 'R1', delegateCode: 'M2', firstDay: DAY, lastDay: DAY },
  notedAt: at(noted),
  endedAt: ended === null ? Number.POSITIVE_INFINITY : at(ended),
});

function faultsOf(asked: Request, absence: Absence, late: Partial<Storing> = {}): string[] {
  const storing = { ...NOTHING_LATE, ...late };
  return wrongAsked(asked, {
    roles: new Map([[1, ['risk']]]),
    away: seenAbsences([absence], storing),
    storing,
    company: makeCompany(12),
    endedAt: at('18:00'),
  });
}

const TO_M2 = 'approver:1:0:M2';
const wrongly = [expect.stringContaining(`${TO_M2} was asked and might not decide`)];

describe('who is asked about a request', () => {
  it('a delegate is, while somebody of the level is away', () => {
    expect(faultsOf(request([TO_M2]), away('10:00', null))).toEqual([]);
    expect(faultsOf(request([]), away('10:00', null))).toEqual([expect.stringContaining('M2 may decide')]);
    expect(faultsOf(request([]), away('08:00', '08:30'))).toEqual([]);
  });

  it('a delegate is not any more, once it is stored that the other is back', () => {
    expect(faultsOf(request([TO_M2]), away('08:00', '08:30'))).toEqual(wrongly);
    const stored = (time: string) => ({ absenceEnds: new Map([['3', at(time)]]) });
    expect(faultsOf(request([TO_M2]), away('08:00', '08:30'), stored('08:31'))).toEqual(wrongly);
    // Whoever asked at nine could not know yet.
    expect(faultsOf(request([TO_M2]), away('08:00', '08:30'), stored('09:01'))).toEqual([]);
    expect(faultsOf(request([]), away('08:00', '08:30'), stored('09:01'))).toEqual([]);
  });

  it('a delegate is not, for somebody who goes away only after the decision was stored', () => {
    const decided = step('2', 'reject', 'R2', '09:30');
    const stored = (time: string) => ({ steps: new Map([['2', at(time)]]) });
    expect(faultsOf(request([TO_M2], decided), away('09:31', null))).toEqual(wrongly);
    expect(faultsOf(request([TO_M2], decided), away('09:31', null), stored('09:31'))).toEqual(wrongly);
    expect(faultsOf(request([TO_M2], decided), away('09:31', null), stored('09:32'))).toEqual([]);
  });

  it('a delegate need not be, before it is stored that somebody is away', () => {
    const decided = step('2', 'reject', 'R2', '11:00');
    const stored = (time: string) => ({ absences: new Map([['3', at(time)]]) });
    expect(faultsOf(request([], decided), away('10:00', null), stored('10:30'))).toEqual([
      expect.stringContaining('M2 may decide'),
    ]);
    expect(faultsOf(request([], decided), away('10:00', null), stored('11:00'))).toEqual([]);
  });

  it('nobody is for a level that never waited, and nobody without the role', () => {
    expect(faultsOf(request(['approver:1:1:E1']), away('10:00', '10:00'))).toHaveLength(1);
    expect(faultsOf(request(['approver:1:0:F1']), away('10:00', '10:00'))).toHaveLength(1);
  });
});
