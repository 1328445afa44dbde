import { listViewOf, pageOf } from '@xinshao/core/home/home-state.ts';
import { seenAlerts } from '@xinshao/core/portfolio/permissions.ts';
import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { listAlerts } from '@xinshao/db/alerts/list-alerts.ts';
import { KPI_DAYS } from '@xinshao/db/portfolio/read-portfolio.ts';
import { teamFigures } from '@xinshao/db/portfolio/team-figures.ts';
import { alertsBlocks } from '../../blocks/home.ts';
import { homeListControls } from '../../blocks/list-controls.ts';
import { teamBlocks } from '../../blocks/team.ts';
import { listedAlerts } from '../../present/listed-alert.ts';
import { listedMember } from '../../present/team.ts';
import type { HomeSection } from '../section.ts';

const MEMBERS = 'team';
const ALERTS = 'team-alerts';
const MEMBERS_SIZE = 10;
const ALERTS_SIZE = 6;
const DAY = 86_400_000;

/** A sales manager's people with what they owe, and the alerts that wait for their answers. */
export const teamSection: HomeSection = async (reader) => {
  const { services, member, locale, now, state, surface } = reader;
  if (member.role !== 'sales_manager') return [];
  const words = listWording[locale];
  const chosen = listViewOf(state, ALERTS);
  const filter = chosen.filter === 'urgency' || chosen.filter === 'overdue' ? chosen.filter : 'exposure';
  const owed = { states: ['open', 'returned'] as const, ...(filter === 'overdue' ? { overdueAt: now } : {}) };
  const order = filter === 'urgency' ? 'urgency' : 'exposure';
  const [people, alerts] = await Promise.all([
    teamFigures(
      services.database,
      { managerCode: member.code, teamCode: member.teamCode },
      { since: new Date(now.getTime() - KPI_DAYS * DAY), now },
    ),
    listAlerts(services.database, seenAlerts(member), owed, { page: chosen.page, size: ALERTS_SIZE, order }),
  ]);
  for (const { customer } of alerts.alerts) reader.seen.add(customer.id);
  const { page, pages } = pageOf(people.length, listViewOf(state, MEMBERS).page, MEMBERS_SIZE);
  const shown = people.slice((page - 1) * MEMBERS_SIZE, page * MEMBERS_SIZE);
  const onHome = surface === 'home';
  const span = people.length === 0 ? '' : `　_${words.teamSpan({ days: KPI_DAYS })}_`;
  return [
    ...teamBlocks(locale, {
      heading: `*${words.team}*${span}`,
      empty: words.noTeam,
      items: shown.map((one) => listedMember(one, locale)),
      controls: onHome ? homeListControls(locale, MEMBERS, { filter: 'all', page, pages, filters: [] }) : [],
    }),
    { type: 'divider' },
    ...alertsBlocks(locale, {
      heading: `*${words.teamAlerts}*${alerts.total === 0 ? '' : words.count({ count: String(alerts.total) })}`,
      empty: filter === 'overdue' ? words.nothingOverdue : words.noTeamAlerts,
      items: await listedAlerts(reader, alerts.alerts, true),
      controls:
        onHome && (alerts.total > 1 || filter !== 'exposure')
          ? homeListControls(locale, ALERTS, {
              filter,
              page: alerts.page,
              pages: alerts.pages,
              filters: [
                { value: 'exposure', label: words.mostExposed },
                { value: 'urgency', label: words.mostUrgent },
                { value: 'overdue', label: words.overdue },
              ],
            })
          : [],
    }),
  ];
};
