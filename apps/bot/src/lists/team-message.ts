import type { Button } from '@slack/types';
import { maySeePortfolio } from '@xinshao/core/portfolio/permissions.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { KPI_DAYS } from '@xinshao/db/portfolio/read-portfolio.ts';
import { findTeam, listTeams, type TeamChoice, teamFigures } from '@xinshao/db/portfolio/team-figures.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { LIMITS } from '../blocks/limits.ts';
import { noticeMessage } from '../blocks/lookup-answers.ts';
import { teamBlocks } from '../blocks/team.ts';
import { escapeText, mrkdwn, plain } from '../blocks/text.ts';
import { listedMember } from '../present/team.ts';
import type { Services } from '../services.ts';

/** Begins the action id of the button of each team; its value is the team's code. */
export const SHOW_TEAM = 'show_team:';
const DAY = 86_400_000;

/**
 * What the members of a team owe and how they answer: a manager's own team, or for those who see everything the team
 * they name. Sales is told who may see it.
 * @param text a team's name or code; empty: a manager's own, others choose
 */
export async function teamMessage(
  services: Services,
  member: StaffMember,
  locale: Locale,
  text: string,
): Promise<SlackMessage> {
  const words = listWording[locale];
  if (member.role === 'sales_manager') {
    return figuresMessage(services, locale, words.team, { managerCode: member.code, teamCode: member.teamCode });
  }
  if (!maySeePortfolio(member)) return noticeMessage(words.refusedTeam);
  if (text === '') return teamsMessage(services, locale, null);
  const team = await findTeam(services.database, text);
  if (team === null) return teamsMessage(services, locale, words.noSuchTeam({ text: escapeText(text) }));
  const title = words.teamNamed({ name: escapeText(team.name) });
  return figuresMessage(services, locale, title, { managerCode: null, teamCode: team.code });
}

async function figuresMessage(
  services: Services,
  locale: Locale,
  title: string,
  team: TeamChoice,
): Promise<SlackMessage> {
  const words = listWording[locale];
  const now = services.now();
  const period = { since: new Date(now.getTime() - KPI_DAYS * DAY), now };
  const people = await teamFigures(services.database, team, period);
  const blocks = teamBlocks(locale, {
    heading: `*${title}*　_${words.teamSpan({ days: KPI_DAYS })}_`,
    empty: words.noTeam,
    items: people.map((one) => listedMember(one, locale)),
    controls: [],
  });
  return { text: title, blocks };
}

/** Which team? @param problem said first; null: nothing is wrong */
async function teamsMessage(services: Services, locale: Locale, problem: string | null): Promise<SlackMessage> {
  const words = listWording[locale];
  const teams = await listTeams(services.database);
  if (teams.length === 0) return noticeMessage(words.noTeams);
  const elements = teams.slice(0, LIMITS.actionElements).map(
    ({ code, name }): Button => ({
      type: 'button',
      action_id: `${SHOW_TEAM}${code}`.slice(0, LIMITS.actionId),
      text: plain(name, LIMITS.buttonText),
      value: code,
    }),
  );
  const said = [...(problem === null ? [] : [problem]), words.chooseTeam].join('\n');
  return {
    text: said,
    blocks: [
      { type: 'section', text: mrkdwn(said) },
      { type: 'actions', elements },
    ],
  };
}
