import {
  CUSTOMERS_A_PAGE,
  type PortfolioCsv,
  type PortfolioCsvRequest,
  type PortfolioCustomers,
} from '@xinshao/core/contract/overlay-portfolio.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { pageOf } from '@xinshao/core/home/home-state.ts';
import type { PortfolioScope } from '@xinshao/core/portfolio/scope.ts';
import type { DimensionFilter } from '@xinshao/core/portfolio/selection.ts';
import { dashboardColumns } from '@xinshao/core/wording/dashboard-file.ts';
import { STOP_LABELS } from '@xinshao/core/wording/labels/stops.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { recordSelectionView } from '@xinshao/db/audit/record-selection-view.ts';
import { recordViews } from '@xinshao/db/audit/record-views.ts';
import { BYTE_ORDER_MARK, csvLine } from '@xinshao/db/export/write-csv.ts';
import { latestPolicy } from '@xinshao/db/policies/latest-policy.ts';
import {
  countSelected,
  type SelectedCustomer,
  selectedCustomers,
} from '@xinshao/db/portfolio/selection/selection-customers.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import type { Services } from '../../services.ts';

type Asked = Omit<PortfolioCsvRequest, 'filters'> & { readonly filters: readonly DimensionFilter[] };

/** A page of the selected customers within the scope; each of them was looked at, and that is recorded first. */
export async function dashboardCustomers(
  services: Services,
  member: StaffMember,
  scope: PortfolioScope,
  asked: Asked & { readonly page: number },
): Promise<PortfolioCustomers> {
  const { database, timeZone } = services;
  const { filters, search } = asked;
  const today = dayInTimeZone(services.now(), timeZone);
  const selection = { scope, filters };
  const [total, scale] = await Promise.all([countSelected(database, selection, search), scaleOf(services)]);
  const { page, pages } = pageOf(total, asked.page, CUSTOMERS_A_PAGE);
  const limits = { limit: CUSTOMERS_A_PAGE, offset: (page - 1) * CUSTOMERS_A_PAGE };
  const customers = await selectedCustomers(database, selection, { ...asked, scale, today }, limits);
  const origin = { actor: member.code, surface: 'api' } as const;
  const views = customers.map(({ code, asOf, assessment }) => ({
    customerCode: code,
    view: 'details' as const,
    asOf,
    assessment,
  }));
  await recordViews(database, origin, views, services.now());
  return { total, page, pages, customers: customers.map(({ assessment: _, ...shown }) => shown) };
}

/** The same customers, all of them, as the text of a CSV file in the reader's language; recorded as an export first. */
export async function dashboardCsv(
  services: Services,
  member: StaffMember,
  locale: Locale,
  scope: PortfolioScope,
  asked: Asked,
): Promise<PortfolioCsv> {
  const { database, timeZone } = services;
  const { filters, search, order, descending } = asked;
  const now = services.now();
  const origin = { actor: member.code, surface: 'api' } as const;
  const view = { format: 'csv', search, order, descending };
  await recordSelectionView(database, origin, { scope, filters, view }, now, true);
  const scale = await scaleOf(services);
  const customers = await selectedCustomers(
    database,
    { scope, filters },
    { ...asked, scale, today: dayInTimeZone(now, timeZone) },
    { limit: null, offset: 0 },
  );
  const columns = dashboardColumns[locale];
  const header = csvLine(
    COLUMNS.map(({ id }) => columns[id]),
    COLUMNS.map(() => 'text'),
  );
  const kinds = COLUMNS.map(({ kind }) => kind);
  const lines = customers.map((customer) =>
    csvLine(
      COLUMNS.map(({ cell }) => cell(customer, locale)),
      kinds,
    ),
  );
  return {
    fileName: `xinshao-customers-${dayInTimeZone(now, timeZone)}.csv`,
    rows: customers.length,
    csv: `${BYTE_ORDER_MARK}${header}${lines.join('')}`,
  };
}

interface Column {
  readonly id: keyof (typeof dashboardColumns)['zh'];
  readonly kind: 'text' | 'number';
  cell(customer: SelectedCustomer, locale: Locale): string | null;
}

const yuan = (fen: number | null): string | null => (fen === null ? null : (fen / 100).toFixed(2));

const COLUMNS: readonly Column[] = [
  { id: 'code', kind: 'text', cell: ({ code }) => code },
  { id: 'name', kind: 'text', cell: ({ name }) => name },
  { id: 'grade', kind: 'text', cell: ({ grade }) => grade },
  { id: 'region', kind: 'text', cell: ({ region }) => region },
  { id: 'industry', kind: 'text', cell: ({ industry }) => industry },
  { id: 'owner', kind: 'text', cell: ({ ownerName }) => ownerName },
  { id: 'exposure', kind: 'number', cell: ({ exposureFen }) => yuan(exposureFen) },
  { id: 'overdue', kind: 'number', cell: ({ overdueFen }) => yuan(overdueFen) },
  { id: 'limit', kind: 'number', cell: ({ limitFen }) => yuan(limitFen) },
  { id: 'daysPastDue', kind: 'number', cell: ({ daysPastDue }) => String(daysPastDue) },
  { id: 'asOf', kind: 'text', cell: ({ asOf }) => asOf },
  { id: 'staleSince', kind: 'text', cell: ({ staleSince }) => staleSince },
  { id: 'stop', kind: 'text', cell: ({ stop }, locale) => (stop === null ? null : STOP_LABELS[stop][locale]) },
];

async function scaleOf({ database }: Services): Promise<readonly string[]> {
  return (await latestPolicy(database))?.policy.scale.map(({ grade }) => grade) ?? [];
}
