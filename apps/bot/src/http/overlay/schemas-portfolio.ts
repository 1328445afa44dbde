import { STOPS } from '@xinshao/core/alerts/stop.ts';
import { CUSTOMER_ORDERS } from '@xinshao/core/contract/overlay-portfolio.ts';
import { isDimension } from '@xinshao/core/portfolio/selection.ts';
import * as z from 'zod';

/* The dashboard's requests and answers, held equal to packages/core/src/contract/overlay-portfolio.ts by a test. */

const FILTERS_AT_MOST = 20;
const VALUES_AT_MOST = 500;

const fen = z.number();
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const value = z.string().max(200).nullable();
const count = z.int();
const rate = z.number().nullable();

const dimension = z.string().max(200).refine(isDimension, 'no such dimension');
const filters = z
  .array(z.strictObject({ dimension, values: z.array(value).min(1).max(VALUES_AT_MOST) }))
  .max(FILTERS_AT_MOST)
  .refine((all) => new Set(all.map((one) => one.dimension)).size === all.length, 'each dimension once');

export const portfolioDimensions = z.object({
  dimensions: z.array(
    z.object({
      key: z.string(),
      values: z.array(z.object({ value: z.string().nullable(), label: z.string().nullable(), customers: count })),
      more: count,
    }),
  ),
});

export const portfolioRequest = z.strictObject({ filters, dimension, months: z.int().min(1).max(24) });

const figures = { customers: count, exposureFen: fen, openFen: fen, overdueFen: fen, limitFen: fen };
const concentration = z.object({
  herfindahl: rate,
  level: z.enum(['low', 'moderate', 'high']).nullable(),
  largest: z.array(
    z.object({
      customerId: count,
      code: z.string(),
      name: z.string(),
      grade: z.string().nullable(),
      exposureFen: fen,
      overdueFen: fen,
      limitFen: fen.nullable(),
      share: z.number(),
    }),
  ),
  ceilings: z.array(
    z.object({
      kind: z.enum(['customer', 'industry', 'region']),
      value: z.string(),
      share: z.number(),
      ceiling: z.number(),
    }),
  ),
});
const migration = z.object({
  since: day.nullable(),
  cells: z.array(
    z.object({ before: z.string().nullable(), after: z.string().nullable(), customers: count, exposureFen: fen }),
  ),
  newCustomers: count,
});
const alerts = z.object({
  days: count,
  opened: count,
  due: count,
  answeredInTime: count,
  responseRate: rate,
  medianHours: z.number().nullable(),
  closed: count,
  confirmed: count,
  shareConfirmed: rate,
  cameTrue: count,
  medianLeadDays: z.number().nullable(),
});
export const portfolioAnswer = z.object({
  scope: z.enum(['own', 'team', 'all']),
  asOf: day.nullable(),
  ledgerOn: day.nullable(),
  today: day,
  totals: z.object({
    ...figures,
    overdueCustomers: count,
    overLimitCustomers: count,
    staleCustomers: count,
    aging: z.tuple([fen, fen, fen, fen, fen, fen, fen]),
  }),
  scale: z.array(z.string()),
  parts: z.array(z.object({ value: z.string().nullable(), label: z.string().nullable(), ...figures })),
  rest: z.object({ values: count, ...figures }).nullable(),
  concentration,
  migration,
  alerts,
  collection: z.object({ from: day, to: day, rate, effectiveness: rate, dsoDays: z.number().nullable() }).nullable(),
  trend: z.array(z.object({ day, customers: count, exposureFen: fen, openFen: fen, overdueFen: fen })).nullable(),
});

const asked = {
  filters,
  search: z.string().trim().max(100),
  order: z.enum(CUSTOMER_ORDERS),
  descending: z.boolean(),
};
export const portfolioCustomersRequest = z.strictObject({ ...asked, page: z.int().min(1).max(1_000_000) });
export const portfolioCustomers = z.object({
  total: count,
  page: count,
  pages: count,
  customers: z.array(
    z.object({
      customerId: count,
      code: z.string(),
      name: z.string(),
      grade: z.string().nullable(),
      region: z.string().nullable(),
      industry: z.string().nullable(),
      ownerName: z.string().nullable(),
      exposureFen: fen,
      overdueFen: fen,
      limitFen: fen.nullable(),
      daysPastDue: count,
      asOf: day,
      staleSince: day.nullable(),
      stop: z.enum(STOPS).nullable(),
    }),
  ),
});

export const portfolioCsvRequest = z.strictObject(asked);
export const portfolioCsv = z.object({ fileName: z.string(), rows: count, csv: z.string() });
