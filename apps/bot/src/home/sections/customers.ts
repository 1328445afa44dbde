import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { listViewOf, pageOf } from '@xinshao/core/home/home-state.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import { STOP_LABELS } from '@xinshao/core/wording/labels/stops.ts';
import { homeWording } from '@xinshao/core/wording/slack/home.ts';
import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { customersAtRiskOf } from '@xinshao/db/customers/customers-at-risk.ts';
import { customersBlocks } from '../../blocks/home.ts';
import { homeListControls } from '../../blocks/list-controls.ts';
import { amountText } from '../../present/standing.ts';
import type { HomeSection } from '../section.ts';

const LIST = 'my-customers';
const PAGE_SIZE = 6;
const CUSTOMERS_READ = 300;

/** The reader's own customers that need attention; nothing for those who have no customers by their role. */
export const customersSection: HomeSection = async ({ services, member, locale, state, surface, now, seen }) => {
  const customers = await customersAtRiskOf(
    services.database,
    member.code,
    dayInTimeZone(now, services.timeZone),
    CUSTOMERS_READ,
  );
  if (customers.length === 0 && member.role !== 'sales') return [];
  const { page, pages } = pageOf(customers.length, listViewOf(state, LIST).page, PAGE_SIZE);
  const shown = customers.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  for (const { customerId } of shown) seen.add(customerId);
  const items = shown.map((customer) => ({
    customerId: customer.customerId,
    name: customer.name,
    grade: customer.grade ?? '—',
    overdue: formatFen(customer.overdueFen, locale),
    exposure: formatFen(customer.exposureFen, locale),
    limit: amountText(customer.limitFen, locale),
    stop: customer.stop === null ? null : STOP_LABELS[customer.stop][locale],
  }));
  const some = `${customers.length}${customers.length === CUSTOMERS_READ ? '+' : ''}`;
  const count = customers.length === 0 ? '' : listWording[locale].count({ count: some });
  return customersBlocks(locale, {
    heading: `*${homeWording[locale].myCustomers}*${count}`,
    empty: homeWording[locale].noCustomers,
    items,
    controls: surface === 'message' ? [] : homeListControls(locale, LIST, { filter: 'all', page, pages, filters: [] }),
  });
};
