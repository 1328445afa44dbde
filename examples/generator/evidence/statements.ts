import { addDays, type Day } from '@xinshao/core/day/day.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Statement } from '../book.ts';
import { dayAt } from '../calendar.ts';
import type { Random } from '../random.ts';

/** What drives a company's statements; ratios as in PRODUCT §3. */
export interface Finances {
  readonly yearlyRevenueFen: Fen;
  readonly debtRatio: number;
  readonly cashFlowCover: number;
  readonly newDebtShare: number;
  readonly netMargin: number;
}

/** The finances of an ordinary, mostly sound company. */
export function drawFinances(random: Random, yearlyPurchasesFen: Fen): Finances {
  return {
    yearlyRevenueFen: Math.round(Math.max(yearlyPurchasesFen, 10_000_000) * random.between(6, 18)),
    debtRatio: random.weighted([
      [random.between(0.28, 0.44), 66],
      [random.between(0.44, 0.495), 26],
      [random.between(0.5, 0.57), 8],
    ]),
    cashFlowCover: random.chance(0.9) ? random.between(1.7, 4.5) : random.between(1.1, 1.5),
    newDebtShare: random.between(0.02, 0.24),
    netMargin: random.between(0.02, 0.09),
  };
}

/** Period ends a company has reported by `endDay`: year ends after four months, the half-year after two. */
export function reportedPeriods(endDay: Day, years: number): { periodEnd: Day; months: number }[] {
  const year = Number(endDay.slice(0, 4));
  const lastYearEnd = [year - 1, year - 2]
    .map((each) => dayAt(each, 12, 31))
    .find((end) => addDays(end, 120) <= endDay);
  if (!lastYearEnd) return [];
  const last = Number(lastYearEnd.slice(0, 4));
  const yearEnds = Array.from({ length: years }, (_, index) => ({
    periodEnd: dayAt(last - years + 1 + index, 12, 31),
    months: 12,
  }));
  const halfYear = dayAt(last + 1, 6, 30);
  return addDays(halfYear, 60) <= endDay ? [...yearEnds, { periodEnd: halfYear, months: 6 }] : yearEnds;
}

/** How a company's balance sheet is built: shares that hardly change from period to period. */
interface Structure {
  readonly assetsToRevenue: number;
  readonly currentShareOfLiabilities: number;
  readonly currentRatio: number;
  readonly shortTermShare: number;
  readonly cashShare: number;
  readonly inventoryShare: number;
  readonly receivablesShare: number;
  readonly retainedShare: number;
}

function drawStructure(random: Random): Structure {
  return {
    assetsToRevenue: random.between(0.75, 1.05),
    currentShareOfLiabilities: random.between(0.74, 0.86),
    currentRatio: random.between(1.4, 1.9),
    shortTermShare: random.between(0.16, 0.3),
    cashShare: random.between(0.16, 0.26),
    inventoryShare: random.between(0.2, 0.3),
    receivablesShare: random.between(0.3, 0.4),
    retainedShare: random.between(0.3, 0.55),
  };
}

/** Statements of the given periods; `financesAt(0)` describes the latest period, 1 the one before. */
export function makeStatements(
  random: Random,
  periods: readonly { periodEnd: Day; months: number; source?: string }[],
  financesAt: (periodsBefore: number) => Finances,
): Statement[] {
  const structure = drawStructure(random);
  return periods.map((period, index) => {
    const source = period.source ?? (period.months === 12 ? '审计报告' : '企业报表');
    const finances = financesAt(periods.length - 1 - index);
    return makeStatement(random, { ...period, source }, finances, structure);
  });
}

/** One statement whose figures agree with each other: assets = liabilities + equity, parts within their wholes. */
function makeStatement(
  random: Random,
  period: { periodEnd: Day; months: number; source: string },
  finances: Finances,
  structure: Structure,
): Statement {
  const fen = (value: number): Fen => Math.round(value / 100_000) * 100_000;
  const nearly = (value: number): number => value * random.between(0.98, 1.02);
  const yearShare = period.months / 12;
  const revenue = fen(finances.yearlyRevenueFen * yearShare);
  const totalAssets = fen(finances.yearlyRevenueFen * nearly(structure.assetsToRevenue));
  const totalLiabilities = fen(totalAssets * finances.debtRatio);
  const currentLiabilities = fen(totalLiabilities * nearly(structure.currentShareOfLiabilities));
  const wantedAssets = currentLiabilities * nearly(structure.currentRatio);
  const currentAssets = fen(Math.min(totalAssets * 0.8, Math.max(totalAssets * 0.55, wantedAssets)));
  const shortTermDebt = fen(currentLiabilities * nearly(structure.shortTermShare));
  const totalDebt = fen(shortTermDebt + (totalLiabilities - currentLiabilities) * 0.8);
  const netProfit = fen(revenue * finances.netMargin);
  const equity = totalAssets - totalLiabilities;
  return {
    ...period,
    totalAssetsFen: totalAssets,
    currentAssetsFen: currentAssets,
    cashFen: fen(currentAssets * nearly(structure.cashShare)),
    inventoryFen: fen(currentAssets * nearly(structure.inventoryShare)),
    receivablesFen: fen(currentAssets * nearly(structure.receivablesShare)),
    totalLiabilitiesFen: totalLiabilities,
    currentLiabilitiesFen: currentLiabilities,
    shortTermDebtFen: shortTermDebt,
    totalDebtFen: totalDebt,
    newDebt12mFen: fen(totalDebt * finances.newDebtShare),
    equityFen: equity,
    retainedEarningsFen: fen(equity * nearly(structure.retainedShare)),
    revenueFen: revenue,
    netProfitFen: netProfit,
    ebitFen: fen(netProfit * 1.33 + totalDebt * 0.045 * yearShare),
    operatingCashFlowFen: fen(shortTermDebt * finances.cashFlowCover * yearShare),
  };
}
