import type { PortfolioPart } from '@xinshao/core/contract/overlay-portfolio.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { AlertKpis, CollectionFigures, GradeFigures, LargestCustomer } from '@xinshao/core/portfolio/figures.ts';
import type { Dimension } from '@xinshao/core/portfolio/selection.ts';
import type { Database } from '../../database.ts';
import { chosenSql, isEverybody } from './chosen-sql.ts';
import { earlierGradesSql } from './earlier-grades.ts';
import { GRADE_MIGRATION_SQL, type MigrationCell } from './grade-migration.ts';
import { type LargestShare, largestSharesSql } from './largest-shares.ts';
import { readWhole } from './read-whole.ts';
import { rowSql, rowsSql } from './rows-sql.ts';
import type { Selection } from './selection.ts';
import { SELECTION_ALERTS_SQL } from './selection-alerts.ts';
import { selectionByDimensionSql } from './selection-by-dimension.ts';
import { SELECTION_BY_GRADE_SQL } from './selection-by-grade.ts';
import { COLLECTION_MONTHS, selectionCollectionSql } from './selection-collection.ts';
import { selectionLargestSql } from './selection-largest.ts';
import { type LeadTime, SELECTION_LEAD_SQL } from './selection-lead.ts';
import { SELECTION_TOTALS_SQL, type SelectionTotals } from './selection-totals.ts';

const LARGEST = 20;

/** What is asked about a selection. */
export interface FiguresAsked {
  /** What to break the figures down by. */
  readonly dimensions: readonly Dimension[];
  /** The day that grades are compared with; null: none. */
  readonly since: Day | null;
  /** Whether the largest shares of the whole are asked for, which only everybody has. */
  readonly shares: boolean;
  /** The alerts opened since a moment, as they stand now. */
  readonly alerts: { readonly since: Date; readonly now: Date };
}

/** What is true of a selection at one moment. */
export interface SelectionFigures {
  readonly totals: SelectionTotals;
  readonly grades: readonly GradeFigures[];
  /** By each dimension asked for, in the order of asking. */
  readonly parts: readonly (readonly PortfolioPart[])[];
  readonly largest: readonly LargestCustomer[];
  readonly migration: readonly MigrationCell[];
  readonly collection: CollectionFigures | null;
  readonly alerts: AlertKpis;
  readonly lead: LeadTime;
  /** null: not asked for, or not everybody is selected. */
  readonly shares: readonly LargestShare[] | null;
}

/** All figures over a selection, its customers read once and as of one moment. */
export async function selectionFigures(
  database: Database,
  selection: Selection,
  { dimensions, since, shares, alerts }: FiguresAsked,
): Promise<SelectionFigures> {
  const parameters: unknown[] = [alerts.now, alerts.since];
  const tables = [earlierGradesSql(since, parameters), chosenSql(selection, dimensions, parameters)];
  const parts = dimensions.map((_, place) => rowsSql(selectionByDimensionSql(dimensions, place)));
  const text = `WITH ${tables.join(', ')}
    SELECT ${rowSql(SELECTION_TOTALS_SQL)} AS totals, ${rowsSql(SELECTION_BY_GRADE_SQL)} AS grades,
      json_build_array(${parts.join(', ')}) AS parts, ${rowsSql(selectionLargestSql(LARGEST, parameters))} AS largest,
      ${rowsSql(GRADE_MIGRATION_SQL)} AS migration, ${rowSql(selectionCollectionSql(parameters))} AS collection,
      ${rowSql(SELECTION_ALERTS_SQL)} AS alerts, ${rowSql(SELECTION_LEAD_SQL)} AS lead,
      ${shares && isEverybody(selection) ? rowsSql(largestSharesSql('chosen')) : 'NULL::json'} AS shares`;
  const [row] = await readWhole<Row>(database, text, parameters);
  if (row === undefined) throw new Error('an aggregate without a row');
  const { collection, ...figures } = row;
  return { ...figures, collection: collection === null ? null : { months: COLLECTION_MONTHS, ...collection } };
}

type Row = Omit<SelectionFigures, 'collection'> & {
  readonly collection: Omit<CollectionFigures, 'months'> | null;
};
