import type pg from 'pg';
import type { Database } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { Moment } from './moment.ts';
import { presentAbsences } from './present-absences.ts';
import { REQUEST_SQL, type RequestRow, type StoredRequest, storedRequest } from './stored-request.ts';

/** Pending requests looked at for one person; a company has fewer. */
const PENDING_READ = 500;

/** A request as it stands; null when there is no such request. */
export async function requestById(
  client: pg.Pool | pg.PoolClient,
  requestId: string,
  moment: Moment,
): Promise<StoredRequest | null> {
  const [found] = await read(client, 'WHERE request.id = $1::bigint', [requestId], moment);
  return found ?? null;
}

/** A request, locked until the transaction ends, and before it the alert whose review made it; null when there is no such request. */
export async function lockRequest(
  client: pg.PoolClient,
  requestId: string,
  moment: Moment,
): Promise<StoredRequest | null> {
  // The alert first: whoever closes it locks it before what its review had asked for.
  await client.query(
    `SELECT FROM alerts WHERE id = (SELECT alert_id FROM alert_reviews WHERE request_id = $1::bigint) FOR UPDATE`,
    [requestId],
  );
  // The lock first, what hangs on the request after it: otherwise a step that was waited for would not be seen.
  await client.query('SELECT FROM limit_requests WHERE id = $1::bigint FOR UPDATE', [requestId]);
  return requestById(client, requestId, moment);
}

/** Every request that waits for an approval, the one that expires first at the top; at most 500. */
export async function pendingRequests(database: Database, moment: Moment): Promise<StoredRequest[]> {
  return pendingRequestsWithin(database.pool, moment);
}

/** The same within the caller's transaction. */
export async function pendingRequestsWithin(client: pg.Pool | pg.PoolClient, moment: Moment): Promise<StoredRequest[]> {
  const rest = `WHERE request.state = 'pending' ORDER BY request.expires_at, request.id LIMIT ${PENDING_READ}`;
  return read(client, rest, [], moment);
}

/** The requests of these numbers, in the given order; those that are not there are left out. */
export async function requestsById(
  database: Database,
  requestIds: readonly string[],
  moment: Moment,
): Promise<StoredRequest[]> {
  const rest = 'WHERE request.id = ANY($1::bigint[]) ORDER BY array_position($1::bigint[], request.id)';
  return read(database.pool, rest, [requestIds], moment);
}

/** What a member asked for and is still open, the latest first. */
export async function openRequestsOf(database: Database, staffCode: string, moment: Moment): Promise<StoredRequest[]> {
  const rest = `WHERE request.requested_by = $1 AND request.state IN ('pending', 'returned') ORDER BY request.id DESC LIMIT 50`;
  return read(database.pool, rest, [staffCode], moment);
}

/** The open request of a customer; null: none. */
export async function openRequestOf(
  client: pg.Pool | pg.PoolClient,
  customerId: number,
  moment: Moment,
): Promise<StoredRequest | null> {
  const rest = `WHERE request.customer_id = $1 AND request.state IN ('pending', 'returned')`;
  const [found] = await read(client, rest, [customerId], moment);
  return found ?? null;
}

async function read(
  client: pg.Pool | pg.PoolClient,
  rest: string,
  values: readonly unknown[],
  moment: Moment,
): Promise<StoredRequest[]> {
  const { rows } = await client.query<RequestRow>(prepared(`${REQUEST_SQL} ${rest}`, [...values]));
  if (rows.length === 0) return [];
  const absences = await presentAbsences(client, moment);
  return rows.map((row) => storedRequest(row, absences));
}
