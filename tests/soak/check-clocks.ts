import { SWEEP_STEPS_EVERY } from '@xinshao/bot/jobs/sweep-steps.ts';
import type { Evidence, Findings } from './check.ts';
import { type Messages, markOf } from './check-messages.ts';
import { wrongRises } from './check-rises.ts';
import { ownerAt, RANK, type RunEvent, type Severity } from './chronicle.ts';
import type { Company } from './company.ts';
import {
  type ExpectedStep,
  expectedDeadline,
  expectedSteps,
  type FeedbackRules,
  tightenedSteps,
} from './expected-clock.ts';
import { isHere } from './personnel.ts';

/** One run of an alert's clock, as policy and history say it must have been. */
interface Clock {
  readonly from: number;
  steps: readonly ExpectedStep[];
  /** When an answer, the end, or a new clock ended it; infinite: it still runs. */
  until: number;
}

interface StoredStep {
  id: string;
  alertId: string;
  generation: number;
  step: string;
  place: string;
  audience: string;
  dueAt: number;
  state: string;
  noticeId: string | null;
  /** Whom it went to, alone or with others; null: nobody. */
  recipient: string | null;
}

/** Every reminder, escalation and hold exactly as the policy says: due when it must, told or made void, none besides. */
export async function checkClocks(evidence: Evidence, messages: Messages): Promise<Findings> {
  const { database, chronicle, rules, company, left, endedAt } = evidence;
  const faults: string[] = [];
  const counts: Record<string, number> = {};
  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  const steps = Map.groupBy(await storedSteps(evidence), ({ alertId }) => alertId);
  const people = Map.groupBy(await whatPeopleDid(evidence), ({ alertId }) => alertId);
  const runs = Map.groupBy(chronicle.runs, ({ after }) => after.id);
  const holds = Map.groupBy(await storedHolds(evidence), ({ alertId }) => alertId);
  const { rows } = await database.pool.query<{ id: string; severity: string }>('SELECT id::text, severity FROM alerts');
  for (const { id, severity } of rows) {
    count(`alerts: ${severity}`);
    const clocks = clocksOf(runs.get(id) ?? [], people.get(id) ?? [], rules, (what) =>
      faults.push(`alert ${id}: ${what}`),
    );
    const stored = new Map((steps.get(id) ?? []).map((step) => [`${step.step} ${step.place} ${step.dueAt}`, step]));
    const expectedHolds: { at: number; until: number }[] = [];
    for (const clock of clocks) {
      for (const expected of clock.steps) {
        const happens = expected.at <= endedAt && expected.at < clock.until;
        // Who answers before anybody looked for steps that are due has answered before the step.
        const may = happens && clock.until - expected.at <= SWEEP_STEPS_EVERY;
        if (happens && expected.step === 'hold' && !(may && (holds.get(id) ?? []).length === 0)) {
          expectedHolds.push({ at: expected.at, until: clock.until });
        }
        for (const place of expected.step.startsWith('escalation') ? ['direct', 'thread'] : ['direct']) {
          const key = `${expected.step} ${place} ${expected.at}`;
          const found = stored.get(key);
          // Of a step that falls together with the answer either may come first.
          if (found === undefined && (!happens || may)) continue;
          stored.delete(key);
          if (found === undefined) {
            faults.push(`alert ${id}: ${expected.step} (${place}) due at ${iso(expected.at)} never came`);
            continue;
          }
          if (!happens && expected.at !== clock.until) {
            faults.push(`alert ${id}: ${key} came although the clock stood since ${iso(clock.until)}`);
          }
          if (found.audience !== expected.audience) faults.push(`alert ${id}: ${key} went to ${found.audience}`);
          const fate = fateOf(found, steps.get(id) ?? [], messages);
          const { owner } = ownerAt(runs.get(id) ?? [], expected.at);
          const reached = recipientOf(expected.audience, owner, company, (code) => isHere(code, expected.at, left));
          if (fate.startsWith('told') && place === 'direct' && found.state === 'sent' && found.recipient !== reached) {
            faults.push(`alert ${id}: ${key} went to ${found.recipient} instead of ${reached}`);
          }
          count(`steps: ${fate}`);
          if (fate === 'lost') faults.push(`alert ${id}: ${key} was not told (${found.state})`);
          if (fate === 'void' && clock.until === Number.POSITIVE_INFINITY) {
            faults.push(`alert ${id}: ${key} was made void without an answer`);
          }
        }
      }
    }
    const told = (step: string, place: string, at: number) => {
      const key = `${step} ${place} ${at}`;
      const found = stored.get(key);
      stored.delete(key);
      if (found === undefined) return null;
      const fate = fateOf(found, steps.get(id) ?? [], messages);
      count(`rises: ${fate}`);
      return { audience: found.audience, fate };
    };
    const wasAnswered = (after: number) => clocks.some(({ until }) => until >= after && Number.isFinite(until));
    faults.push(...wrongRises(id, runs.get(id) ?? [], { messages, left, told, wasAnswered }));
    for (const key of stored.keys())
      faults.push(`alert ${id}: ${key} (${iso(Number(key.split(' ')[2]))}) should not be`);
    faults.push(...wrongHolds(id, expectedHolds, holds.get(id) ?? []));
    if (expectedHolds.length > 0) count('alerts that put credit on hold');
    count(clocks.length > 1 ? 'alerts whose clock started more than once' : 'alerts with one clock');
  }
  return { faults, counts: { alerts: rows.length, ...counts } };
}

/** The clocks an alert must have had: one from its opening, and one from every return; getting worse tightens the one that runs. */
function clocksOf(
  runs: readonly RunEvent[],
  acts: readonly { readonly at: number; readonly kind: string }[],
  rules: FeedbackRules,
  wrong: (what: string) => void,
): Clock[] {
  const clocks: Clock[] = [];
  let severity: Severity = 'yellow';
  let due = 0;
  const begin = (at: number) => {
    const last = clocks.at(-1);
    if (last !== undefined) last.until = Math.min(last.until, at);
    clocks.push({ from: at, steps: expectedSteps(severity, at, rules), until: Number.POSITIVE_INFINITY });
  };
  const events = [
    ...runs.map((run) => ({ ...run, kind: 'run' as const })),
    ...acts.map((act) => ({ ...act, before: null, after: null })),
  ];
  for (const event of events.sort((one, other) => one.at - other.at)) {
    const last = clocks.at(-1);
    if (event.kind === 'run' && event.after !== null) {
      const worse = RANK[event.after.severity] > RANK[severity];
      if (event.before === null) {
        severity = event.after.severity;
        due = expectedDeadline(severity, event.at, rules);
        if (event.after.openedAt !== event.at)
          wrong(`opened at ${iso(event.after.openedAt)} by the run of ${iso(event.at)}`);
        begin(event.at);
      } else if (worse) {
        severity = event.after.severity;
        due = Math.min(due, expectedDeadline(severity, event.at, rules));
        if (last !== undefined) last.steps = tightenedSteps(last.steps, severity, event.at, rules);
      }
      if (event.after.dueAt !== due && event.before?.dueAt !== event.after.dueAt) {
        wrong(`is due at ${iso(event.after.dueAt)}, must be at ${iso(due)}`);
      }
    } else if (event.kind === 'return') {
      due = expectedDeadline(severity, event.at, rules);
      begin(event.at);
    } else if (last !== undefined) last.until = Math.min(last.until, event.at);
  }
  return clocks;
}

/** The owner, their manager, the head of risk, the head of all; where nobody is to be had, or they have left, the next above. */
function recipientOf(
  audience: string,
  owner: string | null,
  company: Company,
  isStillHere: (code: string) => boolean,
): string | undefined {
  const responsible = company.byCode.get(owner ?? '');
  const chain = { owner: responsible?.code, manager: responsible?.manager, risk: 'R1', executive: 'E1' };
  const places = Object.keys(chain);
  return (
    Object.values(chain).find(
      (code, place) => place >= places.indexOf(audience) && code != null && isStillHere(code),
    ) ?? undefined
  );
}

function fateOf(step: StoredStep, all: readonly StoredStep[], messages: Messages): string {
  const alone = messages.has(
    markOf('xinshao_alert_step', { alert_id: step.alertId, step_id: step.id, place: step.place }),
  );
  const bundled = step.noticeId !== null && messages.has(markOf('xinshao_notice', { notice_id: step.noticeId }));
  if (step.state === 'sent') return alone ? 'told alone' : bundled ? 'told with others' : 'lost';
  if (step.state === 'stale') return alone ? 'told alone' : 'void';
  // A later step of the same alert tells the same place all that this one would have.
  const later = all.some(
    (one) => one.dueAt >= step.dueAt && one.id !== step.id && ['sent', 'stale'].includes(one.state),
  );
  return step.state === 'superseded' && later ? 'told by a later step' : 'lost';
}

function wrongHolds(
  id: string,
  expected: readonly { at: number; until: number }[],
  stored: readonly { since: number; endedAt: number | null }[],
): string[] {
  const faults: string[] = [];
  if (expected.length === 0 && stored.length > 0) faults.push(`alert ${id}: credit was put on hold without cause`);
  const first = expected[0];
  if (first !== undefined && stored.length === 0)
    faults.push(`alert ${id}: credit is not on hold since ${iso(first.at)}`);
  for (const hold of stored) {
    const cause = expected.find(({ at, until }) => hold.since >= at && hold.since < until);
    if (cause === undefined) faults.push(`alert ${id}: a hold since ${iso(hold.since)} without cause`);
  }
  return faults;
}

const iso = (at: number) => (Number.isFinite(at) ? new Date(at).toISOString() : 'never');

async function storedSteps({ database }: Evidence): Promise<StoredStep[]> {
  const { rows } = await database.pool.query<StoredStep>(
    `SELECT id::text, alert_id::text AS "alertId", generation, step, place, audience, state, notice_id::text AS "noticeId",
       coalesce(recipient, (SELECT substr(place, 7) FROM notices WHERE id = step.notice_id AND place LIKE 'staff:%')) AS recipient,
       (extract(epoch FROM due_at) * 1000)::float8 AS "dueAt" FROM alert_steps step ORDER BY id`,
  );
  return rows;
}

/** Answers, returns and ends; an acceptance does nothing to a clock that stands already. */
async function whatPeopleDid({ database }: Evidence): Promise<{ alertId: string; at: number; kind: string }[]> {
  const { rows } = await database.pool.query<{ alertId: string; at: number; kind: string }>(
    `SELECT alert_id::text AS "alertId", (extract(epoch FROM submitted_at) * 1000)::float8 AS at, 'answer' AS kind FROM feedback
     UNION ALL SELECT alert_id::text, (extract(epoch FROM at) * 1000)::float8, decision FROM alert_reviews`,
  );
  return rows;
}

async function storedHolds({
  database,
}: Evidence): Promise<{ alertId: string; since: number; endedAt: number | null }[]> {
  const { rows } = await database.pool.query<{ alertId: string; since: number; endedAt: number | null }>(
    `SELECT alert_id::text AS "alertId", (extract(epoch FROM since) * 1000)::float8 AS since,
       (extract(epoch FROM ended_at) * 1000)::float8 AS "endedAt" FROM credit_holds ORDER BY id`,
  );
  return rows;
}
