import { decide } from '@xinshao/core/approvals/decide.ts';
import { type NewAuditEntry, SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import { appendAudits } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import type { Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import { addressRequest } from './address-request.ts';
import { followRequest } from './follow-request.ts';
import type { Moment } from './moment.ts';
import { requestById } from './read-requests.ts';
import { storeStep } from './store-step.ts';

/**
 * Ends one request whose time has run out and tells who asked, all of it or nothing. Of several processes each takes
 * another request.
 * @returns whether there was one
 */
export async function expireNextRequest(database: Database, queue: Queue, moment: Moment): Promise<boolean> {
  return withinTransaction(database, async (client) => {
    // Alerts first: whoever closes one locks it before what its review had asked for.
    await client.query(
      `SELECT FROM alerts WHERE id IN (
         SELECT review.alert_id FROM alert_reviews review JOIN limit_requests request ON request.id = review.request_id
         WHERE request.state IN ('pending', 'returned') AND request.expires_at <= $1
       ) ORDER BY id FOR UPDATE`,
      [moment.now],
    );
    const { rows } = await client.query<{ id: string }>(
      `SELECT id::text FROM limit_requests WHERE state IN ('pending', 'returned') AND expires_at <= $1
       ORDER BY expires_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [moment.now],
    );
    const [due] = rows;
    const before = due === undefined ? null : await requestById(client, due.id, moment);
    if (before === null) return false;
    const step = decide(before.request, { kind: 'expire' }, moment.now);
    if (!step.ok) throw new Error(`request ${before.id} is due and yet cannot expire: ${step.code}`);
    await storeStep(client, before, step.request, before.lastDay);
    const after = await requestById(client, before.id, moment);
    if (after === null) throw new Error(`request ${before.id} vanished although it was locked`);
    await addressRequest(client, queue, after, step.effects, moment);
    const origin = { actor: SYSTEM, surface: 'job' } as const;
    const followed = await followRequest(client, queue, after, moment.now, origin);
    const decided: NewAuditEntry = {
      at: moment.now,
      ...origin,
      action: 'limit_decided',
      subjectKind: 'limit_request',
      subjectId: before.id,
      before: { state: before.request.state, level: before.request.level, round: before.request.round },
      after: { decision: 'expire', state: step.request.state },
    };
    await appendAudits(client, [decided, ...followed]);
    return true;
  });
}
