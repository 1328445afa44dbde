import { asFinding } from '@xinshao/core/policy/zod-findings.ts';
import * as z from 'zod';
import { IMPORT_KINDS } from '../options.ts';
import { isDateFormat } from '../values/date.ts';

const header = z.string().min(1);

/** Stands for the number of the line where a row starts, as if the file had a column of it. */
export const LINE_NUMBER = '#line';

/** Where a canonical column comes from: one column of the file, or several joined, with a text in front. */
const columnSource = z.union([
  header,
  z.strictObject({ join: z.array(header).min(1), with: z.string().default('-'), prefix: z.string().default('') }),
]);

/** Which book the invoices of a file belong to: our own receivables, or the customer's own sales and purchases. */
export const BOOKS = ['receivable', 'tax_sale', 'tax_purchase'] as const;
export type Book = (typeof BOOKS)[number];

const constant = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);

const mappingFields = z.strictObject({
  kind: z.enum(IMPORT_KINDS),
  /** Canonical column → source. */
  columns: z.record(z.string(), columnSource),
  dates: z
    .string()
    .refine(isDateFormat, asFinding({ code: 'date_format', parameters: {} }))
    .optional(),
  /** Canonical column → the same value for every row. */
  constants: z.record(z.string(), constant).default({}),
  /** Canonical column → the source's word → ours. */
  values: z.record(z.string(), z.record(z.string(), constant)).default({}),
  /** Unit of every amount of the file. */
  unit: z.enum(['元', '万元', 'yuan', 'ten_thousand_yuan']).default('元'),
  /** Currency of rows that state none; where no currency is read, it would silently count for nothing. */
  currency: z
    .string()
    .refine((text) => /^[A-Z]{3}$/.test(text), asFinding({ code: 'currency_code', parameters: {} }))
    .optional(),
  /** Customers that do not exist yet are created from these columns. */
  customer: z
    .strictObject({
      code: columnSource,
      name: columnSource.optional(),
      uscc: columnSource.optional(),
      region: columnSource.optional(),
      industry: columnSource.optional(),
    })
    .optional(),
  book: z.enum(BOOKS).default('receivable'),
});

/** Kinds whose amounts may be in another than the base currency. */
const KINDS_WITH_CURRENCY: readonly string[] = ['invoices', 'payments', 'orders'];

/** A mapping file: how the columns and words of one source become ours (§4). */
export const mappingSchema = mappingFields.refine(
  ({ kind, currency }) => currency === undefined || KINDS_WITH_CURRENCY.includes(kind),
  {
    path: ['currency'],
    ...asFinding({ code: 'currency_unwanted', parameters: { kinds: KINDS_WITH_CURRENCY.join(', ') } }),
  },
);

export type Mapping = z.infer<typeof mappingSchema>;
export type ColumnSource = z.infer<typeof columnSource>;
