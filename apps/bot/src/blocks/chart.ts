import type { Block } from '@slack/types';
import { LIMITS } from './limits.ts';
import { clip } from './text.ts';

/** Series of figures over the same categories. Names and categories are worded. */
export interface BarChart {
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** Slack's chart block, which @slack/types does not know yet. */
export interface ChartBlock extends Block {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'bar';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[] };
  };
}

/**
 * A bar chart of at most 20 categories and 6 series; more are left out, so the first should be the most important.
 * Categories that are the same once cut to Slack's length are told apart by a number. Null: there is nothing to draw.
 */
export function barChart({ title, categories, series }: BarChart): ChartBlock | null {
  const labels = distinct(categories.slice(0, LIMITS.chartPoints).map((label) => clip(label, LIMITS.chartLabel)));
  if (labels.length === 0 || series.length === 0) return null;
  return {
    type: 'data_visualization',
    title: clip(title, LIMITS.chartTitle),
    chart: {
      type: 'bar',
      series: series.slice(0, LIMITS.chartSeries).map(({ name, values }) => ({
        name: clip(name, LIMITS.chartLabel),
        data: labels.map((label, place) => ({ label, value: values[place] ?? 0 })),
      })),
      axis_config: { categories: labels },
    },
  };
}

function distinct(labels: readonly string[]): string[] {
  const seen = new Set<string>();
  return labels.map((label, place) => {
    const own = seen.has(label) ? `${label.slice(0, LIMITS.chartLabel - 4)} ${place + 1}` : label;
    seen.add(own);
    return own;
  });
}
