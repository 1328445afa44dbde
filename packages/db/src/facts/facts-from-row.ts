import type { Day } from '@xinshao/core/day/day.ts';
import type { CustomerFacts, DataSource, EventKind, Facts } from '@xinshao/core/facts/facts.ts';
import { statementsThatCount } from '@xinshao/core/facts/statement-sources.ts';
import type { PromiseTerms } from '@xinshao/core/promises/promise.ts';
import type { CopyRow } from './copy-text.ts';
import { readLedger } from './ledger-from-row.ts';
import {
  type Events,
  readEvents,
  readGroup,
  readIndustry,
  readPortfolio,
  readPromises,
  readStatements,
  readTax,
} from './parts-from-row.ts';

/** The facts of one customer as the database computed them. */
export interface FactsRow {
  readonly customerId: number;
  readonly facts: Facts;
  /** The earliest day at the end of which something ends by itself: an open item's term, a granted limit, the insurance. */
  readonly nextChangeOn: Day | null;
}

/** The latest day of each source over all customers, already cut at the day of the facts. */
export type SourceDays = Readonly<Partial<Record<DataSource, Day>>>;

/**
 * Reads one row of `factsSql`, whose columns it mirrors from left to right. Members are set in alphabetical order, so
 * that `JSON.stringify` of the facts is their canonical JSON.
 * @param terms how promises to pay are judged
 */
export function factsFromRow(row: CopyRow, asOf: Day, sources: SourceDays, terms: PromiseTerms): FactsRow {
  const customerId = row.amount();
  const master = readMaster(row);
  const { ledger, nextChangeOn } = readLedger(row, asOf);
  const { statement, previousStatement, ...others } = statementsThatCount(readStatements(row));
  const events = readEvents(row);
  const tax = readTax(row);
  const promises = readPromises(row, terms, asOf);
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
    ...others,
    portfolio,
    previousStatement,
    promises,
    statement,
    tax,
  };
  return { customerId, facts, nextChangeOn };
}

function readMaster(row: CopyRow): { customer: CustomerFacts; masterOn: Day | null } {
  const code = row.text() ?? '';
  const name = row.text() ?? '';
  const uscc = row.text();
  const region = row.text();
  const industry = row.text();
  const size = row.text();
  const registeredCapitalFen = row.number();
  const establishedOn = row.day();
  const registryStatus = row.text();
  const creditLimitFen = row.number();
  const termDays = row.number();
  const insuredLimitFen = row.amount();
  const collateralValueFen = row.amount();
  const agreementSignedOn = row.day();
  const documentsComplete = row.boolean();
  const firstOrderOn = row.day();
  const orderCount = row.number();
  const attributes = sortedAttributes(row.json() as Record<string, unknown> | null);
  const masterOn = row.day();
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
