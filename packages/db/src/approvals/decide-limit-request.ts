import type { ApprovalCommand, ApprovalEffect, ApprovalRefusal } from '@xinshao/core/approvals/commands.ts';
import { decide } from '@xinshao/core/approvals/decide.ts';
import type { ApprovalRequest, RequestedCredit } from '@xinshao/core/approvals/request.ts';
import { requestEnd } from '@xinshao/core/approvals/request-end.ts';
import { approvalNeed, suffices } from '@xinshao/core/approvals/restrictions.ts';
import type { AuditSurface, NewAuditEntry } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Member } from '@xinshao/core/roles/roles.ts';
import type pg from 'pg';
import { appendAudits } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { beginGrant } from '../grants/begin-grant.ts';
import { presentCredit } from '../grants/present-credit.ts';
import type { Queue } from '../queue/queue.ts';
import { staffWithin } from '../staff/list-staff.ts';
import type { StaffMember } from '../staff/staff-member.ts';
import { withinTransaction } from '../within-transaction.ts';
import { addressRequest } from './address-request.ts';
import { followRequest } from './follow-request.ts';
import { dayOf, type Moment } from './moment.ts';
import { lockRequest, requestById } from './read-requests.ts';
import { storeStep } from './store-step.ts';
import type { StoredRequest } from './stored-request.ts';

/** What somebody does about a request. `level` and `round`: those that the button was made for. */
export type RequestDecision =
  | {
      readonly kind: 'approve' | 'reject' | 'return';
      readonly level: number;
      readonly round: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'resubmit';
      readonly round: number;
      readonly reason: string;
      readonly requested: RequestedCredit;
      readonly lastDay: Day | null;
      /** By when the policy wants it decided. */
      readonly decideBy: Date;
    }
  | { readonly kind: 'withdraw' };

export interface LimitDecision {
  readonly requestId: string;
  readonly by: Member;
  readonly decision: RequestDecision;
  /** That the request was made under. */
  readonly policy: Pick<Policy, 'approvals' | 'approvalRules'>;
  readonly moment: Moment;
  readonly surface: AuditSurface;
}

/** `restricted`: the customer is under a restriction by now, and these levels do not suffice any more. */
export type LimitRefusal = ApprovalRefusal | 'missing' | 'restricted' | 'no_tier' | 'suspended' | 'on_hold';

export type LimitDecisionResult =
  | { readonly outcome: 'stored'; readonly request: StoredRequest; readonly approvers: readonly StaffMember[] }
  /** The same person did the very same before: a second click or a repeated delivery. */
  | { readonly outcome: 'repeated' }
  /** `request`: as it stands; null: there is none. */
  | { readonly outcome: 'refused'; readonly code: LimitRefusal; readonly request: StoredRequest | null };

/**
 * Stores a decision, the request's new state, what it puts in force and the audit entries, and queues the messages: all
 * of it or nothing. Of two approvers at once, one is obeyed and the other learns what happened.
 */
export async function decideLimitRequest(
  database: Database,
  queue: Queue,
  input: LimitDecision,
): Promise<LimitDecisionResult> {
  // A refusal is found before anything is written, so committing it changes nothing.
  return withinTransaction(database, (client) => decideWithin(client, queue, input));
}

async function decideWithin(client: pg.PoolClient, queue: Queue, input: LimitDecision): Promise<LimitDecisionResult> {
  const { requestId, by, moment } = input;
  const before = await lockRequest(client, requestId, moment);
  if (before === null) return { outcome: 'refused', code: 'missing', request: null };
  const refused = (code: LimitRefusal): LimitDecisionResult => ({ outcome: 'refused', code, request: before });
  const credit = await presentCredit(client, before.customer.id, dayOf(moment));
  if (credit === null) return refused('missing');
  const command = commandOf(input, before, credit, await staffWithin(client));
  if (typeof command === 'string') return refused(command);
  const step = decide(before.request, command, moment.now);
  if (!step.ok) return isRepetition(before, input) ? { outcome: 'repeated' } : refused(step.code);
  if (step.effects.includes('put_in_force')) {
    const { requested, requestedBy, responsibility, levels } = before.request;
    const { present, restrictions } = credit;
    // Whose agreement was asked then has been given: who holds the tiers now does not matter any more.
    const question = { requested, present, requester: requestedBy, responsibility, restrictions, staff: [] };
    const need = approvalNeed(input.policy, question);
    if (!need.ok || !suffices(levels, need.required.levels)) return refused('restricted');
  }
  await storeStep(client, before, step.request, lastDayOf(input, before));
  if (step.effects.includes('put_in_force')) await grant(client, before, by, moment);
  const after = await requestById(client, requestId, moment);
  if (after === null) throw new Error(`request ${requestId} vanished although it was locked`);
  const approvers = await addressRequest(client, queue, after, step.effects, moment);
  const followed = await followRequest(client, queue, after, moment.now, { actor: by.code, surface: input.surface });
  const entries = entriesOf(input, before, step.request, step.effects, credit.present);
  await appendAudits(client, [...entries, ...followed]);
  return { outcome: 'stored', request: after, approvers };
}

type Credit = NonNullable<Awaited<ReturnType<typeof presentCredit>>>;

function commandOf(
  { by, decision, policy, moment }: LimitDecision,
  stored: StoredRequest,
  credit: Credit,
  staff: readonly StaffMember[],
): ApprovalCommand | LimitRefusal {
  if (decision.kind !== 'resubmit') return { by, ...decision };
  const { requested } = decision;
  const { requestedBy, responsibility } = stored.request;
  const { present, restrictions } = credit;
  const question = { requested, present, requester: requestedBy, responsibility, restrictions, staff };
  const need = approvalNeed(policy, question);
  if (!need.ok) return need.code;
  const { kind, round, reason, decideBy, lastDay } = decision;
  const expiresAt = requestEnd(decideBy, lastDay, moment.timeZone);
  return { by, kind, round, reason, requested, expiresAt, required: need.required };
}

function lastDayOf({ decision }: LimitDecision, before: StoredRequest): Day | null {
  return decision.kind === 'resubmit' ? decision.lastDay : before.lastDay;
}

async function grant(client: pg.PoolClient, stored: StoredRequest, by: Member, moment: Moment): Promise<void> {
  await beginGrant(client, {
    customerId: stored.customer.id,
    ...stored.request.requested,
    validFrom: dayOf(moment),
    lastDay: stored.lastDay,
    reason: stored.reason,
    source: { requestId: stored.id },
    by: by.code,
    at: moment.now,
  });
}

function entriesOf(
  { by, decision, moment, surface }: LimitDecision,
  { id, customer, lastDay, reason, request: before }: StoredRequest,
  after: ApprovalRequest,
  effects: readonly ApprovalEffect[],
  present: Credit['present'],
): NewAuditEntry[] {
  const origin = { at: moment.now, actor: by.code, surface };
  const said = 'reason' in decision ? decision.reason.trim() || null : null;
  const decided = {
    ...origin,
    action: 'limit_decided' as const,
    subjectKind: 'limit_request' as const,
    subjectId: id,
    before: { state: before.state, level: before.level, round: before.round, requested: before.requested },
    after: {
      decision: decision.kind,
      onBehalfOf: after.steps.at(-1)?.onBehalfOf ?? null,
      state: after.state,
      level: after.level,
      round: after.round,
      requested: after.requested,
    },
    reason: said,
  };
  const granted = {
    ...origin,
    action: 'limit_granted' as const,
    subjectKind: 'customer' as const,
    subjectId: customer.code,
    before: present,
    after: { ...after.requested, lastDay, request: id },
    reason,
  };
  return effects.includes('put_in_force') ? [decided, granted] : [decided];
}

/** Whether the latest step is this very decision. */
function isRepetition({ request }: StoredRequest, { by, decision }: LimitDecision): boolean {
  const latest = request.steps.at(-1);
  if (latest === undefined || latest.by !== by.code || latest.kind !== decision.kind) return false;
  switch (decision.kind) {
    case 'withdraw':
      return true;
    case 'resubmit':
      return latest.round === decision.round + 1 && latest.reason === decision.reason;
    case 'approve':
    case 'reject':
    case 'return':
      return latest.round === decision.round && latest.level === decision.level && latest.reason === decision.reason;
  }
}
