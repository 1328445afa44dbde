import type { Day } from '../day/day.ts';
import type { Aging } from '../facts/facts.ts';
import type { Fen } from '../money/fen.ts';

/** Sums over customers, as the latest monitor run left them. Amounts in fen. */
export interface PortfolioSums {
  readonly customers: number;
  readonly exposureFen: Fen;
  readonly openFen: Fen;
  readonly overdueFen: Fen;
}

/** The whole portfolio. */
export interface PortfolioTotals extends PortfolioSums {
  /** The day of the newest result; null: nobody was assessed yet. */
  readonly asOf: Day | null;
  /** The policy of the newest result; null likewise. */
  readonly policyHash: string | null;
  readonly limitFen: Fen;
  /** Customers that owe something past due, that use more than their limit, and that were judged on stale data. */
  readonly overdueCustomers: number;
  readonly overLimitCustomers: number;
  readonly staleCustomers: number;
  /** Σ exposure² over all customers, in fen²: what the Herfindahl index is made of. */
  readonly exposureSquares: number;
  /** Sum over all customers by days past due. */
  readonly aging: Aging;
}

export interface GradeFigures extends PortfolioSums {
  /** null: customers without a grade. */
  readonly grade: string | null;
  readonly limitFen: Fen;
}

/** What customers are told apart by (R22). */
export const PORTFOLIO_DIMENSIONS = ['region', 'industry', 'size'] as const;
export type PortfolioDimension = (typeof PORTFOLIO_DIMENSIONS)[number];

export interface DimensionFigures extends PortfolioSums {
  /** null: customers of whom it is not known. */
  readonly value: string | null;
}

export interface LargestCustomer {
  readonly customerId: number;
  readonly code: string;
  readonly name: string;
  readonly grade: string | null;
  readonly exposureFen: Fen;
  readonly overdueFen: Fen;
  /** null: no limit is set. */
  readonly limitFen: Fen | null;
}

/** What was sold and collected in a window of whole calendar months, the last of them usually unfinished. */
export interface CollectionFigures {
  readonly months: number;
  /** First and last day of the window. */
  readonly from: Day;
  readonly to: Day;
  /** Invoiced less credited. */
  readonly salesFen: Fen;
  /** Invoices that were settled in full. */
  readonly settledFen: Fen;
  /** Receivables at the end of the window, and the part of them that was not due. */
  readonly closingFen: Fen;
  readonly closingNotDueFen: Fen;
}

/** How a set of alerts was answered (R52). */
export interface AlertKpis {
  readonly opened: number;
  /** Of them: answered, or past their deadline without an answer. What may still be answered in time is left out. */
  readonly due: number;
  readonly answered: number;
  readonly answeredInTime: number;
  /** Hours on the clock from opening to the first answer, at the median; null: none was answered. */
  readonly medianHours: number | null;
  /** Closed with a verdict, and how many of those turned out to be true. */
  readonly closed: number;
  readonly confirmed: number;
}

/** The portfolio on an earlier day. */
export interface PortfolioDay extends PortfolioSums {
  readonly asOf: Day;
  readonly grades: readonly (PortfolioSums & { readonly grade: string | null })[];
}

/** Everything a page about the portfolio shows. */
export interface Portfolio {
  readonly totals: PortfolioTotals;
  /** As stored, in no particular order. */
  readonly grades: readonly GradeFigures[];
  readonly dimensions: Readonly<Record<PortfolioDimension, readonly DimensionFigures[]>>;
  /** The largest exposure first. */
  readonly largest: readonly LargestCustomer[];
  /** null: there is no ledger. */
  readonly collection: CollectionFigures | null;
  readonly alerts: AlertKpis;
  /** The last day of each calendar month, the oldest first, `totals.asOf` being the last. */
  readonly history: readonly PortfolioDay[];
  /** A month before `totals.asOf`, or the last day before that; null: nothing so old was kept. */
  readonly lastMonth: PortfolioDay | null;
}
