import type { Day } from '@xinshao/core/day/day.ts';
import type { EventFacts, EventKind, Facts, StatementFacts, TaxInvoiceFacts } from '@xinshao/core/facts/facts.ts';
import type { PromiseTerms } from '@xinshao/core/promises/promise.ts';
import { NO_PROMISES, promiseFacts } from '@xinshao/core/promises/promise-facts.ts';
import type { CopyRow } from './copy-text.ts';
import { share } from './share.ts';

// The columns of `factsSql` that come from one source each, in its order; JSON arrays as `facts-parts-sql` builds them.

type StatementRow = [Day, number, string, ...(number | null)[]];

export function readStatements(row: CopyRow): StatementFacts[] {
  const statements = row.json() as StatementRow[] | null;
  return statements === null ? [] : statements.map(statementFromRow);
}

function statementFromRow([periodEnd, months, source, ...amounts]: StatementRow): StatementFacts {
  const amount = (place: number): number | null => amounts[place] ?? null;
  return {
    cashFen: amount(2),
    currentAssetsFen: amount(1),
    currentLiabilitiesFen: amount(6),
    ebitFen: amount(14),
    equityFen: amount(10),
    inventoryFen: amount(3),
    months,
    netProfitFen: amount(13),
    newDebt12mFen: amount(9),
    operatingCashFlowFen: amount(15),
    periodEnd,
    receivablesFen: amount(4),
    retainedEarningsFen: amount(11),
    revenueFen: amount(12),
    shortTermDebtFen: amount(7),
    source: source === '' ? null : source,
    totalAssetsFen: amount(0),
    totalDebtFen: amount(8),
    totalLiabilitiesFen: amount(5),
  };
}

type EventRow = [number, number, Day, number | null, string | null, string | null, number];
export type Events = Partial<Record<EventKind, EventFacts>>;

const NO_EVENTS: Events = {};

export function readEvents(row: CopyRow): Events {
  const rows = row.json() as Partial<Record<EventKind, EventRow>> | null;
  if (rows === null) return NO_EVENTS;
  const events: Events = {};
  for (const kind of (Object.keys(rows) as EventKind[]).sort()) {
    const found = rows[kind];
    if (found === undefined) continue;
    const [count12m, count24m, latestOn, latestValue, latestTitle, latestSource, amount12mFen] = found;
    events[kind] = { amount12mFen, count12m, count24m, latestOn, latestSource, latestTitle, latestValue };
  }
  return events;
}

export function readTax(row: CopyRow): TaxInvoiceFacts | null {
  const found = row.json() as [Day | null, Day | null, ...number[]] | null;
  if (found === null) return null;
  const [firstIssuedOn, lastIssuedOn, ...numbers] = found;
  if (firstIssuedOn === null || lastIssuedOn === null) return null;
  const [sales12mFen = 0, salesPrevious12mFen = 0, purchases12mFen = 0, voidCount = 0, count = 0] = numbers;
  const [creditFen = 0, debitFen = 0, largestBuyerFen = 0, activeMonths = 0] = numbers.slice(5);
  return {
    activeMonths,
    creditNoteShare: share(creditFen, debitFen),
    firstIssuedOn,
    // No counterparty is named: the share is unknown, not nothing.
    largestBuyerShare: largestBuyerFen > 0 ? share(largestBuyerFen, sales12mFen) : null,
    lastIssuedOn,
    monthlySalesFen: numbers.slice(9),
    purchases12mFen,
    sales12mFen,
    salesPrevious12mFen,
    voidShare: share(voidCount, count),
  };
}

type PromiseRow = [id: string, alertId: string, madeOn: Day, dueOn: Day, amountFen: number];
type PaidRow = [paidOn: Day, amountFen: number];

export function readPromises(row: CopyRow, terms: PromiseTerms, asOf: Day): Facts['promises'] {
  const given = row.json() as PromiseRow[] | null;
  const paid = row.json() as PaidRow[] | null;
  if (given === null) return NO_PROMISES;
  const promises = given.map(([id, alertId, madeOn, dueOn, amountFen]) => ({ id, alertId, madeOn, dueOn, amountFen }));
  const payments = (paid ?? []).map(([paidOn, amountFen]) => ({ paidOn, amountFen }));
  return promiseFacts(promises, payments, terms, asOf);
}

export function readIndustry(row: CopyRow): Facts['industry'] {
  const debtRatio = row.number();
  const outlook = row.text();
  if (debtRatio === null && outlook === null) return null;
  return { debtRatio, outlook: outlook === 'up' || outlook === 'normal' || outlook === 'down' ? outlook : null };
}

export function readGroup(row: CopyRow): Facts['group'] {
  const code = row.text();
  const name = row.text();
  const memberCount = row.amount();
  const exposureFen = row.amount();
  const openFen = row.amount();
  const overdueFen = row.amount();
  const ownOpenFen = row.amount();
  const ownOverdueFen = row.amount();
  const othersMaximumDaysPastDue = row.amount();
  const limitFen = row.number();
  if (code === null || name === null) return null;
  return {
    code,
    exposureFen,
    limitFen,
    memberCount,
    name,
    othersMaximumDaysPastDue,
    othersOpenFen: openFen - ownOpenFen,
    othersOverdueFen: overdueFen - ownOverdueFen,
  };
}

export function readPortfolio(row: CopyRow): Facts['portfolio'] {
  const exposureFen = row.amount();
  const industryExposureFen = row.amount();
  return { exposureFen, industryExposureFen, regionExposureFen: row.amount() };
}
