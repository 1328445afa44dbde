import type { CustomerOrder, PortfolioFilter } from '@xinshao/core/contract/overlay-portfolio.ts';
import { isDimension } from '@xinshao/core/portfolio/selection.ts';

/** What a person chose to see: kept in the address, so that a bookmark, a reload and the back button bring it again. */
export interface ViewState {
  readonly filters: readonly PortfolioFilter[];
  readonly dimension: string;
  readonly months: number;
  /** The one value whose customers are listed; null: those of the whole selection. */
  readonly drill: { readonly dimension: string; readonly value: string | null } | null;
  readonly listed: boolean;
}

/** How customers are listed. */
export interface ListState {
  readonly search: string;
  readonly order: CustomerOrder;
  readonly descending: boolean;
  readonly page: number;
}

export const MONTHS_OFFERED = [1, 3, 6, 12] as const;
export const FIRST_VIEW: ViewState = { filters: [], dimension: 'grade', months: 3, drill: null, listed: false };
export const FIRST_LIST: ListState = { search: '', order: 'exposure', descending: true, page: 1 };

/** The part of the address after `#`; empty for the first view. */
export function writeHash(view: ViewState): string {
  const written = new URLSearchParams();
  if (view.dimension !== FIRST_VIEW.dimension) written.set('by', view.dimension);
  if (view.months !== FIRST_VIEW.months) written.set('months', String(view.months));
  for (const { dimension, values } of view.filters) written.append('f', JSON.stringify([dimension, ...values]));
  if (view.drill !== null) written.set('only', JSON.stringify([view.drill.dimension, view.drill.value]));
  if (view.listed) written.set('list', '1');
  return written.toString();
}

/** What such a part says; whatever it does not say rightly is left out. */
export function readHash(hash: string): ViewState {
  const written = new URLSearchParams(hash.replace(/^#/, ''));
  const filters = new Map<string, PortfolioFilter>();
  for (const text of written.getAll('f')) {
    const read = readValues(text);
    if (read !== null) filters.set(read.dimension, read);
  }
  const drilled = readValues(written.get('only') ?? '');
  const dimension = written.get('by') ?? '';
  const months = MONTHS_OFFERED.find((offered) => String(offered) === written.get('months'));
  return {
    filters: [...filters.values()],
    dimension: isDimension(dimension) ? dimension : FIRST_VIEW.dimension,
    months: months ?? FIRST_VIEW.months,
    drill: drilled === null ? null : { dimension: drilled.dimension, value: drilled.values[0] ?? null },
    listed: written.get('list') === '1',
  };
}

/** The filters with one dimension's values replaced; none: that dimension is not filtered any more. */
export function withFilter(
  filters: readonly PortfolioFilter[],
  dimension: string,
  values: readonly (string | null)[],
): PortfolioFilter[] {
  const known = filters.some((filter) => filter.dimension === dimension);
  const changed = known
    ? filters.map((filter) => (filter.dimension === dimension ? { dimension, values } : filter))
    : [...filters, { dimension, values }];
  return changed.filter((filter) => filter.values.length > 0);
}

/** The filters of the list: those of the view, narrowed to the one value. */
export function listFilters({ filters, drill }: ViewState): readonly PortfolioFilter[] {
  return drill === null ? filters : withFilter(filters, drill.dimension, [drill.value]);
}

function readValues(text: string): PortfolioFilter | null {
  try {
    const read: unknown = JSON.parse(text);
    if (!Array.isArray(read) || read.length < 2) return null;
    const [dimension, ...values]: unknown[] = read;
    if (typeof dimension !== 'string' || !isDimension(dimension)) return null;
    const known = values.filter((value): value is string | null => value === null || typeof value === 'string');
    return known.length === values.length ? { dimension, values: known } : null;
  } catch {
    return null;
  }
}
