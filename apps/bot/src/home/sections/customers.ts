import { formatFen } from '@xinshao/core/money/fen.ts';
import { customersAtRiskOf } from '@xinshao/db/customers/customers-at-risk.ts';
import { customersBlocks } from '../../blocks/home.ts';
import { amountText } from '../../present/standing.ts';
import type { HomeSection } from '../section.ts';

const CUSTOMERS_READ = 200;

/** The reader's own customers that need attention. */
export const customersSection: HomeSection = async ({ services, member, locale }) => {
  const customers = await customersAtRiskOf(services.database, member.code, CUSTOMERS_READ);
  const lines = customers.map((customer) => ({
    customerId: customer.customerId,
    name: customer.name,
    grade: customer.grade ?? '—',
    overdue: formatFen(customer.overdueFen, locale),
    exposure: formatFen(customer.exposureFen, locale),
    limit: amountText(customer.limitFen, locale),
  }));
  return customersBlocks(locale, lines);
};
