import type { Facts, StatementFacts } from '../facts.ts';
import { altmanZ2 } from './altman.ts';
import { difference, growth, type Metric, type MetricUnit, numberMetric, quotient } from './metric.ts';
import {
  currentRatio,
  debtRatio,
  netMargin,
  quickRatio,
  tangibleNetWorth,
  turnoverOn,
  yearlyFlow,
} from './statement-ratios.ts';

/** What the latest financial statement says, and how it moved against the one before it (R29–R31, R35, §3). */
export const STATEMENT_METRICS: readonly Metric[] = [
  latest('debt_ratio', 'ratio', debtRatio),
  latest('current_ratio', 'multiple', currentRatio),
  latest('quick_ratio', 'multiple', quickRatio),
  /** Yearly operating cash flow / short-term debt (R30). */
  latest('cash_flow_cover', 'multiple', (s) => quotient(yearlyFlow(s, s.operatingCashFlowFen), s.shortTermDebtFen)),
  /** Yearly revenue / average of opening and closing receivables (§3); closing ones where there is no earlier statement. */
  numberMetric('statement.receivables_turnover', 'multiple', 'statements', receivablesTurnover),
  latest('net_margin', 'ratio', netMargin),
  /** Altman Z″ without the constant 3.25: above 2.6 safe, below 1.1 distress (§3). */
  latest('altman_z2', 'score', altmanZ2),
  latest('tangible_net_worth_fen', 'fen', tangibleNetWorth),
  latest('revenue_fen', 'fen', (s) => yearlyFlow(s, s.revenueFen)),
  /** New debt of 12 months / total debt (R31). */
  latest('new_debt_share', 'ratio', (s) => quotient(s.newDebt12mFen, s.totalDebtFen)),
  /** Yearly revenue against the earlier statement's. */
  movement('revenue_growth', (s) => yearlyFlow(s, s.revenueFen), growth),
  /** Differences: +0.05 is five percentage points more. */
  movement('debt_ratio_change', debtRatio, difference),
  movement('net_margin_change', netMargin, difference),
  /** Relative: −0.3 is thirty percent less (R35). */
  movement('current_ratio_change', currentRatio, growth),
  movement('quick_ratio_change', quickRatio, growth),
  /** Both sides on closing receivables, so that like is compared with like. */
  movement('receivables_turnover_change', (s) => turnoverOn(s, s.receivablesFen), growth),
];

type Reading = (statement: StatementFacts) => number | null;

function latest(name: string, unit: MetricUnit, read: Reading): Metric {
  return numberMetric(`statement.${name}`, unit, 'statements', ({ statement }) =>
    statement === null ? null : read(statement),
  );
}

function movement(name: string, read: Reading, compare: typeof difference): Metric {
  return numberMetric(`statement.${name}`, 'ratio', 'statements', ({ statement, previousStatement }) =>
    statement === null || previousStatement === null ? null : compare(read(statement), read(previousStatement)),
  );
}

function receivablesTurnover({ statement, previousStatement }: Facts): number | null {
  if (statement === null) return null;
  const closing = statement.receivablesFen;
  const opening = previousStatement?.receivablesFen ?? closing;
  return closing === null || opening === null ? null : turnoverOn(statement, (opening + closing) / 2);
}
