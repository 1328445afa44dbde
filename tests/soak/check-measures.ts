import { dayOf } from './calendar.ts';
import type { Evidence, Findings } from './check.ts';

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

const MEASURES = ['suspend', 'prepay', 'watch'];
/** What is stored together is stored at one moment. */
const SAME = 5;

/**
 * What a review put on a customer holds until its last day, or until its alert is closed as anything but true; holds end
 * with the answer (docs/limits.md).
 */
export async function checkMeasures(evidence: Evidence): Promise<Findings> {
  const reviews = await readReviews(evidence);
  const parts = [await wrongMeasures(evidence, reviews), await wrongHoldEnds(evidence, reviews)];
  return {
    faults: parts.flatMap(({ faults }) => faults),
    counts: Object.assign({}, ...parts.map(({ counts }) => counts)),
  };
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
        `alert ${alertId}: ${action} since ${new Date(measure.since).toISOString()} until ${measure.until}, not as it was chosen`,
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
