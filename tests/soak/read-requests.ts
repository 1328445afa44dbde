import type { Evidence } from './check.ts';

/** What somebody did about a request. */
export interface Step {
  readonly id: string;
  readonly kind: string;
  readonly by: string;
  readonly at: number;
  readonly round: number;
  readonly level: number | null;
  readonly reason: string;
  readonly onBehalfOf: string | null;
  readonly limitFen: number | null;
  readonly termDays: number | null;
  readonly lastDay: string | null;
}

/** A request as it is stored, with everything that was done about it and every message about it. */
export interface Request {
  readonly id: string;
  readonly customerId: number;
  readonly owner: string | null;
  readonly requestedBy: string;
  readonly state: string;
  readonly version: number;
  readonly levels: readonly { readonly tier: number; readonly role: string }[];
  readonly limitFen: number;
  readonly termDays: number;
  readonly expiresAt: number;
  /** Whether new credit was on hold when it was asked, or asked again. */
  readonly onHold: boolean;
  readonly steps: readonly Step[];
  readonly grants: readonly { readonly limitFen: number; readonly termDays: number; readonly customerId: number }[];
  readonly messages: readonly Told[];
}

/** A message about a request, for one person. */
interface Told {
  readonly audience: string;
  readonly state: string;
  readonly shownVersion: number;
}

/** Every request that was ever made, the oldest first. */
export async function readRequests({ database }: Pick<Evidence, 'database'>): Promise<Request[]> {
  const { rows } = await database.pool.query<{ request: Request }>(
    `SELECT json_build_object('id', request.id::text, 'customerId', request.customer_id, 'owner', customer.sales_owner,
       'requestedBy', request.requested_by, 'state', request.state, 'version', request.version, 'levels', request.levels,
       'limitFen', request.limit_fen, 'termDays', request.term_days,
       'expiresAt', extract(epoch FROM request.expires_at) * 1000,
       'onHold', EXISTS (SELECT FROM credit_holds hold JOIN limit_request_steps step ON step.request_id = request.id
         WHERE hold.customer_id = request.customer_id AND step.kind IN ('request', 'resubmit')
           AND hold.since <= step.at AND coalesce(hold.ended_at, 'infinity') >= step.at),
       'steps', (SELECT coalesce(json_agg(json_build_object('id', step.id::text, 'kind', step.kind, 'by', step.by,
           'at', extract(epoch FROM step.at) * 1000, 'round', step.round, 'level', step.level, 'reason', step.reason,
           'onBehalfOf', step.on_behalf_of,
           'limitFen', step.limit_fen, 'termDays', step.term_days, 'lastDay', step.last_day) ORDER BY step.id), '[]')
         FROM limit_request_steps step WHERE step.request_id = request.id),
       'grants', (SELECT coalesce(json_agg(json_build_object('limitFen', granted.limit_fen, 'termDays', granted.term_days,
           'customerId', granted.customer_id)), '[]')
         FROM customer_grants granted WHERE granted.request_id = request.id),
       'messages', (SELECT coalesce(json_agg(json_build_object('audience', message.audience, 'state', message.state,
           'shownVersion', message.shown_version) ORDER BY message.id), '[]')
         FROM limit_request_messages message WHERE message.request_id = request.id)) AS request
     FROM limit_requests request JOIN customers customer ON customer.id = request.customer_id ORDER BY request.id`,
  );
  return rows.map(({ request }) => request);
}
