import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Member } from '../roles/roles.ts';
import { APPROVAL_TRANSITIONS, type ApprovalCommand } from './commands.ts';
import { decide, openRequest } from './decide.ts';
import { APPROVAL_STATES, type ApprovalRequest } from './request.ts';
import { requiredApproval } from './tiers.ts';

const START = Date.parse('2026-10-30T06:00:00Z');
const MINUTE = 60_000;
const responsibility = { ownerCode: 'S1', ownerTeamCode: 'T1', ownerManagerCode: 'M1' };
const tiers = [
  { tier: 1, role: 'sales_manager' as const, upToYuan: 500_000, upToTermDays: 90 },
  { tier: 2, role: 'risk' as const, upToYuan: 3_000_000, upToTermDays: 90 },
  { tier: 3, role: 'executive' as const, financeFilesOverTermDays: 90 },
];

const MANAGER: Member = { code: 'M1', role: 'sales_manager', teamCode: 'T1' };
const PEOPLE: readonly Member[] = [
  { code: 'S1', role: 'sales', teamCode: 'T1' },
  MANAGER,
  { code: 'M2', role: 'sales_manager', teamCode: 'T2' },
  { code: 'R1', role: 'risk', teamCode: null },
  { code: 'R2', role: 'risk', teamCode: null },
  { code: 'F1', role: 'finance', teamCode: null },
  { code: 'E1', role: 'executive', teamCode: null },
];
const byCode = new Map(PEOPLE.map((member) => [member.code, member]));

const person = fc.constantFrom(...PEOPLE);
const reason = fc.constantFrom('', ' ', '说明', '已核实');
const credit = fc.record({
  limitFen: fc.constantFrom(10_000_000, 100_000_000, 400_000_000),
  termDays: fc.constantFrom(30, 90, 120),
});
const level = fc.nat(2);
const round = fc.integer({ min: 1, max: 3 });

const requestOf = fc.record({ by: fc.constantFrom('S1', 'M1', 'R1'), credit }).map(({ by, credit: requested }) => {
  const member = byCode.get(by) ?? MANAGER;
  const required = requiredApproval(tiers, requested, member, responsibility, PEOPLE);
  const details = { reason: '', expiresAt: new Date(START + 120 * MINUTE), now: new Date(START) };
  const request = openRequest(member, responsibility, requested, required, details);
  if (request === null) throw new Error('the generator asks only what may be asked');
  return request;
});

type Written = {
  readonly command: ApprovalCommand;
  readonly seesPresent: boolean;
  readonly readsBack: number;
  /** Minutes that pass before it. */
  readonly after: number;
};
const command: fc.Arbitrary<ApprovalCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('approve' as const), by: person, level, round, reason }),
  },
  fc.record({ kind: fc.constantFrom('reject' as const, 'return' as const), by: person, level, round, reason }),
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('delegate' as const),
      by: fc.oneof({ weight: 3, arbitrary: fc.constant(MANAGER) }, person),
      to: person,
      level,
      round,
      until: fc.integer({ min: 1, max: 200 }).map((minutes) => new Date(START + minutes * MINUTE)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ by: person, round, credit, reason }).map(({ credit: requested, ...rest }) => ({
      ...rest,
      kind: 'resubmit' as const,
      requested,
      required: requiredApproval(tiers, requested, rest.by, responsibility, PEOPLE) ?? {
        levels: [],
        filedWithFinance: false,
      },
      expiresAt: new Date(START + 180 * MINUTE),
    })),
  },
  fc.record({ kind: fc.constant('withdraw' as const), by: person }),
  fc.constantFrom<ApprovalCommand>({ kind: 'expire' }, { kind: 'call_off', reason: '结案' }),
);
const act: fc.Arbitrary<Written> = fc.record({
  command,
  seesPresent: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  readsBack: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(3)),
  after: fc.oneof({ weight: 9, arbitrary: fc.nat(5) }, fc.constant(60)),
});

/** A click on the message that stands now; the others click on old ones or send what no message ever offered. */
function seeingPresent(written: ApprovalCommand, request: ApprovalRequest): ApprovalCommand {
  switch (written.kind) {
    case 'withdraw':
    case 'call_off':
    case 'expire':
      return written;
    case 'resubmit':
      return { ...written, round: request.round };
    default:
      return { ...written, level: request.level, round: request.round };
  }
}

/** As the database does it: decided on what was read, stored only if nothing was stored since. */
function commit(current: ApprovalRequest, read: ApprovalRequest, acted: ApprovalCommand, now: Date): ApprovalRequest {
  const result = decide(read, acted, now);
  return result.ok && current.version === read.version ? result.request : current;
}

/**
 * Whether a finished approval is what the rules ask for, read from the record alone: every level of the last round
 * agreed once, in order, each by somebody else, none by the requester or for them, each by the level's role or for it.
 */
function isProper(request: ApprovalRequest): boolean {
  const agreed = request.steps.filter((step) => step.kind === 'approve' && step.round === request.round);
  const requester = request.requestedBy.code;
  return (
    agreed.length === request.levels.length &&
    new Set(agreed.map(({ by }) => by)).size === agreed.length &&
    agreed.every((step, index) => {
      const holder = byCode.get(step.onBehalfOf ?? step.by);
      const role = request.levels[index]?.role;
      const itsOwn = holder?.role === role && (role !== 'sales_manager' || holder?.code === 'M1');
      const answerer = byCode.get(step.by);
      return (
        step.level === index &&
        step.by !== requester &&
        step.onBehalfOf !== requester &&
        itsOwn &&
        answerer?.role !== 'sales' &&
        answerer?.role !== 'finance'
      );
    })
  );
}

describe('any commands on a request, in any order, repeated and at once', () => {
  it('stay within the table, skip no level, approve nothing improperly, and end for good', () => {
    const reached = new Set<string>();
    let byDelegate = 0;
    fc.assert(
      fc.property(requestOf, fc.array(act, { maxLength: 40 }), (asked, acts) => {
        let current = asked;
        const history = [asked];
        let minutes = 0;
        for (const { command: written, seesPresent, readsBack, after } of acts) {
          minutes += after;
          const before = current;
          const read = history.at(-1 - Math.min(readsBack, history.length - 1)) ?? before;
          const acted = seesPresent ? seeingPresent(written, read) : written;
          const now = new Date(START + minutes * MINUTE);
          current = commit(before, read, acted, now);
          reached.add(current.state);
          expect(APPROVAL_STATES).toContain(current.state);
          if (current === before) continue;
          history.push(current);
          expect(APPROVAL_TRANSITIONS[acted.kind][before.state]).toContain(current.state);
          expect(current.version).toBe(before.version + 1);
          expect(current.steps.slice(0, before.steps.length)).toEqual(before.steps);
          if (acted.kind === 'approve') expect(current.level).toBe(before.level + 1);
          else if (acted.kind !== 'resubmit') expect(current.level).toBe(before.level);
          if (acted.kind === 'approve' || acted.kind === 'reject' || acted.kind === 'return') {
            expect(acted.by.code).not.toBe(asked.requestedBy.code);
            expect(before.expiresAt.getTime()).toBeGreaterThan(now.getTime());
            if (current.steps.at(-1)?.onBehalfOf !== null) byDelegate += 1;
            // The same click once more changes nothing.
            expect(decide(current, acted, now).ok).toBe(false);
          }
        }
        if (current.state === 'approved') expect(isProper(current)).toBe(true);
        const ended = !['pending', 'returned'].includes(current.state);
        if (!ended) return;
        for (const { command: written } of acts) {
          expect(decide(current, seeingPresent(written, current), new Date(START)).ok).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
    // Without this, generators that never get anywhere would prove nothing.
    expect([...reached].sort()).toEqual([...APPROVAL_STATES].sort());
    expect(byDelegate).toBeGreaterThan(10);
  });

  it('of any number of answers at once one at most counts, and everybody else learns whose it was', () => {
    let won = 0;
    fc.assert(
      fc.property(requestOf, fc.array(command, { minLength: 2, maxLength: 6 }), (asked, rivals) => {
        const answers = rivals
          .filter(({ kind }) => kind === 'approve' || kind === 'reject' || kind === 'return')
          .map((rival) => seeingPresent(rival, asked));
        const now = new Date(START + MINUTE);
        let current = asked;
        const stored = answers.map((rival) => {
          const before = current;
          current = commit(before, asked, rival, now);
          return current !== before;
        });
        expect(stored.filter(Boolean).length).toBeLessThanOrEqual(1);
        if (!stored.includes(true)) return;
        won += 1;
        answers.forEach((rival, index) => {
          if (stored[index]) return;
          expect(decide(current, rival, now)).toMatchObject({ ok: false, latest: current.steps.at(-1) });
        });
      }),
      { numRuns: 1000 },
    );
    expect(won).toBeGreaterThan(100);
  });
});
