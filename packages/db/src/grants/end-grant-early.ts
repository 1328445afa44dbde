import { type EndRefusal, endStanding } from '@xinshao/core/approvals/end-grant.ts';
import type { AuditOrigin, AuditSurface, NewAuditEntry } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import type { Member, Responsibility } from '@xinshao/core/roles/roles.ts';
import type pg from 'pg';
import { showOnceMore } from '../alerts/show-once-more.ts';
import { followRequest } from '../approvals/follow-request.ts';
import { dayOf, type Moment } from '../approvals/moment.ts';
import { presentAbsences } from '../approvals/present-absences.ts';
import { tellOfEnd } from '../approvals/tell-of-end.ts';
import { appendAudits } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import type { Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import { sourceOf } from './end-grants.ts';
import { ALERT_OF_GRANT_SQL } from './holding-sql.ts';
import { presentCredit } from './present-credit.ts';
import { showCredit } from './show-credit.ts';

/** A limit with its terms that somebody wants to end, and who answers for its customer. */
export interface GrantToEnd {
  readonly id: string;
  readonly customer: { readonly id: number; readonly code: string; readonly name: string };
  readonly responsibility: Responsibility;
  readonly limitFen: number;
  readonly termDays: number;
  readonly lastDay: Day | null;
  readonly requestId: string | null;
  /** The alert whose review cut the limit, or asked for the cut; null: it is no cut. */
  readonly alertId: string | null;
  readonly requestedBy: string | null;
  /** null: it holds, or would but for its last day. */
  readonly endedOn: Day | null;
  readonly endedBy: string | null;
  readonly endedByName: string | null;
  readonly endReason: string | null;
}

export interface GrantEnding {
  readonly grantId: string;
  readonly by: Member;
  readonly reason: string;
  /** In force for the customer. */
  readonly policy: Pick<Policy, 'approvals'>;
  readonly moment: Moment;
  readonly surface: AuditSurface;
}

export type EndGrantResult =
  | { readonly outcome: 'stored' }
  /** The same person ended it before for the same reason: a second click or a repeated delivery. */
  | { readonly outcome: 'repeated' }
  /** `grant`: as it stands; null: there is none. */
  | {
      readonly outcome: 'refused';
      readonly code: EndRefusal | 'missing' | 'already_ended' | 'reason_missing';
      readonly grant: GrantToEnd | null;
    };

/** A grant as it stands; null when there is no such grant. */
export async function grantToEnd(client: pg.Pool | pg.PoolClient, grantId: string): Promise<GrantToEnd | null> {
  const { rows } = await client.query<{ found: GrantToEnd }>(
    `SELECT json_build_object('id', granted.id::text,
       'customer', json_build_object('id', customer.id, 'code', customer.code, 'name', customer.name),
       'responsibility', json_build_object('ownerCode', customer.sales_owner, 'ownerTeamCode', owner.team_code,
         'ownerManagerCode', owner.manager_code),
       'limitFen', granted.limit_fen, 'termDays', granted.term_days, 'lastDay', granted.last_day,
       'requestId', granted.request_id::text, 'requestedBy', request.requested_by, 'alertId', ${ALERT_OF_GRANT_SQL}::text,
       'endedOn', granted.ended_on, 'endedBy', granted.ended_by, 'endedByName', coalesce(ender.name, granted.ended_by),
       'endReason', granted.end_reason) AS found
     FROM customer_grants granted
       JOIN customers customer ON customer.id = granted.customer_id
       LEFT JOIN staff owner ON owner.code = customer.sales_owner
       LEFT JOIN limit_requests request ON request.id = granted.request_id
       LEFT JOIN staff ender ON ender.code = granted.ended_by
     WHERE granted.id = $1::bigint`,
    [grantId],
  );
  return rows[0]?.found ?? null;
}

/**
 * Ends a temporary limit, or a cut, before its time: what was granted before holds again at once. It is audited, its
 * messages are rendered again, and whoever was told of it is told of its end; all of it or nothing. Of two people at once
 * one is obeyed and the other learns what happened.
 */
export function endGrantEarly(database: Database, queue: Queue, ending: GrantEnding): Promise<EndGrantResult> {
  // A refusal is found before anything is written, so committing it changes nothing.
  return withinTransaction(database, (client) => endWithin(client, queue, ending));
}

async function endWithin(client: pg.PoolClient, queue: Queue, ending: GrantEnding): Promise<EndGrantResult> {
  const { grantId, by, moment, surface } = ending;
  const reason = ending.reason.trim();
  await lockGrant(client, grantId);
  const grant = await grantToEnd(client, grantId);
  const refused = (code: Extract<EndGrantResult, { outcome: 'refused' }>['code']): EndGrantResult => {
    return { outcome: 'refused', code, grant };
  };
  if (grant === null) return refused('missing');
  const today = dayOf(moment);
  if (grant.endedOn !== null) {
    return grant.endedBy === by.code && grant.endReason === reason ? { outcome: 'repeated' } : refused('already_ended');
  }
  if (grant.lastDay !== null && grant.lastDay < today) return refused('already_ended');
  const endable = { ...grant, isCut: grant.alertId !== null };
  const absences = await presentAbsences(client, moment);
  const standing = endStanding(ending.policy.approvals, endable, by, grant.responsibility, absences);
  if (!standing.may) return refused(standing.because);
  if (reason === '') return refused('reason_missing');
  const before = { limitFen: grant.limitFen, termDays: grant.termDays, ...sourceOf(grant.requestId, grant.alertId) };
  await client.query(
    `UPDATE customer_grants SET ended_at = $2, ended_on = $3::date, ended_by = $4, end_reason = $5
     WHERE id = $1::bigint AND ended_at IS NULL`,
    [grantId, moment.now, today, by.code, reason],
  );
  await showCredit(client, [grant.customer.id], today);
  const followed = await tell(client, queue, grant, { actor: by.code, surface }, moment);
  const ended: NewAuditEntry = {
    at: moment.now,
    actor: by.code,
    surface,
    action: 'limit_ended',
    subjectKind: 'customer',
    subjectId: grant.customer.code,
    before,
    after: { ...(await presentCredit(client, grant.customer.id, today))?.present, onBehalfOf: standing.onBehalfOf },
    reason,
  };
  await appendAudits(client, [ended, ...followed]);
  return { outcome: 'stored' };
}

/** The alert of a cut first, as whoever closes it does, then the grant. */
async function lockGrant(client: pg.PoolClient, grantId: string): Promise<void> {
  await client.query(
    `SELECT FROM alerts WHERE id = (SELECT ${ALERT_OF_GRANT_SQL} FROM customer_grants granted WHERE granted.id = $1::bigint)
     FOR UPDATE`,
    [grantId],
  );
  await client.query('SELECT FROM customer_grants WHERE id = $1::bigint FOR UPDATE', [grantId]);
}

async function tell(
  client: pg.PoolClient,
  queue: Queue,
  { alertId, requestId }: GrantToEnd,
  origin: AuditOrigin,
  moment: Moment,
): Promise<NewAuditEntry[]> {
  if (requestId === null) {
    await showOnceMore(client, queue, alertId === null ? [] : [alertId]);
    return [];
  }
  const stored = await tellOfEnd(client, queue, requestId, origin.actor, moment);
  return stored === null ? [] : followRequest(client, queue, stored, moment.now, origin);
}
