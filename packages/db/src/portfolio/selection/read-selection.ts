import type { Day } from '@xinshao/core/day/day.ts';
import { type Dimension, isByGradeAlone } from '@xinshao/core/portfolio/selection.ts';
import type { Database } from '../../database.ts';
import { KPI_DAYS } from '../read-portfolio.ts';
import { largestShares } from './largest-shares.ts';
import { portfolioTrend } from './portfolio-trend.ts';
import type { Selection } from './selection.ts';
import { selectionFigures } from './selection-figures.ts';

const TREND_DAYS = 400;

/** What a page about some of the customers is made from. @param since the day that grades are compared with */
export async function readSelection(
  database: Database,
  selection: Selection,
  asked: { readonly dimension: Dimension; readonly since: Day; readonly now: Date },
) {
  const { dimension, since, now } = asked;
  const alerts = { since: new Date(now.getTime() - KPI_DAYS * 86_400_000), now };
  const all = selection.scope.kind === 'all';
  const [{ parts, shares, ...figures }, trend] = await Promise.all([
    selectionFigures(database, selection, { dimensions: [dimension], since, shares: all, alerts }),
    all && isByGradeAlone(selection.filters) ? portfolioTrend(database, selection.filters, TREND_DAYS) : null,
  ]);
  return {
    ...figures,
    parts: parts[0] ?? [],
    trend,
    // Of the whole portfolio, whatever is selected of it.
    shares: all ? (shares ?? (await largestShares(database))) : [],
  };
}
