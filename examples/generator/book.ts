import type { Day } from '@xinshao/core/day/day.ts';
import type { EventKind } from '@xinshao/core/facts/facts.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';

/** One customer with everything the sample data say about it: what stories bend, and files are written from. */
export interface Book {
  readonly customer: Customer;
  invoices: Invoice[];
  /** Receipts that name no invoice. */
  onAccount: Receipt[];
  orders: Order[];
  statements: Statement[];
  events: OutsideEvent[];
  /** The customer's own sales as its tax invoices show them. */
  taxSales: TaxSale[];
  /** How the source tells that an invoice was paid: by bank receipts, or by a clearing day on the invoice. */
  readonly paidBy: 'receipts' | 'clearing_day';
}

export const SIZES = ['large', 'medium', 'small', 'micro'] as const;
export type Size = (typeof SIZES)[number];

/** Master data in the words of PRODUCT §4. */
export interface Customer {
  code: string;
  name: string;
  uscc: string;
  formerNames: string[];
  region: string;
  industry: string;
  size: Size;
  registeredCapitalFen: Fen;
  establishedOn: Day;
  registryStatus: string;
  salesOwner: string;
  creditLimitFen: Fen | null;
  termDays: number;
  insuredLimitFen: Fen;
  insuredUntil: Day | null;
  collateralValueFen: Fen;
  agreementSignedOn: Day | null;
  documentsComplete: boolean | null;
  firstOrderOn: Day | null;
  orderCount: number | null;
  channel: string;
  productLine: string;
}

export interface Invoice {
  readonly customerCode: string;
  /** Given when all invoices are known, in the order of issue. */
  number: string;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  /** Negative for a credit note. */
  amountFen: Fen;
  disputed: boolean;
  void: boolean;
  receipts: Receipt[];
  /** For a credit note: the day it was set off. */
  setOffOn: Day | null;
}

export interface Receipt {
  readonly paidOn: Day;
  readonly amountFen: Fen;
  readonly method: string;
}

export interface Order {
  readonly number: string;
  readonly orderedOn: Day;
  readonly amountFen: Fen;
  readonly status: 'open' | 'invoiced' | 'cancelled';
}

/** A financial statement; flows (revenue, profit, cash flow) cover `months`. */
export interface Statement {
  readonly periodEnd: Day;
  readonly months: number;
  readonly source: string;
  totalAssetsFen: Fen;
  currentAssetsFen: Fen;
  cashFen: Fen;
  inventoryFen: Fen;
  receivablesFen: Fen;
  totalLiabilitiesFen: Fen;
  currentLiabilitiesFen: Fen;
  shortTermDebtFen: Fen;
  totalDebtFen: Fen;
  newDebt12mFen: Fen;
  equityFen: Fen;
  retainedEarningsFen: Fen;
  revenueFen: Fen;
  netProfitFen: Fen;
  ebitFen: Fen;
  operatingCashFlowFen: Fen;
}

export interface OutsideEvent {
  readonly kind: EventKind;
  readonly occurredOn: Day;
  readonly observedOn: Day;
  readonly amountFen: Fen | null;
  readonly value: number | null;
  readonly title: string;
  readonly url: string;
  readonly source: string;
}

export interface TaxSale {
  readonly number: string;
  readonly issuedOn: Day;
  readonly buyer: string;
  readonly amountFen: Fen;
  readonly void: boolean;
}
