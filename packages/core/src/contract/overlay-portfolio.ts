import type { Stop } from '../alerts/stop.ts';
import type { Aging } from '../facts/facts.ts';

/*
 * The dashboard: `GET /portfolio/dimensions`, `POST /portfolio`, `POST /portfolio/customers` and
 * `POST /portfolio/customers/csv`. They change nothing; they are POST because a selection may be long. Every figure is
 * about customers whose details the reader may see (§9), whatever is asked. Amounts in fen, days as YYYY-MM-DD, shares
 * 0–1. A value null is "not known" of a customer, or no grade.
 */

/** Most values of a dimension that are told apart; the others are added up. */
export const VALUES_SHOWN = 200;
export const CUSTOMERS_A_PAGE = 100;
/** Most customers named as the largest. */
export const LARGEST_SHOWN = 10;

export interface PortfolioDimensions {
  readonly dimensions: readonly {
    /** grade, region, industry, size, owner, team, or `attr.<name>`. */
    readonly key: string;
    readonly values: readonly {
      readonly value: string | null;
      readonly label: string | null;
      readonly customers: number;
    }[];
    /** How many more values there are. */
    readonly more: number;
  }[];
}

/** Customers that have one of the values of each filter; each dimension at most once. */
export interface PortfolioFilter {
  readonly dimension: string;
  readonly values: readonly (string | null)[];
}

export interface PortfolioRequest {
  readonly filters: readonly PortfolioFilter[];
  /** What to break the figures down by. */
  readonly dimension: string;
  /** How many months before the grades are compared with, 1–24. */
  readonly months: number;
}

export interface PortfolioFigures {
  readonly customers: number;
  readonly exposureFen: number;
  readonly openFen: number;
  readonly overdueFen: number;
  readonly limitFen: number;
}

export interface PortfolioPart extends PortfolioFigures {
  readonly value: string | null;
  /** The name of an owner or a team; null: the value says it. */
  readonly label: string | null;
}

export interface PortfolioAnswer {
  /** Whose customers these are: the reader's own, their team's, or all. */
  readonly scope: 'own' | 'team' | 'all';
  /** Day of the newest assessment; null: nobody is selected, or nobody was assessed yet. */
  readonly asOf: string | null;
  /** The ledger's latest day; null: there is none. */
  readonly ledgerOn: string | null;
  /** Today on the company's clock. */
  readonly today: string;
  readonly totals: PortfolioFigures & {
    readonly overdueCustomers: number;
    readonly overLimitCustomers: number;
    readonly staleCustomers: number;
    /** Open amounts by days past due. */
    readonly aging: Aging;
  };
  /** The grades of the policy in force, the best first. */
  readonly scale: readonly string[];
  /** The largest exposure first; grades in the order of the scale. */
  readonly parts: readonly PortfolioPart[];
  /** The values that are not listed, added up; null: all are listed. */
  readonly rest: (PortfolioFigures & { readonly values: number }) | null;
  readonly concentration: PortfolioConcentration;
  readonly migration: PortfolioMigration;
  readonly alerts: PortfolioAlerts;
  /** null: there is no ledger. */
  readonly collection: {
    readonly from: string;
    readonly to: string;
    readonly rate: number | null;
    readonly effectiveness: number | null;
    readonly dsoDays: number | null;
  } | null;
  /** The oldest first; null: earlier days are kept by grade alone, over all customers. */
  readonly trend:
    | readonly {
        readonly day: string;
        readonly customers: number;
        readonly exposureFen: number;
        readonly openFen: number;
        readonly overdueFen: number;
      }[]
    | null;
}

export interface PortfolioConcentration {
  /** Σ share² of the customers' exposures, 0–1; null: no exposure. */
  readonly herfindahl: number | null;
  readonly level: 'low' | 'moderate' | 'high' | null;
  /** The largest exposure first, with its share of the selection's. */
  readonly largest: readonly {
    readonly customerId: number;
    readonly code: string;
    readonly name: string;
    readonly grade: string | null;
    readonly exposureFen: number;
    readonly overdueFen: number;
    readonly limitFen: number | null;
    readonly share: number;
  }[];
  /** The largest customer, industry and region against policy's ceilings, over all customers; empty: not judged. */
  readonly ceilings: readonly {
    readonly kind: 'customer' | 'industry' | 'region';
    readonly value: string;
    readonly share: number;
    readonly ceiling: number;
  }[];
}

/** Where customers were then, and where they are now. */
export interface PortfolioMigration {
  readonly since: string | null;
  readonly cells: readonly {
    readonly before: string | null;
    readonly after: string | null;
    readonly customers: number;
    readonly exposureFen: number;
  }[];
  /** Not assessed by then. */
  readonly newCustomers: number;
}

/** Alerts of the last `days` days (R52). */
export interface PortfolioAlerts {
  readonly days: number;
  readonly opened: number;
  readonly due: number;
  readonly answeredInTime: number;
  readonly responseRate: number | null;
  readonly medianHours: number | null;
  readonly closed: number;
  readonly confirmed: number;
  readonly shareConfirmed: number | null;
  /** Predictions that came true, and how many days before they did they were made, at the median. */
  readonly cameTrue: number;
  readonly medianLeadDays: number | null;
}

export const CUSTOMER_ORDERS = ['name', 'grade', 'exposure', 'overdue', 'limit', 'days_past_due'] as const;
export type CustomerOrder = (typeof CUSTOMER_ORDERS)[number];

export interface PortfolioCustomersRequest {
  readonly filters: readonly PortfolioFilter[];
  /** Part of a name or code; empty: all. */
  readonly search: string;
  readonly order: CustomerOrder;
  readonly descending: boolean;
  /** 1 for the first. */
  readonly page: number;
}

export interface PortfolioCustomer {
  readonly customerId: number;
  readonly code: string;
  readonly name: string;
  readonly grade: string | null;
  readonly region: string | null;
  readonly industry: string | null;
  readonly ownerName: string | null;
  readonly exposureFen: number;
  readonly overdueFen: number;
  readonly limitFen: number | null;
  readonly daysPastDue: number;
  readonly asOf: string;
  readonly staleSince: string | null;
  /** Why it gets no more credit today; null: it does. */
  readonly stop: Stop | null;
}

export interface PortfolioCustomers {
  readonly total: number;
  /** The page shown; a list that became shorter shows its last one. */
  readonly page: number;
  readonly pages: number;
  readonly customers: readonly PortfolioCustomer[];
}

/** The same customers without pages, as a file. */
export type PortfolioCsvRequest = Omit<PortfolioCustomersRequest, 'page'>;

export interface PortfolioCsv {
  readonly fileName: string;
  readonly rows: number;
  /** UTF-8 with byte order mark, commas, CRLF; text that a spreadsheet would run is made harmless. */
  readonly csv: string;
}
