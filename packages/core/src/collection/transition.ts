import type { Fen } from '../money/fen.ts';
import type { Member } from '../roles/roles.ts';
import {
  type CaseState,
  type CaseStep,
  type CaseStepKind,
  type CollectionCase,
  isOpen,
  WRITE_OFF_ROLES,
} from './case.ts';
import { mayCollect, mayDecideCollection, writeOffRole } from './permissions.ts';
import { type CollectionStage, isLegal, rungOf } from './stages.ts';

export type CaseCommand =
  | { readonly kind: 'log_contact'; readonly by: Member }
  /** `from`: the stage the person had before their eyes. */
  | {
      readonly kind: 'advance';
      readonly by: Member;
      readonly from: CollectionStage;
      readonly to: CollectionStage;
    }
  | { readonly kind: 'agree_plan'; readonly by: Member }
  | { readonly kind: 'ask_letter'; readonly by: Member }
  /** `toPayFen`: what the ledger says is overdue now, less what is on account. */
  | { readonly kind: 'close_paid'; readonly by: Member; readonly toPayFen: Fen; readonly note: string }
  /** Without all of the money: settled otherwise, or given up for another reason than a write-off. */
  | { readonly kind: 'end'; readonly by: Member; readonly note: string }
  | { readonly kind: 'ask_write_off'; readonly by: Member; readonly note: string }
  /** `request`: the number of the request the person had before their eyes. */
  | {
      readonly kind: 'decide_write_off';
      readonly by: Member;
      readonly request: number;
      readonly agree: boolean;
      readonly note: string;
    };

/** What the caller must do in the same transaction as storing the case. */
export type CaseEffect =
  | 'store_contact'
  | 'enter_stage'
  | 'store_plan'
  | 'make_letter'
  | 'store_write_off'
  | 'store_decision'
  /** Nobody is reminded of the case any more. */
  | 'stop_clock';

export const CASE_REFUSALS = [
  'already_closed',
  'write_off_pending',
  'no_write_off',
  'not_allowed',
  'legal_by_risk',
  'stage_changed',
  'not_later',
  'own_request',
  'decided_before',
  'still_owed',
  'note_missing',
] as const;
export type CaseRefusal = (typeof CASE_REFUSALS)[number];

export type CaseTransition =
  | { readonly ok: true; readonly case: CollectionCase; readonly effects: readonly CaseEffect[] }
  /** `latest`: what happened before and by whom. */
  | { readonly ok: false; readonly code: CaseRefusal; readonly latest: CaseStep };

const DONE = { paid: 'already_closed', written_off: 'already_closed', ended: 'already_closed' } as const;

/** What may follow what: the state after a command, or why it is refused. A write-off takes both roles' agreement. */
export const CASE_TRANSITIONS: Readonly<Record<CaseStepKind, Readonly<Record<CaseState, CaseState | CaseRefusal>>>> = {
  log_contact: { open: 'open', write_off_asked: 'write_off_asked', ...DONE },
  advance: { open: 'open', write_off_asked: 'write_off_pending', ...DONE },
  agree_plan: { open: 'open', write_off_asked: 'write_off_pending', ...DONE },
  ask_letter: { open: 'open', write_off_asked: 'write_off_asked', ...DONE },
  // The money may come while people still decide to give it up.
  close_paid: { open: 'paid', write_off_asked: 'paid', ...DONE },
  end: { open: 'ended', write_off_asked: 'write_off_pending', ...DONE },
  ask_write_off: { open: 'write_off_asked', write_off_asked: 'write_off_pending', ...DONE },
  decide_write_off: { open: 'no_write_off', write_off_asked: 'write_off_asked', ...DONE },
};

/**
 * One step in the life of a collection case. A command may come twice, late, or after someone else's: the table says
 * what happens. The result is to be stored only if the stored version still is `current.version`.
 */
export function transitionCase(current: CollectionCase, command: CaseCommand, now: Date): CaseTransition {
  const refuse = (code: CaseRefusal): CaseTransition => ({ ok: false, code, latest: current.latest });
  if (!mayDo(current, command)) return refuse('not_allowed');
  const next = CASE_TRANSITIONS[command.kind][current.state];
  if (isRefusal(next)) return refuse(next);
  const problem = problemWith(current, command);
  if (problem !== null) return refuse(problem);
  const latest = { kind: command.kind, by: command.by.code, at: now };
  const moved = { ...current, state: next, version: current.version + 1, latest };
  const accept = (changes: Partial<CollectionCase>, ...effects: CaseEffect[]): CaseTransition => ({
    ok: true,
    case: { ...moved, ...changes },
    effects,
  });
  switch (command.kind) {
    case 'log_contact':
      return accept({}, 'store_contact');
    case 'advance':
      return accept({ stage: command.to }, 'enter_stage');
    case 'agree_plan':
      return accept({}, 'store_plan');
    case 'ask_letter':
      return accept({}, 'make_letter');
    case 'close_paid':
      return accept({ writeOff: null }, 'stop_clock');
    case 'end':
      return accept({}, 'stop_clock');
    case 'ask_write_off': {
      const number = current.writeOffs + 1;
      return accept(
        { writeOffs: number, writeOff: { number, requestedBy: command.by.code, agreed: [] } },
        'store_write_off',
      );
    }
    case 'decide_write_off':
      return decided(current, command, accept);
  }
}

/** The state after one role's answer: refused by one, it is refused; agreed by all, it is written off. */
function decided(
  current: CollectionCase,
  command: Extract<CaseCommand, { kind: 'decide_write_off' }>,
  accept: (changes: Partial<CollectionCase>, ...effects: CaseEffect[]) => CaseTransition,
): CaseTransition {
  const role = writeOffRole(command.by);
  const { writeOff } = current;
  if (role === null || writeOff === null) return { ok: false, code: 'no_write_off', latest: current.latest };
  if (!command.agree) return accept({ state: 'open', writeOff: null }, 'store_decision');
  const agreed = [...writeOff.agreed, role];
  const all = WRITE_OFF_ROLES.every((needed) => agreed.includes(needed));
  if (!all) return accept({ writeOff: { ...writeOff, agreed } }, 'store_decision');
  return accept({ state: 'written_off', writeOff: null }, 'store_decision', 'stop_clock');
}

export type CaseRaise =
  | { readonly ok: true; readonly case: CollectionCase }
  | { readonly ok: false; readonly code: 'not_later' | 'write_off_pending' | 'already_closed' };

/**
 * The case after risk has asked for a stage again, on another alert of the same customer: only ever further up, and not
 * while people decide whether the money is given up.
 */
export function raiseCase(current: CollectionCase, stage: CollectionStage, by: string, now: Date): CaseRaise {
  if (!isOpen(current)) return { ok: false, code: 'already_closed' };
  if (rungOf(stage) <= rungOf(current.stage)) return { ok: false, code: 'not_later' };
  if (current.state === 'write_off_asked') return { ok: false, code: 'write_off_pending' };
  const latest = { kind: 'advance' as const, by, at: now };
  return { ok: true, case: { ...current, stage, version: current.version + 1, latest } };
}

/** What a member may do with a case, were they to do it now: the buttons to offer. */
export function caseStepsOffered(
  current: Pick<CollectionCase, 'state' | 'stage' | 'responsibility' | 'writeOff'>,
  member: Member,
): CaseStepKind[] {
  const collects = mayCollect(member, current.responsibility);
  const allowed: Readonly<Record<CaseStepKind, boolean>> = {
    log_contact: collects,
    advance: collects && !isLegal(current.stage) && (current.stage !== 'visit' || mayDecideCollection(member)),
    agree_plan: collects,
    ask_letter: collects,
    close_paid: collects,
    end: mayDecideCollection(member),
    ask_write_off: collects,
    decide_write_off: mayAnswerWriteOff(current.writeOff, member) === null,
  };
  const steps: CaseStepKind[] = [
    'log_contact',
    'advance',
    'agree_plan',
    'ask_letter',
    'close_paid',
    'ask_write_off',
    'end',
    'decide_write_off',
  ];
  return steps.filter((step) => allowed[step] && !isRefusal(CASE_TRANSITIONS[step][current.state]));
}

function mayDo(current: CollectionCase, command: CaseCommand): boolean {
  switch (command.kind) {
    case 'log_contact':
    case 'advance':
    case 'agree_plan':
    case 'ask_letter':
    case 'close_paid':
    case 'ask_write_off':
      return mayCollect(command.by, current.responsibility);
    case 'end':
      return mayDecideCollection(command.by);
    case 'decide_write_off':
      return writeOffRole(command.by) !== null;
  }
}

function problemWith(current: CollectionCase, command: CaseCommand): CaseRefusal | null {
  switch (command.kind) {
    case 'log_contact':
    case 'agree_plan':
    case 'ask_letter':
      return null;
    case 'advance':
      if (command.from !== current.stage) return 'stage_changed';
      if (rungOf(command.to) <= rungOf(current.stage)) return 'not_later';
      return isLegal(command.to) && !mayDecideCollection(command.by) ? 'legal_by_risk' : null;
    case 'close_paid':
      if (command.toPayFen <= 0) return null;
      // The ledger may lag behind the bank: risk may close all the same, and says why.
      if (!mayDecideCollection(command.by)) return 'still_owed';
      return command.note.trim() === '' ? 'note_missing' : null;
    case 'end':
    case 'ask_write_off':
      return command.note.trim() === '' ? 'note_missing' : null;
    case 'decide_write_off':
      if (current.writeOff?.number !== command.request) return 'no_write_off';
      if (!command.agree && command.note.trim() === '') return 'note_missing';
      return mayAnswerWriteOff(current.writeOff, command.by);
  }
}

/** Nobody decides their own request, and each role answers once. */
function mayAnswerWriteOff(writeOff: CollectionCase['writeOff'], member: Member): CaseRefusal | null {
  const role = writeOffRole(member);
  if (role === null) return 'not_allowed';
  if (writeOff === null) return 'no_write_off';
  if (writeOff.requestedBy === member.code) return 'own_request';
  return writeOff.agreed.includes(role) ? 'decided_before' : null;
}

function isRefusal(next: CaseState | CaseRefusal): next is CaseRefusal {
  return CASE_REFUSALS.some((refusal) => refusal === next);
}
