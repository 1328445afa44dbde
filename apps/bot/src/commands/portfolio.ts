import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { answerPortfolio } from '../portfolio/answer-portfolio.ts';
import type { Subcommand } from './subcommand.ts';

/** `/credit portfolio` */
export const portfolioCommand: Subcommand = {
  names: ['portfolio', '组合'],
  help: { zh: listWording.zh.helpPortfolio, en: listWording.en.helpPortfolio },
  answer: ({ services, member, locale }) => answerPortfolio(services, member, locale, null),
};
