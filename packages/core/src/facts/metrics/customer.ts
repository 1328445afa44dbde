import { daysBetween } from '../../day/day.ts';
import type { Facts } from '../facts.ts';
import { booleanMetric, type Metric, numberMetric, quotient, textMetric } from './metric.ts';

/** What the customer file, the registry and the industry table say (R10, R11, R16, R23, R33). */
export const CUSTOMER_METRICS: readonly Metric[] = [
  textMetric('registry.status', 'registry', (facts) => facts.customer.registryStatus),
  numberMetric('registry.age_years', 'years', 'registry', ({ asOf, customer }) =>
    customer.establishedOn === null ? null : daysBetween(customer.establishedOn, asOf) / 365.25,
  ),
  numberMetric('registry.registered_capital_fen', 'fen', 'registry', (facts) => facts.customer.registeredCapitalFen),
  numberMetric('industry.debt_ratio', 'ratio', 'news', (facts) => facts.industry?.debtRatio ?? null),
  textMetric('industry.outlook', 'news', (facts) => facts.industry?.outlook ?? null),
  /** (Insured part + collateral) / exposure before either; unknown when nothing is owed or ordered. */
  numberMetric('collateral.cover', 'ratio', 'master', collateralCover),
  /** Fewer than 3 orders, or the first one less than 12 months ago (R11). */
  booleanMetric('customer.is_new', 'master', isNewCustomer),
  booleanMetric('customer.documents_complete', 'master', (facts) => facts.customer.documentsComplete),
  booleanMetric('customer.agreement_signed', 'master', (facts) => facts.customer.agreementSignedOn !== null),
  numberMetric('customer.order_count', 'count', 'orders', (facts) => facts.customer.orderCount),
  textMetric('customer.size', 'master', (facts) => facts.customer.size),
  textMetric('customer.region', 'master', (facts) => facts.customer.region),
  textMetric('customer.industry', 'master', (facts) => facts.customer.industry),
];

function collateralCover({ customer, ledger }: Facts): number | null {
  if (ledger === null) return null;
  const secured = customer.insuredLimitFen + customer.collateralValueFen;
  return quotient(secured, ledger.openFen + ledger.commitmentsFen - ledger.unappliedFen);
}

/** Whoever first bought less than so many days ago, or fewer times, is new (R16). */
export const DAYS_AS_NEW_CUSTOMER = 365;
const ORDERS_AS_NEW_CUSTOMER = 3;

/** Orders where the customer file states them, else what the ledger shows; unknown when neither is there. */
function isNewCustomer({ asOf, customer, ledger }: Facts): boolean | null {
  const orders = customer.orderCount ?? ledger?.invoiceCount ?? null;
  const firstOn = customer.firstOrderOn ?? ledger?.firstInvoiceOn ?? null;
  if (orders === null && firstOn === null) return null;
  if (orders !== null && orders < ORDERS_AS_NEW_CUSTOMER) return true;
  return firstOn !== null && daysBetween(firstOn, asOf) < DAYS_AS_NEW_CUSTOMER;
}
