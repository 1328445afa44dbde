import type { Day } from '../day/day.ts';
import type { Fen } from '../money/fen.ts';
import type { JudgedPromise } from '../promises/promise.ts';

/** Where a fact comes from; freshness is judged per source (R4). Days are stored in this order: new ones come last. */
export const DATA_SOURCES = [
  'ledger',
  'orders',
  'statements',
  'registry',
  'bureau',
  'court',
  'news',
  'tax',
  'master',
] as const;
export type DataSource = (typeof DATA_SOURCES)[number];

/** Open amounts by days past due (§1): not due, 1–30, 31–60, 61–90, 91–180, 181–360, more than 360. */
export const AGING_BUCKETS = ['not_due', '1_30', '31_60', '61_90', '91_180', '181_360', 'over_360'] as const;
export type AgingBucket = (typeof AGING_BUCKETS)[number];
export type Aging = readonly [Fen, Fen, Fen, Fen, Fen, Fen, Fen];

/**
 * Everything known of one customer as of one day: the only input of scoring (§1). Nothing in it is dated later than
 * `asOf`. A part that is null is not known at all, which is different from zero.
 */
export interface Facts {
  readonly asOf: Day;
  readonly customer: CustomerFacts;
  /** null: no invoice, open order or money on account of this customer is known on that day. */
  readonly ledger: LedgerFacts | null;
  /** null: no tax invoice issued or received by this customer is known. */
  readonly tax: TaxInvoiceFacts | null;
  readonly statement: StatementFacts | null;
  /** The statement before `statement`, for movements (R35). */
  readonly previousStatement: StatementFacts | null;
  /**
   * What other sources state for the period of `statement`, the more reliable first (see statement-sources.ts); left out
   * where there is none, and in facts that were stored before it was kept.
   */
  readonly otherStatements?: readonly StatementFacts[];
  /** Outside events by kind; a kind without events is absent. */
  readonly events: Readonly<Partial<Record<EventKind, EventFacts>>>;
  readonly industry: IndustryFacts | null;
  /** null: the customer belongs to no group of companies. */
  readonly group: GroupFacts | null;
  readonly portfolio: PortfolioFacts;
  readonly promises: PromiseFacts;
  /** The latest day for which each source has data; an absent source has none. */
  readonly dataDates: Readonly<Partial<Record<DataSource, Day>>>;
}

/** Master data; dated items later than `asOf` are already taken out. */
export interface CustomerFacts {
  readonly code: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly region: string | null;
  readonly industry: string | null;
  readonly size: string | null;
  readonly registeredCapitalFen: Fen | null;
  readonly establishedOn: Day | null;
  readonly registryStatus: string | null;
  readonly creditLimitFen: Fen | null;
  readonly termDays: number | null;
  /** Insured part in force on `asOf`; 0 when none. */
  readonly insuredLimitFen: Fen;
  readonly collateralValueFen: Fen;
  readonly agreementSignedOn: Day | null;
  readonly documentsComplete: boolean | null;
  readonly firstOrderOn: Day | null;
  readonly orderCount: number | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Aggregates of receivables, payments and orders on `asOf`; payment behaviour over the last 24 months. */
export interface LedgerFacts {
  readonly invoiceCount: number;
  /** null: there are only orders or money on account so far. */
  readonly firstInvoiceOn: Day | null;
  readonly lastInvoiceOn: Day | null;
  /** Open invoices less open credit notes; cash on account not deducted. */
  readonly openFen: Fen;
  readonly aging: Aging;
  readonly overdueFen: Fen;
  /** Days past due of the oldest open item; 0 when nothing is overdue. */
  readonly maximumDaysPastDue: number;
  readonly disputedFen: Fen;
  /** Payments that belong to no invoice, and the excess of overpayments. */
  readonly unappliedFen: Fen;
  /** Open orders not yet invoiced. */
  readonly commitmentsFen: Fen;
  /** Open receivables + commitments − cash on account − insured and collateralised part; never below 0. */
  readonly exposureFen: Fen;
  /**
   * Invoiced less credited amount of the 12 whole months before the month of `asOf`; of the whole history, that month
   * included, where it began after the first of them.
   */
  readonly sales12mFen: Fen;
  /** The 12 whole months before those; 0 where the history began after the first of them. */
  readonly salesPrevious12mFen: Fen;
  /** Sales by calendar month, the last of the 12 being the month of `asOf` (usually unfinished). */
  readonly monthlySalesFen: readonly number[];
  /** Days beyond terms, amount-weighted over items paid in 24 months and open items; null: nothing was due yet. */
  readonly daysBeyondTerms: number | null;
  /** The same over the last 6 months, and over the 6 months before them. */
  readonly daysBeyondTermsRecent: number | null;
  readonly daysBeyondTermsBefore: number | null;
  /** D&B PAYDEX-like index 0–100 (§3), amount-weighted over 24 months; null: nothing was due yet. */
  readonly paymentIndex: number | null;
  /** Share (0–1) of the amount that fell due in 24 months and was paid late or is overdue. */
  readonly lateShare: number | null;
  /** Amount-weighted days from issue to due of the last 12 months; null: issue days are not known. */
  readonly averageTermDays: number | null;
}

/** What a customer's own tax invoices show (issued = its sales, received = its purchases); void ones never count. */
export interface TaxInvoiceFacts {
  readonly firstIssuedOn: Day;
  readonly lastIssuedOn: Day;
  /**
   * Of the 12 whole months before the month of the latest tax invoice, which may not be complete; of the whole history,
   * that month included, where it began after the first of them. Every share below is of the same months.
   */
  readonly sales12mFen: Fen;
  /** The 12 whole months before those; 0 where the history began after the first of them. */
  readonly salesPrevious12mFen: Fen;
  readonly purchases12mFen: Fen;
  /** The 12 calendar months that end with the month of the latest tax invoice (usually unfinished). */
  readonly monthlySalesFen: readonly number[];
  /** Share of issued invoices (by count) of 12 months that were voided, and of red-letter ones by amount. */
  readonly voidShare: number | null;
  readonly creditNoteShare: number | null;
  /** Share of the largest buyer in the sales of 12 months. */
  readonly largestBuyerShare: number | null;
  readonly activeMonths: number;
}

export interface StatementFacts {
  readonly periodEnd: Day;
  readonly months: number;
  readonly source: string | null;
  readonly totalAssetsFen: Fen | null;
  readonly currentAssetsFen: Fen | null;
  readonly cashFen: Fen | null;
  readonly inventoryFen: Fen | null;
  readonly receivablesFen: Fen | null;
  readonly totalLiabilitiesFen: Fen | null;
  readonly currentLiabilitiesFen: Fen | null;
  readonly shortTermDebtFen: Fen | null;
  readonly totalDebtFen: Fen | null;
  readonly newDebt12mFen: Fen | null;
  readonly equityFen: Fen | null;
  readonly retainedEarningsFen: Fen | null;
  readonly revenueFen: Fen | null;
  readonly netProfitFen: Fen | null;
  readonly ebitFen: Fen | null;
  readonly operatingCashFlowFen: Fen | null;
}

export interface EventFacts {
  /** Events of the last 12 and 24 months. */
  readonly count12m: number;
  readonly count24m: number;
  readonly latestOn: Day;
  readonly latestValue: number | null;
  readonly latestTitle: string | null;
  readonly latestSource: string | null;
  readonly amount12mFen: Fen;
}

export interface IndustryFacts {
  readonly debtRatio: number | null;
  readonly outlook: 'up' | 'normal' | 'down' | null;
}

export interface GroupFacts {
  /** Code of the group's leading company. */
  readonly code: string;
  readonly name: string;
  readonly memberCount: number;
  readonly exposureFen: Fen;
  /** Amounts of the other members, this customer left out. */
  readonly othersOverdueFen: Fen;
  readonly othersOpenFen: Fen;
  readonly othersMaximumDaysPastDue: number;
  readonly limitFen: Fen | null;
}

export interface PortfolioFacts {
  /** Sum of the exposure of all customers. */
  readonly exposureFen: Fen;
  readonly industryExposureFen: Fen;
  readonly regionExposureFen: Fen;
}

/** Promises to pay given in feedback, judged against the ledger as of the day. */
export interface PromiseFacts {
  readonly kept: number;
  readonly broken: number;
  /** What the broken ones still lack. */
  readonly brokenAmountFen: Fen;
  /** Left out where nothing was promised, and in facts that were stored before it was counted. */
  readonly partlyKept?: number;
  /** Each promise of the last two years in the order of their due days; left out likewise. */
  readonly history?: readonly JudgedPromise[];
}

/** Kinds of outside events (R2, R34, R36); an import maps a source's words to these. */
export const EVENT_KINDS = [
  'bureau_score',
  'dishonest_debtor',
  'enforcement',
  'lawsuit',
  'supplier_lawsuit',
  'abnormal_operation',
  'penalty',
  'registry_change',
  'management_change',
  'recall',
  'public_debt_notice',
  'bill_default',
  'tax_arrears',
  'equity_frozen',
  'bankruptcy',
  'negative_news',
  'delivery_anomaly',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
