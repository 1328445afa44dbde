import type { Day } from '@xinshao/core/day/day.ts';
import { type Dimension, isByGradeAlone } from '@xinshao/core/portfolio/selection.ts';
import type { Database } from '../../database.ts';
import { KPI_DAYS } from '../read-portfolio.ts';
import { isEverybody } from './chosen-sql.ts';
import { everybodysFigures, everybodysShares } from './everybody.ts';
import { portfolioTrend } from './portfolio-trend.ts';
import type { Selection } from './selection.ts';
import { type AlertPeriod, everybodysAlerts } from './selection-alerts.ts';
import { type FiguresAsked, selectionFiguresWithAlerts } from './selection-figures.ts';

const TREND_DAYS = 400;

/**
 * What a page about some of the customers is made from. @param asked `since`: the day that grades are compared with;
 * `today`: that of the reader, by which data are stale
 */
export async function readSelection(
  database: Database,
  selection: Selection,
  asked: { readonly dimension: Dimension; readonly since: Day; readonly now: Date; readonly today: Day },
) {
  const { dimension, since, now, today } = asked;
  const period = { since: new Date(now.getTime() - KPI_DAYS * 86_400_000), now };
  const all = selection.scope.kind === 'all';
  const [{ parts, ...figures }, shares, trend] = await Promise.all([
    figuresOf(database, selection, { dimensions: [dimension], since, today }, period),
    // Of the whole portfolio, whatever is selected of it.
    all ? everybodysShares(database) : [],
    all && isByGradeAlone(selection.filters) ? portfolioTrend(database, selection.filters, TREND_DAYS) : null,
  ]);
  return { ...figures, parts: parts[0] ?? [], shares, trend };
}

async function figuresOf(database: Database, selection: Selection, asked: FiguresAsked, period: AlertPeriod) {
  if (!isEverybody(selection)) return selectionFiguresWithAlerts(database, selection, asked, period);
  // People answer alerts at any time; the rest stays as it is until something is imported, assessed or granted.
  const [figures, alerts] = await Promise.all([everybodysFigures(database, asked), everybodysAlerts(database, period)]);
  return { ...figures, ...alerts };
}
