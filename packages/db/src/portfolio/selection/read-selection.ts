import type { Day } from '@xinshao/core/day/day.ts';
import { type Dimension, isByGradeAlone } from '@xinshao/core/portfolio/selection.ts';
import type { Database } from '../../database.ts';
import { KPI_DAYS } from '../read-portfolio.ts';
import { gradeMigration } from './grade-migration.ts';
import { portfolioTrend } from './portfolio-trend.ts';
import type { Selection } from './selection.ts';
import { selectionAlerts } from './selection-alerts.ts';
import { selectionByDimension } from './selection-by-dimension.ts';
import { selectionCollection } from './selection-collection.ts';
import { selectionLargest } from './selection-largest.ts';
import { selectionLead } from './selection-lead.ts';
import { selectionTotals } from './selection-totals.ts';

const LARGEST = 20;
const TREND_DAYS = 400;

/** What a page about some of the customers is made from. @param since the day that grades are compared with */
export async function readSelection(
  database: Database,
  selection: Selection,
  asked: { readonly dimension: Dimension; readonly since: Day; readonly now: Date },
) {
  const { now } = asked;
  const since = new Date(now.getTime() - KPI_DAYS * 86_400_000);
  const hasTrend = selection.scope.kind === 'all' && isByGradeAlone(selection.filters);
  const [totals, parts, largest, migration, alerts, lead, collection, trend] = await Promise.all([
    selectionTotals(database, selection),
    selectionByDimension(database, selection, asked.dimension),
    selectionLargest(database, selection, LARGEST),
    gradeMigration(database, selection, asked.since),
    selectionAlerts(database, selection, { since, now }),
    selectionLead(database, selection, since),
    selectionCollection(database, selection),
    hasTrend ? portfolioTrend(database, selection.filters, TREND_DAYS) : null,
  ]);
  return { totals, parts, largest, migration, alerts, lead, collection, trend };
}
