import { openRequest } from '@xinshao/core/approvals/decide.ts';
import type { RequestedCredit } from '@xinshao/core/approvals/request.ts';
import { requestEnd } from '@xinshao/core/approvals/request-end.ts';
import { type ApprovalNeed, approvalNeed } from '@xinshao/core/approvals/restrictions.ts';
import type { RequiredApproval } from '@xinshao/core/approvals/tiers.ts';
import type { AuditSurface } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Member, Responsibility } from '@xinshao/core/roles/roles.ts';
import type pg from 'pg';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { presentCredit } from '../grants/present-credit.ts';
import type { Queue } from '../queue/queue.ts';
import { staffWithin } from '../staff/list-staff.ts';
import type { StaffMember } from '../staff/staff-member.ts';
import { withinTransaction } from '../within-transaction.ts';
import { addressRequest } from './address-request.ts';
import { dayOf, type Moment } from './moment.ts';
import { openRequestOf, requestById } from './read-requests.ts';
import type { StoredRequest } from './stored-request.ts';

export interface NewLimitRequest {
  readonly customerId: number;
  readonly responsibility: Responsibility;
  readonly by: Member;
  readonly requested: RequestedCredit;
  /** null: for good. */
  readonly lastDay: Day | null;
  readonly reason: string;
  /** Of the form it comes from: the same form sent twice is one request. */
  readonly submissionKey: string;
  readonly policy: Pick<Policy, 'approvals' | 'approvalRules'>;
  readonly policyHash: string;
  readonly assessmentId: string;
  readonly recommended: { readonly limitFen: Fen | null; readonly termDays: number | null };
  /** By when the policy wants it decided. */
  readonly decideBy: Date;
  readonly moment: Moment;
  readonly surface: AuditSurface;
  /** Who must agree, where it is known already; left out: by the policy. */
  readonly required?: RequiredApproval;
}

export type OpenRequestResult =
  /** `approvers`: who may answer first; empty: nobody. */
  | { readonly outcome: 'stored'; readonly request: StoredRequest; readonly approvers: readonly StaffMember[] }
  /** The same form was sent before. */
  | { readonly outcome: 'repeated' }
  | { readonly outcome: 'refused'; readonly code: 'not_allowed' | 'no_tier' | 'suspended' | 'on_hold' | 'missing' }
  /** Something is asked for the customer already. */
  | { readonly outcome: 'open_already'; readonly request: StoredRequest };

/** Stores a request with its audit entry and asks the first level: all of it or nothing. */
export async function openLimitRequest(
  database: Database,
  queue: Queue,
  input: NewLimitRequest,
): Promise<OpenRequestResult> {
  const attempt = () => withinTransaction(database, (client) => openLimitRequestWithin(client, queue, input));
  // What stood in the way may end at that very moment; the second attempt then finds nothing in its way.
  const result = (await attempt()) ?? (await attempt());
  if (result === null) throw new Error(`requests for customer ${input.customerId} come and go too fast`);
  return result;
}

/**
 * The same within the caller's transaction. A refusal is found before anything is written.
 * @returns null when another open request stood in the way and has just ended
 */
export async function openLimitRequestWithin(
  client: pg.PoolClient,
  queue: Queue,
  input: NewLimitRequest,
): Promise<OpenRequestResult | null> {
  const { customerId, by, requested, responsibility, moment } = input;
  const credit = await presentCredit(client, customerId, dayOf(moment));
  if (credit === null) return { outcome: 'refused', code: 'missing' };
  const { present, restrictions } = credit;
  const staff = await staffWithin(client);
  const question = { requested, present, requester: by, responsibility, restrictions, staff };
  const need: ApprovalNeed =
    input.required === undefined ? approvalNeed(input.policy, question) : { ok: true, required: input.required };
  if (!need.ok) return { outcome: 'refused', code: need.code };
  const reason = input.reason.trim();
  const expiresAt = requestEnd(input.decideBy, input.lastDay, moment.timeZone);
  const details = { reason, expiresAt, now: moment.now };
  const request = openRequest(by, responsibility, requested, need.required, details);
  if (request === null) return { outcome: 'refused', code: 'not_allowed' };
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO limit_requests (customer_id, state, requested_by, requester_role, submission_key, limit_fen, term_days,
       last_day, reason, current_limit_fen, current_term_days, recommended_limit_fen, recommended_term_days, policy_hash,
       assessment_id, levels, filed_with_finance, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::date, $9, $10, $11, $12, $13, $14, $15::bigint, $16, $17, $18, $19)
     ON CONFLICT DO NOTHING RETURNING id::text`,
    [
      customerId,
      request.state,
      by.code,
      by.role,
      input.submissionKey,
      requested.limitFen,
      requested.termDays,
      input.lastDay,
      reason,
      present.limitFen,
      present.termDays,
      input.recommended.limitFen,
      input.recommended.termDays,
      input.policyHash,
      input.assessmentId,
      JSON.stringify(request.levels),
      request.filedWithFinance,
      moment.now,
      request.expiresAt,
    ],
  );
  const [inserted] = rows;
  if (inserted === undefined) return conflicting(client, input);
  await client.query(
    `INSERT INTO limit_request_steps (request_id, kind, by, at, round, reason, limit_fen, term_days, last_day)
     VALUES ($1::bigint, 'request', $2, $3, 1, $4, $5, $6, $7::date)`,
    [inserted.id, by.code, moment.now, reason, requested.limitFen, requested.termDays, input.lastDay],
  );
  const stored = await requestById(client, inserted.id, moment);
  if (stored === null) throw new Error(`request ${inserted.id} vanished while it was stored`);
  const approvers = await addressRequest(client, queue, stored, ['ask_level', 'tell_requester'], moment);
  await appendAudit(client, {
    at: moment.now,
    actor: by.code,
    surface: input.surface,
    action: 'limit_requested',
    subjectKind: 'limit_request',
    subjectId: inserted.id,
    before: { customer: credit.code, ...present },
    after: { customer: credit.code, ...requested, lastDay: input.lastDay, levels: request.levels },
    reason,
  });
  return { outcome: 'stored', request: stored, approvers };
}

/** The form was sent before, or another request for the customer is open; null: neither any more. */
async function conflicting(client: pg.PoolClient, input: NewLimitRequest): Promise<OpenRequestResult | null> {
  const sent = await client.query('SELECT FROM limit_requests WHERE submission_key = $1', [input.submissionKey]);
  if (sent.rows.length > 0) return { outcome: 'repeated' };
  const open = await openRequestOf(client, input.customerId, input.moment);
  return open === null ? null : { outcome: 'open_already', request: open };
}
