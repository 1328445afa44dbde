import { compilePolicy } from '../../scorecard/compile.ts';
import type { CompiledPolicy } from '../../scorecard/compiled.ts';
import { parsePolicy } from '../parse.ts';

/**
 * The least that passes the check: the bureau's score decides 90 points, and papers 10. Tests replace parts of it.
 * The points of the bureau's score are the score itself, so that boundaries can be hit exactly.
 */
export const SMALL_POLICY = `id: small
name: {zh: 小政策, en: Small}
tiers:
  good: {zh: 优, en: Good}
  bad: {zh: 差, en: Bad}
scale:
  - {grade: A, label: {zh: 甲, en: First}, from: 90, pd: 0.01, tier: good}
  - {grade: B, label: {zh: 乙, en: Second}, from: 60, to: 90, pd: 0.05, tier: good}
  - {grade: C, label: {zh: 丙, en: Third}, to: 60, pd: 0.2, tier: bad}
dimensions:
  character: {label: {zh: 品格, en: Character}, maximumPoints: 90}
  capacity: {label: {zh: 能力, en: Capacity}, maximumPoints: 0}
  capital: {label: {zh: 资本, en: Capital}, maximumPoints: 0}
  collateral: {label: {zh: 担保, en: Collateral}, maximumPoints: 10}
  conditions: {label: {zh: 环境, en: Conditions}, maximumPoints: 0}
factors:
  - id: bureau
    label: {zh: 征信, en: Bureau}
    dimension: character
    maximumPoints: 90
    metric: bureau.score
    bands:
      - {to: 500, points: 0}
      - {from: 500, to: 599, points: 49}
      - {from: 599, to: 600, points: 49.94}
      - {from: 600, to: 700, points: 50}
      - {from: 700, to: 800, points: 79.9}
      - {from: 800, to: 900, points: 80}
      - {from: 900, points: 90}
    missing: {points: 40, confidence: 0.8}
  - id: papers
    label: {zh: 资料, en: Papers}
    dimension: collateral
    maximumPoints: 10
    metric: customer.documents_complete
    bands:
      - {is: true, points: 10}
      - {is: false, points: 0}
    missing: {points: 5, confidence: 0.2}
caps:
  - id: sued
    label: {zh: 被诉, en: Sued}
    grade: C
    when:
      - {metric: events.supplier_lawsuit.count_12m, atLeast: 1}
  - id: no_papers
    label: {zh: 缺资料, en: No papers}
    grade: B
    when:
      - {metric: customer.documents_complete, is: false, unknown: holds}
confidence: {insufficientBelow: 0.5, staleShare: 0.5}
freshness: {bureau: 31, ledger: 1}
limits:
  roundDownToYuan: 1000
  lossGivenDefault: 0.5
  assumedPurchaseShare: 0.1
  byGrade:
    A: {netWorthShare: 0.1, purchasesShare: 0.25, ceilingYuan: 1000000}
    B: {netWorthShare: 0.05, purchasesShare: 0.1, ceilingYuan: 300000}
    C: {netWorthShare: 0, purchasesShare: 0, ceilingYuan: 0}
  concentration: {customerShare: 0.1, industryShare: 0.4, regionShare: 0.5, fromPortfolioYuan: 1000000}
terms:
  daysByGrade: {A: 60, B: 30, C: 0}
  firstOrdersPrepaid: 3
  requireAgreement: true
  agreementValidDays: 365
  requireDocuments: true
  shortestDays: 15
approvals:
  - {tier: 1, role: sales_manager, upToYuan: 100000, upToTermDays: 90}
  - {tier: 2, role: executive}
monitoring:
  byGrade:
    A: {lookEveryDays: 30, reviewEveryMonths: 6}
    B: {lookEveryDays: 7, reviewEveryMonths: 6}
    C: {lookEveryDays: 1, reviewEveryMonths: 3}
  withoutGrade: {lookEveryDays: 10, reviewEveryMonths: 3}
warnings:
  - id: overdue
    label: {zh: 逾期, en: Overdue}
    kind: threshold
    metric: ledger.maximum_days_past_due
    onlyIf:
      - {metric: ledger.overdue_fen, atLeast: 1000}
    levels:
      - {severity: yellow, atLeast: 30}
      - {severity: orange, atLeast: 60}
      - {severity: red, atLeast: 90}
    type: default
    form: arrears
    coolDownDays: 30
  - id: bureau_low
    label: {zh: 征信分低, en: Low bureau score}
    kind: threshold
    metric: bureau.score
    levels:
      - {severity: orange, below: 600}
    type: default
    form: liquidity
    coolDownDays: 90
  - id: lawsuit
    label: {zh: 诉讼, en: Lawsuit}
    kind: event
    event: lawsuit
    withinDays: 90
    levels:
      - {severity: yellow, countAtLeast: 1}
      - {severity: red, countAtLeast: 3}
    type: operation
    form: operation
    coolDownDays: 90
  - id: downgrade
    label: {zh: 下调, en: Downgraded}
    kind: downgrade
    levels:
      - {severity: yellow, stepsAtLeast: 1}
      - {severity: red, stepsAtLeast: 2}
    type: default
    form: operation
    coolDownDays: 30
feedback:
  deadlines:
    red: {workingHours: 2}
    orange: {workingHours: 8}
    yellow: {workingDays: 3}
  forms:
    arrears: {label: {zh: 逾期, en: Arrears}, requires: [promise]}
    liquidity: {label: {zh: 偿债, en: Ability to pay}, requires: []}
    operation: {label: {zh: 经营, en: Operations}, requires: []}
    dispute: {label: {zh: 争议, en: Dispute}, requires: [dispute_detail]}
    fraud: {label: {zh: 欺诈, en: Fraud}, requires: [fraud_detail]}
    group: {label: {zh: 集团, en: Group}, requires: [group_detail]}
    data: {label: {zh: 数据, en: Data}, requires: []}
  reminders: [0.5, 1]
  escalation:
    - {afterWorkingHours: 0, to: manager}
  holdNewCreditAfter: [red]
`;

/** The small policy with parts of its text replaced, compiled. @throws when it then no longer passes the check */
export function smallPolicy(...replacements: readonly (readonly [from: string, to: string])[]): CompiledPolicy {
  return compileText(replaced(...replacements));
}

/** The text of a policy file, compiled. @throws when it does not pass the check */
export function compileText(text: string): CompiledPolicy {
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Error(`the policy does not pass: ${JSON.stringify(parsed.problems)}`);
  return compilePolicy(parsed.policy, parsed.hash);
}

/** The text of the small policy with parts replaced. @throws when a part is not in it */
export function replaced(...replacements: readonly (readonly [from: string, to: string])[]): string {
  return replacements.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the small policy has no ${from}`);
    return text.replace(from, to);
  }, SMALL_POLICY);
}
