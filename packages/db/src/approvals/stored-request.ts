import { delegationsOf, type PresentAbsence } from '@xinshao/core/approvals/absence.ts';
import type { ApprovalRequest, ApprovalStep } from '@xinshao/core/approvals/request.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import { isRole } from '@xinshao/core/roles/roles.ts';

/** A step with the names of who took it. */
export interface StoredStep extends ApprovalStep {
  readonly byName: string;
  readonly onBehalfOfName: string | null;
}

/** What an approved request has put in force. */
export interface StoredGrant {
  readonly id: string;
  readonly endedOn: Day | null;
  /** Staff code, or `system`: its last day had passed. */
  readonly endedBy: string | null;
  readonly endedByName: string | null;
  /** Why somebody ended it early; null: nobody did. */
  readonly endReason: string | null;
  /** Whether a review had asked for it, to cut the limit. */
  readonly isCut: boolean;
}

/** A request with what is shown of it. */
export interface StoredRequest {
  readonly id: string;
  readonly customer: { readonly id: number; readonly code: string; readonly name: string };
  /** As the core decides on it; whom absences make delegates is in it already. */
  readonly request: ApprovalRequest;
  readonly steps: readonly StoredStep[];
  readonly requesterName: string;
  /** Staff codes of everybody who is away now. */
  readonly away: readonly string[];
  /** Of what is asked for; null: for good. */
  readonly lastDay: Day | null;
  readonly reason: string;
  /** What held when it was asked, and what the policy recommended then; null: nothing. */
  readonly before: { readonly limitFen: Fen | null; readonly termDays: number | null };
  readonly recommended: { readonly limitFen: Fen | null; readonly termDays: number | null };
  readonly policyHash: string;
  readonly createdAt: Date;
  /** What came of it; null: not approved. */
  readonly grant: StoredGrant | null;
}

/** Columns and joins of a request; the table is `request`. */
export const REQUEST_SQL = `
  SELECT request.id::text AS id, request.state, request.version, request.requested_by AS "requestedBy",
    request.requester_role AS "requesterRole", request.limit_fen AS "limitFen", request.term_days AS "termDays",
    request.last_day::text AS "lastDay", request.reason, request.current_limit_fen AS "currentLimitFen",
    request.current_term_days AS "currentTermDays", request.recommended_limit_fen AS "recommendedLimitFen",
    request.recommended_term_days AS "recommendedTermDays", request.policy_hash AS "policyHash", request.levels,
    request.filed_with_finance AS "filedWithFinance", request.level, request.round, request.created_at AS "createdAt",
    request.expires_at AS "expiresAt", coalesce(requester.name, request.requested_by) AS "requesterName",
    json_build_object('id', customer.id, 'code', customer.code, 'name', customer.name) AS customer,
    json_build_object('ownerCode', customer.sales_owner, 'ownerTeamCode', owner.team_code,
      'ownerManagerCode', owner.manager_code) AS responsibility,
    (SELECT json_build_object('id', granted.id::text, 'endedOn', granted.ended_on, 'endedBy', granted.ended_by,
        'endedByName', coalesce(ender.name, granted.ended_by), 'endReason', granted.end_reason,
        'isCut', EXISTS (SELECT FROM alert_reviews review WHERE review.request_id = request.id))
     FROM customer_grants granted LEFT JOIN staff ender ON ender.code = granted.ended_by WHERE granted.request_id = request.id) AS "grant",
    (SELECT json_agg(json_build_object('kind', step.kind, 'by', step.by, 'byName', coalesce(person.name, step.by),
        'onBehalfOf', step.on_behalf_of, 'onBehalfOfName', coalesce(absent.name, step.on_behalf_of), 'at', step.at,
        'round', step.round, 'level', step.level, 'reason', step.reason) ORDER BY step.id)
     FROM limit_request_steps step LEFT JOIN staff person ON person.code = step.by
       LEFT JOIN staff absent ON absent.code = step.on_behalf_of
     WHERE step.request_id = request.id) AS steps
  FROM limit_requests request
  JOIN customers customer ON customer.id = request.customer_id
  LEFT JOIN staff owner ON owner.code = customer.sales_owner
  LEFT JOIN staff requester ON requester.code = request.requested_by`;

export interface RequestRow extends Pick<ApprovalRequest, 'state' | 'version' | 'levels' | 'level' | 'round'> {
  id: string;
  requestedBy: string;
  requesterRole: string;
  limitFen: string;
  termDays: number;
  lastDay: Day | null;
  reason: string;
  currentLimitFen: string | null;
  currentTermDays: number | null;
  recommendedLimitFen: string | null;
  recommendedTermDays: number | null;
  policyHash: string;
  filedWithFinance: boolean;
  createdAt: Date;
  expiresAt: Date;
  requesterName: string;
  customer: StoredRequest['customer'];
  responsibility: ApprovalRequest['responsibility'];
  grant: StoredRequest['grant'];
  /** Instants are text in JSON. */
  steps: (Omit<StoredStep, 'at'> & { at: string })[] | null;
}

/** @throws when the stored role is none: the program wrote it, so the row was tampered with */
export function storedRequest(row: RequestRow, absences: readonly PresentAbsence[]): StoredRequest {
  const role = row.requesterRole;
  if (!isRole(role)) throw new Error(`request ${row.id} was made by somebody of an unknown role`);
  const steps = (row.steps ?? []).map((step) => ({ ...step, at: new Date(step.at) }));
  const { state, version, responsibility, levels, filedWithFinance, level, round, expiresAt } = row;
  return {
    id: row.id,
    customer: row.customer,
    request: {
      state,
      version,
      requestedBy: { code: row.requestedBy, role },
      responsibility,
      requested: { limitFen: Number(row.limitFen), termDays: row.termDays },
      levels,
      filedWithFinance,
      level,
      round,
      expiresAt,
      delegations: delegationsOf({ levels, level, round, responsibility }, absences),
      steps,
    },
    steps,
    requesterName: row.requesterName,
    away: absences.map(({ approver }) => approver.code),
    lastDay: row.lastDay,
    reason: row.reason,
    before: { limitFen: fen(row.currentLimitFen), termDays: row.currentTermDays },
    recommended: { limitFen: fen(row.recommendedLimitFen), termDays: row.recommendedTermDays },
    policyHash: row.policyHash,
    createdAt: row.createdAt,
    grant: row.grant,
  };
}

function fen(column: string | null): Fen | null {
  return column === null ? null : Number(column);
}
