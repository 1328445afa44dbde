import { approversOf, isVacant } from '@xinshao/core/approvals/absence.ts';
import type { ApprovalEffect } from '@xinshao/core/approvals/commands.ts';
import type pg from 'pg';
import { wantHomes } from '../home/want-homes.ts';
import { showDigestsAgain } from '../notices/show-digests.ts';
import { type DeliverRequestJob, enqueueRequests, type Queue } from '../queue/queue.ts';
import { staffWithin } from '../staff/list-staff.ts';
import type { StaffMember } from '../staff/staff-member.ts';
import type { Moment } from './moment.ts';
import { type RequestAudience, requestAudienceParts } from './request-audience.ts';
import type { StoredRequest } from './stored-request.ts';

/**
 * Queues what people see of a request after a step, within the step's transaction: every message that exists is
 * rendered again, and whoever must act or be told now gets a new one.
 * @param stored the request after the step
 * @param also further people who are told of it
 * @returns who may answer for the level that is being asked now; empty: nobody
 */
export async function addressRequest(
  client: pg.PoolClient,
  queue: Queue,
  stored: StoredRequest,
  effects: readonly ApprovalEffect[],
  moment: Moment,
  also: readonly RequestAudience[] = [],
): Promise<StaffMember[]> {
  const staff = await staffWithin(client);
  const approvers = approversOf(stored.request, staff, moment.now);
  const audiences = [...newAudiences(stored, effects, staff, approvers), ...also];
  await client.query(
    `INSERT INTO limit_request_messages (request_id, audience, queued_at) SELECT $1::bigint, unnest($2::text[]), $3
     ON CONFLICT (request_id, audience) DO NOTHING`,
    [stored.id, audiences, moment.now],
  );
  const { rows } = await client.query<{ audience: RequestAudience }>(
    'UPDATE limit_request_messages SET queued_at = $2 WHERE request_id = $1::bigint RETURNING audience',
    [stored.id, moment.now],
  );
  const jobs = rows.map(({ audience }) => ({ requestId: stored.id, audience }));
  await enqueueRequests(queue, jobs, client);
  await showDigestsAgain(client, queue, { requestId: stored.id });
  await wantHomes(client, queue, { staffCodes: peopleOf(stored, rows) });
  return approvers;
}

/** Tells everybody who was told of what was granted that it was ended early, but for who ended it. */
export async function addressEnd(
  client: pg.PoolClient,
  queue: Queue,
  stored: StoredRequest,
  endedBy: string,
  moment: Moment,
): Promise<void> {
  const { rows } = await client.query<{ audience: RequestAudience }>(
    `SELECT audience FROM limit_request_messages WHERE request_id = $1::bigint AND state = 'posted'`,
    [stored.id],
  );
  const told = peopleOf(stored, rows).filter((code) => code !== endedBy);
  const also = told.map((code): RequestAudience => `ended:${stored.request.version}:${code}`);
  await addressRequest(client, queue, stored, [], moment, also);
}

/**
 * Asks whoever may answer by now and was not asked yet: an absence has begun, or the staff list has changed.
 * @returns how many were asked
 */
export async function addressLatecomers(
  client: pg.PoolClient,
  queue: Queue,
  pending: readonly StoredRequest[],
  moment: Moment,
): Promise<number> {
  const staff = await staffWithin(client);
  const asked = pending.flatMap((stored) => {
    const approvers = approversOf(stored.request, staff, moment.now);
    const audiences = newAudiences(stored, ['ask_level'], staff, approvers);
    return audiences.map((audience) => ({ requestId: stored.id, audience }));
  });
  const { rows } = await client.query<DeliverRequestJob>(
    `INSERT INTO limit_request_messages (request_id, audience, queued_at)
     SELECT request_id, audience, $3 FROM unnest($1::bigint[], $2::text[]) AS asked (request_id, audience)
     ORDER BY request_id, audience
     ON CONFLICT (request_id, audience) DO NOTHING RETURNING request_id::text AS "requestId", audience`,
    [asked.map(({ requestId }) => requestId), asked.map(({ audience }) => audience), moment.now],
  );
  await enqueueRequests(queue, rows, client);
  await wantHomes(client, queue, { staffCodes: asked.map(({ audience }) => requestAudienceParts(audience).staffCode) });
  return rows.length;
}

/** Whose Home tabs show a request: who asked, and everybody who was ever asked or told, delegates included. */
function peopleOf({ request }: StoredRequest, told: readonly { readonly audience: RequestAudience }[]): string[] {
  return [
    ...new Set([request.requestedBy.code, ...told.map(({ audience }) => requestAudienceParts(audience).staffCode)]),
  ];
}

function seesVacancies(member: StaffMember, approvers: readonly StaffMember[]): boolean {
  return (member.role === 'risk' || member.role === 'executive') && !approvers.includes(member);
}

function newAudiences(
  { request, away }: StoredRequest,
  effects: readonly ApprovalEffect[],
  staff: readonly StaffMember[],
  approvers: readonly StaffMember[],
): RequestAudience[] {
  const audiences: RequestAudience[] = [];
  const { round, level, version, requestedBy } = request;
  if (effects.includes('ask_level')) {
    for (const { code } of approvers) audiences.push(`approver:${round}:${level}:${code}`);
    // Risk keeps the staff list; executives are told because the only officer may be who asked.
    const told = isVacant(approvers, away) ? staff.filter((member) => seesVacancies(member, approvers)) : [];
    for (const { code } of told) audiences.push(`vacancy:${round}:${level}:${code}`);
  }
  if (effects.includes('tell_requester')) audiences.push(`requester:${version}:${requestedBy.code}`);
  if (effects.includes('file_with_finance')) {
    for (const { code } of staff.filter(({ role }) => role === 'finance')) audiences.push(`finance:${code}`);
  }
  return audiences;
}
