import { CLOCK_AUDIENCES, type ClockStepName, upwardsFrom } from '@xinshao/core/alerts/clock.ts';
import { bundleSteps, type DueStep } from '@xinshao/core/notices/bundle-steps.ts';
import type { NoticeRules } from '@xinshao/core/policy/notices-schema.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';
import { recipientSql } from '../alerts/step-recipient.ts';
import type { Database } from '../database.ts';
import { enqueueNotices, enqueueSteps, type Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import { storeNotice } from './store-notice.ts';

/** More are planned by the next look. */
const MOST_STEPS = 50_000;

/** Of several replicas one plans at a time: a person must not get one bundle from each. */
const PLANNING = 7_311_902;

type Planned = DueStep & { readonly step: ClockStepName };

interface Row {
  stepId: string;
  alertId: string;
  step: ClockStepName;
  place: string | null;
  severity: Severity;
  exposureFen: number;
  dueAt: Date;
}

/** The audience of a step, and those above it. */
const AUDIENCES = 'ARRAY(SELECT jsonb_array_elements_text($2::jsonb -> step.audience))';
const CHAIN = JSON.stringify(Object.fromEntries(CLOCK_AUDIENCES.map((audience) => [audience, upwardsFrom(audience)])));

/**
 * Decides how the steps that were taken are told, and queues it: one by one, in one message where they are many or an
 * outage held them up, and not at all where a later step of the same alert tells the same place. All of it or nothing;
 * what a process that died had taken is planned by whoever looks next.
 * @returns how many steps were planned
 */
export async function planSteps(database: Database, queue: Queue, rules: NoticeRules, now: Date): Promise<number> {
  return withinTransaction(database, (transaction) => planStepsWithin(transaction, queue, rules, now));
}

/** The same within the caller's transaction. */
export async function planStepsWithin(
  transaction: pg.PoolClient,
  queue: Queue,
  rules: NoticeRules,
  now: Date,
): Promise<number> {
  await transaction.query('SELECT pg_advisory_xact_lock($1)', [PLANNING]);
  await transaction.query(
    `UPDATE alert_steps step SET planned = true, state = 'stale' FROM alerts alert
       WHERE NOT step.planned AND alert.id = step.alert_id
         AND (alert.state NOT IN ('open', 'returned') OR alert.clock_generation <> step.generation)`,
  );
  const due = await readDue(transaction);
  if (due.length === 0) return 0;
  const plan = bundleSteps(due, rules, now);
  await markPlanned(transaction, plan.superseded, 'superseded', null);
  await markPlanned(transaction, plan.single, 'pending', null);
  await enqueueSteps(queue, plan.single, transaction);
  for (const { place, steps } of plan.bundles) await storeBundle(transaction, queue, place, steps, now);
  return due.length;
}

async function readDue(transaction: pg.PoolClient): Promise<Planned[]> {
  const { rows } = await transaction.query<Row>(
    `SELECT step.id::text AS "stepId", alert.id::text AS "alertId", step.step, alert.severity,
       alert.exposure_fen::float8 AS "exposureFen", step.due_at AS "dueAt",
       CASE WHEN step.place = 'thread' THEN 'channel:' || coalesce(team.slack_channel, '')
         ELSE 'staff:' || recipient.code END AS place
     FROM alert_steps step
     JOIN alerts alert ON alert.id = step.alert_id
     LEFT JOIN staff owner ON owner.code = alert.owner_code
     LEFT JOIN teams team ON team.code = coalesce(alert.team_code, owner.team_code)
     LEFT JOIN LATERAL (${recipientSql(AUDIENCES, 'step.passed_over')}) recipient ON true
     WHERE NOT step.planned ORDER BY step.id LIMIT $1`,
    [MOST_STEPS, CHAIN],
  );
  // Whoever cannot be found cannot be told together with others: each says so for itself.
  return rows.map((row) => ({
    ...row,
    place: row.place ?? `nobody:${row.stepId}`,
    order: Number(row.stepId),
    alone: row.step === 'raised_red',
  }));
}

async function markPlanned(
  transaction: pg.PoolClient,
  steps: readonly DueStep[],
  state: 'pending' | 'superseded' | 'gathered',
  noticeId: string | null,
): Promise<void> {
  if (steps.length === 0) return;
  await transaction.query(
    `UPDATE alert_steps SET planned = true, state = $2, notice_id = $3::bigint
     WHERE id = ANY($1::bigint[])`,
    [steps.map(({ stepId }) => stepId), state, noticeId],
  );
}

async function storeBundle(
  transaction: pg.PoolClient,
  queue: Queue,
  place: string,
  steps: readonly Planned[],
  now: Date,
): Promise<void> {
  const [first] = steps;
  if (first === undefined) return;
  const items = steps.map(({ alertId, step }) => ({ alertId, part: step }));
  const id = await storeNotice(
    transaction,
    { key: `steps:${place}:${first.stepId}`, kind: 'steps', place, items },
    now,
  );
  if (id === null) return;
  await markPlanned(transaction, steps, 'gathered', id);
  await enqueueNotices(queue, [id], transaction);
}
