import type { ApprovalRequest } from '@xinshao/core/approvals/request.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type pg from 'pg';
import type { StoredRequest } from './stored-request.ts';

/**
 * Writes what a step of the core changed of a request, and the step itself where a person took one.
 * @throws when the request changed although it was locked
 */
export async function storeStep(
  client: pg.PoolClient,
  { id, reason, request: before }: StoredRequest,
  after: ApprovalRequest,
  lastDay: Day | null,
): Promise<void> {
  const step = after.steps.length > before.steps.length ? after.steps.at(-1) : undefined;
  const asksAnew = step?.kind === 'resubmit';
  const { limitFen, termDays } = after.requested;
  const updated = await client.query(
    `UPDATE limit_requests SET state = $2, version = $3, limit_fen = $4, term_days = $5, last_day = $6::date, reason = $7,
       levels = $8, filed_with_finance = $9, level = $10, round = $11, expires_at = $12
     WHERE id = $1::bigint AND version = $13`,
    [
      id,
      after.state,
      after.version,
      limitFen,
      termDays,
      lastDay,
      asksAnew ? step.reason : reason,
      JSON.stringify(after.levels),
      after.filedWithFinance,
      after.level,
      after.round,
      after.expiresAt,
      before.version,
    ],
  );
  if (updated.rowCount !== 1) throw new Error(`request ${id} changed although it was locked`);
  if (step === undefined) return;
  await client.query(
    `INSERT INTO limit_request_steps (request_id, kind, by, on_behalf_of, at, round, level, reason, limit_fen, term_days, last_day)
     VALUES ($1::bigint, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::date)`,
    [
      id,
      step.kind,
      step.by,
      step.onBehalfOf,
      step.at,
      step.round,
      step.level,
      step.reason,
      ...(asksAnew ? [limitFen, termDays, lastDay] : [null, null, null]),
    ],
  );
}
