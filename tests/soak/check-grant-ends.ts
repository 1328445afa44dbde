import { moment, nextDay } from './calendar.ts';
import type { Evidence, Findings } from './check.ts';

interface Grant {
  readonly id: string;
  readonly customerId: number;
  readonly customerCode: string;
  readonly lastDay: string | null;
  readonly grantedAt: number;
  readonly endedAt: number | null;
  readonly endedOn: string | null;
  readonly endedBy: string | null;
  /** Of a cut: the alert whose review made it, and when that was closed as anything but true. */
  readonly alertId: string | null;
  readonly alertOverAt: number | null;
}

/** A sweep comes every second or so of simulated time; after an outage in which both bots died, once they are back. */
const LATE = 6 * 3_600_000;
/** What is stored together is stored at one moment. */
const SAME = 5;

/**
 * What is granted for a time ends by itself the day after its last day, once, and says so in the audit trail; a cut ends
 * with its alert unless that is closed as true (docs/limits.md).
 */
export async function checkGrantEnds(evidence: Evidence): Promise<Findings> {
  const { endedAt: now } = evidence;
  const faults: string[] = [];
  const grants = await readGrants(evidence);
  const audited = await auditedEnds(evidence);
  const counts = { 'grants for a time': 0, 'grants that ran out': 0, 'cuts in force once': 0 };
  for (const grant of grants) {
    const { id, lastDay, endedAt, endedOn, endedBy } = grant;
    if (grant.alertId !== null) counts['cuts in force once'] += 1;
    if (lastDay !== null) counts['grants for a time'] += 1;
    const runsOut = lastDay === null ? Number.POSITIVE_INFINITY : moment(nextDay(lastDay), '00:00');
    const replaced = Math.min(...grants.filter((other) => replaces(other, grant)).map(({ grantedAt }) => grantedAt));
    const closed = grant.alertOverAt ?? Number.POSITIVE_INFINITY;
    const end = Math.min(runsOut, replaced, closed);
    const what = `grant ${id} of ${grant.customerCode}`;
    if (end > now) {
      // A later temporary limit ends a cut that no longer cuts anything: what it cut is not judged here.
      if (endedAt !== null && !mayBeReplaced(grant, grants))
        faults.push(`${what} was ended at ${iso(endedAt)} without cause`);
      continue;
    }
    if (endedAt === null) {
      faults.push(`${what} should have ended at ${iso(end)}`);
      continue;
    }
    const late = end === runsOut ? LATE : SAME;
    if ((endedAt < end - SAME && !mayBeReplaced(grant, grants)) || endedAt > end + late) {
      faults.push(`${what} was ended at ${iso(endedAt)} instead of ${iso(end)}`);
    }
    if (end !== runsOut || endedAt < end) continue;
    counts['grants that ran out'] += 1;
    if (endedBy !== 'system' || endedOn !== nextDay(lastDay ?? ''))
      faults.push(`${what} was ended by ${endedBy}, as of ${endedOn}`);
    const entries = audited.get(`${grant.customerCode} ${endedAt}`) ?? 0;
    const together = grants.filter((other) => other.customerId === grant.customerId && other.endedAt === endedAt);
    if (entries !== together.length) faults.push(`${what}: its end is ${entries} times in the audit trail`);
  }
  return { faults, counts };
}

/** What is granted for good ends everything before it, what is granted for a time what was granted for a time; cuts end nothing. */
function replaces(later: Grant, grant: Grant): boolean {
  if (later.customerId !== grant.customerId || later.alertId !== null || Number(later.id) <= Number(grant.id))
    return false;
  if (grant.endedAt !== null && grant.endedAt < later.grantedAt - SAME) return false;
  return later.lastDay === null || (grant.lastDay !== null && grant.alertId === null);
}

function mayBeReplaced(grant: Grant, grants: readonly Grant[]): boolean {
  if (grant.alertId === null) return false;
  return grants.some(
    (other) => other.customerId === grant.customerId && other.alertId === null && other.grantedAt === grant.endedAt,
  );
}

const iso = (at: number) => (Number.isFinite(at) ? new Date(at).toISOString() : 'never');

/** How often the end of a grant is in the audit trail, by customer and moment. */
async function auditedEnds({ database }: Evidence): Promise<ReadonlyMap<string, number>> {
  const { rows } = await database.pool.query<{ key: string; count: number }>(
    `SELECT subject_id || ' ' || (extract(epoch FROM at) * 1000)::bigint AS key, count(*)::int AS count FROM audit_log
     WHERE action = 'limit_ended' GROUP BY 1`,
  );
  return new Map(rows.map(({ key, count }) => [key, count]));
}

async function readGrants({ database }: Evidence): Promise<Grant[]> {
  const { rows } = await database.pool.query<Grant>(
    `SELECT granted.id::text, granted.customer_id AS "customerId", customer.code AS "customerCode",
       granted.last_day::text AS "lastDay", (extract(epoch FROM granted_at) * 1000)::float8 AS "grantedAt",
       (extract(epoch FROM ended_at) * 1000)::float8 AS "endedAt", ended_on::text AS "endedOn", ended_by AS "endedBy",
       review.alert_id::text AS "alertId",
       (SELECT (extract(epoch FROM min(closing.at)) * 1000)::float8 FROM alert_reviews closing
        WHERE closing.alert_id = review.alert_id AND closing.decision = 'close' AND closing.verdict <> 'true') AS "alertOverAt"
     FROM customer_grants granted JOIN customers customer ON customer.id = granted.customer_id
     LEFT JOIN alert_reviews review ON review.id = granted.review_id ORDER BY granted.id`,
  );
  return rows;
}
