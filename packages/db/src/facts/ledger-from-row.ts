import type { Day } from '@xinshao/core/day/day.ts';
import type { Aging, LedgerFacts } from '@xinshao/core/facts/facts.ts';
import type { CopyRow } from './copy-text.ts';
import { monthOf } from './months-sql.ts';
import { share } from './share.ts';

const MONTHS = 12;
const AGING_OVERDUE = 6;

/** The columns of the ledger in a row of `factsSql`. */
export function readLedger(row: CopyRow, asOf: Day): { ledger: LedgerFacts | null; nextChangeOn: Day | null } {
  const invoiceCount = row.amount();
  const firstInvoiceOn = row.day();
  const lastInvoiceOn = row.day();
  const openFen = row.amount();
  const overdueBuckets = row.amounts(AGING_OVERDUE);
  const overdueFen = row.amount();
  const maximumDaysPastDue = row.amount();
  const disputedFen = row.amount();
  const unappliedFen = row.amount();
  const commitmentsFen = row.amount();
  const exposureFen = row.amount();
  const monthlySalesFen = row.amounts(MONTHS);
  const yearSalesFen = row.amount();
  const earlierYearSalesFen = row.amount();
  const termFen = row.amount();
  const termWeight = row.amount();
  const settledFen = row.amount();
  const lateFen = row.amount();
  const lateWeight = row.amount();
  const indexWeight = row.amount();
  const settledRecentFen = row.amount();
  const lateWeightRecent = row.amount();
  const settledBeforeFen = row.amount();
  const lateWeightBefore = row.amount();
  const overdueWeight = row.amount();
  const overdueIndexWeight = row.amount();
  const nextChangeOn = row.day();
  if (firstInvoiceOn === null && commitmentsFen === 0 && unappliedFen === 0) return { ledger: null, nextChangeOn };
  const [days30 = 0, days60 = 0, days90 = 0, days180 = 0, days360 = 0, over360 = 0] = overdueBuckets;
  const aging: Aging = [openFen - overdueFen, days30, days60, days90, days180, days360, over360];
  const behavedFen = settledFen + overdueFen;
  const historyMonths = firstInvoiceOn === null ? 0 : monthOf(asOf) - monthOf(firstInvoiceOn);
  const thisMonthFen = monthlySalesFen.at(-1) ?? 0;
  const ledger: LedgerFacts = {
    aging,
    averageTermDays: share(termWeight, termFen),
    commitmentsFen,
    daysBeyondTerms: share(lateWeight + overdueWeight, behavedFen),
    daysBeyondTermsBefore: share(lateWeightBefore, settledBeforeFen),
    daysBeyondTermsRecent: share(lateWeightRecent + overdueWeight, settledRecentFen + overdueFen),
    disputedFen,
    exposureFen,
    firstInvoiceOn,
    invoiceCount,
    lastInvoiceOn,
    lateShare: share(lateFen + overdueFen, behavedFen),
    maximumDaysPastDue,
    monthlySalesFen,
    openFen,
    overdueFen,
    paymentIndex: share((indexWeight + overdueIndexWeight) / 100, behavedFen),
    // All there is where that is less than a year: with the unfinished month it still is less.
    sales12mFen: historyMonths < MONTHS ? yearSalesFen + thisMonthFen : yearSalesFen,
    salesPrevious12mFen: historyMonths < 2 * MONTHS ? 0 : earlierYearSalesFen,
    unappliedFen,
  };
  return { ledger, nextChangeOn };
}
