import type { Day } from '@xinshao/core/day/day.ts';
import { PORTFOLIO_DIMENSIONS, type Portfolio, type PortfolioDimension } from '@xinshao/core/portfolio/figures.ts';
import type { Database } from '../database.ts';
import { alertKpis } from './alert-kpis.ts';
import { portfolioHistory, portfolioMonthBefore } from './portfolio-days.ts';
import { dataDays } from './selection/data-days.ts';
import { everybodysFigures } from './selection/everybody.ts';

const HISTORY_MONTHS = 12;
/** Values listed of each dimension; the ones after them are no concentration. */
const VALUES = 200;
/** How far back the figures about alerts look. */
export const KPI_DAYS = 90;

/**
 * Everything a page about the portfolio shows; alerts of the last 90 days.
 * @param today in the company's time zone: which data are stale
 * @param dimensions those to break it down by; by the others it is not broken down
 */
export async function readPortfolio(
  database: Database,
  now: Date,
  today: Day,
  dimensions: readonly PortfolioDimension[] = PORTFOLIO_DIMENSIONS,
): Promise<Portfolio> {
  const since = new Date(now.getTime() - KPI_DAYS * 86_400_000);
  const [figures, { assessedOn, policyHash }, alerts, history] = await Promise.all([
    everybodysFigures(database, { dimensions, since: null, today }),
    dataDays(database),
    alertKpis(database, { since, now }),
    portfolioHistory(database, HISTORY_MONTHS),
  ]);
  const { totals, grades, parts, largest, collection } = figures;
  const lastMonth = assessedOn === null ? null : await portfolioMonthBefore(database, assessedOn);
  const of = (dimension: PortfolioDimension) =>
    (parts[dimensions.indexOf(dimension)] ?? []).slice(0, VALUES).map(({ label: _, limitFen: __, ...sums }) => sums);
  return {
    totals: { ...totals, asOf: assessedOn, policyHash },
    grades,
    dimensions: { region: of('region'), industry: of('industry'), size: of('size') },
    largest,
    collection,
    alerts,
    history,
    lastMonth,
  };
}
