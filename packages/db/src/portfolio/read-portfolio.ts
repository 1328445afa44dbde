import type { Portfolio } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../database.ts';
import { alertKpis } from './alert-kpis.ts';
import { collectionFigures } from './collection-figures.ts';
import { largestCustomers } from './largest-customers.ts';
import { portfolioByDimension } from './portfolio-by-dimension.ts';
import { portfolioByGrade } from './portfolio-by-grade.ts';
import { portfolioHistory, portfolioMonthBefore } from './portfolio-days.ts';
import { portfolioTotals } from './portfolio-totals.ts';

const LARGEST = 20;
const HISTORY_MONTHS = 12;
/** How far back the figures about alerts look. */
export const KPI_DAYS = 90;

/** Everything a page about the portfolio shows; alerts of the last 90 days. */
export async function readPortfolio(database: Database, now: Date): Promise<Portfolio> {
  const since = new Date(now.getTime() - KPI_DAYS * 86_400_000);
  const [totals, grades, dimensions, largest, collection, alerts, history] = await Promise.all([
    portfolioTotals(database),
    portfolioByGrade(database),
    portfolioByDimension(database),
    largestCustomers(database, LARGEST),
    collectionFigures(database),
    alertKpis(database, { since, now }),
    portfolioHistory(database, HISTORY_MONTHS),
  ]);
  const lastMonth = totals.asOf === null ? null : await portfolioMonthBefore(database, totals.asOf);
  return { totals, grades, dimensions, largest, collection, alerts, history, lastMonth };
}
