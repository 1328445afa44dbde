import type { Block } from '@slack/types';
import { LIMITS } from './limits.ts';
import { clip } from './text.ts';

/** Slack's block for charts; its library has no type for it yet. Messages take two of them, other places none. */
export interface ChartBlock extends Block {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'bar' | 'line';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[] };
  };
}

/** Values by category: `values` of each series in the order of the categories. Texts are worded already. */
export interface ChartModel {
  readonly kind: 'bar' | 'line';
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** @returns null for a chart of nothing; categories and series beyond what Slack takes are left out */
export function chartBlock({ kind, title, categories, series }: ChartModel): ChartBlock | null {
  const labels = distinct(categories.slice(0, LIMITS.chartPoints));
  if (labels.length === 0 || series.length === 0) return null;
  const names = distinct(series.slice(0, LIMITS.chartSeries).map(({ name }) => name));
  return {
    type: 'data_visualization',
    title: clip(title, LIMITS.chartTitle),
    chart: {
      type: kind,
      series: names.map((name, place) => ({
        name,
        data: labels.map((label, point) => ({ label, value: series[place]?.values[point] ?? 0 })),
      })),
      axis_config: { categories: labels },
    },
  };
}

/** Labels cut to Slack's length and still told apart. */
function distinct(texts: readonly string[]): string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    let label = clip(text.trim() || '—', LIMITS.chartLabel);
    for (let number = 2; taken.has(label); number++) {
      label = `${clip(text, LIMITS.chartLabel - 3)} ${number}`;
    }
    taken.add(label);
    return label;
  });
}
