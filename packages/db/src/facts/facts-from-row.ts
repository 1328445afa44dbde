import type { Day } from '@xinshao/core/day/day.ts';
import type {
  Aging,
  CustomerFacts,
  DataSource,
  EventFacts,
  EventKind,
  Facts,
  LedgerFacts,
  StatementFacts,
  TaxInvoiceFacts,
} from '@xinshao/core/facts/facts.ts';
import type { CopyRow } from './copy-text.ts';

/** The facts of one customer as the database computed them. */
export interface FactsRow {
  readonly customerId: number;
  readonly facts: Facts;
  /** Earliest due day of the open items that are not overdue; null: none. */
  readonly earliestOpenDueOn: Day | null;
}

/** The latest day of each source over all customers, already cut at the day of the facts. */
export type SourceDays = Readonly<Partial<Record<DataSource, Day>>>;

/**
 * Reads one row of `factsSql`, whose columns it mirrors from left to right. Members are set in alphabetical order, so
 * that `JSON.stringify` of the facts is their canonical JSON.
 */
export function factsFromRow(row: CopyRow, asOf: Day, sources: SourceDays): FactsRow {
  const customerId = row.amount();
  const master = readMaster(row);
  const { ledger, earliestOpenDueOn } = readLedger(row);
  const [statement = null, previousStatement = null] = readStatements(row);
  const events = readEvents(row);
  const tax = readTax(row);
  const promises = readPromises(row);
  const industry = readIndustry(row);
  const group = readGroup(row);
  const portfolio = readPortfolio(row);
  const facts: Facts = {
    asOf,
    customer: master.customer,
    dataDates: dataDates(sources, master.masterOn, ledger !== null, events),
    events,
    group,
    industry,
    ledger,
    portfolio,
    previousStatement,
    promises,
    statement,
    tax,
  };
  return { customerId, facts, earliestOpenDueOn };
}

/** The database writes real calendar days only. */
function day(row: CopyRow): Day | null {
  return row.text() as Day | null;
}

function readMaster(row: CopyRow): { customer: CustomerFacts; masterOn: Day | null } {
  const code = row.text() ?? '';
  const name = row.text() ?? '';
  const uscc = row.text();
  const region = row.text();
  const industry = row.text();
  const size = row.text();
  const registeredCapitalFen = row.number();
  const establishedOn = day(row);
  const registryStatus = row.text();
  const creditLimitFen = row.number();
  const termDays = row.number();
  const insuredLimitFen = row.amount();
  const collateralValueFen = row.amount();
  const agreementSignedOn = day(row);
  const documentsComplete = row.boolean();
  const firstOrderOn = day(row);
  const orderCount = row.number();
  const attributes = sortedAttributes(row.json() as Record<string, unknown> | null);
  const masterOn = day(row);
  const customer: CustomerFacts = {
    agreementSignedOn,
    attributes,
    code,
    collateralValueFen,
    creditLimitFen,
    documentsComplete,
    establishedOn,
    firstOrderOn,
    industry,
    insuredLimitFen,
    name,
    orderCount,
    region,
    registeredCapitalFen,
    registryStatus,
    size,
    termDays,
    uscc,
  };
  return { customer, masterOn };
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = {};

function sortedAttributes(attributes: Record<string, unknown> | null): Readonly<Record<string, string>> {
  if (attributes === null) return NO_ATTRIBUTES;
  const names = Object.keys(attributes).sort();
  return Object.fromEntries(names.map((name) => [name, String(attributes[name])]));
}

const MONTHS = 12;
const AGING_OVERDUE = 6;

function readLedger(row: CopyRow): { ledger: LedgerFacts | null; earliestOpenDueOn: Day | null } {
  const invoiceCount = row.amount();
  const firstInvoiceOn = day(row);
  const lastInvoiceOn = day(row);
  const openFen = row.amount();
  const overdueBuckets = Array.from({ length: AGING_OVERDUE }, () => row.amount());
  const overdueFen = row.amount();
  const maximumDaysPastDue = row.amount();
  const disputedFen = row.amount();
  const unappliedFen = row.amount();
  const commitmentsFen = row.amount();
  const exposureFen = row.amount();
  const monthlySalesFen = Array.from({ length: MONTHS }, () => row.amount());
  const salesPrevious12mFen = row.amount();
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
  const earliestOpenDueOn = day(row);
  if (firstInvoiceOn === null && commitmentsFen === 0 && unappliedFen === 0) return { ledger: null, earliestOpenDueOn };
  const [days30 = 0, days60 = 0, days90 = 0, days180 = 0, days360 = 0, over360 = 0] = overdueBuckets;
  const aging: Aging = [openFen - overdueFen, days30, days60, days90, days180, days360, over360];
  const behavedFen = settledFen + overdueFen;
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
    sales12mFen: monthlySalesFen.reduce((sum, month) => sum + month, 0),
    salesPrevious12mFen,
    unappliedFen,
  };
  return { ledger, earliestOpenDueOn };
}

/** part / whole to six decimals, enough for any policy and short in storage; null when the whole is not above zero. */
function share(part: number, whole: number): number | null {
  return whole > 0 ? Math.round((part / whole) * 1e6) / 1e6 : null;
}

type StatementRow = [Day, number, string, ...(number | null)[]];

function readStatements(row: CopyRow): StatementFacts[] {
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
type Events = Partial<Record<EventKind, EventFacts>>;

const NO_EVENTS: Events = {};

function readEvents(row: CopyRow): Events {
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

function readTax(row: CopyRow): TaxInvoiceFacts | null {
  const found = row.json() as [Day | null, ...number[]] | null;
  if (found === null) return null;
  const [lastIssuedOn, ...numbers] = found;
  if (lastIssuedOn === null) return null;
  const [sales12mFen = 0, salesPrevious12mFen = 0, purchases12mFen = 0, voidCount = 0, count = 0] = numbers;
  const [creditFen = 0, debitFen = 0, largestBuyerFen = 0, activeMonths = 0] = numbers.slice(5);
  return {
    activeMonths,
    creditNoteShare: share(creditFen, debitFen),
    largestBuyerShare: share(largestBuyerFen, sales12mFen),
    lastIssuedOn,
    monthlySalesFen: numbers.slice(9),
    purchases12mFen,
    sales12mFen,
    salesPrevious12mFen,
    voidShare: share(voidCount, count),
  };
}

function readPromises(row: CopyRow): Facts['promises'] {
  const kept = row.amount();
  const broken = row.amount();
  return { broken, brokenAmountFen: row.amount(), kept };
}

function readIndustry(row: CopyRow): Facts['industry'] {
  const debtRatio = row.number();
  const outlook = row.text();
  if (debtRatio === null && outlook === null) return null;
  return { debtRatio, outlook: outlook === 'up' || outlook === 'normal' || outlook === 'down' ? outlook : null };
}

function readGroup(row: CopyRow): Facts['group'] {
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

function readPortfolio(row: CopyRow): Facts['portfolio'] {
  const exposureFen = row.amount();
  const industryExposureFen = row.amount();
  return { exposureFen, industryExposureFen, regionExposureFen: row.amount() };
}

const COURT_EVENTS: readonly EventKind[] = [
  'dishonest_debtor',
  'enforcement',
  'lawsuit',
  'supplier_lawsuit',
  'bankruptcy',
];

function dataDates(sources: SourceDays, masterOn: Day | null, hasLedger: boolean, events: Events): Facts['dataDates'] {
  const dates: Partial<Record<DataSource, Day>> = {};
  if (events.bureau_score !== undefined) dates.bureau = events.bureau_score.latestOn;
  const court = latest(COURT_EVENTS, events);
  if (court !== null) dates.court = court;
  if (hasLedger && sources.ledger !== undefined) dates.ledger = sources.ledger;
  if (masterOn !== null) dates.master = masterOn;
  if (events.negative_news !== undefined) dates.news = events.negative_news.latestOn;
  if (sources.orders !== undefined && hasLedger) dates.orders = sources.orders;
  if (masterOn !== null) dates.registry = masterOn;
  return dates;
}

function latest(kinds: readonly EventKind[], events: Events): Day | null {
  let found: Day | null = null;
  for (const kind of kinds) {
    const latestOn = events[kind]?.latestOn ?? null;
    if (latestOn !== null && (found === null || latestOn > found)) found = latestOn;
  }
  return found;
}
