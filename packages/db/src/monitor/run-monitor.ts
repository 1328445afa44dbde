import { clockSteps } from '@xinshao/core/alerts/clock.ts';
import type { AuditOrigin } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { predictionsOf } from '@xinshao/core/effect/prediction.ts';
import { dueAt } from '@xinshao/core/feedback/deadline.ts';
import type { CompanySettings } from '@xinshao/core/policy/company.ts';
import type { CompiledPolicy } from '@xinshao/core/scorecard/compiled.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';
import { followOwners } from '../alerts/follow-owners.ts';
import { followCases } from '../collection/follow-cases.ts';
import type { Database } from '../database.ts';
import { storePredictions } from '../effect/store-predictions.ts';
import { readFacts } from '../facts/read-facts.ts';
import { wantHomes } from '../home/want-homes.ts';
import { planDeliveries } from '../notices/plan-deliveries.ts';
import { planStepsWithin } from '../notices/plan-steps.ts';
import { rememberPolicy } from '../policies/remember-policy.ts';
import { recordPortfolioDay } from '../portfolio/portfolio-days.ts';
import { enqueueDeliveries, type Queue } from '../queue/queue.ts';
import { againAfterConflict } from '../within-transaction.ts';
import { chooseScope, type Scope } from './choose-scope.ts';
import { lockMonitor } from './monitor-lock.ts';
import type { MonitorReport } from './monitor-report.ts';
import { type AlertsOfRun, openAlerts } from './open-alerts.ts';
import { latestAsOf, previousResults } from './previous-results.ts';
import { recordRun } from './record-run.ts';
import { type ScoredRows, scoreCustomers } from './score-customers.ts';
import { storeInstalments } from './store-instalments.ts';
import { storePromises } from './store-promises.ts';
import { storeStates } from './store-states.ts';

export { MonitorRefused, type MonitorReport } from './monitor-report.ts';

export interface MonitorOptions {
  readonly policy: { readonly text: string; readonly policy: CompiledPolicy };
  readonly asOf: Day;
  /** Look at every customer, not only at those that something may have changed for. */
  readonly full: boolean;
  readonly settings: CompanySettings;
  /** From when deadlines count; the present moment unless told otherwise. */
  readonly now?: Date;
  /** Who asked for the run; the schedule unless told otherwise. */
  readonly origin?: AuditOrigin;
}

/**
 * One monitor run: facts → assessments, stored where they say something new → warnings → alerts → deliveries in the
 * queue. It reads one snapshot and writes one transaction: it happens whole or not at all, and two runs never overlap.
 * It locks customers before alerts, and whoever reviews an alert locks that before its customer: when the two meet and
 * it is the run that PostgreSQL ends, it begins again.
 * @throws MonitorRefused when another run is in progress; the driver's error when the database goes away
 */
export async function runMonitor(database: Database, queue: Queue, options: MonitorOptions): Promise<MonitorReport> {
  const started = performance.now();
  return againAfterConflict(() => runOnce(database, queue, options, started));
}

async function runOnce(
  database: Database,
  queue: Queue,
  options: MonitorOptions,
  started: number,
): Promise<MonitorReport> {
  const reader = await database.pool.connect();
  const writer = await database.pool.connect().catch((error: unknown) => {
    reader.release(true);
    throw error;
  });
  // A connection that breaks while it is idle in a run would otherwise end the process.
  const onLost = () => undefined;
  reader.on('error', onLost);
  writer.on('error', onLost);
  let failed = true;
  try {
    await writer.query('begin');
    await lockMonitor(writer);
    await reader.query('begin isolation level repeatable read');
    const report = await monitorWithin(reader, writer, queue, options, started);
    await reader.query('commit');
    failed = false;
    return report;
  } finally {
    if (failed) await writer.query('rollback').catch(() => undefined);
    reader.off('error', onLost);
    writer.off('error', onLost);
    reader.release(failed);
    writer.release(failed);
  }
}

async function monitorWithin(
  reader: pg.PoolClient,
  writer: pg.PoolClient,
  queue: Queue,
  { policy: { policy, text }, asOf, full, settings, now = new Date(), origin }: MonitorOptions,
  started: number,
): Promise<MonitorReport> {
  const latest = await latestAsOf(writer);
  const stores = latest === null || asOf >= latest;
  const scope: Scope = await chooseScope(reader, asOf, policy.hash, full || !stores);
  // What belongs to a few customers is found by its keys, in memory, here as in `readFacts`.
  if (scope.customers !== null) await writer.query('set local random_page_cost = 1.1');
  const previous = stores ? await previousResults(reader, scope.customers) : new Map();
  const firstUse = stores && (await rememberPolicy(writer, policy.hash, policy.id, text));
  const rows = await scoreCustomers(readFacts(reader, asOf, scope.customers, policy.policy.promises), {
    asOf,
    policy,
    previous,
    firstAssessmentId: stores ? await nextAssessmentId(writer) : 1,
    writer: stores ? writer : null,
  });
  if (!stores) {
    await writer.query('rollback');
    return reportOf(rows, null, { asOf, policy, customers: rows.scored, started });
  }
  await storeStates(writer, rows.states);
  const promises = await storePromises(writer, rows.promises);
  const { timeZone } = settings;
  const instalments = await storeInstalments(writer, queue, { terms: policy.policy.promises, asOf, timeZone, now });
  const followed = await followOwners(writer, queue, now);
  await followCases(writer, queue, now);
  const due = (severity: Severity) => dueAt(severity, now, policy.policy, settings);
  const clock = (severity: Severity) => clockSteps(severity, now, policy.policy, settings);
  const alerts = await openAlerts(writer, rows.found, {
    asOf,
    policyHash: policy.hash,
    dueAt: { red: due('red'), orange: due('orange'), yellow: due('yellow') },
    clock: { red: clock('red'), orange: clock('orange'), yellow: clock('yellow') },
    now,
  });
  const deliveries = [...followed.deliveries, ...alerts.deliveries];
  await planDeliveries(writer, queue, deliveries, policy.policy.notices, now);
  // Whoever has to learn that an alert got worse does so at once, not at the next look at the clocks.
  if (alerts.raised > 0) await planStepsWithin(writer, queue, policy.policy.notices, now);
  if (rows.found.length > 0) {
    await storePredictions(writer, {
      asOf,
      policyHash: policy.hash,
      predictions: predictionsOf(policy.policy),
      gradeAfterDays: policy.policy.effect.gradeAfterDays,
    });
  }
  await recordPortfolioDay(writer, asOf);
  await wantHomes(writer, queue, 'everybody');
  await enqueueDeliveries(queue, promises.deliveries, writer);
  await writer.query('delete from customer_changes where id = any($1::bigint[])', [scope.changeIds]);
  await writer.query(`select setval('assessments_id_seq', greatest((select max(id) from assessments), 1))`);
  const grades = await gradesNow(writer, asOf);
  const report = reportOf({ ...rows, ...grades }, alerts, { asOf, policy, customers: grades.customers, started });
  const auditHead = await recordRun(writer, report, {
    full,
    firstUse,
    origin,
    alsoRecord: [...promises.entries, ...instalments, ...followed.entries],
  });
  await writer.query('commit');
  return { ...report, auditHead, durationMs: Math.round(performance.now() - started) };
}

function reportOf(
  rows: Pick<ScoredRows, 'scored' | 'changed' | 'grades' | 'insufficientData' | 'warnings'>,
  alerts: AlertsOfRun | null,
  run: { asOf: Day; policy: CompiledPolicy; customers: number; started: number },
): MonitorReport {
  const grades = run.policy.grades.map(({ grade }) => [grade, rows.grades.get(grade) ?? 0] as const);
  return {
    asOf: run.asOf,
    policy: run.policy.id,
    policyHash: run.policy.hash,
    customers: run.customers,
    scored: rows.scored,
    changed: rows.changed,
    grades: Object.fromEntries(grades),
    insufficientData: rows.insufficientData,
    warnings: alerts?.warnings ?? rows.warnings,
    alertsOpened: alerts?.opened ?? 0,
    alertsRaised: alerts?.raised ?? 0,
    stored: alerts !== null,
    auditHead: null,
    durationMs: Math.round(performance.now() - run.started),
  };
}

/** Assessments are written by the run that holds the lock alone, so it may number them itself. */
async function nextAssessmentId(writer: pg.PoolClient): Promise<number> {
  const { rows } = await writer.query<{ next: string }>('select coalesce(max(id), 0) + 1 as next from assessments');
  return Number(rows[0]?.next ?? 1);
}

/** Everybody's grades, as they were just kept for the day. */
async function gradesNow(writer: pg.PoolClient, asOf: Day) {
  const { rows } = await writer.query<{ grade: string; customers: number }>(
    'select grade, customers from portfolio_days where as_of = $1',
    [asOf],
  );
  const grades = new Map<string, number>();
  let insufficientData = 0;
  let customers = 0;
  for (const row of rows) {
    customers += row.customers;
    if (row.grade === '') insufficientData += row.customers;
    else grades.set(row.grade, row.customers);
  }
  return { grades, insufficientData, customers };
}
