import type {
  CustomerFacts,
  EventFacts,
  EventKind,
  Facts,
  GroupFacts,
  IndustryFacts,
  LedgerFacts,
  PortfolioFacts,
  PromiseFacts,
  StatementFacts,
  TaxInvoiceFacts,
} from './facts.ts';

// Facts as they are stored: values by position, a third of their JSON with names. Fifty thousand are written in one
// run. Facts that were stored stay readable for years: a list below may grow at its end, nothing in it may move.

/** Takes the names of a part's facts in the order in which they are stored; does not compile while one is left out. */
function everyFactOf<Part>() {
  return <const Names extends readonly (keyof Part & string)[]>(
    names: [keyof Part] extends [Names[number]] ? Names : never,
  ): Names => names;
}

const CUSTOMER = everyFactOf<CustomerFacts>()([
  'code',
  'name',
  'uscc',
  'region',
  'industry',
  'size',
  'registeredCapitalFen',
  'establishedOn',
  'registryStatus',
  'creditLimitFen',
  'termDays',
  'insuredLimitFen',
  'collateralValueFen',
  'agreementSignedOn',
  'documentsComplete',
  'firstOrderOn',
  'orderCount',
  'attributes',
]);

const LEDGER = everyFactOf<LedgerFacts>()([
  'invoiceCount',
  'firstInvoiceOn',
  'lastInvoiceOn',
  'openFen',
  'aging',
  'overdueFen',
  'maximumDaysPastDue',
  'disputedFen',
  'unappliedFen',
  'commitmentsFen',
  'exposureFen',
  'sales12mFen',
  'salesPrevious12mFen',
  'monthlySalesFen',
  'daysBeyondTerms',
  'daysBeyondTermsRecent',
  'daysBeyondTermsBefore',
  'paymentIndex',
  'lateShare',
  'averageTermDays',
]);

const TAX = everyFactOf<TaxInvoiceFacts>()([
  'firstIssuedOn',
  'lastIssuedOn',
  'sales12mFen',
  'salesPrevious12mFen',
  'purchases12mFen',
  'monthlySalesFen',
  'voidShare',
  'creditNoteShare',
  'largestBuyerShare',
  'activeMonths',
]);

const STATEMENT = everyFactOf<StatementFacts>()([
  'periodEnd',
  'months',
  'source',
  'totalAssetsFen',
  'currentAssetsFen',
  'cashFen',
  'inventoryFen',
  'receivablesFen',
  'totalLiabilitiesFen',
  'currentLiabilitiesFen',
  'shortTermDebtFen',
  'totalDebtFen',
  'newDebt12mFen',
  'equityFen',
  'retainedEarningsFen',
  'revenueFen',
  'netProfitFen',
  'ebitFen',
  'operatingCashFlowFen',
]);

const EVENT = everyFactOf<EventFacts>()([
  'count12m',
  'count24m',
  'latestOn',
  'latestValue',
  'latestTitle',
  'latestSource',
  'amount12mFen',
]);

const INDUSTRY = everyFactOf<IndustryFacts>()(['debtRatio', 'outlook']);

const GROUP = everyFactOf<GroupFacts>()([
  'code',
  'name',
  'memberCount',
  'exposureFen',
  'othersOverdueFen',
  'othersOpenFen',
  'othersMaximumDaysPastDue',
  'limitFen',
]);

const PORTFOLIO = everyFactOf<PortfolioFacts>()(['exposureFen', 'industryExposureFen', 'regionExposureFen']);

/** Where each part stands in a record. */
const PARTS = { customer: CUSTOMER, ledger: LEDGER } as const;
const PLACES = { asOf: 0, customer: 1, dataDates: 2, ledger: 3 } as const;

const NO_PROMISES: PromiseFacts = { kept: 0, broken: 0, brokenAmountFen: 0 };

/** The values of a part in the order of its list. */
type PartRecord = readonly unknown[];

/** What is stored of facts; write it with `JSON.stringify`. */
export type FactsRecord = readonly [
  asOf: Facts['asOf'],
  customer: PartRecord,
  dataDates: Facts['dataDates'],
  ledger: PartRecord | null,
  portfolio: PartRecord,
  /** null: nothing was promised. */
  promises: PromiseFacts | null,
  group: PartRecord | null,
  industry: PartRecord | null,
  events: Readonly<Partial<Record<EventKind, PartRecord>>>,
  statement: PartRecord | null,
  previousStatement: PartRecord | null,
  tax: PartRecord | null,
  /** Left out: no other source states the period. */
  otherStatements?: readonly PartRecord[],
];

/** What to store of facts; `factsOf` reads it. The same facts give the same bytes of JSON. */
export function factsRecordOf(facts: Facts): FactsRecord {
  const record = [
    facts.asOf,
    values(facts.customer, CUSTOMER),
    facts.dataDates,
    known(facts.ledger, LEDGER),
    values(facts.portfolio, PORTFOLIO),
    isEmpty(facts.promises) ? null : facts.promises,
    known(facts.group, GROUP),
    known(facts.industry, INDUSTRY),
    eventRecords(facts.events),
    known(facts.statement, STATEMENT),
    known(facts.previousStatement, STATEMENT),
    known(facts.tax, TAX),
  ] as const;
  if (facts.otherStatements === undefined) return record;
  return [...record, facts.otherStatements.map((statement) => values(statement, STATEMENT))];
}

/**
 * The facts that were stored.
 * @param text JSON of a record, or of the facts themselves as the first version stored them
 * @throws SyntaxError when the text is not JSON
 */
export function factsOf(text: string): Facts {
  const stored: FactsRecord | Facts = JSON.parse(text);
  if (!isRecord(stored)) return stored;
  const [asOf, customer, dataDates, ledger, portfolio, promises, group, industry, events, ...rest] = stored;
  const [statement, previousStatement, tax, others] = rest;
  return {
    asOf,
    customer: named<CustomerFacts>(customer, CUSTOMER),
    dataDates,
    events: eventsOf(events),
    group: group && named<GroupFacts>(group, GROUP),
    industry: industry && named<IndustryFacts>(industry, INDUSTRY),
    ledger: ledger && named<LedgerFacts>(ledger, LEDGER),
    ...(others === undefined ? {} : { otherStatements: others.map((one) => named<StatementFacts>(one, STATEMENT)) }),
    portfolio: named<PortfolioFacts>(portfolio, PORTFOLIO),
    previousStatement: previousStatement && named<StatementFacts>(previousStatement, STATEMENT),
    promises: promises ?? NO_PROMISES,
    statement: statement && named<StatementFacts>(statement, STATEMENT),
    tax: tax && named<TaxInvoiceFacts>(tax, TAX),
  };
}

/** Where a fact stands in a stored record, outermost place first: for queries that read one fact of many records. */
export function placeOfFact<Part extends keyof typeof PARTS>(
  part: Part,
  name: (typeof PARTS)[Part][number],
): readonly [part: number, fact: number] {
  return [PLACES[part], PARTS[part].findIndex((candidate: string) => candidate === name)];
}

function isEmpty({ kept, broken, partlyKept = 0, history = [] }: PromiseFacts): boolean {
  return kept + broken + partlyKept === 0 && history.length === 0;
}

function isRecord(stored: FactsRecord | Facts): stored is FactsRecord {
  return Array.isArray(stored);
}

function values<Part extends object>(part: Part, names: readonly (keyof Part)[]): PartRecord {
  return names.map((name) => part[name]);
}

function known<Part extends object>(part: Part | null, names: readonly (keyof Part)[]): PartRecord | null {
  return part === null ? null : values(part, names);
}

/** A value that an older record does not hold yet is null: not known then. */
function named<Part>(record: PartRecord, names: readonly (keyof Part & string)[]): Part {
  return Object.fromEntries(names.map((name, place) => [name, record[place] ?? null])) as Part;
}

function eventRecords(events: Facts['events']): FactsRecord[8] {
  const records: Partial<Record<EventKind, PartRecord>> = {};
  for (const kind in events) {
    const found = events[kind as EventKind];
    if (found !== undefined) records[kind as EventKind] = values(found, EVENT);
  }
  return records;
}

function eventsOf(records: FactsRecord[8]): Facts['events'] {
  const entries = Object.entries(records).map(([kind, record]) => [kind, named<EventFacts>(record, EVENT)]);
  return Object.fromEntries(entries);
}
