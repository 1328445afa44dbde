import { dayOf, moment, nextDay } from './calendar.ts';
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

interface Measure {
  readonly kind: string;
  readonly until: string | null;
  readonly since: number;
  readonly endedAt: number | null;
  readonly endedBy: string | null;
  readonly alertId: string;
}

interface Review {
  readonly alertId: string;
  readonly decision: string;
  readonly action: string | null;
  readonly verdict: string | null;
  readonly note: string;
  readonly by: string;
  readonly at: number;
}

/** A sweep comes every second or so of simulated time; after an outage in which both bots died, once they are back. */
const LATE = 6 * 3_600_000;
const MEASURES = ['suspend', 'prepay', 'watch'];
/** What is stored together is stored at one moment. */
const SAME = 5;

/**
 * What has a last day ends by itself the day after, once, and says so in the audit trail; what a review put on a customer
 * holds until then, or until its alert is closed as anything but true; holds end with the answer (docs/limits.md).
 */
export async function checkEnds(evidence: Evidence): Promise<Findings> {
  const reviews = await readReviews(evidence);
  const parts = [
    await wrongGrantEnds(evidence),
    await wrongMeasures(evidence, reviews),
    await wrongHoldEnds(evidence, reviews),
  ];
  return {
    faults: parts.flatMap(({ faults }) => faults),
    counts: Object.assign({}, ...parts.map(({ counts }) => counts)),
  };
}

async function wrongGrantEnds(evidence: Evidence): Promise<Findings> {
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

/** A review that says so puts a measure on the customer, with the last day that was chosen. */
async function wrongMeasures(evidence: Evidence, reviews: readonly Review[]): Promise<Findings> {
  const { submissions, endedAt: now } = evidence;
  const faults: string[] = [];
  const measures = Map.groupBy(await readMeasures(evidence), ({ alertId }) => alertId);
  const counts = { measures: 0, 'measures that ran out': 0, 'measures ended with their alert': 0 };
  for (const { alertId, decision, action, note, at } of reviews) {
    const submitted = submissions.find(({ text }) => text === note);
    if (decision === 'accept' && (submitted?.action ?? null) !== action) {
      faults.push(`alert ${alertId}: ${action} is stored, ${submitted?.action} was chosen`);
    }
    if (decision !== 'accept' || action === null || !MEASURES.includes(action)) continue;
    const found = (measures.get(alertId) ?? []).filter(({ kind }) => kind === action);
    const [measure] = found;
    if (found.length !== 1 || measure === undefined) {
      faults.push(`alert ${alertId}: ${action} is on the customer ${found.length} times`);
      continue;
    }
    counts.measures += 1;
    if (measure.until !== (submitted?.until ?? null) || Math.abs(measure.since - at) > SAME) {
      faults.push(
        `alert ${alertId}: ${action} since ${iso(measure.since)} until ${measure.until}, not as it was chosen`,
      );
    }
    const over = reviews.find((one) => one.alertId === alertId && one.decision === 'close' && one.at > at);
    const ends = over !== undefined && over.verdict !== 'true' ? over : undefined;
    if ((measure.endedAt ?? null) !== (ends?.at ?? null) || (measure.endedBy ?? null) !== (ends?.by ?? null)) {
      faults.push(
        `alert ${alertId}: ${action} ended at ${measure.endedAt} by ${measure.endedBy}, closed at ${ends?.at}`,
      );
    }
    if (ends !== undefined) counts['measures ended with their alert'] += 1;
    else if (measure.until !== null && measure.until < dayOf(now)) counts['measures that ran out'] += 1;
  }
  const stored = [...measures.values()].flat().filter(({ kind }) => MEASURES.includes(kind)).length;
  if (stored !== counts.measures) faults.push(`${stored} measures, of which reviews made ${counts.measures}`);
  faults.push(...(await wrongMeasureAudit(evidence, stored, counts['measures ended with their alert'])));
  faults.push(...(await moreForSuspended(evidence)));
  return { faults, counts };
}

async function wrongMeasureAudit({ database }: Evidence, begun: number, ended: number): Promise<string[]> {
  const { rows } = await database.pool.query<{ begun: number; ended: number }>(
    `SELECT count(*) FILTER (WHERE action = 'measure_begun' AND after::json ->> 'measure' = ANY($1))::int AS begun,
       count(*) FILTER (WHERE action = 'measure_ended' AND before::json ->> 'measure' = ANY($1))::int AS ended FROM audit_log`,
    [MEASURES],
  );
  const [audit] = rows;
  if (audit?.begun === begun && audit.ended === ended) return [];
  return [`${begun} measures begun and ${ended} ended; in the audit trail ${audit?.begun} and ${audit?.ended}`];
}

/** While a customer is suspended nobody may ask for more; the last day of it counts, the day after does not. */
async function moreForSuspended({ database }: Evidence): Promise<string[]> {
  const { rows } = await database.pool.query<{ what: string }>(
    `SELECT 'request ' || request.id || ' asks for more although the customer is suspended' AS what
     FROM limit_request_steps step JOIN limit_requests request ON request.id = step.request_id
     WHERE step.kind = 'request' AND (step.limit_fen > coalesce(request.current_limit_fen, 0)
         OR step.term_days > coalesce(request.current_term_days, 0))
       AND EXISTS (SELECT FROM customer_measures measure WHERE measure.customer_id = request.customer_id
         AND measure.kind = 'suspend' AND measure.since < step.at AND coalesce(measure.ended_at, 'infinity') > step.at
         AND coalesce(measure.until, 'infinity'::date) >= (step.at AT TIME ZONE 'Asia/Shanghai')::date)`,
  );
  return rows.map(({ what }) => what);
}

/** New credit is on hold until somebody answers or closes the alert. */
async function wrongHoldEnds({ database }: Evidence, reviews: readonly Review[]): Promise<Findings> {
  const answers = await database.pool.query<{ alertId: string; at: number }>(
    `SELECT alert_id::text AS "alertId", (extract(epoch FROM submitted_at) * 1000)::float8 AS at FROM feedback`,
  );
  const ends = Map.groupBy(
    [...answers.rows, ...reviews.filter(({ decision }) => decision === 'close')],
    ({ alertId }) => alertId,
  );
  const holds = await database.pool.query<{ alertId: string; since: number; endedAt: number | null }>(
    `SELECT alert_id::text AS "alertId", (extract(epoch FROM since) * 1000)::float8 AS since,
       (extract(epoch FROM ended_at) * 1000)::float8 AS "endedAt" FROM credit_holds`,
  );
  const faults = holds.rows.flatMap(({ alertId, since, endedAt }) => {
    const end = (ends.get(alertId) ?? [])
      .map(({ at }) => at)
      .filter((at) => at >= since)
      .sort((one, other) => one - other)[0];
    return endedAt === (end ?? null)
      ? []
      : [`alert ${alertId}: the hold ended at ${endedAt}, it was answered at ${end}`];
  });
  const ended = holds.rows.filter(({ endedAt }) => endedAt !== null).length;
  const audit = await database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit_log WHERE action = 'credit_hold_ended'`,
  );
  if (audit.rows[0]?.count !== ended) faults.push(`${ended} holds ended, ${audit.rows[0]?.count} in the audit trail`);
  return { faults, counts: { 'holds ended by an answer': ended } };
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

async function readMeasures({ database }: Evidence): Promise<Measure[]> {
  const { rows } = await database.pool.query<Measure>(
    `SELECT kind, until::text, (extract(epoch FROM since) * 1000)::float8 AS since,
       (extract(epoch FROM ended_at) * 1000)::float8 AS "endedAt", ended_by AS "endedBy", alert_id::text AS "alertId"
     FROM customer_measures ORDER BY id`,
  );
  return rows;
}

async function readReviews({ database }: Evidence): Promise<Review[]> {
  const { rows } = await database.pool.query<Review>(
    `SELECT alert_id::text AS "alertId", decision, action, verdict, note, by,
       (extract(epoch FROM at) * 1000)::float8 AS at FROM alert_reviews ORDER BY id`,
  );
  return rows;
}
