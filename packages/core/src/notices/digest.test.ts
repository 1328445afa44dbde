import { describe, expect, it } from 'vitest';
import type { ApprovalRequest } from '../approvals/request.ts';
import type { Member, Role } from '../roles/roles.ts';
import { composeDigest, type DigestAlert, dutiesOf } from './digest.ts';

const NOW = new Date('2026-11-02T01:00:00Z');
const LATER = new Date('2026-11-05T01:00:00Z');
const person = (code: string, role: Role, teamCode: string | null = null): Member => ({ code, role, teamCode });
const STAFF = [
  person('S01', 'sales', 'EAST'),
  person('M01', 'sales_manager', 'EAST'),
  person('M02', 'sales_manager', 'SOUTH'),
  person('R01', 'risk'),
  person('F01', 'finance'),
  person('E01', 'executive'),
];
const EAST = { ownerCode: 'S01', ownerTeamCode: 'EAST', ownerManagerCode: 'M01' };
const NOTHING = { overdue: [], answered: [], pending: [] };
const request = (more: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  state: 'pending',
  version: 1,
  requestedBy: { code: 'S01', role: 'sales' },
  responsibility: EAST,
  requested: { limitFen: 100, termDays: 30 },
  levels: [
    { tier: 1, role: 'sales_manager' },
    { tier: 2, role: 'risk' },
  ],
  filedWithFinance: false,
  level: 0,
  round: 1,
  expiresAt: LATER,
  delegations: [],
  steps: [],
  ...more,
});
const duties = (waiting: Partial<Parameters<typeof dutiesOf>[1]>) =>
  dutiesOf(STAFF, { ...NOTHING, ...waiting }, NOW, (code) => code);

describe('who reads of what in the morning (§9)', () => {
  it('the manager of the team reads of its overdue answers, nobody else does', () => {
    expect(duties({ overdue: [{ alertId: '1', responsibility: EAST }] }).alerts).toEqual([
      { place: 'M01', alertId: '1', part: 'overdue' },
    ]);
  });

  it('an alert of their own is no duty of the team', () => {
    const own = { ownerCode: 'M01', ownerTeamCode: 'EAST', ownerManagerCode: null };
    expect(duties({ overdue: [{ alertId: '1', responsibility: own }] }).alerts).toEqual([]);
  });

  it('risk, and risk alone, reads of answers to review, in the given order', () => {
    expect(duties({ answered: [{ alertId: '9' }, { alertId: '3' }] }).alerts).toEqual([
      { place: 'R01', alertId: '9', part: 'review' },
      { place: 'R01', alertId: '3', part: 'review' },
    ]);
  });

  it('a request is told to those whose level is asked now', () => {
    expect(duties({ pending: [{ id: '5', request: request() }] }).requests).toEqual([
      { place: 'M01', requestId: '5', level: 0, round: 1 },
    ]);
    const second = request({ level: 1, round: 2 });
    expect(duties({ pending: [{ id: '5', request: second }] }).requests).toEqual([
      { place: 'R01', requestId: '5', level: 1, round: 2 },
    ]);
  });

  it('not to who asked for it, and to whom an absent approver handed it', () => {
    const delegation = { from: 'M01', to: 'M02', level: 0, round: 1, until: LATER };
    const handed = request({ requestedBy: { code: 'M01', role: 'sales_manager' }, delegations: [delegation] });
    expect(duties({ pending: [{ id: '5', request: handed }] }).requests).toEqual([]);
    const away = request({ delegations: [delegation] });
    expect(duties({ pending: [{ id: '5', request: away }] }).requests.map(({ place }) => place)).toEqual([
      'M01',
      'M02',
    ]);
  });

  it.each(['returned', 'approved', 'rejected', 'withdrawn', 'expired'] as const)(
    'a %s request waits for nobody',
    (state) => {
      expect(duties({ pending: [{ id: '5', request: request({ state }) }] }).requests).toEqual([]);
    },
  );

  it('nor does one whose time has just run out', () => {
    expect(duties({ pending: [{ id: '5', request: request({ expiresAt: NOW }) }] }).requests).toEqual([]);
  });
});

describe('the digest of a place', () => {
  const alert = (place: string, alertId: string, part: DigestAlert['part']): DigestAlert => ({ place, alertId, part });

  it('is one, its parts in order, and each part in the given order', () => {
    const alerts = [
      alert('M01', '7', 'review'),
      alert('M01', '4', 'overdue'),
      alert('M01', '2', 'overdue'),
      alert('M01', '3', 'waiting'),
      alert('M01', '1', 'new'),
    ];
    const asked = { place: 'M01', requestId: '5', level: 0, round: 1 };
    const [digest, ...others] = composeDigest(alerts, [asked]);
    expect(others).toEqual([]);
    expect(digest?.alerts.map(({ alertId }) => alertId)).toEqual(['1', '3', '4', '2', '7']);
    expect(digest?.requests).toEqual([asked]);
  });

  it('names an alert once: what the reader owes comes before what the team owes', () => {
    const [digest] = composeDigest([alert('M01', '1', 'overdue'), alert('M01', '1', 'waiting')], []);
    expect(digest?.alerts).toEqual([alert('M01', '1', 'waiting')]);
  });

  it('the same alert is told to each place, and who has nothing has none', () => {
    const digests = composeDigest([alert('M01', '1', 'overdue'), alert('S01', '1', 'waiting')], []);
    expect(digests.map(({ place }) => place)).toEqual(['M01', 'S01']);
    expect(composeDigest([], [])).toEqual([]);
  });
});
