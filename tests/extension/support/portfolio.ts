import type {
  PortfolioAnswer,
  PortfolioCustomers,
  PortfolioDimensions,
} from '@xinshao/core/contract/overlay-portfolio.ts';

/** What the test server says of its portfolio, whatever is asked: something in every section of the dashboard. */
export const DIMENSIONS: PortfolioDimensions = {
  dimensions: [
    { key: 'grade', values: ['AA', 'C', null].map((value) => ({ value, label: null, customers: 2 })), more: 0 },
    { key: 'region', values: [{ value: '华东', label: null, customers: 6 }], more: 3 },
    { key: 'owner', values: [{ value: 'S01', label: '张三', customers: 6 }], more: 0 },
  ],
};

const figures = (customers: number, exposureFen: number) => ({
  customers,
  exposureFen,
  openFen: exposureFen,
  overdueFen: Math.round(exposureFen / 5),
  limitFen: exposureFen * 2,
});

export const PORTFOLIO: PortfolioAnswer = {
  scope: 'all',
  asOf: '2026-10-31',
  ledgerOn: '2026-10-20',
  today: '2026-11-02',
  totals: {
    ...figures(6, 90_000_000),
    overdueCustomers: 3,
    overLimitCustomers: 1,
    staleCustomers: 2,
    aging: [60_000_000, 12_000_000, 8_000_000, 5_000_000, 3_000_000, 1_500_000, 500_000],
  },
  scale: ['AAA', 'AA', 'A', 'B', 'C'],
  parts: [
    { value: 'AA', label: null, ...figures(2, 50_000_000) },
    { value: 'C', label: null, ...figures(2, 30_000_000) },
    { value: null, label: null, ...figures(2, 10_000_000) },
  ],
  rest: { ...figures(4, 4_000_000), values: 2 },
  concentration: {
    herfindahl: 0.21,
    level: 'moderate',
    largest: [
      {
        customerId: 1,
        code: 'C00001',
        name: '华兴(上海)贸易有限公司',
        grade: 'AA',
        exposureFen: 50_000_000,
        overdueFen: 1_000_000,
        limitFen: 50_000_000,
        share: 0.55,
      },
    ],
    ceilings: [{ kind: 'customer', value: '华兴(上海)贸易有限公司', share: 0.55, ceiling: 0.1 }],
  },
  migration: {
    since: '2026-07-31',
    cells: [
      { before: 'AA', after: 'AA', customers: 2, exposureFen: 50_000_000 },
      { before: 'B', after: 'C', customers: 1, exposureFen: 20_000_000 },
      { before: 'C', after: 'B', customers: 1, exposureFen: 10_000_000 },
      { before: null, after: 'C', customers: 1, exposureFen: 10_000_000 },
    ],
    newCustomers: 1,
  },
  alerts: {
    days: 90,
    opened: 12,
    due: 10,
    answeredInTime: 8,
    responseRate: 0.8,
    medianHours: 5.5,
    closed: 6,
    confirmed: 3,
    shareConfirmed: 0.5,
    cameTrue: 2,
    medianLeadDays: 14,
  },
  collection: { from: '2026-07-01', to: '2026-09-30', rate: 0.84, effectiveness: 0.77, dsoDays: 58 },
  trend: ['2026-08-31', '2026-09-30', '2026-10-31'].map((day, index) => ({
    day,
    customers: 4 + index,
    exposureFen: 70_000_000 + index * 10_000_000,
    openFen: 70_000_000 + index * 10_000_000,
    overdueFen: 10_000_000 + index * 4_000_000,
  })),
};

export const PORTFOLIO_CUSTOMERS: PortfolioCustomers = {
  total: 2,
  page: 1,
  pages: 1,
  customers: ['AA', null].map((grade, index) => ({
    customerId: index + 1,
    code: `C0000${index + 1}`,
    name: '华兴(上海)贸易有限公司',
    grade,
    region: '华东',
    industry: null,
    ownerName: '张三',
    exposureFen: 50_000_000,
    overdueFen: 1_000_000,
    limitFen: grade === null ? null : 50_000_000,
    daysPastDue: 12,
    asOf: '2026-10-31',
    staleSince: grade === null ? '2026-08-01' : null,
    stop: grade === null ? ('suspended' as const) : null,
  })),
};
