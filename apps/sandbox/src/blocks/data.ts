import { z } from 'zod';
import { richText } from './rich-text.ts';
import { identifier } from './text.ts';

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().optional() }),
  richText,
]);
export type TableCell = z.output<typeof cell>;

/** Static table: 100 rows of 20 cells, one in a message. */
export const table = z.strictObject({
  type: z.literal('table'),
  block_id: identifier.optional(),
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z.strictObject({
        align: z.enum(['left', 'center', 'right']).optional(),
        is_wrapped: z.boolean().optional(),
      }),
    )
    .max(20)
    .optional(),
});

/** Table with paging: a header row and 100 more, 20 cells each. */
export const dataTable = z.strictObject({
  type: z.literal('data_table'),
  block_id: identifier.optional(),
  caption: z.string().min(1),
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(101),
  page_size: z.number().int().min(1).max(100).optional(),
  row_header_column_index: z.number().int().min(0).optional(),
});

const label = z.string().min(1).max(20);
const point = z.strictObject({ label, value: z.number() });
const series = z
  .array(z.strictObject({ name: label, data: z.array(point).min(1).max(20) }))
  .min(1)
  .max(6);
const axes = z.strictObject({
  categories: z.array(label).min(1).max(20),
  x_label: z.string().max(50).optional(),
  y_label: z.string().max(50).optional(),
});
const plot = <Kind extends string>(type: Kind) =>
  z.strictObject({ type: z.literal(type), series, axis_config: axes }).superRefine((chart, context) => {
    const names = new Set(chart.series.map((one) => one.name));
    if (names.size < chart.series.length) {
      context.addIssue({ code: 'custom', path: ['series'], message: 'series names must be unique' });
    }
    chart.series.forEach((one, index) => {
      if (one.data.some((datum) => !chart.axis_config.categories.includes(datum.label))) {
        context.addIssue({
          code: 'custom',
          path: ['series', index, 'data'],
          message: 'data point labels must match axis categories',
        });
      }
    });
  });

/** Chart: at most 6 series of 20 points; two in a message. */
export const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  block_id: identifier.optional(),
  title: z.string().min(1).max(50),
  chart: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('pie'),
      segments: z
        .array(z.strictObject({ label, value: z.number().positive() }))
        .min(1)
        .max(6),
    }),
    plot('line'),
    plot('bar'),
    plot('area'),
  ]),
});

export type DataVisualization = z.output<typeof dataVisualization>;
export type Table = z.output<typeof table>;
export type DataTable = z.output<typeof dataTable>;
