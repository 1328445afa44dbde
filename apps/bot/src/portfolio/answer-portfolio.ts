import { maySeePortfolio, PORTFOLIO_ROLES } from '@xinshao/core/portfolio/permissions.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { portfolioWording } from '@xinshao/core/wording/slack/portfolio.ts';
import { recordPortfolioView } from '@xinshao/db/audit/record-portfolio-view.ts';
import { listStaff } from '@xinshao/db/staff/list-staff.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { noticeMessage } from '../blocks/lookup-answers.ts';
import { portfolioMessage } from '../blocks/portfolio.ts';
import { mention } from '../blocks/text.ts';
import { breakdownChoice } from '../present/portfolio.ts';
import { BREAKDOWN_CHOICES } from '../present/portfolio-breakdown.ts';
import type { Services } from '../services.ts';
import { portfolioFor } from './portfolio-for.ts';

const PEOPLE_NAMED = 3;

/**
 * The portfolio as a message, or a friendly refusal that says who may see it. The look is in the audit trail.
 * @param choice what to break it down by; an unknown one counts as the first
 */
export async function answerPortfolio(
  services: Services,
  member: StaffMember,
  locale: Locale,
  choice: string | null,
): Promise<SlackMessage> {
  if (!maySeePortfolio(member)) return noticeMessage(await refusal(services, locale));
  const chosen = breakdownChoice(choice, BREAKDOWN_CHOICES);
  const model = await portfolioFor(services, locale, chosen, BREAKDOWN_CHOICES);
  if (model === null) return noticeMessage(portfolioWording[locale].nothing);
  await recordPortfolioView(services.database, { actor: member.code, surface: 'slack' }, chosen, services.now());
  return portfolioMessage(model);
}

async function refusal({ database }: Services, locale: Locale): Promise<string> {
  const words = listWording[locale];
  const people = (await listStaff(database)).filter(({ role }) => PORTFOLIO_ROLES.includes(role));
  if (people.length === 0) return words.refusedPortfolioNobody;
  const named = people.slice(0, PEOPLE_NAMED).map(mention);
  return words.refusedPortfolio({ people: named.join(locale === 'zh' ? '、' : ', ') });
}
