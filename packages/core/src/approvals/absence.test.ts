import { describe, expect, it } from 'vitest';
import type { Member } from '../roles/roles.ts';
import { approversOf, delegationsOf, isVacant } from './absence.ts';
import type { ApprovalRequest } from './request.ts';

const now = new Date('2026-11-02T02:00:00Z');
const until = new Date('2026-11-05T16:00:00Z');
const member = (code: string, role: Member['role'], teamCode: string | null = null): Member => ({
  code,
  role,
  teamCode,
});
const manager = member('M1', 'sales_manager', 'T');
const otherManager = member('M2', 'sales_manager', 'U');
const risk = member('R1', 'risk');
const secondRisk = member('R2', 'risk');
const sales = member('S1', 'sales', 'T');
const staff = [manager, otherManager, risk, secondRisk, sales];

const request = (over: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  state: 'pending',
  version: 1,
  requestedBy: { code: 'S1', role: 'sales' },
  responsibility: { ownerCode: 'S1', ownerTeamCode: 'T', ownerManagerCode: 'M1' },
  requested: { limitFen: 1, termDays: 30 },
  levels: [
    { tier: 1, role: 'sales_manager' },
    { tier: 2, role: 'risk' },
  ],
  filedWithFinance: false,
  level: 0,
  round: 1,
  expiresAt: until,
  delegations: [],
  steps: [],
  ...over,
});
const asked = (over: Partial<ApprovalRequest>, absences: Parameters<typeof delegationsOf>[1]) => {
  const plain = request(over);
  return approversOf({ ...plain, delegations: delegationsOf(plain, absences) }, staff, now).map(({ code }) => code);
};

describe('a level is vacant', () => {
  it('when nobody may answer', () => expect(isVacant([], [])).toBe(true));
  it('when all who may are away, delegates included', () => {
    expect(isVacant([manager, otherManager], ['M1', 'M2'])).toBe(true);
  });
  it('not while one of them is there', () => expect(isVacant([manager, risk], ['M1', 'M2'])).toBe(false));
});

describe('who is asked', () => {
  it('the manager of the customer’s owner, and no other manager', () => expect(asked({}, [])).toEqual(['M1']));
  it('any of several people with the role', () => expect(asked({ level: 1 }, [])).toEqual(['R1', 'R2']));

  it('while the manager is away also the delegate', () => {
    expect(asked({}, [{ approver: manager, delegate: risk, until }])).toEqual(['M1', 'R1']);
  });

  it('a delegate who is away hands on nothing of it: the chain ends after one step', () => {
    const absences = [
      { approver: manager, delegate: otherManager, until },
      { approver: otherManager, delegate: risk, until },
    ];
    expect(asked({}, absences)).toEqual(['M1', 'M2']);
  });

  it('never the delegate for their own request', () => {
    const own = { requestedBy: { code: 'R1', role: 'risk' as const } };
    expect(asked(own, [{ approver: manager, delegate: risk, until }])).toEqual(['M1']);
  });

  it('never somebody in sales, and nobody any more once they are back', () => {
    expect(asked({}, [{ approver: manager, delegate: sales, until }])).toEqual(['M1']);
    expect(asked({}, [{ approver: manager, delegate: risk, until: now }])).toEqual(['M1']);
  });

  it('nobody once the request is decided', () => expect(asked({ state: 'approved', level: 2 }, [])).toEqual([]));
});
