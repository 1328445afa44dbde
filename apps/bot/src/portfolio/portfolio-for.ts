import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { PORTFOLIO_DIMENSIONS } from '@xinshao/core/portfolio/figures.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { readPortfolio } from '@xinshao/db/portfolio/read-portfolio.ts';
import type { PortfolioModel } from '../blocks/portfolio.ts';
import { portfolioModel } from '../present/portfolio.ts';
import type { BreakdownChoice } from '../present/portfolio-breakdown.ts';
import type { Services } from '../services.ts';

/** The portfolio as it is now, in words; null: nothing was assessed yet. Whether the reader may see it is for the caller. */
export async function portfolioFor(
  services: Pick<Services, 'database' | 'policies' | 'timeZone' | 'now'>,
  locale: Locale,
  choice: BreakdownChoice,
  choices: readonly BreakdownChoice[],
): Promise<PortfolioModel | null> {
  const shown = PORTFOLIO_DIMENSIONS.filter((dimension) => dimension === choice);
  const now = services.now();
  const today = dayInTimeZone(now, services.timeZone);
  const portfolio = await readPortfolio(services.database, now, today, shown);
  const { policyHash } = portfolio.totals;
  const policy = policyHash === null ? null : await services.policies.of(policyHash);
  return portfolioModel({ portfolio, policy, locale, choice, choices });
}
