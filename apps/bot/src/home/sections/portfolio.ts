import { listViewOf } from '@xinshao/core/home/home-state.ts';
import { maySeePortfolio } from '@xinshao/core/portfolio/permissions.ts';
import { portfolioWording } from '@xinshao/core/wording/slack/portfolio.ts';
import { homeListControls } from '../../blocks/list-controls.ts';
import { portfolioHomeBlocks } from '../../blocks/portfolio.ts';
import { mrkdwn } from '../../blocks/text.ts';
import { portfolioFor } from '../../portfolio/portfolio-for.ts';
import { breakdownChoice } from '../../present/portfolio.ts';
import { BREAKDOWN_CHOICES } from '../../present/portfolio-breakdown.ts';
import type { HomeSection } from '../section.ts';

const LIST = 'portfolio';
/** The aging is always shown. */
const CHOICES = BREAKDOWN_CHOICES.filter((choice) => choice !== 'aging');

/** Figures over all customers, for those who may see them. */
export const portfolioSection: HomeSection = async ({ services, member, locale, state }) => {
  if (!maySeePortfolio(member)) return [];
  const choice = breakdownChoice(listViewOf(state, LIST).filter, CHOICES);
  const model = await portfolioFor(services, locale, choice, CHOICES);
  const words = portfolioWording[locale];
  if (model === null) return [{ type: 'section', text: mrkdwn(`*${words.title}*\n${words.nothing}`) }];
  const controls = { filter: choice, page: 1, pages: 1, filters: model.choices };
  return portfolioHomeBlocks(model, homeListControls(locale, LIST, controls));
};
