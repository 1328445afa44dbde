import { dayOf, isWorking, moment, nextDay } from './calendar.ts';
import type { Evidence, Findings } from './check.ts';
import { type Messages, markOf } from './check-messages.ts';
import type { RunEvent, Severity } from './chronicle.ts';
import type { DueDigest, Owed } from './digest-watch.ts';
import { answererOf } from './personnel.ts';

/** It is planned at nine; after that only where no bot was running, and then of what waited by then. Milliseconds. */
const ON_TIME = 60_000;

/** The part of the policy file that says what waits for a digest. */
export interface NoticePolicy {
  readonly digestYellowAbove: number;
  readonly summaryAbove: number;
}

interface Digest {
  readonly id: string;
  readonly place: string;
  readonly day: string;
  readonly madeAt: number;
  readonly state: string;
  readonly alerts: readonly string[];
  readonly requests: readonly string[];
}

/**
 * The digest of every working day (docs/policy.md): whoever is owed one at nine gets exactly one, of exactly what waits;
 * nobody else, nobody on a day off, and nothing but yellow learns of itself there.
 */
export async function checkDigests(evidence: Evidence, messages: Messages): Promise<Findings> {
  const faults: string[] = [];
  const counts = { 'digests owed': 0, 'digests told': 0, 'digests with nothing left to say': 0, 'digest days late': 0 };
  const stored = Map.groupBy(await readDigests(evidence), ({ day }) => day);
  const settled = await lastTouched(evidence);
  for (const { day, at, owed, fresh } of evidence.digests) {
    const told = stored.get(day) ?? [];
    stored.delete(day);
    faults.push(...wrongFresh({ day, at, owed, fresh }, evidence));
    counts['digests owed'] += owed.size;
    const late = told.some(({ madeAt }) => madeAt - at > ON_TIME);
    if (late) counts['digest days late'] += 1;
    const places = new Set(told.map(({ place }) => place));
    if (places.size < told.length) faults.push(`${day}: a place has two digests`);
    for (const digest of told) {
      const due = owed.get(digest.place);
      if (!late)
        faults.push(...wrongContent(digest, due).map((what) => `digest of ${day} for ${digest.place}: ${what}`));
      const stands = messages.has(markOf('xinshao_notice', { notice_id: digest.id }));
      counts[stands ? 'digests told' : 'digests with nothing left to say'] += 1;
      if (stands !== (digest.state === 'posted'))
        faults.push(`digest of ${day} for ${digest.place} is ${digest.state}`);
      const waits = [...digest.alerts.map((id) => `alert ${id}`), ...digest.requests.map((id) => `request ${id}`)];
      const untouched = waits.filter((what) => (settled.get(what) ?? 0) < digest.madeAt);
      if (!stands && untouched.length > 0) {
        faults.push(`digest of ${day} for ${digest.place} was never told, and ${untouched.join(', ')} waited`);
      }
    }
    for (const place of late ? [] : owed.keys()) {
      if (!places.has(place)) faults.push(`${place} was owed a digest on ${day} and got none`);
    }
  }
  for (const day of stored.keys()) faults.push(`a digest of ${day}, on which none was due`);
  for (const day of workingDays(evidence)) {
    if (!evidence.digests.some((one) => one.day === day)) faults.push(`nobody looked at nine on ${day}`);
  }
  const heavy = await evidence.database.pool.query<{ what: string }>(
    `SELECT 'alert ' || alert_id || ' was told as ' || told_severity || ' by a digest' AS what FROM alert_messages
     WHERE told = 'digest' AND told_severity <> 'yellow'`,
  );
  faults.push(...heavy.rows.map(({ what }) => what));
  return { faults, counts };
}

function wrongContent(digest: Digest, owed: Owed | undefined): string[] {
  if (owed === undefined) return ['nothing waited'];
  const difference = (what: string, has: readonly string[], must: ReadonlySet<string>) => {
    const [more, less] = [has.filter((id) => !must.has(id)), [...must].filter((id) => !has.includes(id))];
    return [
      ...(more.length > 0 ? [`${what} ${more.join(', ')} should not be in it`] : []),
      ...(less.length > 0 ? [`${what} ${less.join(', ')} should be in it`] : []),
    ];
  };
  return [...difference('alert', digest.alerts, owed.alerts), ...difference('request', digest.requests, owed.requests)];
}

/** More yellow ones of one run for one place than the policy says wait for the digest, unless everything comes at once. */
function wrongFresh({ day, at, fresh }: DueDigest, evidence: Evidence): string[] {
  const { notices } = evidence;
  const ofPlace = Map.groupBy(toldBefore(at, day, evidence), ({ place }) => place);
  return fresh.flatMap(({ alertId, place, severity, gathered }) => {
    const told = ofPlace.get(place) ?? [];
    const opened = told.filter(({ isNew }) => isNew);
    const yellow = (alerts: typeof told) => alerts.filter((alert) => alert.severity === 'yellow').length;
    const isFlood = opened.length > notices.summaryAbove;
    const must =
      severity === 'yellow' && yellow(opened) > notices.digestYellowAbove && told.length <= notices.summaryAbove;
    const may = severity === 'yellow' && yellow(told) > notices.digestYellowAbove && !isFlood;
    if (gathered && !may) return [`alert ${alertId} (${severity}) waited for the digest of ${day} at ${place}`];
    if (!gathered && must) return [`alert ${alertId} did not wait for the digest of ${day} at ${place}`];
    return [];
  });
}

/** An alert of which a run of the day told a place. */
interface ToldByRun {
  readonly place: string;
  readonly severity: Severity;
  readonly isNew: boolean;
}

/** What runs told places before nine: alerts they opened or changed, and what somebody left behind who was gone by then. */
function toldBefore(nine: number, day: string, { chronicle, company, left }: Evidence): ToldByRun[] {
  const ofDay = (at: number) => dayOf(at) === day && at < nine;
  const runs = chronicle.runs.filter((event) => ofDay(event.at));
  const changed = runs.flatMap((event) => {
    const { at, before, after } = event;
    const alert = { severity: after.severity, isNew: before === null };
    const team = company.byCode.get(after.owner ?? '')?.team ?? null;
    const channel = { ...alert, place: team === null ? 'channel:' : `channel:信用-${team.slice(1)}` };
    const person = answererOf(after.owner, at, company, left);
    return [
      ...(wasOnlyHandedOver(event) ? [] : [channel]),
      ...(person === undefined ? [] : [{ ...alert, place: `staff:${person.code}` }]),
    ];
  });
  const behind = [...left].flatMap(([code, { at, waiting }]) => {
    const place = `staff:${answererOf(code, at, company, left)?.code}`;
    const others = waiting.filter(({ id }) => !runs.some(({ after }) => after.id === id));
    return ofDay(at) ? others.map(({ severity }) => ({ place, severity, isNew: false })) : [];
  });
  return [...changed, ...behind];
}

const wasOnlyHandedOver = ({ before, after }: RunEvent) =>
  before !== null && before.owner !== after.owner && before.severity === after.severity;

/** Working days at nine of which the simulation went on. */
function workingDays({ digests, endedAt }: Evidence): string[] {
  const days: string[] = [];
  const [first] = digests;
  for (let day = first?.day ?? dayOf(endedAt); moment(day, '09:00') < endedAt; day = nextDay(day)) {
    if (isWorking(day)) days.push(day);
  }
  return days;
}

async function readDigests({ database }: Evidence): Promise<Digest[]> {
  const { rows } = await database.pool.query<Digest>(
    `SELECT id::text, place, right(key, 10) AS day, state, (extract(epoch FROM made_at) * 1000)::float8 AS "madeAt",
       ARRAY(SELECT alert_id::text FROM notice_items WHERE notice_id = notice.id) AS alerts,
       ARRAY(SELECT request_id::text FROM notice_requests WHERE notice_id = notice.id) AS requests
     FROM notices notice WHERE kind = 'digest' ORDER BY id`,
  );
  return rows;
}

/** When anybody last did something about an alert or a request, or it ended by itself. */
async function lastTouched({ database }: Evidence): Promise<ReadonlyMap<string, number>> {
  const { rows } = await database.pool.query<{ what: string; at: number }>(
    `SELECT what, (extract(epoch FROM max(at)) * 1000)::float8 AS at FROM (
       SELECT 'alert ' || alert_id AS what, submitted_at AS at FROM feedback
       UNION ALL SELECT 'alert ' || alert_id, at FROM alert_reviews
       UNION ALL SELECT 'request ' || request_id, at FROM limit_request_steps
       UNION ALL SELECT 'request ' || id, expires_at FROM limit_requests WHERE state = 'expired') touched GROUP BY what`,
  );
  return new Map(rows.map(({ what, at }) => [what, at]));
}
