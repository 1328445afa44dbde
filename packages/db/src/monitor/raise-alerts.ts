import type { AlertState } from '@xinshao/core/alerts/alert.ts';
import { type ClockStep, type ClockStepName, clockChange, tightenedClock } from '@xinshao/core/alerts/clock.ts';
import { worsened } from '@xinshao/core/alerts/transition.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';
import { noteRises } from '../alerts/note-rises.ts';
import { clockJson, type StoredClockStep, storedClock } from '../alerts/set-clock.ts';

/** An alert that new warnings joined. */
export interface JoinedAlert {
  readonly id: string;
  readonly severity: Severity;
  readonly owned: boolean;
}

/** What holds from now on for an alert of a severity. */
export interface OfSeverity {
  readonly dueAt: Date;
  readonly clock: readonly ClockStep[];
}

interface Waiting {
  id: string;
  state: AlertState;
  severity: Severity;
  dueAt: Date;
  ahead: StoredClockStep[];
  taken: ClockStepName[];
  /** Of the warnings that join it. */
  added: Severity;
}

/**
 * The alert that new warnings join, for each customer in `alert_causes` that has one: the one never answered, else the
 * one returned to be answered again.
 */
export const WAITING = `(select distinct on (alert.customer_id) alert.customer_id, alert.id
    from alerts alert join alert_causes cause using (customer_id) where alert.state in ('open', 'returned')
    order by alert.customer_id, alert.state = 'open' desc, alert.id desc) waiting`;

/**
 * Lets the warnings in `alert_causes` join the alerts that wait for an answer. What that does to severity, deadline and
 * clock is the core's to say; here it is only stored, for all of them at once.
 */
export async function raiseAlerts(
  client: pg.PoolClient,
  of: (severity: Severity) => OfSeverity,
  now: Date,
): Promise<JoinedAlert[]> {
  const { rows: waiting } = await client.query<Waiting>(
    `select alert.id::text, alert.state, alert.severity, alert.due_at as "dueAt", alert.clock_steps as ahead,
       array(select distinct step from alert_steps where alert_id = alert.id and generation = alert.clock_generation) as taken,
       cause.severity as added
     from alert_causes cause join ${WAITING} using (customer_id) join alerts alert on alert.id = waiting.id
     where alert.state in ('open', 'returned')
     order by alert.id for update of alert`,
  );
  if (waiting.length === 0) return [];
  const risen = waiting.map((alert) => risenBy(alert, of(alert.added), now));
  const { rows } = await client.query<JoinedAlert>(
    `update alerts alert set version = alert.version + 1, severity = risen.severity, due_at = risen.due_at,
       raised_at = case when risen.is_rise then $6 else alert.raised_at end,
       clock_steps = risen.clock, grade_after = cause.grade_after, exposure_fen = state.exposure_fen,
       overdue_fen = state.overdue_fen
     from unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::jsonb[], $5::boolean[])
         as risen (id, severity, due_at, clock, is_rise),
       alert_causes cause join customer_state state using (customer_id)
     where alert.id = risen.id and cause.customer_id = alert.customer_id
     returning alert.id::text, alert.severity, alert.owner_code is not null as owned`,
    [
      risen.map(({ id }) => id),
      risen.map(({ severity }) => severity),
      risen.map(({ dueAt }) => dueAt),
      risen.map(({ clock }) => clockJson(clock)),
      risen.map(({ isRise }) => isRise),
      now,
    ],
  );
  const rose = risen.filter(({ isRise }) => isRise);
  await noteRises(
    client,
    rose.map(({ id }) => id),
    now,
  );
  return rows;
}

function risenBy({ id, state, severity, dueAt, ahead, taken, added }: Waiting, heavier: OfSeverity, now: Date) {
  const before = { state, severity, dueAt };
  const after = { state, ...worsened(before, { severity: added, dueAt: heavier.dueAt }) };
  const running = { ahead: storedClock(ahead), taken: new Set(taken) };
  const isRise = clockChange(before, after) === 'tighten';
  return { ...after, id, isRise, clock: isRise ? tightenedClock(running, heavier.clock, now) : running.ahead };
}
