import type { Day } from '@xinshao/core/day/day.ts';
import type { Facts } from '@xinshao/core/facts/facts.ts';
import { factsOf } from '@xinshao/core/facts/record.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Responsibility } from '@xinshao/core/roles/roles.ts';
import type { Assessment, StaleSource } from '@xinshao/core/scorecard/assessment.ts';
import { assessmentOf } from '@xinshao/core/scorecard/record.ts';
import { staleSince, staleToday } from '@xinshao/core/scorecard/stale.ts';
import { type AlertView, openAlertsOf } from '../alerts/alert-view.ts';
import type { Database } from '../database.ts';
import { grantJoinSql } from '../grants/holding-sql.ts';
import { HOLDING_GRANT_SQL, type HoldingGrant } from '../grants/present-credit.ts';
import { compiledPolicy } from '../policies/compiled-policy.ts';
import { prepared } from '../prepared.ts';
import { CREDIT_HOLD_SQL, type CreditHold, type CreditHoldJson, creditHoldFromJson } from './credit-hold.ts';
import { type CustomerMeasure, measuresOf } from './measures.ts';
import { seenDaysSql } from './seen-days.ts';

/** What is known of a customer now. Amounts in fen. */
export interface CustomerCard {
  readonly customer: {
    readonly id: number;
    readonly code: string;
    readonly name: string;
    readonly uscc: string | null;
  };
  readonly ownerName: string | null;
  readonly responsibility: Responsibility;
  /** null: never assessed; the next monitor run will. */
  readonly standing: CustomerStanding | null;
  /** The first few of `openAlertCount`. */
  readonly openAlerts: readonly AlertView[];
  readonly openAlertCount: number;
  /** Limit and terms that hold today: the granted ones, else the imported ones; null: none is set. */
  readonly credit: { readonly limitFen: Fen | null; readonly termDays: number | null };
  /** Where limit and terms were approved here; null: they are the imported ones. */
  readonly grant: HoldingGrant | null;
  /** null: new credit is not on hold. */
  readonly hold: CreditHold | null;
  /** What holds for the customer by decision of risk, the strictest first. */
  readonly measures: readonly CustomerMeasure[];
}

export interface CustomerStanding {
  readonly asOf: Day;
  readonly policyHash: string;
  readonly assessmentId: string;
  readonly limitFen: Fen | null;
  readonly exposureFen: Fen;
  readonly overdueFen: Fen;
  /** The day of the oldest source that is too old today; null: all are fresh. */
  readonly staleSince: Day | null;
  /** Sources that are too old today, whatever they were on the day of the assessment. */
  readonly stale: readonly StaleSource[];
  readonly assessment: Assessment;
  readonly facts: Facts;
}

/** Alerts shown on a card; a customer has few. */
const ALERTS_ON_A_CARD = 5;

const CARD_SQL = `SELECT customer.id, customer.code, customer.name, customer.uscc, customer.sales_owner AS owner_code,
     owner.name AS owner_name, owner.team_code AS owner_team_code, owner.manager_code AS owner_manager_code,
     state.as_of::text AS as_of, state.policy_hash, state.assessment_id::text AS assessment_id,
     coalesce(granted.limit_fen, customer.credit_limit_fen) AS limit_fen,
     coalesce(granted.term_days, customer.term_days) AS term_days, ${HOLDING_GRANT_SQL} AS granted,
     state.exposure_fen, state.overdue_fen, ${seenDaysSql('customer.id')} AS seen_days,
     COALESCE(state.facts, assessment.facts) AS facts, assessment.result,
     ${CREDIT_HOLD_SQL} AS hold,
     (SELECT count(*)::int FROM alerts alert
      WHERE alert.customer_id = customer.id AND alert.state <> 'closed') AS open_alerts
   FROM customers customer
   LEFT JOIN staff owner ON owner.code = customer.sales_owner
   LEFT JOIN customer_state state ON state.customer_id = customer.id
   LEFT JOIN assessments assessment ON assessment.id = state.assessment_id
   ${grantJoinSql('$2::date')}
   WHERE customer.id = $1`;

/**
 * The card of one customer; null when there is no such customer.
 * @param today in the company's time zone: which grants and measures still hold, and which data are stale
 */
export async function customerCard(database: Database, customerId: number, today: Day): Promise<CustomerCard | null> {
  const [{ rows }, openAlerts, measures] = await Promise.all([
    database.pool.query<CardRow>(prepared(CARD_SQL, [customerId, today])),
    openAlertsOf(database, customerId, ALERTS_ON_A_CARD),
    measuresOf(database, customerId, today),
  ]);
  const [row] = rows;
  if (row === undefined) return null;
  return {
    customer: { id: row.id, code: row.code, name: row.name, uscc: row.uscc },
    ownerName: row.owner_name,
    responsibility: {
      ownerCode: row.owner_code,
      ownerTeamCode: row.owner_team_code,
      ownerManagerCode: row.owner_manager_code,
    },
    standing: await standingOf(database, row, today),
    openAlerts,
    openAlertCount: row.open_alerts,
    credit: { limitFen: row.limit_fen === null ? null : Number(row.limit_fen), termDays: row.term_days },
    grant: row.granted,
    hold: creditHoldFromJson(row.hold),
    measures,
  };
}

interface CardRow {
  open_alerts: number;
  id: number;
  code: string;
  name: string;
  uscc: string | null;
  owner_code: string | null;
  owner_name: string | null;
  owner_team_code: string | null;
  owner_manager_code: string | null;
  as_of: Day | null;
  policy_hash: string | null;
  assessment_id: string | null;
  limit_fen: string | null;
  term_days: number | null;
  granted: HoldingGrant | null;
  exposure_fen: string | null;
  overdue_fen: string | null;
  seen_days: Facts['dataDates'] | null;
  facts: string | null;
  result: string | null;
  hold: CreditHoldJson | null;
}

/** Facts and result are canonical JSON that this product wrote itself, so their types are known. */
async function standingOf(database: Database, row: CardRow, today: Day): Promise<CustomerStanding | null> {
  if (row.as_of === null || row.policy_hash === null || row.assessment_id === null) return null;
  if (row.result === null || row.facts === null) return null;
  const policy = await compiledPolicy(database, row.policy_hash);
  if (policy === null) return null;
  const facts = factsOf(row.facts);
  const assessment = assessmentOf(JSON.parse(row.result), facts, policy);
  const stale = staleToday(facts, policy.freshness, today, row.seen_days ?? {});
  return {
    asOf: row.as_of,
    policyHash: row.policy_hash,
    assessmentId: row.assessment_id,
    limitFen: row.limit_fen === null ? null : Number(row.limit_fen),
    exposureFen: Number(row.exposure_fen),
    overdueFen: Number(row.overdue_fen),
    staleSince: staleSince(stale),
    stale,
    assessment,
    facts,
  };
}
