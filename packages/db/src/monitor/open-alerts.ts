import type { ClockStep } from '@xinshao/core/alerts/clock.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';
import { clockJson } from '../alerts/set-clock.ts';
import type { Delivery } from '../queue/queue.ts';
import { copyLines } from './copy-lines.ts';
import { raiseAlerts, WAITING } from './raise-alerts.ts';

export interface AlertsOfRun {
  /** Warnings that were not in their cool-down. */
  readonly warnings: number;
  readonly opened: number;
  readonly raised: number;
  /** Messages that must be sent or shown anew. */
  readonly deliveries: readonly Delivery[];
}

export interface OpeningAlerts {
  readonly asOf: Day;
  readonly policyHash: string;
  /** When feedback is due, by the severity of the alert. */
  readonly dueAt: Readonly<Record<Severity, Date>>;
  /** What happens until it is answered, likewise. */
  readonly clock: Readonly<Record<Severity, readonly ClockStep[]>>;
  readonly now: Date;
}

/** Severity as a number that can be compared. */
const RANK = (column: string) => `array_position(array['yellow', 'orange', 'red'], ${column})`;

/**
 * Turns what the rules found into alerts, set by set: drops warnings in their cool-down unless they got worse, opens
 * one alert per customer that has none waiting for an answer, and lets the rest join the one that waits.
 */
export async function openAlerts(
  client: pg.PoolClient,
  found: readonly string[],
  { asOf, policyHash, dueAt, clock, now }: OpeningAlerts,
): Promise<AlertsOfRun> {
  if (found.length === 0) return { warnings: 0, opened: 0, raised: 0, deliveries: [] };
  await client.query(`create temporary table found_warnings (
    customer_id int, assessment_id bigint, rule_id text, severity text, type text, form text, cool_down_days int,
    grade_before text, grade_after text, evidence jsonb) on commit drop`);
  await copyLines(client, 'found_warnings', found);
  await client.query(
    `delete from found_warnings found using warnings earlier
     where earlier.customer_id = found.customer_id and earlier.rule_id = found.rule_id and earlier.cool_until > $1
       and ${RANK('earlier.severity')} >= ${RANK('found.severity')}`,
    [asOf],
  );
  await client.query(`create temporary table alert_causes on commit drop as
    select customer_id, (array['yellow', 'orange', 'red'])[max(${RANK('severity')})] as severity,
      max(grade_before) as grade_before, max(grade_after) as grade_after
    from found_warnings group by customer_id`);
  const bySeverity = [
    ...[dueAt.red, dueAt.orange, dueAt.yellow],
    ...[clock.red, clock.orange, clock.yellow].map(clockJson),
  ];
  const choose = (type: string, first: number) =>
    `case cause.severity when 'red' then $${first}::${type} when 'orange' then $${first + 1}::${type} else $${first + 2}::${type} end`;
  const of = (severity: Severity) => ({ dueAt: dueAt[severity], clock: clock[severity] });
  const joined = await raiseAlerts(client, of, now);
  const opened = await client.query<{ id: string; severity: Severity; owned: boolean }>(
    `insert into alerts (customer_id, state, severity, opened_on, opened_at, due_at, clock_steps, owner_code, team_code, grade_before,
       grade_after, exposure_fen, overdue_fen, policy_hash)
     select cause.customer_id, 'open', cause.severity, $1, $9, ${choose('timestamptz', 3)}, ${choose('jsonb', 6)}, owner.code, owner.team_code,
       cause.grade_before, cause.grade_after, state.exposure_fen, state.overdue_fen, $2
     from alert_causes cause
     join customer_state state using (customer_id)
     join customers customer on customer.id = cause.customer_id
     left join staff owner on owner.code = customer.sales_owner
     where not exists (select from ${WAITING} where waiting.customer_id = cause.customer_id)
     order by ${RANK('cause.severity')} desc, state.exposure_fen desc, cause.customer_id
     on conflict (customer_id) where state = 'open' do nothing
     returning id::text, severity, owner_code is not null as owned`,
    [asOf, policyHash, ...bySeverity, now],
  );
  const stored = await client.query(
    `insert into warnings (customer_id, rule_id, severity, type, form, evidence, found_on, cool_until, alert_id, assessment_id)
     select found.customer_id, found.rule_id, found.severity, found.type, found.form, found.evidence, $1::date,
       $1::date + found.cool_down_days, waiting.id, found.assessment_id
     from found_warnings found
     join ${WAITING} using (customer_id)`,
    [asOf],
  );
  const deliveries = [...opened.rows, ...joined].flatMap(({ id, severity, owned }): Delivery[] => {
    const channel: Delivery = { alertId: id, audience: 'channel', severity };
    return owned ? [channel, { ...channel, audience: 'owner' }] : [channel];
  });
  return {
    warnings: stored.rowCount ?? 0,
    opened: opened.rowCount ?? 0,
    raised: joined.length,
    deliveries,
  };
}
