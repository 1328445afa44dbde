import { readFileSync } from 'node:fs';
import { exactKey, nearKey } from '@xinshao/core/company/name.ts';
import { factsRecordOf } from '@xinshao/core/facts/record.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { assess } from '@xinshao/core/scorecard/assess.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import { recordOf } from '@xinshao/core/scorecard/record.ts';
import type { Evidence, Severity } from '@xinshao/core/warnings/warning.ts';
import type { Database } from '@xinshao/db/database.ts';
import { enqueueDeliveries, type Queue } from '@xinshao/db/queue/queue.ts';
import { ledgerFacts } from './facts.ts';
import { PEOPLE } from './workspace.ts';

const policyText = readFileSync(new URL('../../../policies/trade-credit.yaml', import.meta.url), 'utf8');
const parsed = parsePolicy(policyText);
if (!parsed.ok) throw new Error('the shipped policy is not valid');
const policy = compilePolicy(parsed.policy, parsed.hash);

/** Teams, staff and the policy version; the staff list knows everybody of the workspace but the stranger. */
export async function seedCompany(database: Database): Promise<void> {
  const { pool } = database;
  await pool.query(`INSERT INTO teams (code, name, slack_channel) VALUES ('EAST', '华东', '信用-华东')`);
  const staff: [string, string, string, string | null, string | null, string | null][] = [
    ['S01', '张三', 'sales', PEOPLE.owner, 'M01', 'EAST'],
    ['S02', '李四', 'sales', PEOPLE.colleague, 'M01', 'EAST'],
    ['S03', 'Erin', 'sales', PEOPLE.english, 'M01', 'EAST'],
    ['S04', '邮件', 'sales', null, null, null],
    ['M01', '王经理', 'sales_manager', PEOPLE.manager, null, 'EAST'],
    ['R01', '赵风控', 'risk', PEOPLE.risk, null, null],
    ['R02', 'Rita', 'risk', PEOPLE.secondRisk, null, null],
  ];
  for (const [code, name, role, slackUser, manager, team] of staff) {
    await pool.query(
      'INSERT INTO staff (code, name, role, email, slack_user_id, manager_code, team_code) VALUES ($1,$2,$3,$4,$5,$6,$7)',
      [code, name, role, code === 'S04' ? 'ByEmail@example.com' : null, slackUser, manager, team],
    );
  }
  await pool.query('INSERT INTO policy_versions (hash, policy_id, text) VALUES ($1, $2, $3)', [
    policy.hash,
    policy.id,
    policyText,
  ]);
}

/** A customer that was assessed from `ledgerFacts`; `owner: null` leaves it without an owner. @returns its id */
export async function seedCustomer(
  database: Database,
  customer: { readonly code: string; readonly name: string; readonly owner?: string | null; readonly uscc?: string },
): Promise<number> {
  const { pool } = database;
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO customers (code, name, name_key, near_key, uscc, former_names, former_name_keys, sales_owner, credit_limit_fen, term_days)
     VALUES ($1, $2, $3, $4, $5, '{}', '{}', $6, 200000000, 30) RETURNING id`,
    [
      customer.code,
      customer.name,
      exactKey(customer.name),
      nearKey(customer.name),
      customer.uscc ?? null,
      customer.owner === undefined ? 'S01' : customer.owner,
    ],
  );
  const id = rows[0]?.id ?? 0;
  const facts = ledgerFacts(customer.code, customer.name);
  const assessment = assess(facts, policy);
  const stored = await pool.query<{ id: string }>(
    `INSERT INTO assessments (customer_id, as_of, policy_hash, score, grade, facts, result)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id::text`,
    [
      id,
      facts.asOf,
      policy.hash,
      assessment.score,
      assessment.grade,
      JSON.stringify(factsRecordOf(facts)),
      JSON.stringify(recordOf(assessment, policy)),
    ],
  );
  await pool.query(
    `INSERT INTO customer_state (customer_id, policy_hash, assessment_id, as_of, grade, score, digest, limit_fen,
       exposure_fen, open_fen, overdue_fen, maximum_days_past_due, facts, next_look_on)
     VALUES ($1, $2, $3, $4, $5, $6, '', 200000000, 120000000, 120000000, 30000000, 75, $7, $4::date + 1)`,
    [
      id,
      policy.hash,
      stored.rows[0]?.id,
      facts.asOf,
      assessment.grade,
      assessment.score,
      JSON.stringify(factsRecordOf(facts)),
    ],
  );
  return id;
}

/** What an arrears warning has found. */
export const ARREARS: Evidence = {
  kind: 'threshold',
  metric: 'ledger.maximum_days_past_due',
  value: 75,
  threshold: 60,
  direction: 'at_least',
  source: 'ledger',
  dataDate: '2026-10-30',
};

/** An open alert with one arrears warning, as the monitor would leave it. @returns its id */
export async function seedAlert(
  database: Database,
  alert: {
    readonly customerId: number;
    readonly severity?: Severity;
    readonly owner?: string | null;
    readonly team?: string | null;
    readonly openedAt?: Date;
  },
): Promise<string> {
  const owner = alert.owner === undefined ? 'S01' : alert.owner;
  const { rows } = await database.pool.query<{ id: string }>(
    `INSERT INTO alerts (customer_id, state, severity, opened_on, opened_at, due_at, owner_code, team_code, grade_before,
       grade_after, exposure_fen, overdue_fen, policy_hash)
     VALUES ($1, 'open', $2, '2026-10-31', $3, $3::timestamptz + interval '2 hours', $4, $5, 'A', 'B', 120000000, 30000000, $6)
     RETURNING id::text`,
    [
      alert.customerId,
      alert.severity ?? 'red',
      alert.openedAt ?? new Date(),
      owner,
      alert.team === undefined ? 'EAST' : alert.team,
      policy.hash,
    ],
  );
  const id = rows[0]?.id ?? '';
  await addWarning(database, id, alert.customerId, 'arrears');
  return id;
}

/** One more warning of the given form on an alert. */
export async function addWarning(
  database: Database,
  alertId: string,
  customerId: number,
  form: 'arrears' | 'dispute' | 'fraud' | 'group',
): Promise<void> {
  await database.pool.query(
    `INSERT INTO warnings (customer_id, rule_id, severity, type, form, evidence, found_on, cool_until, alert_id, assessment_id)
     VALUES ($1, $2, 'red', 'default', $3, $4, '2026-10-31', '2026-11-30', $5::bigint, 1)`,
    [customerId, `test_${form}`, form, JSON.stringify(ARREARS), alertId],
  );
}

/** Queues both deliveries of an alert, as the transaction that opened it does. */
export async function queueAlert(database: Database, queue: Queue, alertId: string): Promise<void> {
  await enqueueDeliveries(
    queue,
    [
      { alertId, audience: 'channel', severity: 'red' },
      { alertId, audience: 'owner', severity: 'red' },
    ],
    database.pool,
  );
}
