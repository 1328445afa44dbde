import { addDays, type Day, daysBetween } from '../day/day.ts';
import { EVENT_KINDS, type EventFacts, type Facts } from '../facts/facts.ts';
import { DAYS_AS_NEW_CUSTOMER } from '../facts/metrics/customer.ts';
import { dateOfSource } from '../facts/metrics/metric.ts';
import { DAYS_UNTIL_TAX_SAYS_NOTHING } from '../facts/metrics/tax.ts';
import { agreementEndsOn } from '../limits/terms.ts';
import { PROMISE_DAYS_COUNTED } from '../promises/promise-facts.ts';
import type { Assessment } from './assessment.ts';
import type { CompiledPolicy } from './compiled.ts';

/** "Of the last 12 months" may be counted in days or months; leap years move the end by a day or two. */
const WINDOW_ENDS = [365, 366, 367, 730, 731, 732];

/**
 * The earliest later day on which the passing of time alone may change the result, and thus the day to look again
 * although nobody reports anything. Shares that move slowly as old items leave their window are caught up with at the
 * policy's frequency for the grade (R28), which also is the latest possible answer.
 * @param earliestOpenDueOn the earliest day on which an open item that is not yet overdue falls due, or whatever else
 *   ends sooner and the facts do not hold (insurance); null: none
 */
export function nextLookOn(
  facts: Facts,
  assessment: Assessment,
  policy: CompiledPolicy,
  earliestOpenDueOn: Day | null,
): Day {
  const { asOf, ledger } = facts;
  const tomorrow = addDays(asOf, 1);
  // Days past due grow every day.
  if (ledger !== null && (ledger.overdueFen > 0 || ledger.maximumDaysPastDue > 0)) return tomorrow;
  let next = addDays(asOf, lookEveryDays(assessment, policy));
  const consider = (day: Day): void => {
    if (day > asOf && day < next) next = day;
  };
  if (earliestOpenDueOn !== null) consider(earliestOpenDueOn < asOf ? tomorrow : addDays(earliestOpenDueOn, 1));
  for (const { source, days } of policy.freshness) {
    const dataDate = dateOfSource(facts, source);
    if (dataDate !== null) consider(addDays(dataDate, days + 1));
  }
  const agreementEnd = agreementEndsOn(facts, policy.policy.terms);
  if (agreementEnd !== null) consider(agreementEnd);
  if (facts.tax !== null) consider(addDays(facts.tax.lastIssuedOn, DAYS_UNTIL_TAX_SAYS_NOTHING + 1));
  for (const kind of EVENT_KINDS) {
    const events = facts.events[kind];
    if (events !== undefined) considerEvents(events, asOf, consider);
  }
  for (const { state, dueOn } of facts.promises.history ?? []) {
    if (state === 'open') consider(addDays(dueOn, policy.policy.promises.graceDays + 1));
    else consider(addDays(dueOn, PROMISE_DAYS_COUNTED + 1));
  }
  for (const { rule } of policy.warnings) {
    const events = rule.kind === 'event' ? facts.events[rule.event] : undefined;
    if (rule.kind === 'event' && events !== undefined) consider(addDays(events.latestOn, rule.withinDays + 1));
  }
  const firstOn = facts.customer.firstOrderOn ?? ledger?.firstInvoiceOn ?? null;
  if (firstOn !== null && daysBetween(firstOn, asOf) < DAYS_AS_NEW_CUSTOMER)
    consider(addDays(firstOn, DAYS_AS_NEW_CUSTOMER));
  // With the month its sales are complete, and count in the trend.
  if (ledger !== null) consider(firstOfNextMonth(asOf));
  return next;
}

function lookEveryDays(assessment: Assessment, policy: CompiledPolicy): number {
  const rank = assessment.grade === null ? undefined : policy.rankOf.get(assessment.grade);
  const grade = rank === undefined ? undefined : policy.grades[rank];
  return grade?.lookEveryDays ?? policy.policy.monitoring.withoutGrade.lookEveryDays;
}

function considerEvents(events: EventFacts, asOf: Day, consider: (day: Day) => void): void {
  // Only the latest event's day is known: an earlier one may leave its window any day.
  if (events.count24m > 1) consider(addDays(asOf, 1));
  for (const days of WINDOW_ENDS) consider(addDays(events.latestOn, days));
}

function firstOfNextMonth(day: Day): Day {
  const thisMonth = addDays(day, 1 - Number(day.slice(8)));
  const nextMonth = addDays(thisMonth, 31);
  return addDays(nextMonth, 1 - Number(nextMonth.slice(8)));
}
