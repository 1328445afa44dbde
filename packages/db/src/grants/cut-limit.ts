import { cutNeed, isCut, lastDayOfCut } from '@xinshao/core/approvals/cut-limit.ts';
import { mayRequest } from '@xinshao/core/approvals/permissions.ts';
import type { AuditSurface, NewAuditEntry } from '@xinshao/core/audit/audit-entry.ts';
import { addDays, type Day } from '@xinshao/core/day/day.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Member, Responsibility } from '@xinshao/core/roles/roles.ts';
import type pg from 'pg';
import { dayOf, type Moment } from '../approvals/moment.ts';
import { openLimitRequestWithin } from '../approvals/open-limit-request.ts';
import { tellOfEnd } from '../approvals/tell-of-end.ts';
import type { Queue } from '../queue/queue.ts';
import { beginGrant, lockGrants } from './begin-grant.ts';
import { sourceOf } from './end-grants.ts';
import { ALERT_OF_GRANT_SQL, grantJoinSql } from './holding-sql.ts';
import { presentCredit } from './present-credit.ts';
import { showCredit } from './show-credit.ts';

/** By what a cut is judged, and what a request for it is based on. */
export interface CutBasis {
  readonly policy: Pick<Policy, 'approvals' | 'approvalRules'>;
  readonly policyHash: string;
  readonly assessmentId: string;
  readonly recommended: { readonly limitFen: Fen | null; readonly termDays: number | null };
  /** By when the policy wants a request for it decided. */
  readonly decideBy: Date;
}

/** A limit that a risk officer cuts in a review. */
export interface LimitCut {
  readonly customerId: number;
  readonly responsibility: Responsibility;
  readonly by: Member;
  readonly limitFen: Fen;
  /** null: until it is ended. */
  readonly until: Day | null;
  readonly reason: string;
  /** Of the review: the same decision sent twice opens one request. */
  readonly submissionKey: string;
  readonly basis: CutBasis;
  readonly moment: Moment;
  readonly surface: AuditSurface;
}

export const CUT_REFUSALS = ['not_below', 'request_open', 'no_tier'] as const;
export type CutRefusal = (typeof CUT_REFUSALS)[number];

/** What a cut leads to; it is put in force by `beginCut` once the review is stored. */
export interface PreparedCut {
  readonly beforeFen: Fen;
  readonly termDays: number;
  readonly lastDay: Day | null;
  /** The request that decides about it; null: it holds at once. */
  readonly requestId: string | null;
}

/**
 * Judges a cut in the caller's transaction, and opens the request for one that the officer may not decide alone. A refusal
 * is found before anything is written.
 */
export async function prepareCut(
  client: pg.PoolClient,
  queue: Queue,
  cut: LimitCut,
): Promise<PreparedCut | CutRefusal> {
  const { by, customerId, limitFen, moment, basis } = cut;
  await lockGrants(client, customerId);
  const today = dayOf(moment);
  const [credit, lastDayNow] = [
    await presentCredit(client, customerId, today),
    await lastDayOf(client, customerId, today),
  ];
  const beforeFen = credit?.present.limitFen ?? null;
  if (credit === null || beforeFen === null || !isCut(limitFen, beforeFen)) return 'not_below';
  const termDays = credit.present.termDays ?? basis.recommended.termDays ?? 0;
  const afterwards = lastDayNow === null ? null : await presentCredit(client, customerId, addDays(lastDayNow, 1));
  const lastDay = lastDayOfCut(limitFen, cut.until, { lastDay: lastDayNow }, afterwards?.present.limitFen ?? null);
  const need = cutNeed(basis.policy.approvals, limitFen, by.role);
  switch (need.kind) {
    case 'at_once':
      return { beforeFen, termDays, lastDay, requestId: null };
    case 'no_tier':
      return 'no_tier';
    case 'approval': {
      if (!mayRequest(by, cut.responsibility)) return 'no_tier';
      const { responsibility, reason, submissionKey, surface } = cut;
      const input = { customerId, responsibility, by, lastDay, reason, submissionKey, moment, surface, ...basis };
      const asked = { ...input, requested: { limitFen, termDays }, required: need.required };
      const opened = await openLimitRequestWithin(client, queue, asked);
      if (opened?.outcome !== 'stored') return 'request_open';
      return { beforeFen, termDays, lastDay, requestId: opened.request.id };
    }
  }
}

/** Puts a cut that needs nobody's agreement in force, in the transaction of its review. @returns its audit entry */
export async function beginCut(
  client: pg.PoolClient,
  { by, customerId, limitFen, moment, reason, surface }: LimitCut,
  { beforeFen, termDays, lastDay }: PreparedCut,
  review: { readonly id: string; readonly alertId: string },
): Promise<NewAuditEntry> {
  const validFrom = dayOf(moment);
  const terms = { customerId, limitFen, termDays, validFrom, lastDay, reason };
  await beginGrant(client, { ...terms, source: { reviewId: review.id }, by: by.code, at: moment.now });
  return {
    at: moment.now,
    actor: by.code,
    surface,
    action: 'limit_granted',
    subjectKind: 'customer',
    subjectId: await codeOf(client, customerId),
    before: { limitFen: beforeFen, termDays },
    after: { limitFen, termDays, lastDay, alert: review.alertId },
    reason,
  };
}

/**
 * Ends what the reviews of an alert had cut, at once or by a request that was approved, in the transaction of its closure:
 * what was granted before holds again. Whoever was told of an approval is told of its end.
 * @returns the audit entries
 */
export async function endCutsOfAlert(
  client: pg.PoolClient,
  queue: Queue,
  alertId: string,
  ending: { readonly by: string; readonly moment: Moment; readonly surface: AuditSurface; readonly reason: string },
): Promise<NewAuditEntry[]> {
  const { by, moment, surface, reason } = ending;
  const today = dayOf(moment);
  const { rows } = await client.query<{
    customerId: number;
    limitFen: string;
    termDays: number;
    requestId: string | null;
  }>(
    `UPDATE customer_grants granted SET ended_at = $2, ended_on = least($3::date, last_day + 1), ended_by = $4,
       end_reason = $5
     WHERE ended_at IS NULL AND ${ALERT_OF_GRANT_SQL} = $1::bigint
     RETURNING customer_id AS "customerId", limit_fen AS "limitFen", term_days AS "termDays",
       request_id::text AS "requestId"`,
    [alertId, moment.now, today, by, reason],
  );
  const entries: NewAuditEntry[] = [];
  for (const { customerId, limitFen, termDays, requestId } of rows) {
    await showCredit(client, [customerId], today);
    if (requestId !== null) await tellOfEnd(client, queue, requestId, by, moment);
    entries.push({
      at: moment.now,
      actor: by,
      surface,
      action: 'limit_ended',
      subjectKind: 'customer',
      subjectId: await codeOf(client, customerId),
      before: { limitFen: Number(limitFen), termDays, ...sourceOf(requestId, alertId) },
      after: (await presentCredit(client, customerId, today))?.present ?? null,
      reason,
    });
  }
  return entries;
}

async function codeOf(client: pg.PoolClient, customerId: number): Promise<string> {
  const { rows } = await client.query<{ code: string }>('SELECT code FROM customers WHERE id = $1', [customerId]);
  return rows[0]?.code ?? '';
}

async function lastDayOf(client: pg.PoolClient, customerId: number, today: Day): Promise<Day | null> {
  const { rows } = await client.query<{ lastDay: Day | null }>(
    `SELECT granted.last_day::text AS "lastDay" FROM customers customer ${grantJoinSql('$2::date')} WHERE customer.id = $1`,
    [customerId, today],
  );
  return rows[0]?.lastDay ?? null;
}
