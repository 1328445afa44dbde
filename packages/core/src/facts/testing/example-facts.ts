import type { CustomerFacts, Facts, LedgerFacts, StatementFacts, TaxInvoiceFacts } from '../facts.ts';

/** A customer of which nothing but the name is known; tests state what matters to them. */
export function customerFacts(stated: Partial<CustomerFacts> = {}): CustomerFacts {
  return {
    code: 'C001',
    name: '华东精密机械有限公司',
    uscc: null,
    region: null,
    industry: null,
    size: null,
    registeredCapitalFen: null,
    establishedOn: null,
    registryStatus: null,
    creditLimitFen: null,
    termDays: null,
    insuredLimitFen: 0,
    collateralValueFen: 0,
    agreementSignedOn: null,
    documentsComplete: null,
    firstOrderOn: null,
    orderCount: null,
    attributes: {},
    ...stated,
  };
}

/** Facts as of 2026-10-31 that know nothing but a name. */
export function nameOnlyFacts(stated: Partial<Facts> = {}): Facts {
  return {
    asOf: '2026-10-31',
    customer: customerFacts(),
    ledger: null,
    tax: null,
    statement: null,
    previousStatement: null,
    events: {},
    industry: null,
    group: null,
    portfolio: { exposureFen: 0, industryExposureFen: 0, regionExposureFen: 0 },
    promises: { kept: 0, broken: 0, brokenAmountFen: 0 },
    dataDates: {},
    ...stated,
  };
}

/** Two years of steady trade, always paid on the day: ¥1.2m a year, ¥100,000 open and not due. */
export function ledgerFacts(stated: Partial<LedgerFacts> = {}): LedgerFacts {
  return {
    invoiceCount: 48,
    firstInvoiceOn: '2024-10-15',
    lastInvoiceOn: '2026-10-20',
    openFen: 10_000_000,
    aging: [10_000_000, 0, 0, 0, 0, 0, 0],
    overdueFen: 0,
    maximumDaysPastDue: 0,
    disputedFen: 0,
    unappliedFen: 0,
    commitmentsFen: 0,
    exposureFen: 10_000_000,
    sales12mFen: 120_000_000,
    salesPrevious12mFen: 115_000_000,
    monthlySalesFen: Array.from({ length: 12 }, () => 10_000_000),
    daysBeyondTerms: 0,
    daysBeyondTermsRecent: 0,
    daysBeyondTermsBefore: 0,
    paymentIndex: 80,
    lateShare: 0,
    averageTermDays: 30,
    ...stated,
  };
}

/** A sound year-end statement: debt ratio 40%, current ratio 2, no loss. */
export function statementFacts(stated: Partial<StatementFacts> = {}): StatementFacts {
  return {
    periodEnd: '2025-12-31',
    months: 12,
    source: null,
    totalAssetsFen: 10_000_000_000,
    currentAssetsFen: 6_000_000_000,
    cashFen: 1_000_000_000,
    inventoryFen: 1_500_000_000,
    receivablesFen: 2_000_000_000,
    totalLiabilitiesFen: 4_000_000_000,
    currentLiabilitiesFen: 3_000_000_000,
    shortTermDebtFen: 500_000_000,
    totalDebtFen: 1_500_000_000,
    newDebt12mFen: 150_000_000,
    equityFen: 6_000_000_000,
    retainedEarningsFen: 3_000_000_000,
    revenueFen: 12_000_000_000,
    netProfitFen: 1_500_000_000,
    ebitFen: 1_900_000_000,
    operatingCashFlowFen: 1_600_000_000,
    ...stated,
  };
}

/** Two years of the customer's own tax invoices: growing sales to many buyers, few void ones. */
export function taxFacts(stated: Partial<TaxInvoiceFacts> = {}): TaxInvoiceFacts {
  return {
    firstIssuedOn: '2024-01-05',
    lastIssuedOn: '2026-10-25',
    sales12mFen: 5_000_000_000,
    salesPrevious12mFen: 4_000_000_000,
    purchases12mFen: 3_000_000_000,
    monthlySalesFen: Array.from({ length: 12 }, (_, month) => 400_000_000 + month * 3_000_000),
    voidShare: 0.02,
    creditNoteShare: 0.01,
    largestBuyerShare: 0.2,
    activeMonths: 12,
    ...stated,
  };
}

/** A customer about which everything the default policy asks for is known, and good. */
export function excellentFacts(stated: Partial<Facts> = {}): Facts {
  return nameOnlyFacts({
    customer: customerFacts({
      region: '华东',
      industry: '机械',
      registeredCapitalFen: 5_000_000_000,
      establishedOn: '2008-03-01',
      registryStatus: '存续',
      creditLimitFen: 50_000_000,
      termDays: 30,
      insuredLimitFen: 10_000_000,
      agreementSignedOn: '2026-01-05',
      documentsComplete: true,
      firstOrderOn: '2019-05-01',
      orderCount: 300,
    }),
    ledger: ledgerFacts(),
    tax: taxFacts(),
    statement: statementFacts(),
    previousStatement: statementFacts({ periodEnd: '2024-12-31', revenueFen: 11_000_000_000 }),
    industry: { debtRatio: 0.15, outlook: 'up' },
    portfolio: { exposureFen: 5_000_000_000, industryExposureFen: 500_000_000, regionExposureFen: 900_000_000 },
    dataDates: {
      ledger: '2026-10-31',
      statements: '2025-12-31',
      tax: '2026-10-25',
      court: '2026-10-30',
      registry: '2026-10-30',
      bureau: '2026-10-15',
      master: '2026-10-31',
    },
    ...stated,
  });
}
