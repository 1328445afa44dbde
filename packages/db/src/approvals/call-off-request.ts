import { decide } from '@xinshao/core/approvals/decide.ts';
import { type NewAuditEntry, SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import type pg from 'pg';
import type { Queue } from '../queue/queue.ts';
import { addressRequest } from './address-request.ts';
import type { Moment } from './moment.ts';
import { lockRequest, requestById } from './read-requests.ts';
import { storeStep } from './store-step.ts';

/**
 * Withdraws, in the transaction that closes an alert, the request to cut a limit that its review made and nobody has
 * decided: its messages change and who asked is told. The caller has locked the alert.
 * @param reason why the alert was closed
 * @returns the audit entries; empty: nothing was open
 */
export async function callOffRequestOfAlert(
  client: pg.PoolClient,
  queue: Queue,
  alertId: string,
  { reason, moment }: { readonly reason: string; readonly moment: Moment },
): Promise<NewAuditEntry[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT request.id::text FROM alert_reviews review JOIN limit_requests request ON request.id = review.request_id
     WHERE review.alert_id = $1::bigint AND request.state IN ('pending', 'returned')`,
    [alertId],
  );
  const entries: NewAuditEntry[] = [];
  for (const { id } of rows) {
    const before = await lockRequest(client, id, moment);
    if (before === null) continue;
    const step = decide(before.request, { kind: 'call_off', reason }, moment.now);
    if (!step.ok) continue;
    await storeStep(client, before, step.request, before.lastDay);
    const after = await requestById(client, id, moment);
    if (after === null) throw new Error(`request ${id} vanished although it was locked`);
    await addressRequest(client, queue, after, step.effects, moment);
    entries.push({
      at: moment.now,
      actor: SYSTEM,
      surface: 'job',
      action: 'limit_decided',
      subjectKind: 'limit_request',
      subjectId: id,
      before: { state: before.request.state, level: before.request.level, round: before.request.round },
      after: { decision: 'call_off', state: step.request.state, alert: alertId },
      reason,
    });
  }
  return entries;
}
