import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_COLLECTION } from '../policy/collection-schema.ts';
import { type Member, ROLES } from '../roles/roles.ts';
import { adviseNext, estimateStage } from './advice.ts';
import { CASE_STATES, type CollectionCase, isOpen } from './case.ts';
import { COLLECTION_STAGES, laterStages, rungOf, stageOfAction } from './stages.ts';
import { type CaseCommand, caseStepsOffered, raiseCase, transitionCase } from './transition.ts';

const NOW = new Date('2026-10-31T02:00:00Z');
const staff = (code: string, role: Member['role'], teamCode: string | null = null): Member => ({
  code,
  role,
  teamCode,
});
const owner = staff('S1', 'sales', 'T');
const stranger = staff('S2', 'sales', 'T');
const manager = staff('M1', 'sales_manager', 'T');
const risk = staff('R1', 'risk');
const finance = staff('F1', 'finance');
const executive = staff('E1', 'executive');

const fresh: CollectionCase = {
  state: 'open',
  version: 1,
  stage: 'phone',
  responsibility: { ownerCode: 'S1', ownerTeamCode: 'T', ownerManagerCode: 'M1' },
  writeOff: null,
  writeOffs: 0,
  latest: { kind: 'open', by: 'R1', at: NOW },
};

const apply = (start: CollectionCase, ...commands: CaseCommand[]) =>
  commands.reduce((current, command) => {
    const step = transitionCase(current, command, NOW);
    if (!step.ok) throw new Error(`refused: ${step.code}`);
    return step.case;
  }, start);
const refusal = (start: CollectionCase, command: CaseCommand) => {
  const step = transitionCase(start, command, NOW);
  return step.ok ? null : step.code;
};

describe('the ladder of collection (R44)', () => {
  it('phone, letter, visit, then court or arbitration', () => {
    expect(laterStages('phone')).toEqual(['letter', 'visit', 'litigation', 'arbitration']);
    expect(laterStages('visit')).toEqual(['litigation', 'arbitration']);
    expect(laterStages('litigation')).toEqual([]);
  });

  it('begins where risk says', () => {
    expect(stageOfAction('collect_visit')).toBe('visit');
    expect(stageOfAction('legal')).toBe('litigation');
    expect(stageOfAction('suspend')).toBeNull();
  });

  it('goes up, also by more than one rung, and never down or twice', () => {
    const letter = apply(fresh, { kind: 'advance', by: owner, from: 'phone', to: 'letter' });
    expect(letter.stage).toBe('letter');
    expect(apply(fresh, { kind: 'advance', by: manager, from: 'phone', to: 'visit' }).stage).toBe('visit');
    expect(refusal(letter, { kind: 'advance', by: owner, from: 'phone', to: 'letter' })).toBe('stage_changed');
    expect(refusal(letter, { kind: 'advance', by: owner, from: 'letter', to: 'phone' })).toBe('not_later');
  });

  it('only risk goes to court', () => {
    const court: CaseCommand = { kind: 'advance', by: owner, from: 'phone', to: 'litigation' };
    expect(refusal(fresh, court)).toBe('legal_by_risk');
    expect(apply(fresh, { ...court, by: risk }).stage).toBe('litigation');
  });

  it('another alert moves the open case up, never down', () => {
    expect(raiseCase(fresh, 'visit', 'R1', NOW)).toMatchObject({ ok: true, case: { stage: 'visit', version: 2 } });
    const kept = (code: string) => ({ ok: false, code });
    expect(raiseCase({ ...fresh, stage: 'visit' }, 'letter', 'R1', NOW)).toEqual(kept('not_later'));
    expect(raiseCase({ ...fresh, state: 'paid' }, 'visit', 'R1', NOW)).toEqual(kept('already_closed'));
  });

  it('another alert leaves the case where it is while a write-off is pending, and that is said', () => {
    const asked = { ...fresh, state: 'write_off_asked' as const };
    expect(raiseCase(asked, 'litigation', 'R1', NOW)).toEqual({ ok: false, code: 'write_off_pending' });
    expect(raiseCase(asked, fresh.stage, 'R1', NOW)).toEqual({ ok: false, code: 'not_later' });
  });
});

describe('who may (§9)', () => {
  it('sales its own, a manager the team’s, risk all; finance and executives only decide write-offs', () => {
    for (const by of [owner, manager, risk]) expect(refusal(fresh, { kind: 'log_contact', by })).toBeNull();
    for (const by of [stranger, finance, executive]) {
      expect(refusal(fresh, { kind: 'log_contact', by })).toBe('not_allowed');
      expect(caseStepsOffered(fresh, by)).toEqual([]);
    }
  });

  it('sales closes as paid only what the ledger shows as paid; risk may with a reason', () => {
    const paid: CaseCommand = { kind: 'close_paid', by: owner, toPayFen: 0, note: '' };
    expect(apply(fresh, paid).state).toBe('paid');
    expect(refusal(fresh, { ...paid, toPayFen: 1 })).toBe('still_owed');
    expect(refusal(fresh, { ...paid, toPayFen: 1, by: risk })).toBe('note_missing');
    expect(apply(fresh, { ...paid, toPayFen: 1, by: risk, note: '银行已到账' }).state).toBe('paid');
  });
});

describe('a write-off', () => {
  const asked = apply(fresh, { kind: 'ask_write_off', by: owner, note: '公司已注销' });
  const decide = (by: Member, agree = true): CaseCommand => ({
    kind: 'decide_write_off',
    by,
    request: 1,
    agree,
    note: agree ? '' : '再试仲裁',
  });

  it('takes finance and an executive, in either order, each once', () => {
    expect(apply(asked, decide(finance), decide(executive)).state).toBe('written_off');
    expect(apply(asked, decide(executive), decide(finance)).state).toBe('written_off');
    expect(refusal(apply(asked, decide(finance)), decide(staff('F2', 'finance')))).toBe('decided_before');
    expect(refusal(asked, decide(risk))).toBe('not_allowed');
  });

  it('refused by one it is refused, and a late agreement to the old request changes nothing', () => {
    const refused = apply(asked, decide(finance), decide(executive, false));
    expect(refused).toMatchObject({ state: 'open', writeOff: null });
    expect(refusal(refused, decide(finance))).toBe('no_write_off');
    const again = apply(refused, { kind: 'ask_write_off', by: owner, note: '再次' });
    expect(refusal(again, decide(finance))).toBe('no_write_off');
    expect(again.writeOff).toEqual({ number: 2, requestedBy: 'S1', agreed: [] });
  });

  it('stops the ladder while it is decided, but not the money', () => {
    expect(refusal(asked, { kind: 'advance', by: risk, from: 'phone', to: 'visit' })).toBe('write_off_pending');
    expect(apply(asked, { kind: 'close_paid', by: owner, toPayFen: 0, note: '' }).state).toBe('paid');
  });
});

describe('weighing cost against yield', () => {
  it('skips what costs more than half of what it brings in, and advises a write-off where nothing is worth it', () => {
    // A visit costs ¥3,000 and brings in 30%: worthwhile from ¥20,000 on.
    expect(estimateStage('visit', 2_000_000, DEFAULT_COLLECTION).worthwhile).toBe(true);
    expect(estimateStage('visit', 1_999_900, DEFAULT_COLLECTION).worthwhile).toBe(false);
    expect(adviseNext('phone', 10_000_000, DEFAULT_COLLECTION)).toEqual({ kind: 'stage', stage: 'letter', skips: [] });
    expect(adviseNext('visit', 500_000, DEFAULT_COLLECTION)).toEqual({ kind: 'write_off' });
    expect(adviseNext('litigation', 10_000_000, DEFAULT_COLLECTION)).toEqual({ kind: 'write_off' });
    expect(adviseNext('phone', 0, DEFAULT_COLLECTION)).toEqual({ kind: 'close' });
  });

  it('says which stages it skips', () => {
    const dear = structuredClone(DEFAULT_COLLECTION);
    dear.stages.letter.costYuan = 1e9;
    expect(adviseNext('phone', 10_000_000, dear)).toEqual({ kind: 'stage', stage: 'visit', skips: ['letter'] });
  });
});

describe('whatever people do, in whatever order', () => {
  const member = fc.constantFrom(owner, stranger, manager, risk, finance, executive, staff('F2', 'finance'));
  const stage = fc.constantFrom(...COLLECTION_STAGES);
  const note = fc.constantFrom('', '理由');
  const command: fc.Arbitrary<CaseCommand> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('log_contact' as const, 'agree_plan' as const, 'ask_letter' as const),
      by: member,
    }),
    fc.record({ kind: fc.constant('advance' as const), by: member, from: stage, to: stage }),
    fc.record({ kind: fc.constant('close_paid' as const), by: member, toPayFen: fc.constantFrom(0, 100), note }),
    fc.record({ kind: fc.constantFrom('end' as const, 'ask_write_off' as const), by: member, note }),
    fc.record({
      kind: fc.constant('decide_write_off' as const),
      by: member,
      request: fc.constantFrom(1, 2),
      agree: fc.boolean(),
      note,
    }),
  );

  it('the case stays in the table, goes up only, ends for good, and is written off by both roles only', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        let current = fresh;
        const agreed: { role: string; code: string }[] = [];
        for (const next of commands) {
          const step = transitionCase(current, next, NOW);
          if (!step.ok) {
            expect(step.latest).toBe(current.latest);
            continue;
          }
          expect(isOpen(current)).toBe(true);
          expect(CASE_STATES).toContain(step.case.state);
          expect(step.case.version).toBe(current.version + 1);
          expect(rungOf(step.case.stage)).toBeGreaterThanOrEqual(rungOf(current.stage));
          expect(step.case.writeOff !== null).toBe(step.case.state === 'write_off_asked');
          if (next.kind === 'ask_write_off') agreed.length = 0;
          if (next.kind === 'decide_write_off' && next.agree) agreed.push({ role: next.by.role, code: next.by.code });
          if (step.case.state === 'written_off') {
            expect(new Set(agreed.map(({ role }) => role))).toEqual(new Set(['finance', 'executive']));
            expect(agreed.map(({ code }) => code)).not.toContain(current.writeOff?.requestedBy);
          }
          current = step.case;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('what is offered as a button is never refused for who presses it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ROLES), stage, fc.boolean(), (role, at, pending) => {
        const by = staff('X', role, 'T');
        const current: CollectionCase = pending
          ? {
              ...fresh,
              stage: at,
              state: 'write_off_asked',
              writeOffs: 1,
              writeOff: { number: 1, requestedBy: 'S1', agreed: [] },
            }
          : { ...fresh, stage: at };
        for (const kind of caseStepsOffered(current, by)) {
          const [to = 'arbitration'] = laterStages(at);
          const commands: Record<string, CaseCommand> = {
            log_contact: { kind: 'log_contact', by },
            advance: { kind: 'advance', by, from: at, to },
            agree_plan: { kind: 'agree_plan', by },
            ask_letter: { kind: 'ask_letter', by },
            close_paid: { kind: 'close_paid', by, toPayFen: 0, note: '' },
            end: { kind: 'end', by, note: '理由' },
            ask_write_off: { kind: 'ask_write_off', by, note: '理由' },
            decide_write_off: { kind: 'decide_write_off', by, request: 1, agree: true, note: '' },
          };
          const chosen = commands[kind];
          if (chosen === undefined) throw new Error(kind);
          expect(refusal(current, chosen)).toBeNull();
        }
      }),
    );
  });
});
