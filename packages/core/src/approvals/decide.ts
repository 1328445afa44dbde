import { SYSTEM } from '../audit/audit-entry.ts';
import type { Member, Responsibility } from '../roles/roles.ts';
import {
  APPROVAL_TRANSITIONS,
  type ApprovalCommand,
  type ApprovalEffect,
  type ApprovalRefusal,
  type ApprovalTransition,
} from './commands.ts';
import { holdsLevel, mayRequest, mayStandIn, standing } from './permissions.ts';
import type { ApprovalRequest, ApprovalStep, RequestedCredit } from './request.ts';
import type { RequiredApproval } from './tiers.ts';

type At<Kind extends ApprovalCommand['kind']> = Extract<ApprovalCommand, { kind: Kind }>;
/** What changes, and what follows; or why nothing does. */
type Decision =
  | { readonly change: Partial<ApprovalRequest>; readonly effects: readonly ApprovalEffect[] }
  | ApprovalRefusal;

/**
 * A new request, waiting for its first level.
 * @returns null when the member may not ask for this customer, or the policy names nobody who could agree
 */
export function openRequest(
  by: Member,
  responsibility: Responsibility,
  requested: RequestedCredit,
  required: RequiredApproval | null,
  details: { readonly reason: string; readonly expiresAt: Date; readonly now: Date },
): ApprovalRequest | null {
  if (required === null || !mayRequest(by, responsibility)) return null;
  const { reason, expiresAt, now } = details;
  return {
    state: 'pending',
    version: 1,
    requestedBy: { code: by.code, role: by.role },
    responsibility,
    requested,
    ...required,
    level: 0,
    round: 1,
    expiresAt,
    delegations: [],
    steps: [{ kind: 'request', by: by.code, onBehalfOf: null, at: now, round: 1, level: null, reason }],
  };
}

/**
 * One step in the life of a request (R17, R20, R21). A command may come twice, late, out of turn or after someone
 * else's. The result is to be stored only if the stored version still is `request.version`.
 */
export function decide(request: ApprovalRequest, command: ApprovalCommand, now: Date): ApprovalTransition {
  const refuse = (code: ApprovalRefusal): ApprovalTransition => ({
    ok: false,
    code,
    latest: request.steps.at(-1) ?? null,
  });
  const next = APPROVAL_TRANSITIONS[command.kind][request.state];
  if (typeof next === 'string') return refuse(next);
  // Past its time a request only waits for somebody to notice: nothing but ending it is possible.
  const ends = command.kind === 'expire' || command.kind === 'withdraw' || command.kind === 'call_off';
  if (!ends && now >= request.expiresAt) return refuse('already_expired');
  const decision = judge(request, command, now);
  if (typeof decision === 'string') return refuse(decision);
  return {
    ok: true,
    request: { ...request, ...decision.change, version: request.version + 1 },
    effects: decision.effects,
  };
}

function judge(request: ApprovalRequest, command: ApprovalCommand, now: Date): Decision {
  switch (command.kind) {
    case 'approve':
    case 'reject':
    case 'return':
      return answer(request, command, now);
    case 'delegate':
      return delegate(request, command, now);
    case 'resubmit':
      return resubmit(request, command, now);
    case 'withdraw': {
      if (command.by.code !== request.requestedBy.code) return 'not_allowed';
      const step = stepOf(request, { kind: 'withdraw', by: command.by.code, at: now });
      return { change: { state: 'withdrawn', steps: [...request.steps, step] }, effects: ['show_again'] };
    }
    case 'call_off': {
      const step = stepOf(request, { kind: 'withdraw', by: SYSTEM, at: now, reason: command.reason });
      return {
        change: { state: 'withdrawn', steps: [...request.steps, step] },
        effects: ['show_again', 'tell_requester'],
      };
    }
    case 'expire':
      if (now < request.expiresAt) return 'not_expired';
      return { change: { state: 'expired' }, effects: ['show_again', 'tell_requester'] };
  }
}

function answer(request: ApprovalRequest, command: At<'approve' | 'reject' | 'return'>, now: Date): Decision {
  const outOfTurn = turnOf(request, command);
  if (outOfTurn !== null) return outOfTurn;
  const { by, kind, reason } = command;
  const entitled = standing(request, by, now);
  if (!entitled.may) return entitled.because;
  if (kind !== 'approve' && reason.trim() === '') return 'reason_missing';
  const { onBehalfOf } = entitled;
  const step = stepOf(request, { kind, by: by.code, at: now, onBehalfOf, level: request.level, reason });
  const steps = [...request.steps, step];
  if (kind === 'reject') return { change: { state: 'rejected', steps }, effects: ['show_again', 'tell_requester'] };
  if (kind === 'return') return { change: { state: 'returned', steps }, effects: ['show_again', 'tell_requester'] };
  const level = request.level + 1;
  if (level < request.levels.length) {
    return { change: { level, steps }, effects: ['show_again', 'tell_requester', 'ask_level'] };
  }
  const filing: ApprovalEffect[] = request.filedWithFinance ? ['file_with_finance'] : [];
  return {
    change: { state: 'approved', level, steps },
    effects: ['show_again', 'tell_requester', 'put_in_force', ...filing],
  };
}

/** Only who holds the level may hand it on: a delegate has no delegates. */
function delegate(request: ApprovalRequest, command: At<'delegate'>, now: Date): Decision {
  const outOfTurn = turnOf(request, command);
  if (outOfTurn !== null) return outOfTurn;
  const { by, to, until } = command;
  const level = request.levels[request.level];
  if (level === undefined || !holdsLevel(by, level, request.responsibility)) return 'not_allowed';
  const requester = request.requestedBy.code;
  if (by.code === requester || to.code === requester) return 'own_request';
  if (to.code === by.code || !mayStandIn(to) || until <= now) return 'delegate_unfit';
  const handed = { from: by.code, to: to.code, level: request.level, round: request.round, until };
  const step = stepOf(request, { kind: 'delegate', by: by.code, at: now, level: request.level, reason: to.code });
  return {
    change: { delegations: [...request.delegations, handed], steps: [...request.steps, step] },
    effects: ['show_again', 'ask_level'],
  };
}

function resubmit(request: ApprovalRequest, command: At<'resubmit'>, now: Date): Decision {
  const { by, requested, required, reason, expiresAt } = command;
  if (by.code !== request.requestedBy.code) return 'not_allowed';
  if (command.round !== request.round) return 'changed_meanwhile';
  if (reason.trim() === '') return 'reason_missing';
  const round = request.round + 1;
  const step = stepOf({ round }, { kind: 'resubmit', by: by.code, at: now, reason });
  return {
    change: {
      state: 'pending',
      requested,
      ...required,
      level: 0,
      round,
      expiresAt,
      // What was handed over, was handed over for what was asked then.
      delegations: [],
      steps: [...request.steps, step],
    },
    effects: ['show_again', 'ask_level'],
  };
}

/** @returns why a click made for another level or round is refused; null: it is this one's turn */
function turnOf(
  request: ApprovalRequest,
  clicked: { readonly level: number; readonly round: number },
): ApprovalRefusal | null {
  if (clicked.round !== request.round) return 'changed_meanwhile';
  if (clicked.level < request.level) return 'level_passed';
  return clicked.level > request.level ? 'level_not_reached' : null;
}

function stepOf(
  request: Pick<ApprovalRequest, 'round'>,
  step: Pick<ApprovalStep, 'kind' | 'by' | 'at'> & Partial<ApprovalStep>,
): ApprovalStep {
  return { onBehalfOf: null, level: null, reason: '', round: request.round, ...step };
}
