import {
  LARGEST_SHOWN,
  type PortfolioAnswer,
  type PortfolioFigures,
  type PortfolioPart,
  VALUES_SHOWN,
} from '@xinshao/core/contract/overlay-portfolio.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { responseRate, shareConfirmed } from '@xinshao/core/portfolio/alert-kpis.ts';
import { collectionEffectiveness, collectionRate, daysSalesOutstanding } from '@xinshao/core/portfolio/collection.ts';
import { concentrationLevel, herfindahlFromSquares, shareOf } from '@xinshao/core/portfolio/concentration.ts';
import { monthsBefore } from '@xinshao/core/portfolio/months-before.ts';
import type { PortfolioScope } from '@xinshao/core/portfolio/scope.ts';
import type { Dimension, DimensionFilter } from '@xinshao/core/portfolio/selection.ts';
import { latestPolicy } from '@xinshao/db/policies/latest-policy.ts';
import { KPI_DAYS } from '@xinshao/db/portfolio/read-portfolio.ts';
import { dataDays } from '@xinshao/db/portfolio/selection/data-days.ts';
import { readSelection } from '@xinshao/db/portfolio/selection/read-selection.ts';
import type { Services } from '../../services.ts';
import { ceilingsOf } from './ceilings.ts';

/** What the dashboard asks for. */
export interface DashboardAsked {
  readonly filters: readonly DimensionFilter[];
  readonly dimension: Dimension;
  readonly months: number;
}

/** The dashboard's figures about the selected customers within the reader's scope. Whether to record it is the caller's. */
export async function dashboardAnswer(
  { database, timeZone, now }: Pick<Services, 'database' | 'timeZone' | 'now'>,
  scope: PortfolioScope,
  asked: DashboardAsked,
): Promise<PortfolioAnswer> {
  const { filters, dimension, months } = asked;
  const moment = now();
  const today = dayInTimeZone(moment, timeZone);
  const [{ ledgerOn, assessedOn }, compiled] = await Promise.all([dataDays(database), latestPolicy(database)]);
  const since = monthsBefore(assessedOn ?? today, months);
  const read = await readSelection(database, { scope, filters }, { dimension, since, now: moment, today });
  const { totals, alerts, lead, collection, trend } = read;
  const { exposureSquares, exposurePositive, aging, ...sums } = totals;
  const scale = compiled?.policy.scale.map(({ grade }) => grade) ?? [];
  const parts = dimension === 'grade' ? inOrder(read.parts, scale) : read.parts;
  const herfindahl = herfindahlFromSquares(exposureSquares, exposurePositive);
  const { asOf, ...shownTotals } = sums;
  return {
    scope: scope.kind,
    asOf,
    ledgerOn,
    today,
    totals: { ...shownTotals, aging },
    scale,
    parts: parts.slice(0, VALUES_SHOWN),
    rest: restOf(parts.slice(VALUES_SHOWN)),
    concentration: {
      herfindahl,
      level: herfindahl === null ? null : concentrationLevel(herfindahl),
      largest: read.largest.slice(0, LARGEST_SHOWN).map((customer) => ({
        ...customer,
        share: shareOf(customer.exposureFen, exposurePositive) ?? 0,
      })),
      ceilings: ceilingsOf(compiled?.policy ?? null, read.shares),
    },
    migration: {
      since,
      cells: read.migration.filter(({ known }) => known).map(({ known: _, ...cell }) => cell),
      newCustomers: read.migration.filter(({ known }) => !known).reduce((sum, { customers }) => sum + customers, 0),
    },
    alerts: {
      days: KPI_DAYS,
      opened: alerts.opened,
      due: alerts.due,
      answeredInTime: alerts.answeredInTime,
      responseRate: responseRate(alerts),
      medianHours: alerts.medianHours,
      closed: alerts.closed,
      confirmed: alerts.confirmed,
      shareConfirmed: shareConfirmed(alerts),
      ...lead,
    },
    collection:
      collection === null
        ? null
        : {
            from: collection.from,
            to: collection.to,
            rate: collectionRate(collection),
            effectiveness: collectionEffectiveness(collection),
            dsoDays: daysSalesOutstanding(collection),
          },
    trend,
  };
}

/** The best grade first; grades that the scale does not know after it, and no grade last. */
function inOrder(parts: readonly PortfolioPart[], scale: readonly string[]): PortfolioPart[] {
  const rank = ({ value }: PortfolioPart): number => {
    if (value === null) return scale.length + 1;
    const place = scale.indexOf(value);
    return place === -1 ? scale.length : place;
  };
  return parts.toSorted((one, other) => rank(one) - rank(other));
}

function restOf(parts: readonly PortfolioPart[]): PortfolioAnswer['rest'] {
  if (parts.length === 0) return null;
  const sum = (figure: keyof PortfolioFigures) => parts.reduce((whole, part) => whole + part[figure], 0);
  return {
    values: parts.length,
    customers: sum('customers'),
    exposureFen: sum('exposureFen'),
    openFen: sum('openFen'),
    overdueFen: sum('overdueFen'),
    limitFen: sum('limitFen'),
  };
}
