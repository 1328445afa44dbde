import type { PortfolioPart } from '@xinshao/core/contract/overlay-portfolio.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { CollectionFigures, GradeFigures, LargestCustomer } from '@xinshao/core/portfolio/figures.ts';
import type { Dimension } from '@xinshao/core/portfolio/selection.ts';
import { staleSinceSql } from '../../customers/stale-sql.ts';
import type { Database } from '../../database.ts';
import { latestPolicy } from '../../policies/latest-policy.ts';
import { chosenSql, isEverybody } from './chosen-sql.ts';
import { earlierGradesSql } from './earlier-grades.ts';
import { GRADE_MIGRATION_SQL, type MigrationCell } from './grade-migration.ts';
import { readWhole } from './read-whole.ts';
import { rowSql, rowsSql } from './rows-sql.ts';
import type { Selection } from './selection.ts';
import { type AlertFigures, type AlertPeriod, alertFiguresSql } from './selection-alerts.ts';
import { selectionByDimensionSql } from './selection-by-dimension.ts';
import { SELECTION_BY_GRADE_SQL } from './selection-by-grade.ts';
import { COLLECTION_MONTHS, SELECTION_COLLECTION_SQL } from './selection-collection.ts';
import { selectionLargestSql } from './selection-largest.ts';
import { SELECTION_TOTALS_SQL, type SelectionTotals } from './selection-totals.ts';

const LARGEST = 20;

/** What is asked about a selection. */
export interface FiguresAsked {
  /** What to break the figures down by. */
  readonly dimensions: readonly Dimension[];
  /** The day that grades are compared with; null: none. */
  readonly since: Day | null;
  /** The reader's day in the company's time zone: which data are stale. */
  readonly today: Day;
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
}

/** All figures over a selection but those of its alerts, its customers read once and as of one moment. */
export async function selectionFigures(
  database: Database,
  selection: Selection,
  asked: FiguresAsked,
): Promise<SelectionFigures> {
  return figuresOf(await read<Row>(database, selection, asked, []));
}

/** The same with those of its alerts. */
export async function selectionFiguresWithAlerts(
  database: Database,
  selection: Selection,
  asked: FiguresAsked,
  { now, since }: AlertPeriod,
): Promise<SelectionFigures & AlertFigures> {
  const row = await read<Row & AlertFigures>(database, selection, asked, [now, since], alertFiguresSql('chosen'));
  return { ...figuresOf(row), alerts: row.alerts, lead: row.lead };
}

async function read<R extends Row>(
  database: Database,
  selection: Selection,
  { dimensions, since, today }: FiguresAsked,
  parameters: unknown[],
  ...also: readonly string[]
): Promise<R> {
  const freshness = (await latestPolicy(database))?.freshness ?? [];
  const stale = staleSinceSql(freshness, today, parameters);
  const tables = [earlierGradesSql(since, parameters), chosenSql(selection, dimensions, stale, parameters)];
  const parts = dimensions.map((_, place) => rowsSql(selectionByDimensionSql(dimensions, place)));
  const columns = [
    `${rowSql(SELECTION_TOTALS_SQL)} AS totals`,
    `${rowsSql(SELECTION_BY_GRADE_SQL)} AS grades`,
    `json_build_array(${parts.join(', ')}) AS parts`,
    `${rowsSql(selectionLargestSql(LARGEST, parameters))} AS largest`,
    `${rowsSql(GRADE_MIGRATION_SQL)} AS migration`,
    `${rowSql(SELECTION_COLLECTION_SQL)} AS collection`,
    ...also,
  ];
  const text = `WITH ${tables.join(', ')} SELECT ${columns.join(', ')}`;
  const [row] = await readWhole<R>(database, text, parameters, isEverybody(selection));
  if (row === undefined) throw new Error('an aggregate without a row');
  return row;
}

type Row = Omit<SelectionFigures, 'collection'> & {
  readonly collection: Omit<CollectionFigures, 'months'> | null;
};

function figuresOf({ totals, grades, parts, largest, migration, collection }: Row): SelectionFigures {
  const months = COLLECTION_MONTHS;
  return { totals, grades, parts, largest, migration, collection: collection && { months, ...collection } };
}
