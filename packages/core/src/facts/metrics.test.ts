import { describe, expect, it } from 'vitest';
import type { Day } from '../day/day.ts';
import { EVENT_KINDS, type EventFacts, type Facts, type StatementFacts } from './facts.ts';
import { findMetric, METRICS, nearestMetricId } from './metrics.ts';
import {
  customerFacts,
  excellentFacts,
  ledgerFacts,
  nameOnlyFacts,
  statementFacts,
  taxFacts,
} from './testing/example-facts.ts';

function read(id: string, facts: Facts): unknown {
  const metric = findMetric(id);
  if (metric === null) throw new Error(`no metric ${id}`);
  return metric.read(facts);
}

const event = (stated: Partial<EventFacts> = {}): EventFacts => ({
  count12m: 1,
  count24m: 1,
  latestOn: '2026-10-01',
  latestValue: null,
  latestTitle: null,
  latestSource: null,
  amount12mFen: 0,
  ...stated,
});

describe('every metric', () => {
  it('has an id of its own', () => {
    expect(new Set(METRICS.map((metric) => metric.id)).size).toBe(METRICS.length);
  });

  it.each(METRICS.map((metric) => metric.id))('%s is of its kind, and finite', (id) => {
    const metric = findMetric(id);
    const values = [excellentFacts(), nameOnlyFacts()].map((facts) => metric?.read(facts));
    for (const value of values) {
      if (value === null) continue;
      expect(typeof value).toBe(metric?.kind === 'text' ? 'string' : metric?.kind);
      if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
    }
  });

  it('is unknown where only a name is known, but for what a name alone settles', () => {
    const known = METRICS.filter((metric) => metric.read(nameOnlyFacts()) !== null).map((metric) => metric.id);
    expect(known).toEqual(['promises.broken', 'customer.agreement_signed']);
  });

  it('counts and dates every kind of event', () => {
    for (const kind of EVENT_KINDS) {
      const facts = nameOnlyFacts({ events: { [kind]: event({ count12m: 2, count24m: 3 }) } });
      expect(read(`events.${kind}.count_12m`, facts)).toBe(2);
      expect(read(`events.${kind}.count_24m`, facts)).toBe(3);
      expect(read(`events.${kind}.days_since`, facts)).toBe(30);
    }
  });
});

describe('the ledger', () => {
  const facts = nameOnlyFacts({
    customer: customerFacts({ creditLimitFen: 8_000_000 }),
    ledger: ledgerFacts({
      aging: [4_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000],
      overdueFen: 6_000_000,
      disputedFen: 2_500_000,
    }),
  });

  it.each([
    ['ledger.utilisation', 1.25],
    ['ledger.overdue_share', 0.6],
    ['ledger.disputed_share', 0.25],
    ['ledger.aging_over_30_share', 0.5],
    ['ledger.aging_over_60_share', 0.4],
    ['ledger.aging_over_90_share', 0.3],
    ['ledger.aging_over_180_share', 0.2],
    ['ledger.aging_over_360_share', 0.1],
    ['ledger.relationship_months', 24],
  ])('%s is %d', (id, value) => {
    expect(read(id, facts)).toBe(value);
  });

  it('gives no share of nothing: with nothing open shares are unknown, not zero', () => {
    const empty = nameOnlyFacts({ ledger: ledgerFacts({ openFen: 0, aging: [0, 0, 0, 0, 0, 0, 0], exposureFen: 0 }) });
    for (const id of [
      'ledger.overdue_share',
      'ledger.disputed_share',
      'ledger.aging_over_90_share',
      'collateral.cover',
    ]) {
      expect(read(id, empty)).toBeNull();
    }
    expect(read('ledger.maximum_days_past_due', empty)).toBe(0);
  });

  it('has no utilisation without a limit, nor on a limit of zero', () => {
    expect(read('ledger.utilisation', nameOnlyFacts({ ledger: ledgerFacts() }))).toBeNull();
    const zero = nameOnlyFacts({ ledger: ledgerFacts(), customer: customerFacts({ creditLimitFen: 0 }) });
    expect(read('ledger.utilisation', zero)).toBeNull();
  });

  it('compares two years of sales only when it covers both', () => {
    const grown = { sales12mFen: 110, salesPrevious12mFen: 100 };
    expect(read('ledger.sales_growth', nameOnlyFacts({ ledger: ledgerFacts(grown) }))).toBeCloseTo(0.1);
    const young = ledgerFacts({ ...grown, firstInvoiceOn: '2025-06-01' });
    expect(read('ledger.sales_growth', nameOnlyFacts({ ledger: young }))).toBeNull();
  });
});

describe('the trend of sales', () => {
  const months = (...sales: number[]): Facts => nameOnlyFacts({ ledger: ledgerFacts({ monthlySalesFen: sales }) });

  it.each([
    [0, [5, 5, 5, 5, 5, 1]],
    [1, [5, 5, 5, 5, 4, 9]],
    [3, [5, 6, 5, 4, 3, 1]],
    [0, [5, 4, 3, 3, 1]],
    [4, [9, 8, 7, 6, 5, 0]],
    [0, []],
  ])('falls for %d complete months in %j: the last month is unfinished', (falls, sales) => {
    expect(read('ledger.sales_falling_months', months(...sales))).toBe(falls);
  });

  it('has a slope of −10% a month when each month sells that much less of the average', () => {
    expect(read('ledger.sales_slope', months(120, 110, 100, 90, 80, 3))).toBeCloseTo(-0.1);
    expect(read('ledger.sales_slope', months(100, 100, 100, 100, 3))).toBeCloseTo(0);
  });

  it('has no slope before three complete months', () => {
    expect(read('ledger.sales_slope', months(0, 0, 0, 0, 100, 90, 80))).toBeNull();
    expect(read('ledger.sales_slope', months(0, 0, 0, 100, 90, 80, 1))).toBeCloseTo(-1 / 9);
  });
});

describe('statements', () => {
  const facts = nameOnlyFacts({
    statement: statementFacts(),
    previousStatement: statementFacts({
      revenueFen: 10_000_000_000,
      currentAssetsFen: 12_000_000_000,
      receivablesFen: 1_000_000_000,
      totalLiabilitiesFen: 3_000_000_000,
    }),
  });

  it.each([
    ['statement.debt_ratio', 0.4],
    ['statement.current_ratio', 2],
    ['statement.quick_ratio', 1.5],
    ['statement.cash_flow_cover', 3.2],
    ['statement.receivables_turnover', 8],
    ['statement.net_margin', 0.125],
    ['statement.new_debt_share', 0.1],
    ['statement.tangible_net_worth_fen', 6_000_000_000],
    ['statement.revenue_growth', 0.2],
    ['statement.debt_ratio_change', 0.1],
    ['statement.current_ratio_change', -0.5],
    ['statement.receivables_turnover_change', -0.4],
    // 6.56·(6−3)/10 + 3.26·3/10 + 6.72·1.9/10 + 1.05·6/4
    ['statement.altman_z2', 1.968 + 0.978 + 1.2768 + 1.575],
  ])('%s is %d', (id, value) => {
    expect(read(id, facts)).toBeCloseTo(value, 10);
  });

  it('stretches the flows of a half-year to a year', () => {
    const half = nameOnlyFacts({ statement: statementFacts({ months: 6, operatingCashFlowFen: 800_000_000 }) });
    expect(read('statement.cash_flow_cover', half)).toBeCloseTo(3.2);
    expect(read('statement.revenue_fen', half)).toBe(24_000_000_000);
  });

  it('finds liabilities and equity from each other', () => {
    const equityOnly = nameOnlyFacts({ statement: statementFacts({ totalLiabilitiesFen: null }) });
    expect(read('statement.debt_ratio', equityOnly)).toBeCloseTo(0.4);
    const liabilitiesOnly = nameOnlyFacts({ statement: statementFacts({ equityFen: null }) });
    expect(read('statement.tangible_net_worth_fen', liabilitiesOnly)).toBe(6_000_000_000);
  });

  it('does not divide by zero: no short-term debt has no cover', () => {
    expect(
      read('statement.cash_flow_cover', nameOnlyFacts({ statement: statementFacts({ shortTermDebtFen: 0 }) })),
    ).toBeNull();
    expect(
      read('statement.debt_ratio', nameOnlyFacts({ statement: statementFacts({ totalAssetsFen: 0 }) })),
    ).toBeNull();
  });
});

describe('a new customer', () => {
  const isNew = (stated: Parameters<typeof customerFacts>[0], ledger: Facts['ledger'] = null): unknown =>
    read('customer.is_new', nameOnlyFacts({ customer: customerFacts(stated), ledger }));

  it.each([
    [2, true],
    [3, false],
  ])('with %d orders since long: %s', (orderCount, expected) => {
    expect(isNew({ orderCount, firstOrderOn: '2020-01-01' })).toBe(expected);
  });

  it('is new until the first order is twelve months old', () => {
    expect(isNew({ orderCount: 50, firstOrderOn: '2025-11-01' })).toBe(true);
    expect(isNew({ orderCount: 50, firstOrderOn: '2025-10-31' })).toBe(false);
  });

  it('is judged by the ledger where nobody counted orders, and unknown where nothing is known', () => {
    expect(isNew({}, ledgerFacts())).toBe(false);
    expect(isNew({}, ledgerFacts({ invoiceCount: 2 }))).toBe(true);
    expect(isNew({})).toBeNull();
  });
});

describe('events and conflicts', () => {
  it('no lawsuit is a known zero only where court data were looked at', () => {
    expect(read('events.lawsuit.count_12m', nameOnlyFacts())).toBeNull();
    expect(read('events.lawsuit.count_12m', nameOnlyFacts({ dataDates: { court: '2026-10-30' } }))).toBe(0);
    expect(
      read(
        'events.legal.count_24m',
        nameOnlyFacts({ events: { lawsuit: event({ count24m: 2 }), enforcement: event() } }),
      ),
    ).toBe(3);
  });

  it('the bureau score is the value of the latest report', () => {
    const facts = nameOnlyFacts({ events: { bureau_score: event({ latestValue: 588, latestOn: '2026-10-21' }) } });
    expect(read('bureau.score', facts)).toBe(588);
    expect(read('bureau.days_old', facts)).toBe(10);
  });

  it('tax invoices of fewer than six months show amounts, but neither shares nor trends', () => {
    const ids = METRICS.map(({ id }) => id).filter((id) => id.startsWith('tax.'));
    const known = (activeMonths: number) =>
      ids.filter((id) => read(id, nameOnlyFacts({ tax: taxFacts({ activeMonths }) })) !== null);
    expect(known(5)).toEqual(['tax.sales_12m_fen', 'tax.active_months']);
    expect(known(6)).toEqual(ids);
  });

  it('tax invoices say nothing once the latest sale is more than a year old', () => {
    const at = (lastIssuedOn: Day) => read('tax.sales_12m_fen', nameOnlyFacts({ tax: taxFacts({ lastIssuedOn }) }));
    expect(at('2025-10-30')).toBe(5_000_000_000);
    expect(at('2025-10-29')).toBeNull();
  });

  it('tax sales are compared with revenue only when the periods are comparable', () => {
    const statement = statementFacts({ periodEnd: '2026-06-30', revenueFen: 4_000_000_000 });
    expect(read('conflict.tax_to_revenue', nameOnlyFacts({ tax: taxFacts(), statement }))).toBeCloseTo(0.25);
    const old = statementFacts({ periodEnd: '2025-12-31', revenueFen: 4_000_000_000 });
    expect(read('conflict.tax_to_revenue', nameOnlyFacts({ tax: taxFacts(), statement: old }))).toBeNull();
  });

  it('tax sales of less than eleven months are no year to compare with revenue', () => {
    const statement = statementFacts({ periodEnd: '2026-06-30', revenueFen: 4_000_000_000 });
    const from = (firstIssuedOn: Day) =>
      read('conflict.tax_to_revenue', nameOnlyFacts({ tax: taxFacts({ firstIssuedOn, activeMonths: 6 }), statement }));
    expect(from('2026-05-03')).toBeNull();
    expect(from('2025-11-26')).toBeNull();
    expect(from('2025-11-25')).toBeCloseTo(0.25);
  });

  it.each<[string, Partial<StatementFacts>, number | null]>([
    ['the same figures', {}, 0],
    ['a fifth less assets', { totalAssetsFen: 8_000_000_000 }, 0.2],
    ['a fifth more liabilities', { totalLiabilitiesFen: 5_000_000_000 }, 0.2],
    ['liabilities stated as assets less equity', { totalLiabilitiesFen: null, equityFen: 5_000_000_000 }, 0.2],
    ['half the revenue', { revenueFen: 6_000_000_000 }, 0.5],
    ['a loss of the same size as the profit', { netProfitFen: -1_500_000_000 }, 2],
    ['a profit that differs by one percent of revenue', { netProfitFen: 1_380_000_000 }, 0],
    ['the flows of half a year', { months: 6, revenueFen: 1, netProfitFen: 1 }, 0],
    [
      'nothing that can be compared',
      { totalAssetsFen: null, totalLiabilitiesFen: null, equityFen: null, revenueFen: null, netProfitFen: null },
      null,
    ],
  ])('statements of two sources: %s', (_, stated, expected) => {
    const facts = nameOnlyFacts({ statement: statementFacts(), otherStatements: [statementFacts(stated)] });
    const value = read('conflict.statement_sources', facts);
    if (expected === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(expected);
  });

  it('the source that is furthest away counts; one source alone contradicts nobody', () => {
    const revenues = [12_000_000_000, 9_000_000_000, 11_000_000_000];
    const otherStatements = revenues.map((revenueFen) => statementFacts({ revenueFen }));
    const facts = nameOnlyFacts({ statement: statementFacts(), otherStatements });
    expect(read('conflict.statement_sources', facts)).toBeCloseTo(0.25);
    expect(read('conflict.statement_sources', nameOnlyFacts({ statement: statementFacts() }))).toBeNull();
  });

  it('portfolio shares need an industry and a region', () => {
    const portfolio = { exposureFen: 100_000_000, industryExposureFen: 30_000_000, regionExposureFen: 40_000_000 };
    const facts = nameOnlyFacts({ portfolio, ledger: ledgerFacts(), customer: customerFacts({ industry: '机械' }) });
    expect(read('portfolio.customer_share', facts)).toBeCloseTo(0.1);
    expect(read('portfolio.industry_share', facts)).toBeCloseTo(0.3);
    expect(read('portfolio.region_share', facts)).toBeNull();
  });
});

describe('finding a metric', () => {
  it('reads free attributes, and nothing that merely lives on every object', () => {
    const facts = nameOnlyFacts({ customer: customerFacts({ attributes: { channel: '经销' } }) });
    expect(read('attr.channel', facts)).toBe('经销');
    expect(read('attr.colour', facts)).toBeNull();
    expect(read('attr.constructor', facts)).toBeNull();
    expect(findMetric('attr.')).toBeNull();
  });

  it.each([
    ['ledger.payment_idx', 'ledger.payment_index'],
    ['statement.debtratio', 'statement.debt_ratio'],
    ['event.lawsuit.count_12m', 'events.lawsuit.count_12m'],
  ])('%s probably means %s', (typed, meant) => {
    expect(findMetric(typed)).toBeNull();
    expect(nearestMetricId(typed)).toBe(meant);
  });
});
