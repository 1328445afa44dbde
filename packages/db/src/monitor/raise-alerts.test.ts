import { readFileSync } from 'node:fs';
import { ALERT_STATES, type Alert } from '@xinshao/core/alerts/alert.ts';
import { type ClockStep, clockChange, clockSteps, tightenedClock } from '@xinshao/core/alerts/clock.ts';
import { transition } from '@xinshao/core/alerts/transition.ts';
import { dueAt } from '@xinshao/core/feedback/deadline.ts';
import { addWorkingTime } from '@xinshao/core/feedback/working-time.ts';
import { parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { SEVERITIES, type Severity } from '@xinshao/core/warnings/warning.ts';
import { expect, it } from 'vitest';
import { clockJson, type StoredClockStep, storedClock } from '../alerts/set-clock.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { makeCustomer } from '../testing/ledger-example.ts';
import { withinTransaction } from '../within-transaction.ts';
import { openAlerts } from './open-alerts.ts';

const shipped = (name: string) => readFileSync(new URL(`../../../../policies/${name}`, import.meta.url), 'utf8');
const policy = parsePolicy(shipped('trade-credit.yaml'));
const company = parseCompanySettings(shipped('company.yaml'));
if (!policy.ok || !company.ok) throw new Error('the shipped policies are broken');

const OPENED = new Date('2026-10-26T01:00:00Z');
const due = (severity: Severity, from: Date) => dueAt(severity, from, policy.policy, company.value);
const clock = (severity: Severity, from: Date) => clockSteps(severity, from, policy.policy, company.value);
const bySeverity = <T>(of: (severity: Severity) => T) => ({
  red: of('red'),
  orange: of('orange'),
  yellow: of('yellow'),
});

/** An alert that was opened so, and what is found about its customer a while later. */
interface Pair {
  readonly state: Alert['state'];
  readonly severity: Severity;
  readonly found: Severity;
}
/** Every state, with every severity, found to be of every severity. */
const PAIRS: readonly Pair[] = ALERT_STATES.flatMap((state) =>
  SEVERITIES.flatMap((severity) => SEVERITIES.map((found) => ({ state, severity, found }))),
);
/** Working hours after the opening: between the steps of all clocks, just before one, and after the last. */
const MOMENTS = [0, 1.7, 7.9, 11.9, 15, 30, 60];

interface Row {
  id: string;
  state: Alert['state'];
  version: number;
  severity: Severity;
  dueAt: Date;
  generation: number;
  clock: StoredClockStep[];
}

it('what a run does to an alert that got worse is what the core says, whatever the alert and whenever', async () => {
  const database = await freshDatabase();
  const { pool } = database;
  let number = 0;

  const opened = async ({ state, severity }: Pair, now: Date) => {
    number += 1;
    const customerId = await makeCustomer(database, `K${number}`);
    await pool.query(
      `INSERT INTO customer_state (customer_id, policy_hash, assessment_id, as_of, score, digest, exposure_fen, overdue_fen,
         open_fen, maximum_days_past_due, next_look_on) VALUES ($1, 'p', 1, '2026-10-26', 1, '', 0, 0, 0, 0, '2026-10-27')`,
      [customerId],
    );
    const whole = clock(severity, OPENED);
    const isOwed = state === 'open' || state === 'returned';
    const ahead = isOwed ? whole.filter(({ at }) => at > now) : [];
    const taken = isOwed ? whole.filter(({ at }) => at <= now) : [];
    const { rows } = await pool.query<{ id: string }>(
      `INSERT INTO alerts (customer_id, state, severity, version, opened_on, opened_at, due_at, clock_steps, clock_generation,
         exposure_fen, overdue_fen, policy_hash)
       VALUES ($1, $2, $3, 7, '2026-10-26', $4, $5, $6::jsonb, 3, 0, 0, 'p') RETURNING id::text`,
      [customerId, state, severity, OPENED, due(severity, OPENED), clockJson(ahead)],
    );
    const id = rows[0]?.id ?? '';
    await pool.query(
      `INSERT INTO alert_steps (alert_id, generation, step, place, audience, due_at, claimed_at, queued_at, state)
       SELECT $1::bigint, 3, step, 'direct', 'owner', $3, $3, $3, 'sent' FROM unnest($2::text[]) AS taken (step)`,
      [id, taken.map(({ step }) => step), now],
    );
    return { id, customerId, ahead, taken: new Set(taken.map(({ step }) => step)) };
  };
  const alertsOf = async (customerId: number) => {
    const { rows } = await pool.query<Row>(
      `SELECT id::text, state, version, severity, due_at AS "dueAt", clock_generation AS generation, clock_steps AS clock
       FROM alerts WHERE customer_id = $1 ORDER BY alerts.id`,
      [customerId],
    );
    return rows.map((row) => ({ ...row, clock: storedClock(row.clock) }));
  };

  for (const hours of MOMENTS) {
    const now = addWorkingTime(OPENED, { hours }, company.value);
    const cases = [];
    for (const one of PAIRS) cases.push({ ...one, ...(await opened(one, now)) });
    const lines = cases.map(
      ({ customerId, found }) => `${customerId}\t1\trule\t${found}\tdefault\tarrears\t0\tA\tB\t{}\n`,
    );
    await withinTransaction(database, (client) =>
      openAlerts(client, lines, {
        ...{ asOf: '2026-10-26', policyHash: 'p', now },
        dueAt: bySeverity((severity) => due(severity, now)),
        clock: bySeverity((severity) => clock(severity, now)),
      }),
    );
    for (const { id, customerId, state, severity, found, ahead, taken } of cases) {
      const before: Alert = {
        ...{ state, severity, version: 7, dueAt: due(severity, OPENED), forms: [], revision: 0, reviews: 0 },
        responsibility: { ownerCode: null, ownerTeamCode: null, ownerManagerCode: null },
        ...{ answeredAt: null, answeredBy: null, latest: null },
      };
      const added = { severity: found, forms: [], dueAt: due(found, now) };
      const result = transition(before, { kind: 'attach_warnings', ...added }, now);
      const change = result.ok ? clockChange(before, result.alert) : 'keep';
      const tightened: readonly ClockStep[] =
        change === 'tighten' ? tightenedClock({ ahead, taken }, clock(found, now), now) : ahead;
      const { version, dueAt: dueThen, ...rest } = result.ok ? result.alert : before;
      const expected = { id, version, dueAt: dueThen, state: rest.state, severity: rest.severity };
      const [old, ...fresh] = await alertsOf(customerId);
      expect(old).toEqual({ ...expected, generation: 3, clock: tightened });
      // What an alert does not take becomes one of its own.
      expect(fresh.map((one) => [one.state, one.severity, one.clock])).toEqual(
        result.ok ? [] : [['open', found, clock(found, now)]],
      );
    }
  }
}, 300_000);
